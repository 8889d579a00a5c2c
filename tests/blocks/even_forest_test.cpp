#include "blocks/even_forest.h"

#include <catch2/catch.hpp>

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "blocks/line_evidence.h"
#include "blocks/made_evidence.h"

using namespace cleancopy;
using cleancopy::test::made_evidence;

namespace {

/// The sum by the trees as they are written, split by split.
std::int32_t walked(const Forest& forest, std::span<const std::int16_t> clues) {
  std::int32_t sum = 0;
  for (const std::uint32_t tree : forest.trees) {
    std::size_t at = tree;
    while (forest.splits[at].clue != kLeaf) {
      const Split& split = forest.splits[at];
      at = clues[split.clue] < split.below ? at + 1 : tree + split.otherwise;
    }
    sum += forest.splits[at].value;
  }
  return sum;
}

}  // namespace

TEST_CASE("even forest: its sums are those of the trees as they are written") {
  for (const Forest& forest : {Forest{kSplits, kTrees}, kLineForest}) {
    const EvenForest even(forest);
    for (const auto& [clues] : made_evidence()) REQUIRE(even.score(clues) == walked(forest, clues));
  }
}

TEST_CASE("even forest: a sum is positive when it is above nought, however few trees tell") {
  const EvenForest even({kSplits, kTrees});
  std::size_t stories = 0;
  for (const auto& [clues] : made_evidence()) {
    const bool story = even.score(clues) > 0;
    stories += story ? 1 : 0;
    REQUIRE(even.is_positive(clues) == story);
  }
  CHECK(stories > 0);
  CHECK(stories < 2'000);
}

TEST_CASE("even forest: a tree may be one leaf, and a forest empty") {
  constexpr Split leaf[] = {{kLeaf, 0, 0, 7}};
  constexpr std::uint32_t one[] = {0};
  const std::array<std::int16_t, 1> clues{3};
  CHECK(EvenForest({leaf, one}).score(clues) == 7);
  CHECK(EvenForest({leaf, one}).is_positive(clues));
  CHECK(EvenForest({}).score(clues) == 0);
  CHECK_FALSE(EvenForest({}).is_positive(clues));
}

TEST_CASE("even forest: no tree of the tables is deeper than it takes") {
  for (const Forest& forest : {Forest{kSplits, kTrees}, kLineForest}) {
    for (std::size_t t = 0; t < forest.trees.size(); ++t) {
      const std::size_t end = t + 1 < forest.trees.size() ? forest.trees[t + 1] : forest.splits.size();
      std::vector<std::size_t> depth(end - forest.trees[t]);
      for (std::size_t i = 0; i < depth.size(); ++i) {
        const Split& split = forest.splits[forest.trees[t] + i];
        REQUIRE(depth[i] <= EvenForest::kDepth);
        if (split.clue != kLeaf) depth[i + 1] = depth[split.otherwise] = depth[i] + 1;
      }
    }
  }
}
