// What a site publishes of what is new → links. Formats are told by content:
// RSS 0.9x and 2.0, RSS 1.0 (RDF), Atom, JSON Feed, sitemaps and indexes of
// sitemaps, lists of URLs; each also packed with gzip or zstd.
//
// The one surprise: XML that breaks off is no error where links stood before
// the break. They are given, and `broken` says what is wrong and where.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "cleancopy.h"

namespace cleancopy {

inline constexpr std::size_t kMaxFeedBytes = std::size_t{50} << 20;  // unpacked; sitemaps.org's own bound
inline constexpr std::size_t kMaxLinks = 50'000;                     // entries looked at; the same
inline constexpr std::size_t kMaxJsonNodes = 1'000'000;              // values of a JSON Feed

/// A page that somebody points to. `url` is absolute, as absolute_url() gives it.
struct Link {
  std::string url;
  std::string changed;  ///< when it last changed, or else came out: ISO 8601 (text/date.h), or empty
};

/// Links in their order, no URL twice (the first counts).
struct Feed {
  std::vector<Link> pages;
  std::vector<Link> feeds;  ///< other feeds to read: the sitemaps of an index
  bool cut = false;         ///< there were more than kMaxLinks entries
  std::string broken;       ///< why reading ended early or passed something over, else empty
};

/// Reads what was got from `url`, which relative links are resolved against.
///
/// Any bytes, in any charset, give a Feed or an Error that says what they are
/// instead; XML that is not well-formed before its first link is one, with line
/// and column. An HTML page is one too: it names the feeds that the page names.
/// Errors quote the site: not fit for a terminal as they stand.
/// Takes time linear in the bytes, unpacked; external entities are never read,
/// and internal ones may not make the document much longer than it is.
Result<Feed, Error> read_feed(std::string_view bytes, const std::string& url);

}  // namespace cleancopy
