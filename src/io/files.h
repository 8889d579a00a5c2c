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

/// What was being done: `name` is telling an input's format by its name, `lock`
/// is making sure that nobody else writes the same output, `verify` that a file is
/// what this program once wrote.
enum class IoStep : std::uint8_t { name, read, create, write, lock, verify };

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

/// The same of what must be a plain file: a pipe is no file, and is not waited for.
Result<std::string, IoError> read_regular_file(const std::string& path, std::size_t limit);

/// Writes all of `bytes` to a descriptor; gives errno, or 0 when it is done.
int write_all(int descriptor, std::string_view bytes);

/// The beginning of a file that somebody else may go on with; `inode` tells the
/// file itself, should it have got its name meanwhile.
struct FileMark {
  std::uint64_t length = 0;
  std::uint64_t inode = 0;

  bool operator==(const FileMark&) const = default;
};

/// A file that appears under its name at commit(), whole, or never: until then
/// its bytes are in a hidden file beside it.
class NewFile {
 public:
  /// Begins under a hidden name that nobody else has. Without a commit() the
  /// destructor removes it.
  static Result<NewFile, IoError> create(const std::string& path);

  /// Goes on after `begin` in `hidden`, which is made if there is none; what
  /// follows is cut off. Without a commit() it stays, for the next run to go on
  /// with; only one at a time may have it. Where a commit() came after the mark,
  /// the beginning is copied. Fails with ENODATA when neither file has it.
  static Result<NewFile, IoError> resume(const std::string& path, const std::string& hidden, FileMark begin);

  NewFile(NewFile&& other) noexcept;
  NewFile& operator=(NewFile&& other) noexcept;
  ~NewFile();

  /// Nothing, or why it failed.
  std::optional<IoError> append(std::string_view bytes);

  /// Syncs the bytes to disk.
  std::optional<IoError> sync();

  /// Syncs the bytes to disk, then gives the file its name. The name itself
  /// lasts through a power cut only after sync_folder_of().
  std::optional<IoError> commit();

  /// Removes the hidden file.
  void discard();

  const std::string& path() const { return path_; }
  const FileMark& mark() const { return mark_; }

 private:
  NewFile() = default;
  std::optional<IoError> begin_after(FileMark begin);
  std::optional<IoError> copy_beginning(FileMark begin);
  void let_go();

  enum class Uncommitted : std::uint8_t { goes, stays };

  std::string path_, hidden_;  // hidden_ is empty once it has been renamed or removed
  Uncommitted uncommitted_ = Uncommitted::goes;
  FileMark mark_;
  FileDescriptor file_;
};

/// ".cleancopy-RUN.WHAT" in the folder of `path`: a file of the program's own.
std::string hidden_beside(const std::string& path, std::string_view run, std::string_view what);

/// Writes a file, whole or not at all, and syncs it and its name to disk.
std::optional<IoError> write_file(const std::string& path, std::string_view bytes);

/// Removes what NewFile::create() has left in a folder when its process was killed; what a process that is
/// still there has begun stays. A folder that is not there has nothing left in it.
void remove_abandoned(const std::string& folder);

/// Syncs the names in the folder of `path` to disk.
std::optional<IoError> sync_folder_of(const std::string& path);

}  // namespace cleancopy
