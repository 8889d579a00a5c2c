// The trees of an EvenForest, asked of sixteen blocks at once. With AVX2 a clue of all sixteen is one vector,
// and a tree is folded from its leaves to its root: no block waits for what its last answer was.
//
//     class_story   3 83  0 40 …  < 12 ?     yes  no yes  no …     +0.08 -0.21 +0.08 -0.21 …
//
// All 31 questions of a tree are asked, of which a walk asks five; for sixteen blocks that is less work.
// Few blocks, and those on other processors, walk: the answers are the same.
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
