// The page, read once before Gumbo sees it: a skeleton of tags without
// attributes and texts without characters (skeleton.h).
//
// It is also the fence: what Gumbo would choke on (SPEED: depth, tags,
// attributes) never reaches it. Nobody else reads a page's markup by itself.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "markup/skeleton.h"
#include "markup/tag_reader.h"

namespace cleancopy {

/// Reads a page as HTML section 13.2.5 tokenises it. Scripts, styles, comments,
/// noscript, svg, textarea bodies are left out (scripts kept aside). Any bytes
/// are a page. Linear in `html.size()`; views point into `html`. Folding leaves
/// the tree of the skeleton what it is, once the pieces are put back.
Skeleton scan(std::string_view html, Folding folding = Folding::none);

}  // namespace cleancopy
