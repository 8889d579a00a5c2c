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
  static constexpr std::size_t kAsked = 3;   // bytes of a text that ask the bits …
  static constexpr std::size_t kPrefix = 4;  // … and of a string that its table is by

  struct Literal {
    std::string text;
    std::uint64_t head;  ///< its first eight bytes, zeros past its end …
    std::uint64_t mask;  ///< … and which bits of them count
    int next;            ///< the next whose prefix has the same hash, or -1
  };

  std::size_t bit_of(std::uint64_t bytes) const;
  std::size_t slot_of(std::uint64_t bytes) const;
  void look_up(std::string_view rest, std::vector<int>& found) const;

  std::vector<Literal> literals_;
  int asked_bits_, slot_bits_;  ///< of the hashes: the tables are as large as the strings are many
  /// Two bits for each hash of kAsked bytes: does a string of kPrefix bytes or more begin with
  /// them, and does one hold them from its second byte on?
  std::vector<std::uint64_t> asked_;
  std::vector<std::uint64_t> begun_;  ///< a bit for each hash of kPrefix bytes: does a string begin with them?
  std::vector<int> first_;  ///< by hash of the first kPrefix bytes: a string, or -1
  std::vector<int> tiny_;   ///< strings of less than kPrefix bytes
};

}  // namespace cleancopy
