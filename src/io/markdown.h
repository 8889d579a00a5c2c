// An Article as Markdown with YAML front matter, as site generators read it.
// render.h chooses between this and the other forms.
#pragma once

#include <string>

#include "cleancopy.h"

namespace cleancopy {

/// What is known of title, standfirst, authors, published, modified, language,
/// url, site, tags and flags, in this order, as YAML front matter; then the body
/// in CommonMark with GitHub's tables. What would be markup in the journalist's
/// text is escaped.
///
/// All values are double-quoted strings, or lists of them (authors, tags, flags),
/// that every YAML 1.1 or 1.2 parser reads back as they were: no title is a
/// number, a date or `no`.
std::string to_markdown(const Article& article);

}  // namespace cleancopy
