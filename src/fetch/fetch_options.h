// How the web is asked, and what becomes of an answer that is none: the words
// that a single page (fetch/http.h) and many exchanges at once (fetch/transfers.h) share.
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
inline constexpr std::size_t kMaxHeaderBytes = std::size_t{256} << 10;  // of an exchange, trailers too
inline constexpr long kLowSpeed = 100;                                  // bytes a second, see patience

struct FetchOptions {
  std::string contact;                               ///< for the User-Agent, see is_contact(); may be empty
  std::string ca_bundle;                             ///< a PEM file; empty: what the system trusts
  AddressTest may_connect = is_public;
  std::size_t max_bytes = kMaxFetchedBytes;          ///< of fetch(): of a body, once decompressed
  std::chrono::milliseconds deadline{30'000};        ///< of an exchange; of fetch(): for all hops together
  std::chrono::milliseconds connect_deadline{10'000};
  std::chrono::seconds patience{10};                 ///< with a server slower than kLowSpeed
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

/// "cleancopy/0.1.0", and " (+contact)" if there is one: by this a site's
/// owner knows whom to ask.
std::string user_agent(std::string_view contact);

/// Can this stand in a User-Agent, as a mail address or URL? ASCII without
/// spaces, control characters, brackets and backslashes (RFC 9110, comment).
bool is_contact(std::string_view text);

}  // namespace cleancopy
