// What a command is about, as one number: two runs of one fingerprint give the
// same output, so that the second may go on where the first was, or need not run.
#pragma once

#include <cstdint>

#include "app/options.h"

namespace cleancopy::app {

/// Of the inputs (names as given, sizes, times of change; of folders all files in
/// them), the rules, the program's version and every option that a record depends
/// on. Reads no page; a folder costs a walk and a stat() of each file.
std::uint64_t fingerprint_of(const CleanOptions& options);

}  // namespace cleancopy::app
