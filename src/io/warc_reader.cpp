#include "io/warc_reader.h"

#include <algorithm>
#include <utility>

namespace cleancopy {
namespace {

constexpr std::size_t kReadBytes = std::size_t{128} << 10;
constexpr std::size_t kLineEnds = 64;  // looked at behind a record; there should be four
// More than this in a row, from so much less: nobody's page (deflate ends at 1,032 to 1).
constexpr std::size_t kBombBytes = 2 * kMaxRecordBytes;
constexpr std::size_t kBombRatio = 200;
constexpr std::size_t kPackedOpening = std::size_t{64} << 10;  // of a member: enough for the heads in it …
constexpr std::size_t kOpening = std::size_t{8} << 10;         // … which are rarely longer than this
constexpr std::size_t kLeastMember = 18;

// Is what follows a record's block the end of that record? If it ends as it should, what comes then
// may well be broken.
bool ends_record(std::string_view rest) {
  if (rest.starts_with("\r\n\r\n")) return true;
  rest.remove_prefix(std::min(rest.find_first_not_of("\r\n"), rest.size()));
  return rest.substr(0, kWarcMagic.size()) == kWarcMagic.substr(0, rest.size());
}

bool is_line_ends(std::string_view text) { return text.find_first_not_of("\r\n") == std::string_view::npos; }

// Does a gzip member that ends where `packed` does give `size` bytes (RFC 1952, 2.3.1)?
bool gives(std::string_view packed, std::uint64_t size) {
  std::uint32_t told = 0;
  for (std::size_t i = 1; i <= 4; ++i)
    told = told << 8 | static_cast<unsigned char>(packed[packed.size() - i]);
  return told == static_cast<std::uint32_t>(size);
}

// The size of the gzip member ahead, which gives `size` bytes: it ends where the next begins, or the
// file. Nothing unless it is certain: then only decompressing tells.
std::optional<std::size_t> member_size(ByteWindow& file, std::uint64_t size) {
  constexpr std::string_view magic = "\x1F\x8B\x08";
  const std::size_t most = static_cast<std::size_t>(size) + static_cast<std::size_t>(size / 256) + 1024;
  std::size_t from = kLeastMember;
  for (std::size_t want = kPackedOpening;; want *= 2) {
    const std::string_view ahead = file.peek(want);
    const std::size_t next = ahead.find(magic, from);
    const bool is_last = next == std::string_view::npos && ahead.size() < want;
    if (next != std::string_view::npos || is_last) {
      const std::size_t end = is_last ? ahead.size() : next;
      if (end < kLeastMember || !gives(ahead.substr(0, end), size)) return std::nullopt;
      return end;
    }
    if (want > most) return std::nullopt;
    from = std::max(from, ahead.size() - magic.size() + 1);
  }
}

}  // namespace

WarcReader::WarcReader(FileDescriptor file, Compression named, const std::atomic<bool>* stop, WarcPlace begin)
    : frames_(std::move(file), named, stop), stop_(stop) {
  const bool goes_there = begin.offset > 0 && frames_.file().go_to(begin.offset);
  (goes_there ? items_ : skip_) = begin.items;
}

std::optional<WarcItem> WarcReader::next() {
  while (true) {
    item_.reset();
    while (!item_) {
      if (!step()) return std::nullopt;
    }
    if (stop_ != nullptr && stop_->load()) return std::nullopt;
    if (skip_ == 0) return std::move(item_);
    --skip_;
  }
}

// One record or frame further, or one loss; false at the end of the file.
bool WarcReader::step() {
  begin_ = offset();
  if (!peek(1).empty()) {
    if (!take_record()) find_next();
    return true;
  }
  if (frames_.end() == FrameEnd::done) return open_frame();
  lose(refusal_of(frames_));
  if (item_) return true;
  if (is_plain() || !frames_.file().failure().empty()) return false;
  // The size of a broken frame may be a lie: what follows it is looked for in the frame itself.
  const std::uint64_t broken = frames_.begin();
  frames_.resync(broken, opening_);
  if (frames_.file().peek(1).empty() && !opening_.empty()) {
    // Frames that end anywhere: from now on, records are looked for in them.
    opening_ = {};
    frames_.resync(broken, opening_);
  }
  return open_frame();
}

// Where text begins: in the file, or the frame that it is in.
std::uint64_t WarcReader::offset() {
  return is_plain() ? frames_.file().offset() - (text_.size() - at_) : frames_.begin();
}

bool WarcReader::open_frame() {
  if (frames_.compression() == Compression::gzip && take_member()) return true;
  const bool is_first = frames_.file().offset() == 0;
  if (frames_.open()) {
    begin_ = frames_.begin();
    return true;
  }
  if (!frames_.file().failure().empty()) lose(frames_.file().failure());
  if (is_first) lose("the archive is empty");
  return item_.has_value();
}

// A gzip member that is one record, without decompressing what is behind its heads.
bool WarcReader::take_member() {
  ByteWindow& file = frames_.file();
  file.hold();
  begin_ = file.offset();
  const std::string_view packed = file.peek(kPackedOpening);
  auto opening = frames_.look_into(packed, kOpening);
  auto head = parse_warc_head(opening.bytes);
  if (!head || head->block > kMaxRecordBytes) return false;
  if (!opening.end && !end_of_header(std::string_view(opening.bytes).substr(head->size)))
    opening = frames_.look_into(packed, 2 * kMaxWarcHead);
  if (opening.bytes.empty()) return false;  // broken behind what was looked at first
  const std::size_t total = head->size + static_cast<std::size_t>(head->block);
  const std::string_view block = std::string_view(opening.bytes).substr(head->size);
  const bool is_page = holds_page(*head, block.substr(0, std::min(block.size(), total - head->size)));
  std::string bytes;
  if (opening.end) {
    if (opening.bytes.size() < total || !is_line_ends(std::string_view(opening.bytes).substr(total)))
      return false;
    if (is_page) bytes = opening.bytes.substr(0, total);
    file.pass(*opening.end);
  } else {
    const auto size = member_size(file, total + 4);
    if (!size) return false;
    if (is_page) bytes = file.peek(*size).substr(0, *size);
    file.pass(*size);
  }
  finish_record(std::move(bytes));
  return true;
}

// The record that text begins with; false if it is none, and the next must be looked for.
bool WarcReader::take_record() {
  at_ += std::min(peek(kMaxWarcHead).find_first_not_of("\r\n"), text_.size() - at_);
  begin_ = offset();
  if (at_ == text_.size()) return true;
  auto head = parse_warc_head(peek(kMaxWarcHead));
  if (!head) head = parse_warc_head(peek_across(kMaxWarcHead));
  if (!head) {
    lose("no WARC record begins here");
    ++at_;
    return false;
  }
  is_lost_ = false;
  if (head->block <= kMaxRecordBytes) return take_block(*head);
  pass_large(*head);
  return true;
}

// The rest of the record whose head text begins with; false if it is not all there.
bool WarcReader::take_block(const WarcHead& head) {
  const std::size_t total = head.size + static_cast<std::size_t>(head.block);
  if (peek_across(total).size() < total) {
    lose(frames_.end() == FrameEnd::done ? "its WARC record is cut short" : refusal_of(frames_));
    at_ += head.size;
    return false;
  }
  const std::string_view record = peek(total + kLineEnds);
  const bool is_broken = frames_.end() == FrameEnd::broken || frames_.end() == FrameEnd::cut;
  if (is_broken && is_line_ends(record.substr(total))) {
    at_ = text_.size();
    return true;
  }
  if (!ends_record(record.substr(total, kLineEnds))) {
    lose("its Content-Length is wrong");
    at_ += head.size;
    return false;
  }
  std::string bytes;
  if (holds_page(head, record.substr(head.size, std::min(kMaxWarcHead, total - head.size))))
    bytes = record.substr(0, total);
  const std::size_t next = record.find_first_not_of("\r\n", total);
  at_ += std::min(next, record.size());
  finish_record(std::move(bytes));
  return true;
}

// What is larger than any page is passed over piece by piece.
void WarcReader::pass_large(const WarcHead& head) {
  const std::uint64_t block = offset() + head.size;
  const std::string_view opening = peek(head.size + kMaxWarcHead).substr(head.size);
  if (holds_page(head, opening)) lose("its record is larger than 64 MiB");
  at_ += head.size;
  std::uint64_t left = head.block;
  while (left > 0 && !peek_across(1).empty()) {
    const std::size_t size = static_cast<std::size_t>(std::min<std::uint64_t>(left, text_.size() - at_));
    at_ += size;
    left -= size;
  }
  if (left == 0 && ends_record(peek(kLineEnds).substr(0, kLineEnds))) {
    if (!is_lost_) finish_record({});
    return;
  }
  lose("its Content-Length is wrong");
  if (is_plain() && frames_.file().go_to(block)) {
    text_.clear();
    at_ = 0;
    frames_.open();
  }
  find_next();
}

// Passes what is no record, to the next one of the frame or to its end.
void WarcReader::find_next() {
  while (true) {
    const std::size_t found = find_record(text_, at_);
    if (found != std::string::npos) {
      at_ = found;
      return;
    }
    // The first letters of a record may be there already.
    at_ = std::max(at_, text_.size() - std::min(text_.size(), kWarcMagic.size()));
    if (read_more()) continue;
    at_ = text_.size();
    return;
  }
}

// Behind a whole record. Its bytes, if it holds a page, are the next item.
void WarcReader::finish_record(std::string bytes) {
  is_lost_ = false;
  unread_ = 0;
  if (bytes.empty()) return;
  // Here a reader can begin anew, who would know what this one knows.
  const bool is_between = at_ == text_.size() && frames_.end() == FrameEnd::done && !opening_.empty();
  const std::uint64_t after = is_plain() ? offset() : is_between ? frames_.file().offset() : 0;
  ++items_;
  item_ = {std::move(bytes), {}, begin_, items_, {after, items_}};
}

void WarcReader::lose(std::string why) {
  if (std::exchange(is_lost_, true)) return;
  ++items_;
  item_ = {{}, std::move(why), begin_, items_, {0, items_}};
}

// What lies ahead in the open frame: `least` bytes or more, fewer only at its end.
std::string_view WarcReader::peek(std::size_t least) {
  while (text_.size() - at_ < least && read_more()) {
  }
  return std::string_view(text_).substr(at_);
}

// As peek(), and on into the next frames unless records begin there.
std::string_view WarcReader::peek_across(std::size_t least) {
  std::string_view ahead = peek(least);
  while (ahead.size() < least && !is_plain() && frames_.end() == FrameEnd::done) {
    const auto next = frames_.look_into(frames_.file().peek(kPackedOpening), kWarcMagic.size());
    if (next.bytes.empty() || next.bytes == kWarcMagic || !frames_.open()) break;
    ahead = peek(least);
  }
  return ahead;
}

bool WarcReader::read_more() {
  text_.erase(0, std::exchange(at_, 0));
  const std::size_t used = text_.size();
  text_.resize(used + kReadBytes);
  const std::size_t got = frames_.read(std::span(text_).subspan(used));
  text_.resize(used + got);
  unread_ += got;
  const std::uint64_t packed = frames_.file().offset() - frames_.begin();
  if (!is_plain() && unread_ > kBombBytes && unread_ / kBombRatio > packed) frames_.give_up();
  return got > 0;
}

}  // namespace cleancopy
