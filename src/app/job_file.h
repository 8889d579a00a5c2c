// The config of the scheduled job, a TOML file → Job, or every slip in it at once.
// Paths in it are meant below the file's own folder. docs/job.md shows one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/options.h"
#include "app/report.h"
#include "cleancopy.h"
#include "fetch/job.h"

namespace cleancopy::app {

/// Reads the text of a config; `path` is used in messages, and its folder is where paths begin. Of the
/// folders that it names those of rules must be there. Fails with all slips, each at `path:line:column`, with
/// the nearest known word where one is near: `no such key 'evry'; did you mean 'every'?`
Result<Job, std::vector<Error>> parse_job(std::string_view text, const std::string& path, Servers servers);

/// The same of a file, for a command: what is wrong has been told, and the exit code is given.
Result<Job, ExitCode> load_job(const std::string& path, Servers servers);

}  // namespace cleancopy::app
