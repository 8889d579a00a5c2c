// The blocks of a page as a web page of its own, coloured by verdict: to be
// read by whoever writes rules. For the terminal see explain_command.h.
#pragma once

#include <string>

#include "cleancopy.h"

namespace cleancopy::app {

/// A self-contained HTML document: no script, nothing loaded, all text escaped.
std::string explain_html(const Article& article);

}  // namespace cleancopy::app
