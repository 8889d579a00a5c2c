// The page, read once before Gumbo sees it: a skeleton of tags without
// attributes and texts without characters, and side tables for both.
//
//     <p class="x">Hello <b>you</b></p><script>…</script>
//     <p>①<b>②</b></p>                 each text is one character that names its run
//     marks: 0→p, 7→b                   where a start tag stands → what it said
//     <p></p>                           … and with what is plainly nested folded (folds.h)
//
// Gumbo takes a full step for each character, and visible text is 4 % of a
// page's bytes: this is what makes the house fast. It is also the fence: what
// Gumbo would choke on (SPEED: depth, tags, attributes) never reaches it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "markup/folds.h"
#include "markup/tree.h"

namespace cleancopy {

inline constexpr std::size_t kMaxDepth = 512;
inline constexpr std::size_t kMaxTags = 500'000;
inline constexpr std::size_t kMaxAttributes = 256;

/// Where a start tag stands in the skeleton, its TagRecord, and the pieces that were folded into its element.
struct TagMark {
  std::uint32_t offset = 0;
  std::uint32_t record = 0;
  std::uint32_t first_piece = 0;
  std::uint32_t piece_count = 0;
};

/// Is Gumbo to see all tags, or only those whose effect is not plain (folds.h)?
enum class Folding : std::uint8_t { none, plain };

struct Skeleton {
  std::string text;                      ///< HTML for Gumbo: well under the page's size
  std::vector<TagMark> marks;            ///< ascending offsets
  std::vector<Piece> pieces;             ///< of what marks have folded
  std::vector<TagRecord> tags;           ///< [0] stands for tags that the page left out
  std::vector<Attribute> attributes;
  std::vector<std::string_view> runs;    ///< [0] is one space, for all white space between tags
  std::vector<Script> scripts;
  std::deque<std::string> decoded;       ///< values that could not stay views into the page
  Fences fences;
};

/// Reads a page as HTML section 13.2.5 tokenises it. Scripts, styles, comments,
/// noscript, svg, textarea bodies are left out (scripts kept aside). Any bytes
/// are a page. Linear in `html.size()`; views point into `html`. Folding leaves
/// the tree of the skeleton what it is, once the pieces are put back.
Skeleton scan(std::string_view html, Folding folding = Folding::none);

/// Appends the characters that name run `run` in a skeleton (4 or 8 bytes of UTF-8).
void append_run_name(std::string& skeleton, std::size_t run);

/// Reads back the runs named in `text`, a text node of the skeleton's tree; a
/// lone space is run 0.
void read_run_names(std::string_view text, std::vector<std::uint32_t>& runs);

}  // namespace cleancopy
