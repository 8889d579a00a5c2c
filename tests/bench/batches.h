// Whole batches, as `cleancopy clean` runs them: with a Source, workers, the window that keeps the
// order, and a Sink, which here only counts.
#pragma once

#include <cstddef>
#include <string>

#include "cleancopy.h"

namespace cleancopy::bench {

std::size_t resident_bytes();
std::size_t peak_bytes();

/// Prints pages/s and CPU time of one worker and of two. Gives an exit code.
int compare_threads(const Rulebook& book, const std::string& folder);

/// Cleans `pages` pages, going round the folder, and prints the resident memory at each tenth.
/// 1 when at the end it is more than 5 % above that of the first tenth.
int soak(const Rulebook& book, const std::string& folder, std::size_t pages);

}  // namespace cleancopy::bench
