// Compressed output: gzip members (RFC 1952), Zstandard frames (RFC 8878).
//
// What is long is compressed in members, each by itself, so that a run that was
// killed can go on after the last whole one. Where a member ends depends on the
// pages alone, never on the clock: the same pages give the same bytes, broken
// run or not. Readers of either format join the members by themselves.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "io/compression.h"

namespace cleancopy {

/// The bytes as one member, for gzip and zstd; as they are for any other. The same bytes give the same
/// member, on any machine with the same version of the library.
std::string compressed(std::string_view bytes, Compression compression);

/// Compresses what is written page by page. Holds one member's pages, about 4 MiB
/// at most; without compression, nothing.
class Packer {
 public:
  explicit Packer(Compression compression) : compression_(compression) {}

  /// Takes a page; gives the bytes that are ready, mostly none.
  std::string take(std::string_view page);

  /// Pages were written before; finish() then needs no member to say that there are none.
  void go_on() { given_ = true; }

  /// The bytes of a member that is not full.
  std::string flush();

  /// The same, at the end: even of nothing there is a member, for an empty file is none.
  std::string finish();

  /// Has every page that was taken been given out?
  bool at_rest() const { return pages_ == 0; }

 private:
  Compression compression_;
  std::string member_;      // not yet compressed
  std::size_t pages_ = 0;   // of the member
  bool given_ = false;      // any member yet?
};

}  // namespace cleancopy
