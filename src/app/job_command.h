// `cleancopy fetch` and `cleancopy run`: the scheduled job.
#pragma once

#include "app/options.h"

namespace cleancopy::app {

/// Reads the config, and for `run` the rules: what is wrong there ends it with 78 before anything is touched.
/// Opens the state, whose lock another run may hold (75). Then fetches what is due, and for `run`
/// cleans what was kept.
///
/// 69 when no server could be reached, 75 when the run's time was up before all was fetched, 130 and 143
/// after INT and TERM: in each case the state is saved, and the next run goes on.
int job_command(const JobOptions& options);

}  // namespace cleancopy::app
