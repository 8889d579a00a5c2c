// gzip, deflate, brotli and zstd, undone: a stream step by step, or a whole body
// at once. What comes out is bounded by the caller, always.
//
// The one surprise: a gzip member or zstd frame ends by itself. What follows it
// in the bytes is the next one, or none.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "io/compression.h"

namespace cleancopy {

/// `done`: the member, frame or stream is over, and its checksum is right if it has one.
enum class Flow : std::uint8_t { more, done, broken };

struct Step {
  std::size_t read = 0, written = 0;
  Flow flow = Flow::more;
};

class Decompressor {
 public:
  virtual ~Decompressor() = default;

  /// Makes ready for the next member, frame or stream.
  virtual void begin() = 0;

  /// Reads from `in`, writes to `out`, as much as fits. Without progress it needs more of either.
  virtual Step step(std::string_view in, std::span<char> out) = 0;
};

/// None for Compression::none. A zstd `dictionary` may be given as it is in a
/// .warc.zst: raw or itself a zstd frame; null if it is neither.
std::unique_ptr<Decompressor> make_decompressor(Compression how, std::string_view dictionary = {});

/// What came of a body: `cut` when the bytes ended too early (those that were
/// there are in `bytes`), `large` when more than the limit would come out.
struct Unpacked {
  enum class Outcome : std::uint8_t { whole, cut, broken, large };
  std::string bytes;
  Outcome outcome = Outcome::whole;
};

/// All members or frames of `packed`, one after the other; zeros and other
/// strange bytes behind the first are ignored, as gzip does. Never gives more than `limit` bytes.
Unpacked decompress(std::string_view packed, Compression how, std::size_t limit);

/// A gzip member that begins at `bytes`, whole, by libdeflate: more than twice as
/// fast as by steps. None if it is cut, broken, or gives more than `limit` bytes.
struct Member {
  std::string bytes;
  std::size_t size = 0;  ///< of the member itself
};
std::optional<Member> gunzip_member(std::string_view bytes, std::size_t limit);

// Each library's own file makes these; everybody else asks make_decompressor().
std::unique_ptr<Decompressor> make_gzip_decompressor();
std::unique_ptr<Decompressor> make_deflate_decompressor();
std::unique_ptr<Decompressor> make_brotli_decompressor();
std::unique_ptr<Decompressor> make_zstd_decompressor(std::string_view dictionary);

}  // namespace cleancopy
