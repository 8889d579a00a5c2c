#include "io/lines.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <string_view>

namespace cleancopy {
namespace {

constexpr std::size_t kMaxLineBytes = std::size_t{128} << 20;  // a 16 MB page, every character as \u00XX
constexpr std::size_t kReadBytes = std::size_t{256} << 10;
constexpr int kStopCheckMs = 100;

bool is_blank(std::string_view line) { return line.find_first_not_of(" \t\r") == std::string_view::npos; }

}  // namespace

LineReader::LineReader(FileDescriptor file, const std::atomic<bool>* stop, LinePlace begin)
    : file_(std::move(file)), stop_(stop), base_(begin.offset), lines_(begin.lines) {
  if (begin.offset == 0) return;
  if (::lseek(file_.number(), static_cast<off_t>(begin.offset), SEEK_SET) >= 0) return;
  failure_ = io_error(IoStep::read, {}, errno).error.what;
  at_end_ = true;
}

// More bytes into the buffer; false when there are none and never will be.
bool LineReader::fill() {
  if (begin_ > 0) {
    buffer_.erase(0, begin_);
    searched_ -= begin_;
    base_ += begin_;
    begin_ = 0;
  }
  const std::size_t used = buffer_.size();
  buffer_.resize(used + kReadBytes);
  ssize_t got = -1;
  while (got < 0) {
    if (stop_ != nullptr && stop_->load()) break;
    pollfd waiting{file_.number(), POLLIN, 0};
    if (::poll(&waiting, 1, kStopCheckMs) == 0) continue;
    got = ::read(file_.number(), buffer_.data() + used, kReadBytes);
    if (got >= 0 || errno == EINTR || errno == EAGAIN) continue;
    failure_ = io_error(IoStep::read, {}, errno).error.what;
    break;
  }
  buffer_.resize(used + static_cast<std::size_t>(got > 0 ? got : 0));
  return got > 0;
}

// The first `length` bytes of the buffer as a line; nothing when they are blank.
std::optional<Line> LineReader::take(std::size_t length) {
  Line line;
  line.number = ++lines_;
  if (too_long_) line.refusal = "line " + std::to_string(line.number) + " is longer than 128 MiB";
  too_long_ = false;
  std::string_view bytes = std::string_view(buffer_).substr(begin_, length);
  begin_ += std::min(length + 1, buffer_.size() - begin_);
  searched_ = begin_;
  line.end = base_ + begin_;
  if (line.number == 1 && bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  if (bytes.ends_with('\r')) bytes.remove_suffix(1);
  if (line.refusal.empty() && is_blank(bytes)) return std::nullopt;
  if (line.refusal.empty()) line.bytes = bytes;
  return line;
}

std::optional<Line> LineReader::next() {
  while (true) {
    const std::size_t end = buffer_.find('\n', searched_);
    if (end != std::string::npos) {
      if (auto line = take(end - begin_)) return line;
      continue;
    }
    searched_ = buffer_.size();
    if (searched_ - begin_ > kMaxLineBytes) {
      too_long_ = true;
      begin_ = searched_;
    }
    if (at_end_) break;
    at_end_ = !fill();
  }
  if (stop_ != nullptr && stop_->load()) return std::nullopt;
  if (!failure_.empty()) {
    Line line;
    line.number = lines_ + 1;
    line.refusal = std::exchange(failure_, {});
    begin_ = searched_ = buffer_.size();
    line.end = base_ + begin_;
    return line;
  }
  if (begin_ == buffer_.size() && !too_long_) return std::nullopt;
  return take(buffer_.size() - begin_);
}

}  // namespace cleancopy
