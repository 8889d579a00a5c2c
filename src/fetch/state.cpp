#include "fetch/state.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

#include "fetch/schema.h"
#include "io/file_lock.h"
#include "text/moment.h"

namespace cleancopy {
namespace {

constexpr std::string_view kIsDoing = "is at work with this state";
constexpr std::size_t kMaxNote = 256;  // bytes of who has the lock, and since when

// "4711 2026-11-22T15:39:13Z": for people, and where the lock does not tell its holder, as in containers.
std::string read_note(int descriptor) {
  char note[kMaxNote];
  const ssize_t got = ::pread(descriptor, note, sizeof note, 0);
  std::string text(note, got > 0 ? static_cast<std::size_t>(got) : 0);
  return text.substr(0, text.find('\n'));
}

std::optional<IoError> write_note(int descriptor, const std::string& path, std::int64_t now) {
  const std::string note = std::to_string(::getpid()) + " " + iso_time(now) + "\n";
  if (::ftruncate(descriptor, 0) != 0) return io_error(IoStep::write, path, errno);
  const int number = write_all(descriptor, note);
  if (number != 0) return io_error(IoStep::write, path, number);
  return std::nullopt;
}

}  // namespace

Result<FileDescriptor, IoError> lock_state(const std::string& state, std::int64_t now) {
  const std::string path = state + ".lock";
  FileDescriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666));
  if (file.number() < 0) return io_error(IoStep::create, path, errno);
  if (auto held = lock_file(file, state, kIsDoing)) {
    const std::string note = read_note(file.number());
    if (!note.empty()) held->error.what += " (" + path + ": " + note + ")";
    return *held;
  }
  if (auto failed = write_note(file.number(), path, now)) return *failed;
  return file;
}

Result<State, IoError> State::open(const std::string& path, std::int64_t now) {
  auto lock = lock_state(path, now);
  if (!lock) return lock.error();
  auto database = Database::open(path, Access::write);
  if (!database) return database.error();
  if (auto failed = migrate(database.value(), Access::write)) return *failed;
  return State(std::move(database.value()), std::move(lock.value()));
}

Result<State, IoError> State::open_to_read(const std::string& path) {
  auto database = Database::open(path, Access::read);
  if (!database) return database.error();
  if (auto failed = migrate(database.value(), Access::read)) return *failed;
  return State(std::move(database.value()), FileDescriptor());
}

}  // namespace cleancopy
