// Many texts in few pieces of memory: what of a page could not stay a view into it. For one text
// use std::string.
//
//     keep("a") · keep("bc")      pieces: "abc…"     views: [a] [bc]
//
// The one surprise: a piece never grows past the room that was made for it. So the views stay what they are
// while this lives, also when it is moved.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace cleancopy {

class KeptText {
 public:
  /// Keeps what `write(std::string&)` appends, `most` bytes at most.
  template <class Write>
  std::string_view keep(std::size_t most, Write write) {
    if (pieces_.empty() || pieces_.back().capacity() - pieces_.back().size() < most) {
      pieces_.emplace_back().reserve(std::max(most, kPiece));
    }
    std::string& piece = pieces_.back();
    const std::size_t begin = piece.size();
    write(piece);
    return std::string_view(piece).substr(begin);
  }

  std::string_view keep(std::string_view text) {
    return keep(text.size(), [text](std::string& piece) { piece += text; });
  }

 private:
  static constexpr std::size_t kPiece = 4096;  // never so few that a string has them in itself

  std::vector<std::string> pieces_;
};

}  // namespace cleancopy
