// One page from the web: a blocking GET over http or https, redirects followed.
// Many at once, and one hop at a time: fetch/transfers.h.
//
// Whatever a server can make large or slow is bounded, and by default no socket
// is opened to an address that is not the open internet's, on any hop: a page's
// redirect cannot make this program talk to the machine or network it runs in.
#pragma once

#include <string>

#include "fetch/fetch_options.h"

namespace cleancopy {

/// A page, with a status of 200 to 299.
struct Response {
  std::string url;           ///< after redirects, without a fragment; ASCII without control characters
  int status = 0;
  std::string content_type;  ///< the header as it came; empty when there was none
  std::string bytes;         ///< decompressed
};

/// Fetches the page at an absolute URL, following redirects.
///
/// Takes at most `deadline`, and memory for `max_bytes`. Any number of threads
/// may fetch at once. `options.contact` must be empty or a contact.
Result<Response, FetchError> fetch(const std::string& url, const FetchOptions& options);

}  // namespace cleancopy
