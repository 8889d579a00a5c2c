// How clues are written as small whole numbers, and sums over a page's blocks
// that several of them are made from. Parts of weigh() (blocks/evidence.h).
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "blocks/page_block.h"
#include "blocks/select.h"

namespace cleancopy {

inline constexpr int kMost = 999;  ///< no count matters past this
inline constexpr std::int16_t kUnknown = -1;

inline std::int16_t capped(double value, int most = kMost) {
  return static_cast<std::int16_t>(std::min(value, static_cast<double>(most)));
}

inline std::int16_t percent(double part, double whole) {
  return whole <= 0 ? std::int16_t{0} : static_cast<std::int16_t>(100.0 * part / whole);
}

/// Sums up to each block: entry i is of the blocks before block i.
struct Sums {
  std::vector<char> reads;  ///< not a sum: does block i read like story, where story may be?
  std::vector<double> story, words, characters, links;

  std::vector<std::uint64_t> classes;  ///< tag and class of each block's element: what a template made alike
  std::vector<std::uint32_t> begun, ended;  ///< blocks whose first (last) text stands before each node

  /// The blocks that lie wholly inside an element. Constant time.
  BlockRange inside(const Tree& tree, NodeId element) const {
    const std::size_t begin = begun[element];
    return {begin, std::max<std::size_t>(begin, ended[tree[element].end])};
  }

  static double in(const std::vector<double>& sums, BlockRange r) { return sums[r.end] - sums[r.begin]; }
};

Sums sums_of(const Tree& tree, const std::vector<PageBlock>& blocks);

}  // namespace cleancopy
