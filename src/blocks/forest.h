// Learned judges: decision trees whose leaves are added up. The tables, written by
// `./dev train` from pages with human gold, are in blocks/forest_table.cpp (blocks of
// pages) and blocks/line_forest_table.cpp (lines of plain text).
//
//     class_story < 12 ?  ──yes──  ends < 1 ?  ──yes──  -0.21
//           └──no──  …                └──no──  +0.08      the sum of all trees > 0: body
//
// Each Split knows what the blocks that came to it weighed in training, so that a
// verdict can be taken apart again: what did each clue on the way change? To add the
// leaves up use blocks/even_forest.h.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "blocks/evidence.h"
#include "text/word_table.h"

namespace cleancopy {

/// A question about one clue, or a leaf. Trees stand in preorder: smaller goes on to
/// the next Split, all else to `otherwise`, counted from the tree's first.
struct Split {
  std::uint8_t clue;        ///< Clue or LineClue, or kLeaf
  std::int16_t below;
  std::uint16_t otherwise;
  std::int16_t value;       ///< in thousandths of log-odds; what a forest says is the sum of its leaves
};
inline constexpr std::uint8_t kLeaf = 255;

/// Trees, and where each begins among the splits.
struct Forest {
  std::span<const Split> splits;
  std::span<const std::uint32_t> trees;
};

/// A word of class names and ids, see blocks/naming.h, or a phrase of lines, see for_each_phrase().
struct NameWeight {
  std::string_view word;
  std::int8_t weight;
};

extern const std::span<const Split> kSplits;
extern const std::span<const std::uint32_t> kTrees;         ///< where each begins in kSplits
extern const std::span<const NameWeight> kNameWeights;      ///< sorted

extern const Forest kLineForest;                            ///< its clues are LineClues
extern const std::span<const NameWeight> kPhraseWeights;    ///< sorted

/// The weights of one of these tables, by word or phrase.
WordTable by_word(std::span<const NameWeight> weights);

/// Adds to each clue's share what it changed on the way to the leaves.
void add_shares(const Forest& forest, std::span<const std::int16_t> clues, std::span<std::int32_t> shares);

/// The clues with the largest shares, strongest first: "class_story 83 (+2.1), words 4 (-0.8)".
/// `name_of(clue)` names them.
std::string strongest(std::span<const std::int32_t> shares, std::span<const std::int16_t> clues,
                      std::string_view (*name_of)(std::size_t clue));

/// Which of these blocks are more likely story than not? An answer for each, in their order.
std::vector<char> which_are_story(std::span<const Evidence* const> blocks);

/// How much each clue added to the sum of the leaves, in thousandths of log-odds.
std::array<std::int32_t, kClues> shares_of_score(const Evidence& evidence);

}  // namespace cleancopy
