// What CMSs do to JSON-LD, undone. Use Json::parse_lenient(), which calls it.
// The one surprise: the result need not be JSON; only the parser can tell.
#pragma once

#include <string>
#include <string_view>

namespace cleancopy {

/// The document without comments and CDATA around it, without a semicolon at
/// its end, without commas before closing brackets; with control characters in
/// strings escaped, and without the backslash of escapes that JSON does not know.
/// JSON comes back as it was, but for white space around it. Linear.
std::string mend_json(std::string_view text);

}  // namespace cleancopy
