// What stands before and after a block, as evidence on it. A part of weigh().
#pragma once

#include <cstdint>
#include <vector>

#include "blocks/evidence.h"
#include "blocks/scale.h"

namespace cleancopy {

/// An element's tag and class as one number: siblings that a template made alike share it.
std::uint64_t class_of(const Tree& tree, NodeId element);

/// Sets the clues after_heading, to_story_before, to_story_after and gap_before to
/// window_story. Linear in the blocks times the depth of the page.
void look_around(const Tree& tree, const Sums& sums, const std::vector<PageBlock>& blocks,
                 std::vector<Evidence>& found);

}  // namespace cleancopy
