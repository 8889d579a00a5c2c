// A Tree → its blocks, as a reader sees them: each leaf block element is one,
// <br> splits, inline tags neither fuse nor split words.
//
//     <div>One <b>two</b><p>Three<br>four</p></div>    →    "One two" | "Three" | "four"
//
// Nothing is judged here: navigation and hidden text are blocks too.
#pragma once

#include <string>
#include <vector>

#include "blocks/page_block.h"
#include "markup/tree.h"

namespace cleancopy {

/// All blocks of a page in document order, none empty. A row of a table of
/// data is one block, its cells joined by " | ". Linear in the tree's size.
std::vector<PageBlock> flow(const Tree& tree);

/// Is the element one whose text no reader sees (head, template, select, video …)?
bool is_unrendered(const Tree& tree, NodeId element);

/// Cuts inline elements out of the blocks that they are a part of: each becomes
/// a block of its own, before or behind what remains. `elements` in document order.
/// Elements that hold whole blocks, and rows of tables, are left as they are.
void carve(const Tree& tree, const std::vector<NodeId>& elements, std::vector<PageBlock>& blocks);

}  // namespace cleancopy
