// An HTTP response as archives store it: status line, header, body (RFC 9112;
// HTTP/2 and 3 are written down the same way, with no reason behind the status).
//
// The one surprise: what the header says of the body need not hold. Many crawlers
// store bodies unchunked and decompressed under the header as it was sent.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cleancopy.h"

namespace cleancopy {

/// The lines `name: value` of a message, as MIME and WARC have them too.
class HeaderFields {
 public:
  /// The lines of `text`, up to the first blank one. Folded lines are joined;
  /// lines without a colon are passed over.
  static HeaderFields parse(std::string_view text);

  /// The value of the first field of that name (in any case), or empty.
  std::string_view value(std::string_view name) const;

  /// The elements of all comma-separated lists of that name, in lower case, in order.
  std::vector<std::string> list(std::string_view name) const;

  bool empty() const { return fields_.empty(); }

 private:
  std::vector<std::pair<std::string, std::string>> fields_;
};

/// "text/html" of "Text/HTML; charset=…".
std::string media_type(std::string_view content_type);

/// How a body of that type is read as a page; nothing when it is none.
std::optional<Format> page_format(std::string_view content_type);

/// Where the blank line ends that ends a header; nothing if `bytes` has none.
std::optional<std::size_t> end_of_header(std::string_view bytes);

struct HttpHead {
  int status = 0;
  HeaderFields fields;
  std::size_t size = 0;  ///< of status line and header; the body follows
};

/// Nothing when `bytes` is no response. A header without an end ends with `bytes`.
std::optional<HttpHead> parse_http_head(std::string_view bytes);

/// The body of a response as its author wrote it: unchunked, and all its encodings
/// undone. A body that ends too early is given as far as it goes.
struct HttpBody {
  std::string bytes;
  std::string refusal;  ///< not empty: broken, larger than the limit, or an encoding nobody knows
};
HttpBody decode_body(const HttpHead& head, std::string_view body, std::size_t limit);

}  // namespace cleancopy
