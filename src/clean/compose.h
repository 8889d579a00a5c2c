// Judged blocks → Article: the last step. Takes each field from the layouts if
// they name it, else from what the page says of itself, else from a moved block; a
// weak matcher of a layout comes last.
#pragma once

#include <vector>

#include "blocks/judge.h"
#include "blocks/page_block.h"
#include "cleancopy.h"
#include "markup/metadata.h"

namespace cleancopy {

/// The article of a judged page. Takes the blocks' text over; `page` only lends
/// its id and url. `cleaned` when at least one block was kept.
Article compose(const Page& page, const PageRules& rules, Judgement judgement, Metadata metadata,
                std::vector<PageBlock> blocks);

}  // namespace cleancopy
