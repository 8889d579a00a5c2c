// Counts bytes of some kind, sixteen at a time: each of sixteen lanes counts for itself, and they are added
// up at the end. To learn which bytes they are, use bits_of() (text/sixteen_bytes.h).
//
//     found    ff 00 ff ff …       lanes    1 0 1 1 …       total    3 …
//
// The one surprise: a lane has room for 255, and is emptied in time.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

#include "text/sixteen_bytes.h"

namespace cleancopy {

class ByteCount {
 public:
  /// Counts the bytes found.
  void add(Found found) {
    lanes_ -= std::bit_cast<Sixteen>(found);  // all bits of a byte are -1
    if (++steps_ == kMostInLane) empty_lanes();
  }

  /// How many were found so far.
  std::size_t total() const { return emptied_ + sum_of_lanes(); }

 private:
  static constexpr unsigned kMostInLane = 255;

  // Pairs of lanes, then the pairs of both halves, then the four of these by one product.
  std::size_t sum_of_lanes() const {
    constexpr std::uint64_t kPairs = 0x00FF00FF00FF00FF, kGather = 0x0001000100010001;
    const auto halves = std::bit_cast<Halves>(lanes_);
    const Halves pairs = (halves & kPairs) + (halves >> 8 & kPairs);
    return (pairs[0] + pairs[1]) * kGather >> 48;
  }

  void empty_lanes() {
    emptied_ += sum_of_lanes();
    lanes_ = Sixteen{};
    steps_ = 0;
  }

  Sixteen lanes_ = {};
  unsigned steps_ = 0;  // since the lanes were empty
  std::size_t emptied_ = 0;
};

}  // namespace cleancopy
