// A front page, or the page of a section → links to stories. For sites that
// publish no feed; use fetch/feed.h for those that do.
#pragma once

#include <string>
#include <vector>

#include "cleancopy.h"
#include "fetch/feed.h"
#include "markup/selector.h"

namespace cleancopy {

/// The links that `links` picks: of each element that it matches the href, or
/// if it has none that of the first <a> in it, or else of the nearest <a> around
/// it. Resolved against the page's <base> or URL; what is no http(s) URL, or the
/// page itself, is passed over. Order, doubles and bounds are those of a Feed.
///
/// Never fails on account of its input: a page where nothing matches gives no
/// links. Linear in the page's bytes, but for what the selector costs.
Feed read_index_page(const Page& page, const Selector& links);

/// The feeds that a page names in its head (<link rel="alternate">), absolute, in order.
std::vector<std::string> feeds_named_by(const Page& page);

}  // namespace cleancopy
