// `cleancopy explain`: every block of a page, its verdict, its rule.
#pragma once

#include "app/options.h"

namespace cleancopy::app {

/// Prints the page's fields with their sources, the rule files used, and then
/// one line a block in page order: kind, rule, role, the first 70 columns of text.
/// With `options.html` it also writes the blocks as a coloured page.
int explain_command(const ExplainOptions& options);

}  // namespace cleancopy::app
