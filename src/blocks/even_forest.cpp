#include "blocks/even_forest.h"

#include <algorithm>
#include <cassert>

namespace cleancopy {

EvenForest::EvenForest(const Forest& forest) {
  for (const std::uint32_t tree : forest.trees) trees_.push_back(even(&forest.splits[tree]));
  while (trees_.size() % kRow != 0) trees_.emplace_back();
  add_up_spans();
}

EvenForest::Tree EvenForest::even(const Split* root) {
  Tree tree;
  std::array<const Split*, 2 * kLeaves> at{};  // the split that stands at each node
  at[1] = root;
  for (std::size_t node = 1; node < kLeaves; ++node) {
    const Split* const split = at[node];
    const bool is_leaf = split->clue == kLeaf;
    tree.clue[node] = is_leaf ? std::uint8_t{0} : split->clue;
    tree.below[node] = split->below;
    at[2 * node + 1] = is_leaf ? split : split + 1;
    at[2 * node] = is_leaf ? split : root + split->otherwise;
  }
  for (std::size_t leaf = 0; leaf < kLeaves; ++leaf) {
    assert(at[kLeaves + leaf]->clue == kLeaf && "a tree is deeper than kDepth");
    tree.leaves[leaf] = at[kLeaves + leaf]->value;
  }
  return tree;
}

void EvenForest::add_up_spans() {
  rest_.resize(trees_.size() / kRow + 1);
  for (std::size_t i = trees_.size(); i-- > 0;) {
    const auto [least, most] = std::ranges::minmax(trees_[i].leaves);
    Span& rest = rest_[i / kRow];
    if (i % kRow == kRow - 1) rest = rest_[i / kRow + 1];
    rest.least += least;
    rest.most += most;
  }
}

/// Of one width with `below`, the sign of their difference is the answer, without a comparison.
inline EvenForest::Clues EvenForest::wide(std::span<const std::int16_t> clues) {
  Clues wide;  // what is past the clues is never asked
  std::ranges::copy(clues, wide.begin());
  return wide;
}

inline std::int32_t EvenForest::leaf_of(const Tree& tree, const Clues& clues) {
  std::size_t node = 1;
  for (std::size_t depth = 0; depth < kDepth; ++depth) {
    const auto difference = static_cast<std::uint32_t>(clues[tree.clue[node]] - tree.below[node]);
    node = 2 * node + (difference >> 31);
  }
  return tree.leaves[node - kLeaves];
}

inline std::int32_t EvenForest::sum_of_row(std::size_t row, const Clues& clues) const {
  std::int32_t sum = 0;
  for (std::size_t i = row * kRow; i < (row + 1) * kRow; ++i) sum += leaf_of(trees_[i], clues);
  return sum;
}

std::int32_t EvenForest::score(std::span<const std::int16_t> clues) const {
  const Clues wide_clues = wide(clues);
  std::int32_t sum = 0;
  for (std::size_t row = 0; row + 1 < rest_.size(); ++row) sum += sum_of_row(row, wide_clues);
  return sum;
}

bool EvenForest::is_positive(std::span<const std::int16_t> clues) const {
  const Clues wide_clues = wide(clues);
  std::int32_t sum = 0;
  std::size_t row = 0;
  while (sum + rest_[row].least <= 0 && sum + rest_[row].most > 0) sum += sum_of_row(row++, wide_clues);
  return sum + rest_[row].least > 0;
}

}  // namespace cleancopy
