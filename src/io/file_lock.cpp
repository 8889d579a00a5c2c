#include "io/file_lock.h"

#include <fcntl.h>

#include <cerrno>

namespace cleancopy {

std::optional<IoError> lock_file(const FileDescriptor& file, const std::string& path,
                                 std::string_view is_doing) {
  struct flock range {};
  range.l_type = F_WRLCK;
  range.l_whence = SEEK_SET;
  if (::fcntl(file.number(), F_SETLK, &range) == 0) return std::nullopt;
  if (errno != EACCES && errno != EAGAIN) return std::nullopt;
  const bool known =
      ::fcntl(file.number(), F_GETLK, &range) == 0 && range.l_type != F_UNLCK && range.l_pid > 0;
  std::string what = known ? "process " + std::to_string(range.l_pid) : std::string("another process");
  what.append(" ").append(is_doing).append("; try again when it is done");
  return IoError{IoStep::lock, 0, {path, std::move(what)}};
}

}  // namespace cleancopy
