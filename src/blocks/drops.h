// The drop rules of a page's rule files, applied: which rule takes which blocks.
// A step of judge(), which decides first what the body is.
#pragma once

#include <cstddef>
#include <vector>

#include "blocks/page_block.h"
#include "blocks/select.h"
#include "rules/rulebook.h"

namespace cleancopy {

/// A drop rule's matcher hit these blocks; `node` is the element, or kNoNode for text.
struct DropHit {
  std::size_t file = 0;    ///< index in PageRules::files …
  std::size_t number = 0;  ///< … and in that file's rules.drop: the lowest is strongest
  const DropRule* rule = nullptr;
  NodeId node = kNoNode;
  BlockRange blocks;     ///< before guards and extent
};

/// Every hit of every rule that is neither off nor out of its time. Carves
/// inline elements that were hit out of their paragraphs. Strongest rules first.
std::vector<DropHit> find_drops(const PageRules& rules, const PageView& page, std::vector<PageBlock>& blocks);

/// The rule that takes each block, null where none does, given where the story lies: of several the
/// strongest. Near linear in hits and blocks, however extents overlap.
std::vector<const DropRule*> rules_that_take(const std::vector<DropHit>& hits, const PageView& page,
                                             const StoryBounds& story);

}  // namespace cleancopy
