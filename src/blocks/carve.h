// Cuts what a rule drops out of the middle of a paragraph. flow() knows no
// rules, so an inline element has no block of its own until a rule hits it.
//
//     <p>The dam broke. <a class="more">Read on</a></p>    →    "The dam broke." | "Read on"
#pragma once

#include <vector>

#include "blocks/page_block.h"
#include "markup/tree.h"

namespace cleancopy {

/// Cuts inline elements out of the blocks that they are a part of: each becomes
/// a block of its own, before or behind what remains. `elements` in document order,
/// each once; of nested ones the outermost counts; `blocks` as flow() gives them. Elements that hold whole
/// blocks, and rows of tables, are left as they are. Linear in the blocks and in the nodes of those cut.
void carve(const Tree& tree, const std::vector<NodeId>& elements, std::vector<PageBlock>& blocks);

}  // namespace cleancopy
