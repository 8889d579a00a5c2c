// A page's text → Tree. Gumbo sees just the skeleton that scan() makes, works in
// an arena (bare_parse.h) and is never asked to clean up.
#pragma once

#include <string>
#include <string_view>

#include "markup/arena.h"
#include "markup/tree.h"

namespace cleancopy {

/// Parses a page (valid UTF-8) by the HTML standard's tree construction.
///
/// Any text is a page. Nesting past 512, tags past 500,000 and attributes past
/// 256 a tag are passed over (their text stays; `fences()` tells). When even so
/// the arena's bound is reached, the Tree is empty and `fences().memory` is set;
/// past the arena's deadline it is `fences().time`.
/// The arena is reset: nothing of the Tree lives in it. Linear in `html.size()`.
Tree parse(std::string html, Arena& arena);

/// The same of a text that outlives the Tree, which then needs no copy of it.
Tree parse_in_place(std::string_view html, Arena& arena);

/// The same with an arena of its own, for single pages.
Tree parse(std::string html);

}  // namespace cleancopy
