// One process at a time, by a lock on a file. The lock ends with the process, however that ends.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "io/files.h"

namespace cleancopy {

/// Locks an open file for this process, until it closes any descriptor of that file. Fails with IoStep::lock,
/// "process 4711 <is doing>; try again when it is done", while another one has it. Where the file
/// system has no locks, it is for the user not to start twice.
std::optional<IoError> lock_file(const FileDescriptor& file, const std::string& path,
                                 std::string_view is_doing);

}  // namespace cleancopy
