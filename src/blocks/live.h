// Is the page a live blog: many entries, each with its time, that were added one by
// one? Said by JSON-LD, or seen where the address says live and the entries have times.
#pragma once

#include <vector>

#include "blocks/judge.h"
#include "blocks/page_block.h"

namespace cleancopy {

/// LiveBlogPosting; else an address with the word live (liveblog, liveticker …) and three
/// different times among the kept blocks. "/live-music/" and a single date are not enough.
/// Linear in the nodes from the first kept block to the last.
bool is_live_blog(const Case& page_case, const std::vector<PageBlock>& blocks);

}  // namespace cleancopy
