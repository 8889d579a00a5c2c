// A learned judge: decision trees whose leaves are added up. Its tables are in
// blocks/forest_table.cpp, which `./dev train` writes from pages with human gold.
//
//     class_story < 12 ?  ──yes──  ends < 1 ?  ──yes──  -0.21
//           └──no──  …                └──no──  +0.08      the sum of all trees > 0: body
//
// Each Split knows what the blocks that came to it weighed in training, so that a
// verdict can be taken apart again: what did each clue on the way change?
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "blocks/evidence.h"

namespace cleancopy {

/// A question about one clue, or a leaf. Trees stand in preorder: smaller goes on to
/// the next Split, all else to `otherwise`, counted from the tree's first.
struct Split {
  std::uint8_t clue;        ///< Clue, or kLeaf
  std::int16_t below;
  std::uint16_t otherwise;
  std::int16_t value;       ///< in thousandths of log-odds
};
inline constexpr std::uint8_t kLeaf = 255;

/// A word of class names and ids, see name_weight().
struct NameWeight {
  std::string_view word;
  std::int8_t weight;
};

extern const std::span<const Split> kSplits;
extern const std::span<const std::uint32_t> kTrees;         ///< where each begins in kSplits
extern const std::span<const NameWeight> kNameWeights;      ///< sorted

/// Log-odds that the block is story, in thousandths: above 0, it is kept.
std::int32_t score(const Evidence& evidence);

/// How much each clue added to score(), in thousandths.
std::array<std::int32_t, kClues> shares_of_score(const Evidence& evidence);

}  // namespace cleancopy
