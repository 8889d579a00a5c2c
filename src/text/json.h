// JSON in and out. The door to simdjson: JSON-LD and JSONL read through it.
//
// A document is an array in document order, and a subtree is a range, as in the
// page's Tree:
//
//     {"a": {"b": 1}, "c": 2}     0 object end=4 | 1 "a" object end=3 | 2 "b" 1 | 3 "c" 2
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cleancopy.h"
#include "text/syntax_error.h"

namespace cleancopy {

enum class JsonType : std::uint8_t { object, array, string, number, boolean, null };

struct JsonNode {
  JsonType type = JsonType::null;
  std::uint32_t end = 0;  ///< index past the last descendant
  std::string key;        ///< the member's name; empty in arrays and at the root
  std::string text;       ///< string value, or the literal as written for numbers, true, false
};

/// A parsed document. Never empty; node 0 is the root.
class Json {
 public:
  /// Parses one strict JSON document (RFC 8259), nested 64 deep at most. Lone
  /// surrogates become U+FFFD. The offset of an error is told for numbers and
  /// depth, else it is 0. Linear.
  static Result<Json, SyntaxError> parse(std::string_view text);

  /// As parse(), after mending what CMSs do to JSON-LD: comments and CDATA
  /// around it, raw control characters and unknown escapes in strings, commas
  /// before a closing bracket, a semicolon at the end.
  static Result<Json, SyntaxError> parse_lenient(std::string_view text);

  const std::vector<JsonNode>& nodes() const { return nodes_; }

  /// The member `key` of the object at `parent`; nullopt when there is none.
  std::optional<std::uint32_t> member(std::uint32_t parent, std::string_view key) const;

  /// The string at `parent`.`key`; nullopt when absent or no string.
  std::optional<std::string_view> string(std::uint32_t parent, std::string_view key) const;

  /// Children of an object or array: for (i = first; i < nodes()[parent].end; i = nodes()[i].end).
  static std::uint32_t first_child(std::uint32_t parent) { return parent + 1; }

 private:
  std::vector<JsonNode> nodes_;
};

/// Appends `text` (valid UTF-8) as a JSON string with its quotes, escaping only
/// what RFC 8259 section 7 demands, and U+2028/2029, which split lines elsewhere.
void append_json_string(std::string& out, std::string_view text);

}  // namespace cleancopy
