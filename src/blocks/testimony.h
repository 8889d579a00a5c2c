// What the page says of itself, as evidence on its blocks: its titles, its
// description, a body in JSON-LD, its own name and its authors'. A part of weigh().
#pragma once

#include <vector>

#include "blocks/evidence.h"

namespace cleancopy {

/// Sets the clues is_title to repeats. Linear in the page's text.
void hear_page(const Metadata& said, const std::vector<PageBlock>& blocks, std::vector<Evidence>& found);

}  // namespace cleancopy
