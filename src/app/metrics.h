// What Prometheus is told of a run, by way of node_exporter's textfile collector:
// a file in the text format 0.0.4 that is written when the run is over.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "app/report.h"
#include "fetch/round.h"
#include "io/files.h"

namespace cleancopy::app {

/// A run that is over. Times are seconds since 1970.
struct RunRecord {
  std::string name;        ///< label `run`: keeps the files of several runs on one machine apart
  std::string rules_hash;  ///< empty when the rules could not be read
  Tally tally;
  Volume volume;
  std::optional<RoundCounts> fetched = {};  ///< of `fetch` and `run`
  double began = 0, ended = 0;
  int exit_code = 0;
};

/// The file. `last_success` is when the last run that ended with 0 did so: this one, or an
/// earlier; 0 when none has.
std::string metrics_text(const RunRecord& run, double last_success);

/// What a file of metrics_text() says of its last success; 0 when it says nothing.
double last_success_in(std::string_view metrics);

/// Writes the file, whole or not at all. A run that failed keeps the last
/// success that the file of the run before told.
std::optional<IoError> write_metrics(const std::string& path, const RunRecord& run);

/// Runs `work`, and writes the metrics of it to `path`, if there is one: `record` gives all of them but
/// name, times and exit code. Gives the exit code of the work, or of what kept the file from
/// being written; that a file cannot be made is found before the work begins.
int run_measured(const std::string& path, const std::function<int()>& work,
                 const std::function<RunRecord()>& record);

}  // namespace cleancopy::app
