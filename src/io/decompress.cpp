#include "io/decompress.h"

#include <algorithm>

namespace cleancopy {
namespace {

constexpr std::size_t kMaxDictionaryBytes = std::size_t{16} << 20;
constexpr std::size_t kFirstRoom = std::size_t{64} << 10;
constexpr std::string_view kGzipMagic = "\x1F\x8B\x08";
constexpr std::string_view kZstdMagic = "\x28\xB5\x2F\xFD";

bool ends_with(std::string_view path, std::string_view extension) {
  if (path.size() < extension.size()) return false;
  const std::string_view end = path.substr(path.size() - extension.size());
  return std::equal(end.begin(), end.end(), extension.begin(),
                    [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b; });
}

// Steps through one member, frame or stream; `packed` loses what was read of it.
Unpacked::Outcome unpack_one(Decompressor& by, std::string_view& packed, std::string& bytes,
                             std::size_t limit) {
  std::size_t used = bytes.size();
  by.begin();
  while (true) {
    // One byte past the limit tells that there is more.
    if (used == bytes.size()) bytes.resize(std::min(limit + 1, std::max(kFirstRoom, 2 * used)));
    const Step step = by.step(packed, std::span(bytes).subspan(used));
    packed.remove_prefix(step.read);
    used += step.written;
    if (used > limit) {
      bytes.resize(limit);
      return Unpacked::Outcome::large;
    }
    const bool is_stuck = step.read == 0 && step.written == 0 && used < bytes.size();
    if (step.flow == Flow::more && !is_stuck) continue;
    bytes.resize(used);
    if (step.flow == Flow::done) return Unpacked::Outcome::whole;
    return step.flow == Flow::broken ? Unpacked::Outcome::broken : Unpacked::Outcome::cut;
  }
}

}  // namespace

Compression compression_by_name(std::string_view path) {
  if (ends_with(path, ".gz")) return Compression::gzip;
  return ends_with(path, ".zst") ? Compression::zstd : Compression::none;
}

Compression compression_by_magic(std::string_view bytes) {
  if (bytes.starts_with(kGzipMagic)) return Compression::gzip;
  // RFC 8878, 3.1.2: also a frame to be skipped, such as a dictionary.
  const bool is_skippable =
      bytes.size() >= 4 && (bytes[0] & '\xF0') == '\x50' && bytes.substr(1, 3) == "\x2A\x4D\x18";
  return is_skippable || bytes.starts_with(kZstdMagic) ? Compression::zstd : Compression::none;
}

Compression compression_of(std::string_view first_bytes, Compression named) {
  const Compression told = compression_by_magic(first_bytes);
  const auto is_ascii = [](char c) { return (c >= ' ' && c <= '~') || c == '\n' || c == '\r' || c == '\t'; };
  const std::string_view first = first_bytes.substr(0, 4);
  const bool is_text = !first.empty() && std::all_of(first.begin(), first.end(), is_ascii);
  return told != Compression::none || is_text ? told : named;
}

std::unique_ptr<Decompressor> make_decompressor(Compression how, std::string_view dictionary) {
  switch (how) {
    case Compression::none: return nullptr;
    case Compression::gzip: return make_gzip_decompressor();
    case Compression::deflate: return make_deflate_decompressor();
    case Compression::brotli: return make_brotli_decompressor();
    case Compression::zstd: break;
  }
  if (!dictionary.starts_with(kZstdMagic)) return make_zstd_decompressor(dictionary);
  const Unpacked unpacked = decompress(dictionary, Compression::zstd, kMaxDictionaryBytes);
  return unpacked.outcome == Unpacked::Outcome::whole ? make_zstd_decompressor(unpacked.bytes) : nullptr;
}

Unpacked decompress(std::string_view packed, Compression how, std::size_t limit) {
  Unpacked unpacked;
  if (how == Compression::gzip) {
    if (auto member = gunzip_member(packed, limit); member && member->size == packed.size()) {
      unpacked.bytes = std::move(member->bytes);
      return unpacked;
    }
  }
  const auto by = make_decompressor(how);
  if (!by) {
    unpacked.bytes = packed.substr(0, limit);
    if (packed.size() > limit) unpacked.outcome = Unpacked::Outcome::large;
    return unpacked;
  }
  const bool has_more_than_one = how == Compression::gzip || how == Compression::zstd;
  do {
    unpacked.outcome = unpack_one(*by, packed, unpacked.bytes, limit);
  } while (unpacked.outcome == Unpacked::Outcome::whole && has_more_than_one &&
           compression_by_magic(packed) == how);
  return unpacked;
}

}  // namespace cleancopy
