// Files read whole, and written whole or not at all.
//
// What the world refuses comes back as an IoError. It keeps errno and the step
// that failed, because the exit code depends on both; io never exits by itself.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "cleancopy.h"

namespace cleancopy {

/// What was being done: `name` is telling an input's format by its name.
enum class IoStep : std::uint8_t { name, read, create, write };

struct IoError {
  IoStep step = IoStep::read;
  int number = 0;  ///< errno, or 0
  Error error;
};

/// The error of a system call that left `number` in errno.
IoError io_error(IoStep step, std::string where, int number);

/// Owns a file descriptor; -1 is none.
class FileDescriptor {
 public:
  FileDescriptor() = default;
  explicit FileDescriptor(int number) : number_(number) {}
  FileDescriptor(FileDescriptor&& other) noexcept;
  FileDescriptor& operator=(FileDescriptor&& other) noexcept;
  ~FileDescriptor();

  int number() const { return number_; }

 private:
  int number_ = -1;
};

/// Opens a file for reading; "-" is standard input.
Result<FileDescriptor, IoError> open_for_reading(const std::string& path);

/// The bytes of a file, or of standard input for "-". A file of more than
/// `limit` bytes is an error (EFBIG), found without reading on.
Result<std::string, IoError> read_file(const std::string& path, std::size_t limit);

/// Writes all of `bytes` to a descriptor; gives errno, or 0 when it is done.
int write_all(int descriptor, std::string_view bytes);

/// A file that appears under its name at commit(), whole, or never: until then
/// its bytes are in a hidden file beside it, which the destructor removes.
class NewFile {
 public:
  static Result<NewFile, IoError> create(const std::string& path);

  NewFile(NewFile&& other) noexcept;
  NewFile& operator=(NewFile&& other) noexcept;
  ~NewFile();

  /// Nothing, or why it failed.
  std::optional<IoError> append(std::string_view bytes);

  /// Syncs the bytes to disk, then gives the file its name. The name itself
  /// lasts through a power cut only after sync_folder().
  std::optional<IoError> commit();

  const std::string& path() const { return path_; }

 private:
  NewFile() = default;
  void discard();

  std::string path_, temporary_;  // temporary_ is empty once there is nothing to remove
  FileDescriptor file_;
};

/// Syncs the names in the folder of `path` to disk.
std::optional<IoError> sync_folder_of(const std::string& path);

}  // namespace cleancopy
