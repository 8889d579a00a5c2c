// HTTP exchanges with many hosts at once, in one thread: libcurl's multi interface.
//
// An exchange is one hop: a redirect is an answer like others, and whoever follows it
// starts its target, which is checked like every URL. What a server can make large or
// slow is bounded; addresses are judged as numbers when a socket is opened
// (FetchOptions::may_connect), so a connection that is used again was judged before.
// Proxies, cookies and .netrc of the environment are not used.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fetch/fetch_options.h"
#include "io/http_message.h"

namespace cleancopy {

inline constexpr long kConnectionsPerHost = 1;    // more requests to a host wait, and their deadline runs
inline constexpr long kMaxConnections = 256;      // open ones; more requests wait
inline constexpr long kMaxIdleConnections = 64;   // kept for the next request to their host
inline constexpr std::size_t kMaxValidator = 1024;

/// What a server gave to ask again by; both empty: the request has no condition.
/// What cannot stand in a header, or is longer than kMaxValidator, is not sent.
struct Validators {
  std::string etag = {}, last_modified = {};
};

struct Request {
  std::uint64_t ticket = 0;  ///< handed back with the answer
  std::string url = {};      ///< absolute
  Validators validators = {};
  std::size_t max_bytes = kMaxFetchedBytes;  ///< of the body, once decompressed
};

/// One hop: a complete answer of any status, or a fault. An answer without a length, which ends with its
/// connection, may be cut and no fault tells: libcurl does not ask whether a compressed body is whole.
struct Exchange {
  std::uint64_t ticket = 0;
  std::string url = {};      ///< as it was sent, see web_url.h; what was asked for when that is no web URL
  int status = 0;            ///< 0 when there is a fault
  std::string head = {};     ///< status line, header and blank line as received; no 1xx, no trailers
  HeaderFields fields = {};  ///< the same, read
  std::string bytes = {};    ///< the body without its transfer and content encoding
  std::optional<FetchError> fault = {};  ///< never `status`; with one, all but `ticket` and `url` are empty
};

class Transfers {
 public:
  /// `options.contact` must be empty or a contact.
  explicit Transfers(const FetchOptions& options);
  /// Aborts what is running.
  ~Transfers();
  Transfers(const Transfers&) = delete;
  Transfers& operator=(const Transfers&) = delete;

  /// Never fails: a URL that is not fetched is an exchange with a fault. Opens no socket yet.
  void start(Request request);

  /// What has ended since, at once if there is something; else as soon as something has, or after
  /// `most`, or when nothing is running. Each exchange ends by its deadline. Nothing moves outside
  /// of this call.
  std::vector<Exchange> wait(std::chrono::milliseconds most);

  /// Started, and not yet handed out.
  std::size_t running() const;

 private:
  struct Desk;
  std::unique_ptr<Desk> desk_;
};

/// The Location of a 301, 302, 303, 307 or 308, as it was sent: read it by absolute_url(); else empty.
std::string_view redirect_of(const Exchange& exchange);

}  // namespace cleancopy
