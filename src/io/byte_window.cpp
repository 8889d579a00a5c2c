#include "io/byte_window.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace cleancopy {
namespace {

constexpr std::size_t kReadBytes = std::size_t{256} << 10;
constexpr std::size_t kMaxHeld = std::size_t{16} << 20;
constexpr int kStopCheckMs = 100;

}  // namespace

// Up to `room` more bytes into the buffer; false when there are none and never will be.
bool ByteWindow::fill(std::size_t room) {
  if (at_end_) return false;
  if (!holds_ || at_ - hold_ > kMaxHeld) hold_ = at_;
  if (hold_ > 0) {
    buffer_.erase(0, hold_);
    base_ += hold_;
    at_ -= hold_;
    hold_ = 0;
  }
  const std::size_t used = buffer_.size();
  buffer_.resize(used + room);
  ssize_t got = -1;
  while (got < 0) {
    if (stop_ != nullptr && stop_->load()) break;
    pollfd waiting{file_.number(), POLLIN, 0};
    if (::poll(&waiting, 1, kStopCheckMs) == 0) continue;
    got = ::read(file_.number(), buffer_.data() + used, room);
    if (got >= 0 || errno == EINTR || errno == EAGAIN) continue;
    failure_ = io_error(IoStep::read, {}, errno).error.what;
    break;
  }
  buffer_.resize(used + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
  at_end_ = got <= 0;
  return !at_end_;
}

std::string_view ByteWindow::peek(std::size_t least) {
  while (buffer_.size() - at_ < least && fill(kReadBytes)) {
  }
  return std::string_view(buffer_).substr(at_);
}

void ByteWindow::pass(std::size_t bytes) { at_ += std::min(bytes, buffer_.size() - at_); }

bool ByteWindow::go_to(std::uint64_t offset) {
  if (offset >= base_ && offset - base_ <= buffer_.size()) {
    at_ = static_cast<std::size_t>(offset - base_);
    hold_ = std::min(hold_, at_);
    return true;
  }
  if (::lseek(file_.number(), static_cast<off_t>(offset), SEEK_SET) < 0) return false;
  buffer_.clear();
  base_ = offset;
  hold_ = at_ = 0;
  at_end_ = false;
  return true;
}

}  // namespace cleancopy
