// A disk that fails, for faults.py: preloaded, it lets the n-th call of one kind
// fail, or kills the process there.
//
//     FAULT_CALL=fsync FAULT_AT=3 FAULT_KIND=EIO FAULT_HIT=/tmp/hit LD_PRELOAD=… program
//
// Calls on standard streams are not counted. FAULT_HIT is made when the fault
// comes: without it the program made fewer calls.
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace {

std::string_view setting(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string_view() : std::string_view(value);
}

// Is this the call that is to fail? Sets errno, or does not return.
bool fails(std::string_view call) {
  static std::atomic<long> calls = 0;
  if (setting("FAULT_CALL") != call) return false;
  if (++calls != std::atol(setting("FAULT_AT").data())) return false;
  const int hit = ::open(setting("FAULT_HIT").data(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  if (hit >= 0) ::close(hit);
  const std::string_view kind = setting("FAULT_KIND");
  if (kind == "KILL") ::kill(::getpid(), SIGKILL);
  errno = kind == "ENOSPC" ? ENOSPC : EIO;
  return true;
}

template <class Function>
Function next(Function, const char* name) {
  return reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));
}

}  // namespace

extern "C" {

ssize_t write(int file, const void* bytes, size_t size) {
  const auto real = next(&write, "write");
  if (file <= STDERR_FILENO || !fails("write")) return real(file, bytes, size);
  // As a disk does that is full: some of it, then no more.
  return errno == ENOSPC && size > 1 ? real(file, bytes, size / 2) : -1;
}

int fsync(int file) { return fails("fsync") ? -1 : next(&fsync, "fsync")(file); }

int rename(const char* from, const char* to) noexcept {
  return fails("rename") ? -1 : next(&rename, "rename")(from, to);
}

int ftruncate(int file, off_t length) noexcept {
  return fails("ftruncate") ? -1 : next(&ftruncate, "ftruncate")(file, length);
}

int unlink(const char* path) noexcept { return fails("unlink") ? -1 : next(&unlink, "unlink")(path); }

}  // extern "C"
