// URLs of the web as libcurl reads them: what a link means, where a request goes,
// and by what two links to one article are known to be the same.
//
// Only http and https, without user and fragment, in printable ASCII: whatever else
// a page, a feed or a redirect may hold is no URL here. Rules and metadata, which
// fetch nothing, use text/url.h.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "cleancopy.h"

namespace cleancopy {

inline constexpr std::size_t kMaxUrlBytes = 8192;  // RFC 9110, 4.1 wants 8000 at least to be understood

/// The absolute URL that `reference` on the page `base` means (RFC 3986, 5), spelled as libcurl will send it:
/// host in lower case and punycode, numeric hosts as dotted quads, no default port, no dot segments, bytes
/// past ASCII encoded. Nothing when it is no web URL, or longer than kMaxUrlBytes. White space around it is
/// not part of it.
std::optional<std::string> absolute_url(std::string_view base, std::string_view reference);

/// The same of what stands alone, or the reason why it is not fetched.
Result<std::string> web_url(std::string_view url);

/// What tells one article from another, "example.org/a?id=3": scheme, "www.", default port, fragment, slashes
/// at the end of the path and parameters that only say where a reader came from are dropped; the rest of the
/// query keeps its order, and percent-encodings have one spelling. Empty when `url` is no web URL.
std::string page_key(std::string_view url);

/// "https://www.example.org", with a port that is not the scheme's own; empty when `url` is no web URL.
std::string origin_of(std::string_view url);

/// Path and query, "/a?id=3", as the request line and robots.txt have them; empty when `url` is no web URL.
std::string target_of(std::string_view url);

}  // namespace cleancopy
