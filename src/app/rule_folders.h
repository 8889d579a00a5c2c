// Which rule folders a run uses, what is in them, and the hash that names it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cleancopy.h"

namespace cleancopy::app {

/// The folders given with --rules; without any, the environment's
/// CLEANCOPY_RULES; without that, the folder that was installed with the
/// program or that it was built from. Fails when nothing is found.
Result<std::vector<std::string>> rule_folders(const std::vector<std::string>& asked);

/// Sixteen hexadecimal digits: FNV-1a over the names and bytes of all `*.toml`
/// files below the folders, in the byte order of their names. The same rules
/// give the same hash wherever they are.
Result<std::string> rules_hash(const std::vector<std::string>& folders);

/// The rules of those folders, ready for use; or nothing, once every slip in
/// them has been printed.
std::optional<Rulebook> load_rules(const std::vector<std::string>& asked);

}  // namespace cleancopy::app
