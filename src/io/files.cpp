#include "io/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <system_error>
#include <utility>

namespace cleancopy {
namespace {

constexpr std::size_t kCopyBytes = std::size_t{1} << 20;
constexpr std::string_view kTemporaryStem = ".cleancopy-", kTemporaryEnd = ".partial";
constexpr int kTemporaryNames = 100;  // tried before giving up; all but one are left by killed runs

// One more byte than the limit tells a file that is too large.
Result<std::string, IoError> read_all(int descriptor, const std::string& path, std::size_t limit) {
  std::string bytes;
  struct stat status {};
  const bool known = fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode);
  if (known && static_cast<std::size_t>(status.st_size) > limit) return io_error(IoStep::read, path, EFBIG);
  const std::size_t room = known ? static_cast<std::size_t>(status.st_size) + 1 : std::size_t{1} << 16;
  std::size_t used = 0;
  while (used <= limit) {
    if (used == bytes.size()) bytes.resize(std::max(room, 2 * used));
    const ssize_t got = ::read(descriptor, bytes.data() + used, bytes.size() - used);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return io_error(IoStep::read, path, errno);
    if (got == 0) break;
    used += static_cast<std::size_t>(got);
  }
  if (used > limit) return io_error(IoStep::read, path, EFBIG);
  bytes.resize(used);
  return bytes;
}

// Whose process a temporary file was begun by; 0: it is none.
pid_t maker_of(std::string_view name) {
  if (!name.starts_with(kTemporaryStem) || !name.ends_with(kTemporaryEnd)) return 0;
  name = name.substr(kTemporaryStem.size(), name.size() - kTemporaryStem.size() - kTemporaryEnd.size());
  pid_t maker = 0;
  unsigned count = 0;
  const char* const end = name.data() + name.size();
  const auto process = std::from_chars(name.data(), end, maker);
  if (process.ec != std::errc() || process.ptr == end || *process.ptr != '-') return 0;
  const auto number = std::from_chars(process.ptr + 1, end, count);
  return number.ec == std::errc() && number.ptr == end && maker > 0 ? maker : 0;
}

std::string folder_of(const std::string& path) {
  const std::string folder = std::filesystem::path(path).parent_path().string();
  return folder.empty() ? "." : folder;
}

}  // namespace

IoError io_error(IoStep step, std::string where, int number) {
  return {step, number, {std::move(where), std::generic_category().message(number)}};
}

FileDescriptor::FileDescriptor(FileDescriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}

FileDescriptor& FileDescriptor::operator=(FileDescriptor&& other) noexcept {
  std::swap(number_, other.number_);
  return *this;
}

FileDescriptor::~FileDescriptor() {
  if (number_ > STDERR_FILENO) ::close(number_);
}

Result<FileDescriptor, IoError> open_for_reading(const std::string& path) {
  if (path == "-") return FileDescriptor(STDIN_FILENO);
  const int number = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (number < 0) return io_error(IoStep::read, path, errno);
  return FileDescriptor(number);
}

Result<std::string, IoError> read_file(const std::string& path, std::size_t limit) {
  auto file = open_for_reading(path);
  if (!file) return file.error();
  return read_all(file.value().number(), path, limit);
}

Result<std::string, IoError> read_regular_file(const std::string& path, std::size_t limit) {
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (file.number() < 0) return io_error(IoStep::read, path, errno);
  struct stat status {};
  if (::fstat(file.number(), &status) != 0) return io_error(IoStep::read, path, errno);
  if (!S_ISREG(status.st_mode)) return IoError{IoStep::read, 0, {path, "no file"}};
  return read_all(file.number(), path, limit);
}

int write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return 0;
}

Result<NewFile, IoError> NewFile::create(const std::string& path) {
  NewFile file;
  file.path_ = path;
  // Not named after the file: its name may already be as long as names can be.
  const std::string stem =
      folder_of(path).append("/").append(kTemporaryStem) + std::to_string(::getpid()) + "-";
  static std::atomic<unsigned> count = 0;
  for (int attempt = 0; attempt < kTemporaryNames; ++attempt) {
    const std::string name = stem + std::to_string(count++).append(kTemporaryEnd);
    const int number = ::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (number >= 0) {
      file.hidden_ = name;
      file.file_ = FileDescriptor(number);
      return file;
    }
    if (errno != EEXIST) break;
  }
  return io_error(IoStep::create, path, errno);
}

Result<NewFile, IoError> NewFile::resume(const std::string& path, const std::string& hidden,
                                         FileMark begin) {
  NewFile file;
  file.path_ = path;
  file.hidden_ = hidden;
  file.uncommitted_ = Uncommitted::stays;
  file.file_ = FileDescriptor(::open(hidden.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666));
  if (file.file_.number() < 0) return io_error(IoStep::create, path, errno);
  if (auto failed = file.begin_after(begin)) return *failed;
  return file;
}

std::optional<IoError> NewFile::begin_after(FileMark begin) {
  struct stat status {};
  if (::fstat(file_.number(), &status) != 0) return io_error(IoStep::create, path_, errno);
  mark_ = {begin.length, status.st_ino};
  if (static_cast<std::uint64_t>(status.st_size) < begin.length) {
    if (auto failed = copy_beginning(begin)) return failed;
  }
  const auto offset = static_cast<off_t>(begin.length);
  if (::ftruncate(file_.number(), offset) != 0) return io_error(IoStep::write, path_, errno);
  if (::lseek(file_.number(), offset, SEEK_SET) < 0) return io_error(IoStep::write, path_, errno);
  return std::nullopt;
}

// From the file that has its name already, if that is the one the mark is of.
std::optional<IoError> NewFile::copy_beginning(FileMark begin) {
  const FileDescriptor whole(::open(path_.c_str(), O_RDONLY | O_CLOEXEC));
  struct stat status {};
  if (::fstat(whole.number(), &status) != 0 || status.st_ino != begin.inode ||
      static_cast<std::uint64_t>(status.st_size) < begin.length) {
    return io_error(IoStep::create, path_, ENODATA);
  }
  std::string bytes(kCopyBytes, '\0');
  for (std::uint64_t done = 0; done < begin.length;) {
    const ssize_t got = ::pread(whole.number(), bytes.data(), bytes.size(), static_cast<off_t>(done));
    if (got <= 0) return io_error(IoStep::create, path_, got < 0 ? errno : ENODATA);
    const ssize_t written =
        ::pwrite(file_.number(), bytes.data(), static_cast<std::size_t>(got), static_cast<off_t>(done));
    if (written < 0) return io_error(IoStep::write, path_, errno);
    done += static_cast<std::uint64_t>(written);
  }
  return std::nullopt;
}

NewFile::NewFile(NewFile&& other) noexcept
    : path_(std::move(other.path_)),
      hidden_(std::exchange(other.hidden_, {})),
      uncommitted_(other.uncommitted_),
      mark_(other.mark_),
      file_(std::move(other.file_)) {}

NewFile& NewFile::operator=(NewFile&& other) noexcept {
  if (this == &other) return *this;
  let_go();
  path_ = std::move(other.path_);
  hidden_ = std::exchange(other.hidden_, {});
  uncommitted_ = other.uncommitted_;
  mark_ = other.mark_;
  file_ = std::move(other.file_);
  return *this;
}

NewFile::~NewFile() { let_go(); }

void NewFile::let_go() {
  if (uncommitted_ == Uncommitted::goes) discard();
}

void NewFile::discard() {
  if (!hidden_.empty()) ::unlink(hidden_.c_str());
  hidden_.clear();
  file_ = FileDescriptor();
}

std::optional<IoError> NewFile::append(std::string_view bytes) {
  const int number = write_all(file_.number(), bytes);
  if (number != 0) return io_error(IoStep::write, path_, number);
  mark_.length += bytes.size();
  return std::nullopt;
}

std::optional<IoError> NewFile::sync() {
  if (::fsync(file_.number()) != 0) return io_error(IoStep::write, path_, errno);
  return std::nullopt;
}

std::optional<IoError> NewFile::commit() {
  if (auto failed = sync()) return failed;
  if (::rename(hidden_.c_str(), path_.c_str()) != 0) return io_error(IoStep::create, path_, errno);
  hidden_.clear();
  file_ = FileDescriptor();
  return std::nullopt;
}

std::optional<IoError> sync_folder_of(const std::string& path) {
  const std::string folder = folder_of(path);
  const FileDescriptor opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (opened.number() < 0) return io_error(IoStep::write, folder, errno);
  // Some network and FUSE file systems have no fsync for folders and say EINVAL.
  if (::fsync(opened.number()) != 0 && errno != EINVAL && errno != ENOTSUP) {
    return io_error(IoStep::write, folder, errno);
  }
  return std::nullopt;
}

std::string hidden_beside(const std::string& path, std::string_view run, std::string_view what) {
  return folder_of(path).append("/.cleancopy-").append(run).append(".").append(what);
}

void remove_abandoned(const std::string& folder) {
  std::error_code error;
  std::filesystem::directory_iterator files(folder, error);
  for (; !error && files != std::filesystem::directory_iterator(); files.increment(error)) {
    const pid_t maker = maker_of(files->path().filename().string());
    if (maker != 0 && ::kill(maker, 0) != 0 && errno == ESRCH) ::unlink(files->path().c_str());
  }
}

std::optional<IoError> write_file(const std::string& path, std::string_view bytes) {
  auto file = NewFile::create(path);
  if (!file) return file.error();
  if (auto failed = file.value().append(bytes)) return failed;
  if (auto failed = file.value().commit()) return failed;
  return sync_folder_of(path);
}

}  // namespace cleancopy
