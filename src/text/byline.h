// The names in a byline: "By Ann Lee and Bo Ek | Reuters" → "Ann Lee", "Bo Ek".
// For authors that a page lists one by one (JSON-LD), nothing needs splitting.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cleancopy {

/// Names in the order of the byline, each once: without "By", "Von", "Par", "Di",
/// "Por", "Door", "Av" … before them, without what follows a bar, a slash, a dot
/// between spaces or a date; split at commas and at "and", "und", "et", "y", "e",
/// "og", "och", "en", "&". At most 16. Empty when nothing reads like a name.
std::vector<std::string> names_in(std::string_view byline);

}  // namespace cleancopy
