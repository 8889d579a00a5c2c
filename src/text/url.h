// The few things that rules and metadata need to know of a URL.
// For fetching, libcurl's own parser decides (src/fetch).
#pragma once

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

}  // namespace cleancopy
