// What stands before and after a block, as evidence on it. A part of weigh().
#pragma once

#include <vector>

#include "blocks/evidence.h"
#include "blocks/scale.h"

namespace cleancopy {

/// Sets the clues after_heading, to_story_before, to_story_after and gap_before to
/// window_story. Linear in the blocks times the depth of the page.
void look_around(const Tree& tree, const Sums& sums, const std::vector<PageBlock>& blocks,
                 std::vector<Evidence>& found);

}  // namespace cleancopy
