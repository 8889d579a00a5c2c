// Many literal strings found in one pass over a text: what a set of patterns asks
// of a text before it tries any of them. For expressions see text/pattern.h.
//
//     text   "…your inbox every m…"      each position's first bytes, hashed, ask one bit;
//              ^ 3 bytes, ^ 5 bytes       one in twenty is looked up among the strings
//
// The one surprise: it is bytes that are compared. Fold both sides before.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cleancopy {

class LiteralSet {
 public:
  /// The strings, none empty; numbered from 0. Immutable; share among threads.
  explicit LiteralSet(std::vector<std::string> strings);

  /// Numbers of the strings that stand anywhere in `text`, ascending. Linear in `text.size()`
  /// but for texts that hold many of the strings.
  std::vector<int> find(std::string_view text) const;

 private:
  /// Strings that are told apart by their first `prefix` bytes.
  struct Group {
    std::size_t prefix;
    std::vector<std::uint64_t> bits = {};  ///< which hashes some prefix has
    std::vector<int> first = {};           ///< by hash: a string, or -1
  };

  void add(Group& group, int number);
  void look_at(const Group& group, std::string_view rest, std::vector<int>& found) const;

  std::vector<std::string> strings_;
  std::vector<int> next_;  // the next string whose prefix has the same hash, or -1
  std::array<Group, 3> groups_{{{.prefix = 5}, {.prefix = 3}, {.prefix = 1}}};  // an empty one has no bits
};

}  // namespace cleancopy
