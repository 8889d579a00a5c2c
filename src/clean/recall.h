// What a host repeats is the site's, not the journalist's: the second pass of
// `--site-memory`. Only takes; what judge() dropped stays dropped.
//
//     the block                             goes if in     of the host's stories
//     6 to 40 words, near an edge           3 and more     40 %
//     6 to 40 words, in the middle          3 and more     60 %
//     more than 40 words                    5 and more     80 %
//     up to 40 words, four and more in row  3 and more     60 %
//     a heading right above what goes       3 and more     40 %
//
// Background that a series repeats stands in the middle of its stories, not in most of the
// host's. A label such as "What we like" is a review's own, though every review has it.
#pragma once

#include <string_view>
#include <vector>

#include "blocks/page_block.h"
#include "clean/memory.h"

namespace cleancopy {

/// Gives body blocks that the host repeats the verdict duplicate, "memory/repeated".
/// Takes none at all when they are half of the body's words or more: then the page
/// is one that says little else, or no story.
void recall(const SiteMemory& memory, std::string_view host, std::vector<PageBlock>& blocks);

}  // namespace cleancopy
