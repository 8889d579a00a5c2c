// RSS, RDF, Atom, sitemaps and their indexes → links. For feed.cpp; others use read_feed().
#pragma once

#include <string>

#include "cleancopy.h"
#include "fetch/feed.h"

namespace cleancopy {

/// Reads XML in valid UTF-8. What its first element is tells the format.
Result<Feed, Error> read_xml_feed(std::string text, const std::string& url);

}  // namespace cleancopy
