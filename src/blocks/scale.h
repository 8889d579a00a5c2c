// How clues are written as small whole numbers, those that blocks of pages and lines of
// text share, and sums over a page's blocks. Parts of weigh() and weigh_lines().
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "blocks/page_block.h"
#include "blocks/select.h"
#include "blocks/wording.h"

namespace cleancopy {

inline constexpr int kMost = 999;  ///< no count matters past this
inline constexpr std::int16_t kUnknown = -1;

template <class Number>
std::int16_t capped(Number value, int most = kMost) {
  const double limit = most;
  return static_cast<std::int16_t>(std::clamp(static_cast<double>(value), -limit, limit));
}

inline std::int16_t percent(double part, double whole) {
  return whole <= 0 ? std::int16_t{0} : static_cast<std::int16_t>(100.0 * part / whole);
}

/// Sets the clues words to marks, which Clue and LineClue both have, of an Evidence or LineEvidence.
template <class AnyClue, class AnyEvidence>
void look_at_wording(const PageBlock& block, AnyEvidence& e) {
  const Wording wording = read_wording(block.folded);
  e[AnyClue::words] = capped(block.words);
  e[AnyClue::characters_per_word] = capped(block.words == 0 ? 0 : 10.0 * block.characters / block.words);
  e[AnyClue::role] = static_cast<std::int16_t>(block.block.role);
  e[AnyClue::begins] = static_cast<std::int16_t>(wording.begins);
  e[AnyClue::ends] = static_cast<std::int16_t>(wording.ends);
  e[AnyClue::sentences] = capped(wording.sentences);
  e[AnyClue::commas] = capped(wording.commas);
  e[AnyClue::digits] = percent(wording.digits, block.characters);
  e[AnyClue::capitals] = percent(wording.capitals, wording.words);
  e[AnyClue::function_words] = percent(wording.function_words, wording.words);
  e[AnyClue::address] = percent(wording.address, wording.words);
  e[AnyClue::marks] = static_cast<std::int16_t>(wording.marks);
}

/// Is it still to be said what the block is? Of others a rule has.
inline bool is_open(const PageBlock& block) { return block.block.verdict.rule.empty(); }

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
