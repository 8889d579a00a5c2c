// A Tree → its blocks, as a reader sees them: each leaf block element is one,
// <br> splits, inline tags neither fuse nor split words.
//
//     <div>One <b>two</b><p>Three<br>four</p></div>    →    "One two" | "Three" | "four"
//
// Nothing is judged here: navigation and hidden text are blocks too. Inline
// elements have no block of their own; where a rule wants one, carve() cuts it out.
#pragma once

#include <memory_resource>
#include <vector>

#include "blocks/page_block.h"
#include "markup/tree.h"

namespace cleancopy {

/// All blocks of a page in document order, none empty. A row of a table of
/// data is one block, its cells joined by " | ". Linear in the tree's size. Their folded
/// texts stand in the memory: hundreds, which one that is let go all at once gives for little.
std::vector<PageBlock> flow(const Tree& tree, std::pmr::memory_resource& memory = own_memory());

/// Is the element one whose text no reader sees (title, template, select, video …)?
bool is_unrendered(const Tree& tree, NodeId element);

}  // namespace cleancopy
