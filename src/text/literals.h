// Many literal strings found in one pass over a text: what a set of patterns asks
// of a text before it tries any of them. For expressions see text/pattern.h.
//
//     text   "…your inbox every m…"      three bytes of each second position, or of fewer where all
//              ^^^ ^^^ ^^^               strings are longer, ask a byte: are they any string's? Of each
//                   ^^^ ^^^              string so many windows are known that one of them is asked
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
  static constexpr std::size_t kWindow = 3;    // bytes
  static constexpr std::size_t kLongestStep = 16;

  /// Three bytes of a string, from an offset on. What is looked up in vain mostly differs in the string's
  /// first eight: these are at hand here.
  struct Window {
    std::uint64_t head = 0;  ///< its bytes, zeros past its end …
    std::uint64_t mask = 0;  ///< … and which of a text's count
    int number = 0;
    std::uint32_t offset = 0;
  };

  template <class Take>
  void each_window(Take take) const;
  void look_up(std::string_view text, std::size_t at, std::size_t slot, std::vector<int>& found) const;

  std::vector<std::string> literals_;
  std::size_t step_ = kLongestStep;   ///< from one position that is asked to the next
  int shift_ = 0;                     ///< of a hash, to a slot: there are as many as windows are
  std::vector<std::uint8_t> taken_;   ///< by slot: is a window in it?
  std::vector<std::uint32_t> first_;  ///< by slot: in windows_, and past the last
  std::vector<Window> windows_;       ///< slot by slot
  std::vector<int> tiny_;             ///< strings shorter than a window
};

}  // namespace cleancopy
