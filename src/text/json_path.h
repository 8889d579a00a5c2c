// A way into a JSON document, and how to find the document in a script: for the
// rules that say where a page's script holds its story.
//
//     /props/page/body/*/html             the script is JSON; `*` is every item or member
//     /pages/*/top|bottom                 the members of either name, in the document's order
//     window.__STATE__/article/body       the value that the script assigns to that name
//
// It is a JSON Pointer (RFC 6901, with ~0 and ~1) plus the name, the star and the bar. Not JSONPath.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "cleancopy.h"
#include "text/json.h"
#include "text/syntax_error.h"

namespace cleancopy {

class JsonPath {
 public:
  /// Fails with the byte and the reason: no '/', an empty step, more than 32
  /// steps, a '~' that escapes nothing, a name that no script could assign to.
  static Result<JsonPath, SyntaxError> compile(std::string_view text);

  /// The JSON that the path is about: the first object or array in the script that
  /// is assigned to the path's name; without a name the first that is assigned
  /// at all, or the script itself when it begins with one. Up to the bracket that
  /// closes it; empty when there is none. A view into `script`. Linear.
  std::string_view document_in(std::string_view script) const;

  /// The strings at the end of the path, and the items of arrays of strings there,
  /// in the document's order, 4,096 at most. Views into `json`.
  std::vector<std::string_view> strings_in(const Json& json) const;

  /// As it was written.
  const std::string& source() const { return source_; }

 private:
  struct Step {
    std::vector<std::string> keys;  // none: every item or member

    bool takes(const std::string& key) const;
  };

  std::vector<std::uint32_t> ends_in(const Json& json) const;

  std::string source_;
  std::string name_;
  std::vector<Step> steps_;
};

}  // namespace cleancopy
