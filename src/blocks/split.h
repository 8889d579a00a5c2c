// Plain text that somebody extracted → its blocks: a line a block, blank lines
// between. What it cannot know (links, elements) stays empty.
#pragma once

#include <string_view>
#include <vector>

#include "blocks/page_block.h"

namespace cleancopy {

/// All lines that have text, in order. A line that begins with a bullet is a
/// list item; a short line without an end of sentence, with more text below, is
/// taken for a heading. Ends of line are LF, CRLF and CR. Linear in `text.size()`.
std::vector<PageBlock> split(std::string_view text);

}  // namespace cleancopy
