// What scan() makes of a page: its tags and texts as pieces in the page's order, side tables for
// what they said, and the HTML that Gumbo is shown in place of the page.
//
//     <p class="x">Hello <b>you</b></p>      start 1 · text 1 · start 2 · text 2 · end b · end p
//     <p>①<b>②</b></p>                       their HTML: each text is one character that names its run
//     marks: 0→p, 7→b                        where a start tag stands → what it said
//     <p></p>                                … and with what is plainly nested folded (folds.h)
//
// Gumbo takes a full step for each character, and visible text is 4 % of a page's bytes: this is
// what makes the house fast.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "markup/tree.h"

namespace cleancopy {

// Bounds of what Gumbo is shown.
inline constexpr std::size_t kMaxDepth = 512;
inline constexpr std::size_t kMaxTags = 500'000;

/// Is Gumbo to see all tags, or only those whose effect is not plain (folds.h)?
enum class Folding : std::uint8_t { none, plain };

/// A start tag (of that record), a text (of that run), or the end tags that one end tag of the page
/// stands for.
class Piece {
 public:
  enum class Kind : std::uint8_t { start, text, end };

  static Piece start(std::size_t record) { return {Kind::start, record}; }
  static Piece text(std::size_t run) { return {Kind::text, run}; }
  static Piece end(Tag tag, std::size_t times) {
    return {Kind::end, times << 8 | static_cast<std::size_t>(tag)};
  }

  Kind kind() const { return static_cast<Kind>(bits_ & 3); }
  std::uint32_t index() const { return bits_ >> 2; }  ///< of the record or the run
  Tag tag() const { return static_cast<Tag>(bits_ >> 2 & 0xFF); }
  std::uint32_t times() const { return bits_ >> 10; }  ///< that Gumbo is shown it; 0 for a void element's
  bool is_space() const { return bits_ == static_cast<std::uint32_t>(Kind::text); }  ///< run 0

 private:
  Piece(Kind kind, std::size_t index)
      : bits_(static_cast<std::uint32_t>(index << 2) | static_cast<std::uint32_t>(kind)) {}

  std::uint32_t bits_;
};

/// The pieces [first, end) are folded into the element that pieces[first - 1] starts.
struct Fold {
  std::uint32_t first = 0;
  std::uint32_t end = 0;
};

/// Where a start tag stands in the skeleton, its TagRecord, and what was folded into its element.
struct TagMark {
  std::uint32_t offset = 0;
  std::uint32_t record = 0;
  Fold fold;
};

struct Skeleton {
  std::string_view doctype;              ///< of the page, without its '>': quirks mode depends on it
  std::vector<Piece> pieces;
  std::vector<Fold> folds;               ///< ascending, none inside another
  std::vector<TagRecord> tags;           ///< [0] stands for tags that the page left out
  std::vector<Attribute> attributes;
  std::vector<std::string_view> runs;    ///< [0] is one space, for all white space between tags
  std::vector<Script> scripts;
  KeptText decoded;                      ///< values that could not stay views into the page
  Fences fences;
  bool is_plain = false;                 ///< all of it folded into <html>? Gumbo has nothing to decide then

  std::string text;                      ///< HTML for Gumbo: well under the page's size
  std::vector<TagMark> marks;            ///< of its start tags: ascending offsets
};

/// Writes `text` and `marks` from all the others.
void write_html(Skeleton& skeleton);

/// Appends the characters that name run `run` in a skeleton (4 or 8 bytes of UTF-8).
void append_run_name(std::string& skeleton, std::size_t run);

/// Reads back the runs named in `text`, a text node of the skeleton's tree; a
/// lone space is run 0.
void read_run_names(std::string_view text, std::vector<std::uint32_t>& runs);

}  // namespace cleancopy
