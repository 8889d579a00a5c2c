// Many literal strings found in one pass over a text: what a set of patterns asks
// of a text before it tries any of them. For expressions see text/pattern.h.
//
//     text   "…your inbox every m…"      the three bytes from each second position on, hashed,
//              ^^^                        ask two bits: do some strings begin so, or one byte
//                                         before? Few are looked up among the strings
//
// The one surprise: it is bytes that are compared. Fold both sides before.
#pragma once

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
  static constexpr std::size_t kAsked = 3;

  /// Strings that are told apart by their first `prefix` bytes.
  struct Group {
    std::size_t prefix;
    std::vector<std::uint64_t> bits = {};  ///< which hashes some prefix has: small enough to stay in a cache
    std::vector<int> first = {};           ///< by hash of the prefix: a string, or -1; empty when there is none
  };

  struct Literal {
    std::string text;
    std::uint64_t head;  ///< its first eight bytes, zeros past its end …
    std::uint64_t mask;  ///< … and which bits of them count
    int next;            ///< the next whose prefix has the same hash, or -1
  };

  void add(Group& group, std::string text);
  void look_up(const Group& group, std::string_view rest, std::vector<int>& found) const;
  void find_tiny(std::string_view text, std::vector<int>& found) const;

  std::vector<Literal> literals_;
  Group tiny_{.prefix = 1}, short_{.prefix = kAsked + 1}, long_{.prefix = 5};
  /// Two bits for each hash of kAsked bytes: does a string that is not tiny begin with
  /// them, and does one hold them from its second byte on?
  std::vector<std::uint64_t> asked_;
};

}  // namespace cleancopy
