#include "io/lines.h"

#include <algorithm>
#include <cerrno>
#include <span>
#include <string_view>

namespace cleancopy {
namespace {

constexpr std::size_t kMaxLineBytes = std::size_t{128} << 20;  // a 16 MB page, every character as \u00XX
constexpr std::size_t kReadBytes = std::size_t{256} << 10;

bool is_blank(std::string_view line) { return line.find_first_not_of(" \t\r") == std::string_view::npos; }

}  // namespace

LineReader::LineReader(FileDescriptor file, Compression named, const std::atomic<bool>* stop, LinePlace begin)
    : frames_(std::move(file), named, stop), stop_(stop) {
  if (frames_.compression() != Compression::none) {
    skip_ = begin.lines;
    return;
  }
  if (begin.offset == 0) return;
  base_ = begin.offset;
  lines_ = begin.lines;
  if (frames_.file().go_to(begin.offset)) return;
  failure_ = io_error(IoStep::read, {}, errno).error.what;
  at_end_ = true;
}

// More bytes into the buffer; false when there are none, or what there was is broken.
bool LineReader::fill() {
  if (begin_ > 0) {
    buffer_.erase(0, begin_);
    searched_ -= begin_;
    base_ += begin_;
    begin_ = 0;
  }
  const std::size_t used = buffer_.size();
  buffer_.resize(used + kReadBytes);
  std::size_t got = 0;
  while (got == 0) {
    got = frames_.read(std::span(buffer_).subspan(used));
    if (got > 0) break;
    if (frames_.end() != FrameEnd::done) {
      failure_ = refusal_of(frames_);
      break;
    }
    if (frames_.open()) continue;
    failure_ = frames_.file().failure();
    const bool is_empty = lines_ == 0 && frames_.file().offset() == 0;
    if (is_empty && frames_.compression() != Compression::none)
      failure_ = "it is empty, and no compressed file";
    break;
  }
  buffer_.resize(used + got);
  return got > 0;
}

// The first `length` bytes of the buffer as a line; nothing when they are blank.
std::optional<Line> LineReader::take(std::size_t length) {
  Line line;
  line.number = ++lines_;
  if (too_long_) line.refusal = "line " + std::to_string(line.number) + " is longer than 128 MiB";
  too_long_ = false;
  const bool is_plain = frames_.compression() == Compression::none;
  if (is_plain) line.begin = base_ + begin_;
  std::string_view bytes = std::string_view(buffer_).substr(begin_, length);
  begin_ += std::min(length + 1, buffer_.size() - begin_);
  searched_ = begin_;
  if (is_plain) line.end = base_ + begin_;
  if (line.number == 1 && bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  if (bytes.ends_with('\r')) bytes.remove_suffix(1);
  if (line.refusal.empty() && is_blank(bytes)) return std::nullopt;
  if (line.refusal.empty()) line.bytes = bytes;
  return line;
}

// What the file or its compression failed with. What was read of the line it was in goes with it.
Line LineReader::refuse() {
  Line line;
  line.number = ++lines_;
  line.refusal = std::exchange(failure_, {});
  if (frames_.compression() == Compression::none) line.begin = base_ + begin_;
  begin_ = searched_ = buffer_.size();
  too_long_ = false;
  if (frames_.compression() == Compression::none) {
    line.end = base_ + begin_;
  } else if (frames_.file().failure().empty()) {
    frames_.resync(frames_.begin(), {});
    at_end_ = false;
  }
  return line;
}

std::optional<Line> LineReader::next_line() {
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
  if (!failure_.empty()) return refuse();
  if (begin_ == buffer_.size() && !too_long_) return std::nullopt;
  return take(buffer_.size() - begin_);
}

std::optional<Line> LineReader::next() {
  auto line = next_line();
  while (line && line->number <= skip_) line = next_line();
  return line;
}

}  // namespace cleancopy
