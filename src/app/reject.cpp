#include "app/reject.h"

#include <fmt/format.h>

#include <string_view>

#include "text/decode.h"
#include "text/json.h"

namespace cleancopy::app {
namespace {

// The names of files may be any bytes.
std::string quoted_or_null(std::string_view text) {
  if (text.empty()) return "null";
  std::string out;
  append_json_string(out, is_utf8(text) ? std::string(text) : decode(text).text);
  return out;
}

}  // namespace

std::string to_jsonl(const Reject& reject) {
  const std::string place = reject.line_number == 0
                                ? "\"line\":null,\"offset\":null"
                                : fmt::format("\"line\":{},\"offset\":{}", reject.line_number, reject.offset);
  return fmt::format("{{\"id\":{},\"url\":{},\"file\":{},{},\"reason\":{}}}\n", quoted_or_null(reject.id),
                     quoted_or_null(reject.url), quoted_or_null(reject.file), place,
                     quoted_or_null(reject.reason));
}

}  // namespace cleancopy::app
