// One page from the web: a blocking GET over http or https. The door of libcurl.
//
// Whatever a server can make large or slow is bounded, and by default no socket
// is opened to an address that is not the open internet's, on any hop: a page's
// redirect cannot make this program talk to the machine or network it runs in.
// Proxies, cookies and .netrc of the environment are not used.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "cleancopy.h"
#include "fetch/address.h"

namespace cleancopy {

inline constexpr std::size_t kMaxFetchedBytes = std::size_t{16} << 20;
inline constexpr long kMaxRedirects = 10;
inline constexpr std::size_t kMaxHeaderBytes = std::size_t{256} << 10;  // of all hops together
inline constexpr long kLowSpeed = 100;                                  // bytes a second, see patience

struct FetchOptions {
  std::string contact;                               ///< for the User-Agent, see is_contact(); may be empty
  AddressTest may_connect = is_public;
  std::size_t max_bytes = kMaxFetchedBytes;          ///< of a body, once decompressed
  std::chrono::milliseconds deadline{30'000};        ///< for all hops together
  std::chrono::milliseconds connect_deadline{10'000};
  std::chrono::seconds patience{10};                 ///< with a server slower than kLowSpeed
};

/// A page, with a status of 200 to 299.
struct Response {
  std::string url;           ///< after redirects; ASCII without control characters
  int status = 0;
  std::string content_type;  ///< the header as it came; empty when there was none
  std::string bytes;         ///< decompressed
};

/// Why there is no page. `address`: what was asked for is no http(s) URL;
/// `refused`: a socket, or a redirect, that is not allowed; `unreachable`: no
/// complete answer in time; `status`: an answer, but no page; `bound`: too large.
enum class FetchFault : std::uint8_t { address, refused, unreachable, status, bound };

struct FetchError {
  FetchFault fault = FetchFault::unreachable;
  int status = 0;  ///< 404 and the like, when `fault` is status
  Error error;     ///< may quote the server: not fit for a terminal as it stands
};

/// Fetches the page at an absolute URL, following redirects.
///
/// Takes at most `deadline`, and memory for `max_bytes`. Any number of threads
/// may fetch at once. `options.contact` must be empty or a contact.
Result<Response, FetchError> fetch(const std::string& url, const FetchOptions& options);

/// "cleancopy/0.1.0", and " (+contact)" if there is one: by this a site's
/// owner knows whom to ask.
std::string user_agent(std::string_view contact);

/// Can this stand in a User-Agent, as a mail address or URL? ASCII without
/// spaces, control characters, brackets and backslashes (RFC 9110, comment).
bool is_contact(std::string_view text);

}  // namespace cleancopy
