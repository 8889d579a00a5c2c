// How many bytes a run has before it, for telling the time that is left.
// source.h reads them; this only adds up what the file system says.
#pragma once

#include <atomic>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "io/source.h"

namespace cleancopy {

/// The bytes of all files that open_source() would read from these inputs, in a
/// walk of its own: one look at each file. Nothing when that cannot be known (a
/// pipe, a compressed file, a folder that cannot be read), or once `stop` is true.
std::optional<std::uint64_t> size_of_inputs(const std::vector<std::string>& inputs,
                                            std::optional<InputForm> from, const std::atomic<bool>& stop);

}  // namespace cleancopy
