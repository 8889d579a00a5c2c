// Plain text that somebody extracted → its blocks: a line a block, blank lines
// between. What it cannot know (links, elements) stays empty.
#pragma once

#include <memory_resource>
#include <string_view>
#include <vector>

#include "blocks/page_block.h"

namespace cleancopy {

/// All lines that have text, in order. A line that begins with a bullet is a
/// list item; a short line without an end of sentence, with more text below, is
/// taken for a heading. Ends of line are LF, CRLF and CR. Linear in `text.size()`.
/// The lines' folded texts stand in the memory, as those of flow() do.
std::vector<PageBlock> split(std::string_view text, std::pmr::memory_resource& memory = own_memory());

}  // namespace cleancopy
