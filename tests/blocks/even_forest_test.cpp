#include "blocks/even_forest.h"

#include <catch2/catch.hpp>

#include <array>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "blocks/line_evidence.h"
#include "text/random.h"

using namespace cleancopy;

namespace {

using Clues = std::array<std::int16_t, kClues>;

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

/// Many made blocks, some with clues as they are on pages, some with any numbers at all.
std::vector<Clues> made_blocks() {
  Random random(23);
  std::vector<Clues> blocks(2'000);
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const std::size_t range = i % 4 == 0 ? 2000 : i % 4 == 1 ? 65'536 : 101;
    for (std::int16_t& clue : blocks[i])
      clue = static_cast<std::int16_t>(random.below(range) - (range > 101 ? range / 2 : 0));
  }
  blocks[0].fill(std::numeric_limits<std::int16_t>::min());
  blocks[1].fill(std::numeric_limits<std::int16_t>::max());
  return blocks;
}

}  // namespace

TEST_CASE("even forest: its sums are those of the trees as they are written") {
  for (const Forest& forest : {Forest{kSplits, kTrees}, kLineForest}) {
    const EvenForest even(forest);
    for (const Clues& clues : made_blocks()) REQUIRE(even.score(clues) == walked(forest, clues));
  }
}

TEST_CASE("even forest: a sum is positive when it is above nought, however few trees tell") {
  const EvenForest even({kSplits, kTrees});
  std::size_t stories = 0;
  for (const Clues& clues : made_blocks()) {
    const bool story = even.score(clues) > 0;
    stories += story ? 1 : 0;
    REQUIRE(even.is_positive(clues) == story);
    Evidence evidence;
    evidence.clues = clues;
    REQUIRE(is_story(evidence) == story);
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
