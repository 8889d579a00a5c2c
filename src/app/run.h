// The program: a match on what the command line asks for.
#pragma once

namespace cleancopy::app {

/// Runs the program and gives its exit code (report.h).
int run(int argc, const char* const* argv);

/// Lets the allocator keep what is freed, up to 64 MB: each page wants buffers of some hundred
/// kilobytes, and memory that goes back to the kernel is faulted in anew, a seventh of the time.
/// What is larger than 4 MB still goes back, so that one huge page leaves nothing behind.
void keep_freed_memory();

}  // namespace cleancopy::app
