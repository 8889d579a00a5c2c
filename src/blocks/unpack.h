// Text that a page sends in a script's JSON and not as markup: where the rules
// of the page say so, it becomes part of the Tree, and from there on of the walk.
// A reader does not see it there, so it is body or field only by a layout's word.
#pragma once

#include <string_view>
#include <vector>

#include "markup/graft.h"
#include "markup/tree.h"
#include "rules/rulebook.h"

namespace cleancopy {

/// What the `json` matchers of all layouts find in the page's scripts, in document
/// order, none twice; usually nothing. Broken JSON, and a script past 8 MiB, holds
/// nothing. Each script is read once for each name that paths give its document.
std::vector<Graft> unpack(const PageRules& rules, const Tree& tree, std::string_view crawled);

}  // namespace cleancopy
