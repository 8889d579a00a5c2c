// The few things that rules and metadata need to know of a URL.
// For fetching, libcurl's own parser decides (src/fetch).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace cleancopy {

/// The host of an absolute http(s) URL, of "//host/…" or of a bare "host/…",
/// in lower case, without user, port and closing dot; empty when there is none.
std::string host_of(std::string_view url);

/// The path of an absolute http(s) URL or of "//host/…" as it is written, with its first
/// slash and without query and fragment: "/news/uk-1"; empty when there is no host or no path.
std::string_view path_of(std::string_view url);

/// Does `host` fall under `pattern`? "bbc.co.uk" is that host only;
/// "*.bbc.co.uk" any host below it, not itself.
bool host_matches(std::string_view host, std::string_view pattern);

/// A host without "www.", which sites answer with and without.
std::string_view without_www(std::string_view host);

/// The octet whose percent-encoding `text` begins with ("%7e" → '~'; RFC 3986, 2.1), of
/// kEncodedOctet characters; nothing where it begins with anything else.
std::optional<char> encoded_octet(std::string_view text);
inline constexpr std::size_t kEncodedOctet = 3;

/// "%C3": the octet encoded, with capitals as digits (RFC 3986, 6.2.2.1).
std::string percent_encoded(char octet);

}  // namespace cleancopy
