// The command lines of the scheduled job: fetch, run, state, drift. options.cpp adds
// them to the program's, and parses.
#pragma once

#include <string_view>

#include "app/options.h"

namespace CLI {
class App;
}

namespace cleancopy::app {

/// What CLI11 fills.
struct JobCommands {
  JobOptions job;
  StateOptions state;
  DriftOptions drift;
  bool quiet = false;
  bool json = false;
};

void add_job_commands(CLI::App& program, JobCommands& given);

/// What was meant by the command of that name.
Options meant_by(std::string_view command, const JobCommands& given);

}  // namespace cleancopy::app
