// The trees of an EvenForest, asked of sixteen blocks at once. On processors with AVX2 each clue of the
// sixteen is one vector, and a tree is folded from its leaves to its root: no block waits for what its
// last answer was.
//
//     class_story of 16 blocks   3 83  0 40 …            two leaves and one question
//     … < 12 ?                   x  .  x  . …            make one vector of sums
//     +0.08 or -0.21             +  -  +  - …
//
// All 31 questions of a tree are asked, of which a walk asks five; yet for sixteen blocks that is less work.
// For few, and on other processors, each block walks: the answers are the same.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "blocks/even_forest.h"
#include "blocks/evidence.h"

namespace cleancopy {

inline constexpr std::size_t kLanes = 16;

/// Which blocks have a sum of more than nought, as bits, the first one's lowest. At most kLanes blocks,
/// and of a forest whose clues are Clues.
std::uint32_t which_are_positive(const EvenForest& forest, std::span<const Evidence* const> blocks);

/// The same by walking, block by block.
std::uint32_t which_walk_to_positive(const EvenForest& forest, std::span<const Evidence* const> blocks);

}  // namespace cleancopy
