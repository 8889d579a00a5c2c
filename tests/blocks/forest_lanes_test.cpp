#include "blocks/forest_lanes.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "blocks/made_evidence.h"

using namespace cleancopy;
using cleancopy::test::made_evidence;

namespace {

std::vector<const Evidence*> places_of(const std::vector<Evidence>& evidence) {
  std::vector<const Evidence*> places;
  for (const Evidence& one : evidence) places.push_back(&one);
  return places;
}

}  // namespace

TEST_CASE("forest lanes: sixteen blocks at once are answered as each on its own") {
  const EvenForest forest({kSplits, kTrees});
  const std::vector<Evidence> evidence = made_evidence();
  const std::vector<const Evidence*> all = places_of(evidence);
  std::uint32_t seen = 0;
  for (std::size_t at = 0, size = 0; at + size <= all.size(); at += size, size = (size + 1) % (kLanes + 1)) {
    const auto some = std::span(all).subspan(at, size);
    const std::uint32_t positive = which_are_positive(forest, some);
    REQUIRE(positive == which_walk_to_positive(forest, some));
    for (std::size_t i = 0; i < size; ++i) REQUIRE((positive >> i & 1) == (forest.score(some[i]->clues) > 0));
    seen |= positive;
  }
  CHECK(seen == 0xFFFF);
}

TEST_CASE("forest lanes: sums that no lane can hold are walked to") {
  constexpr Split split[] = {{0, 5, 2, 0}, {kLeaf, 0, 0, 30'000}, {kLeaf, 0, 0, -30'000}};
  constexpr std::uint32_t twice[] = {0, 0};
  const EvenForest forest({split, twice});
  std::vector<Evidence> evidence(kLanes);
  for (std::size_t i = 0; i < kLanes; ++i) evidence[i].clues[0] = static_cast<std::int16_t>(i);
  CHECK(which_are_positive(forest, places_of(evidence)) == 0x1F);
}

TEST_CASE("forest lanes: a forest may be one leaf, or empty") {
  constexpr Split leaf[] = {{kLeaf, 0, 0, 7}};
  constexpr std::uint32_t one[] = {0};
  const std::vector<Evidence> evidence(kLanes);
  CHECK(which_are_positive(EvenForest({leaf, one}), places_of(evidence)) == 0xFFFF);
  CHECK(which_are_positive(EvenForest({}), places_of(evidence)) == 0);
}

TEST_CASE("forest: which blocks are story is told of any number of them, in their order") {
  const EvenForest forest({kSplits, kTrees});
  const std::vector<Evidence> evidence = made_evidence();
  const std::vector<const Evidence*> all = places_of(evidence);
  for (const std::size_t size : {0u, 1u, 15u, 16u, 17u, 40u, 2'000u}) {
    const std::vector<char> answers = which_are_story(std::span(all).first(size));
    REQUIRE(answers.size() == size);
    for (std::size_t i = 0; i < size; ++i) {
      REQUIRE((answers[i] != 0) == forest.is_positive(evidence[i].clues));
    }
  }
}
