// What is known of a stored page beside its bytes: NAME.html.json, beside NAME.html.
//
// The scheduled job writes it, read_page() reads it, for whoever cleans a folder of
// such pages later: the URL chooses the rules, the type the charset.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "cleancopy.h"

namespace cleancopy {

inline constexpr std::size_t kMaxSidecarBytes = std::size_t{1} << 20;
inline constexpr std::size_t kMaxSidecarHead = std::size_t{64}
                                               << 10;  // of a response's head; the rest is cut

struct Sidecar {
  std::string url;      ///< that answered
  std::string asked;    ///< that was named, before redirects
  std::string source;   ///< that named it
  std::string fetched;  ///< ISO 8601
  int status = 0;
  std::string digest;  ///< digest_of() the bytes
  std::string head;    ///< status line and header as received: any bytes
};

/// Tells bytes apart: sixteen hexadecimal digits. No use against an adversary.
std::string digest_of(std::string_view bytes);

/// The path of the sidecar of a page: what compresses the page is no part of its name.
std::string sidecar_of(const std::string& page);

/// Is this the name of a sidecar? Folder walks pass over it, whatever the form.
bool is_sidecar(std::string_view name);

/// One line of JSON.
std::string to_json(const Sidecar& sidecar);

/// What `bytes` say, or why they say nothing. Only http(s) URLs of printable ASCII, ISO dates and
/// what else fits its member is taken; the rest is empty.
Result<Sidecar, std::string> parse_sidecar(std::string_view bytes);

}  // namespace cleancopy
