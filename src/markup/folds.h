// Which elements are nested so plainly that Gumbo need not see what is in them:
//
//     <div><ul><li>①</li><li>②</li></ul></div>   →   <div></div>, and what was folded into it:
//                                                    ul li ① end li ② end end
//
// Nine tags in ten of real pages stand in such an element, and a tree builder makes of them
// just what is written. Any doubt forgets what is open: Gumbo then sees those tags, and decides.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "markup/open_tags.h"
#include "markup/tags.h"

namespace cleancopy {

/// What stands in a folded element: a start tag (of that record), a text (of that run) or an end tag.
class Piece {
 public:
  enum class Kind : std::uint8_t { start, text, end };

  Piece(Kind kind, std::uint32_t index) : bits_(index << 2 | static_cast<std::uint32_t>(kind)) {}

  Kind kind() const { return static_cast<Kind>(bits_ & 3); }
  std::uint32_t index() const { return bits_ >> 2; }

 private:
  std::uint32_t bits_;
};

/// How long the parts of a skeleton were when an element was opened.
struct SkeletonSize {
  std::size_t text = 0;
  std::size_t marks = 0;
  std::size_t pieces = 0;
};

class Folds {
 public:
  /// Takes a start tag that `open` is about to take. `name` must live as long as this.
  void open(Tag tag, std::string_view name, const OpenTags& open, const SkeletonSize& here);

  /// Takes an end tag. Where the element that it ends began, if all that is in it may be folded.
  std::optional<SkeletonSize> close(Tag tag, std::string_view name);

  /// Something stood here whose effect is not known: nothing around it will be folded.
  void forget() {
    entries_.clear();
    kept_ = 0;
  }

 private:
  /// Is a <p> open that a block would end?
  enum class Paragraph : std::uint8_t { none, open, unknown };

  struct Entry {
    std::string_view name;
    SkeletonSize begin;
    Tag tag;
    Paragraph paragraph;
  };

  bool ends_nothing(Tag tag, const OpenTags& open) const;
  Paragraph paragraph_in(Tag tag) const;

  std::vector<Entry> entries_;
  std::size_t kept_ = 0;  // so many of them, from the outermost, will not be folded
};

}  // namespace cleancopy
