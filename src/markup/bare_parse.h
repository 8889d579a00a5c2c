// Gumbo in an arena: the one call to it, for parse.cpp (which gives it skeletons) and for
// verify.cpp (which gives it whole pages). Everybody else wants parse().
#pragma once

#include <string_view>

#include "markup/arena.h"

struct GumboInternalOutput;  // gumbo.h's GumboOutput

namespace cleancopy {

/// Gumbo's tree of `html`, which lives in the arena until its reset and is never destroyed.
/// Null when the arena refused. `html` must outlive the tree.
const GumboInternalOutput* parse_in_arena(std::string_view html, Arena& arena);

}  // namespace cleancopy
