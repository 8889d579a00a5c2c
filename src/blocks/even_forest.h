// A Forest laid out for speed: every tree asks five questions, then gives a leaf, so that
// a walk is a loop without branches. Of this tree
//
//     class_story < 12 ?  ──yes──  +0.08          node 1 asks class_story, 3 and 6 and 7 nothing:
//           └──no──  ends < 1 ?  ──yes──  -0.21    what lies below a leaf is its copies
//
// the children of node n are 2n + 1 (smaller) and 2n, and the leaves stand where a sixth row
// of nodes would. For what a tree meant in training see blocks/forest.h, for sixteen blocks at
// once blocks/forest_lanes.h.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "blocks/forest.h"

namespace cleancopy {

class EvenForest {
 public:
  static constexpr std::size_t kDepth = 5;  ///< of the deepest tree that it takes: `max_depth` in tests/train

  static constexpr std::size_t kLeaves = std::size_t{1} << kDepth;
  static constexpr std::size_t kRow = 5;  ///< trees between two looks at what the rest could change

  struct Tree {
    std::array<std::int16_t, kLeaves> below = {};  // by node: smaller clues go to its odd child
    std::array<std::int16_t, kLeaves> leaves = {};
    std::array<std::uint8_t, kLeaves> clue = {};
  };

  /// What a row and all after it add at least and at most.
  struct Span {
    std::int32_t least = 0, most = 0;
  };

  explicit EvenForest(const Forest& forest);

  /// The sum of the leaves that the clues lead to, in thousandths of log-odds.
  std::int32_t score(std::span<const std::int16_t> clues) const;

  /// Is that more than nought? Walks only as many trees as could still change it.
  bool is_positive(std::span<const std::int16_t> clues) const;

  /// Whole rows: the last is filled up with trees that add nothing.
  const std::vector<Tree>& trees() const { return trees_; }

  /// By row, and an empty one past the last.
  const std::vector<Span>& rest() const { return rest_; }

 private:
  using Clues = std::array<std::int32_t, kLeaf>;

  static Tree even(const Split* root);
  static Clues wide(std::span<const std::int16_t> clues);
  static std::int32_t leaf_of(const Tree& tree, const Clues& clues);
  std::int32_t sum_of_row(std::size_t row, const Clues& clues) const;
  void add_up_spans();

  std::vector<Tree> trees_;
  std::vector<Span> rest_;
};

}  // namespace cleancopy
