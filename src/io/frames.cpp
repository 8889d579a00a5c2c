#include "io/frames.h"

#include <algorithm>

namespace cleancopy {
namespace {

constexpr std::size_t kSearchBytes = std::size_t{64} << 10;
constexpr std::size_t kOpeningInput = std::size_t{160} << 10;  // a zstd block is up to 128 KiB, or nothing
constexpr std::size_t kMaxDictionaryBytes = std::size_t{16} << 20;
constexpr std::string_view kDictionaryMagic = "\x5D\x2A\x4D\x18";  // of the WARC-zstd proposal, 2020

std::string_view magic_of(Compression how) {
  return how == Compression::gzip ? "\x1F\x8B\x08" : "\x28\xB5\x2F\xFD";
}

std::uint32_t little_endian(std::string_view four) {
  std::uint32_t number = 0;
  for (std::size_t i = 4; i > 0; --i) number = number << 8 | static_cast<unsigned char>(four[i - 1]);
  return number;
}

}  // namespace

FrameReader::FrameReader(FileDescriptor file, Compression named, const std::atomic<bool>* stop)
    : file_(std::move(file), stop), how_(compression_of(file_.peek(4), named)) {
  if (how_ == Compression::none) return;
  std::string dictionary;
  if (const std::string_view head = file_.peek(8); head.starts_with(kDictionaryMagic) && head.size() >= 8) {
    const std::size_t size = little_endian(head.substr(4));
    if (size <= kMaxDictionaryBytes) dictionary = file_.peek(8 + size).substr(8).substr(0, size);
  }
  frame_ = make_decompressor(how_, dictionary);
  trial_ = make_decompressor(how_, dictionary);
}

bool FrameReader::open() {
  // Tapes and block devices pad with zeros.
  while (how_ == Compression::gzip && file_.peek(1).starts_with('\0')) file_.pass(1);
  if (how_ != Compression::none) file_.hold();
  begin_ = file_.offset();
  end_ = FrameEnd::done;
  if (file_.peek(1).empty()) return false;
  end_ = frame_ || how_ == Compression::none ? FrameEnd::open : FrameEnd::broken;
  if (frame_) frame_->begin();
  return true;
}

std::size_t FrameReader::read(std::span<char> room) {
  std::size_t least = 1;
  while (end_ == FrameEnd::open) {
    const std::string_view ahead = file_.peek(least);
    if (how_ == Compression::none) {
      const std::size_t size = ahead.copy(room.data(), room.size());
      file_.pass(size);
      if (size == 0) end_ = file_.failure().empty() ? FrameEnd::done : FrameEnd::cut;
      return size;
    }
    const Step step = frame_->step(ahead, room);
    file_.pass(step.read);
    const bool is_stuck = step.read == 0 && step.written == 0;
    if (step.flow == Flow::done) end_ = FrameEnd::done;
    if (step.flow == Flow::broken) end_ = FrameEnd::broken;
    if (step.flow == Flow::more && is_stuck && ahead.size() < least) end_ = FrameEnd::cut;
    if (step.written > 0) return step.written;
    least = is_stuck ? ahead.size() + 1 : 1;
  }
  return 0;
}

FrameReader::Opening FrameReader::look_into(std::string_view packed, std::size_t limit) {
  Opening opening;
  if (!trial_) return opening;
  trial_->begin();
  opening.bytes.resize(limit);
  std::size_t read = 0, written = 0;
  while (written < limit) {
    const Step step = trial_->step(packed.substr(read), std::span(opening.bytes).subspan(written));
    read += step.read;
    written += step.written;
    if (step.flow == Flow::done) opening.end = read;
    if (step.flow == Flow::broken) written = 0;
    if (step.flow != Flow::more || (step.read == 0 && step.written == 0)) break;
  }
  opening.bytes.resize(written);
  return opening;
}

void FrameReader::resync(std::uint64_t offset, std::string_view opening) {
  const std::string_view magic = magic_of(how_);
  // What is cut off in the middle of a frame is rarely taken for one if it must give this much.
  constexpr std::size_t least = 512;
  end_ = FrameEnd::done;
  file_.go_to(offset + 1);
  while (true) {
    const std::string_view ahead = file_.peek(kSearchBytes);
    const std::size_t at = ahead.find(magic);
    if (at == std::string_view::npos) {
      if (ahead.size() < kSearchBytes) return file_.pass(ahead.size());
      file_.pass(ahead.size() - magic.size() + 1);
      continue;
    }
    file_.pass(at);
    const std::string_view frame = file_.peek(kOpeningInput);
    const Opening found = look_into(frame.substr(0, kOpeningInput), least);
    if (!found.bytes.empty() && found.bytes.starts_with(opening)) return;
    file_.pass(1);
  }
}

std::string refusal_of(FrameReader& frames) {
  if (!frames.file().failure().empty()) return frames.file().failure();
  const std::string kind = frames.compression() == Compression::gzip ? "gzip member" : "zstd frame";
  return frames.end() == FrameEnd::cut ? "its " + kind + " is cut short" : "its " + kind + " is broken";
}

}  // namespace cleancopy
