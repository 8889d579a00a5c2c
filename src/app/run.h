// The program: a match on what the command line asks for.
#pragma once

namespace cleancopy::app {

/// Runs the program and gives its exit code (report.h).
int run(int argc, const char* const* argv);

}  // namespace cleancopy::app
