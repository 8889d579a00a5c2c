// JSON Feed 1.0 and 1.1 (jsonfeed.org) → links. For feed.cpp; others use read_feed().
#pragma once

#include <string>
#include <string_view>

#include "cleancopy.h"
#include "fetch/feed.h"

namespace cleancopy {

/// Reads JSON in valid UTF-8. An object with `items` is a feed, whatever version it names.
Result<Feed, Error> read_json_feed(std::string_view text, const std::string& url);

}  // namespace cleancopy
