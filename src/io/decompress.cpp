#include "io/decompress.h"

#include <algorithm>

namespace cleancopy {
namespace {

constexpr std::size_t kMaxDictionaryBytes = std::size_t{16} << 20;
constexpr std::size_t kFirstRoom = std::size_t{64} << 10;
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
