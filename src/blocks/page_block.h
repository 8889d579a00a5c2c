// A Block in its place on the page, with all that the judge weighs. Made by
// flow() from a Tree and by split() from plain text: the two roads meet here.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "blocks/text_forms.h"
#include "cleancopy.h"
#include "markup/tree.h"
#include "rules/mark_index.h"
#include "text/everyday.h"

namespace cleancopy {

/// Which kinds of element all text of a block lies in, as bits.
enum Enclosure : std::uint32_t {
  kInNav = 1u << 0,
  kInHeader = 1u << 1,
  kInFooter = 1u << 2,
  kInAside = 1u << 3,
  kInForm = 1u << 4,     // form, fieldset, button, label
  kInFigure = 1u << 5,
  kInHidden = 1u << 6,   // hidden, aria-hidden, display: none
  kInDialog = 1u << 7,
  kInArticle = 1u << 8,
  kInMain = 1u << 9,
  kInBody = 1u << 10,    // itemprop=articleBody
  kInTable = 1u << 11,
  kInList = 1u << 12,
  kInScript = 1u << 13,  // unpacked from JSON (blocks/unpack.h)
};

/// What text rules see of a block: no furniture is longer, and hostile text folds slowly.
inline constexpr std::size_t kMaxFolded = 64u << 10;

struct PageBlock : TextForms {
  using TextForms::TextForms;

  Block block;
  NodeId element = 0;             ///< the nearest block element around it; 0 in plain text
  NodeId first = kNoNode;         ///< its first text node …
  NodeId last = kNoNode;          ///< … and its last; kNoNode in plain text
  std::uint32_t line = 0;         ///< plain text: its line, from 1
  std::uint32_t path = 0;         ///< hash of the names of the elements around it, the root first
  std::uint32_t enclosures = 0;   ///< Enclosure bits
  std::uint32_t words = 0;
  std::uint32_t characters = 0;   ///< bytes of text that are no white space …
  std::uint32_t link_characters = 0;  ///< … and those of them inside links
  bool caseless_by_letter = false;  ///< is `caseless` also lower_letters() of `folded`?

  /// Sets the text (normalised, not empty) and what follows from it: words,
  /// folded and caseless. A list item loses its mark; a paragraph that begins with a bullet is a
  /// list item. Dashes and asterisks stay: they may open speech or a footnote.
  void set_text(std::string text);

  /// The same of a text just read, which need not be normalised and is not empty.
  void set_text(const EverydayText& text);

  double link_share() const {
    return characters == 0 ? 0.0 : static_cast<double>(link_characters) / characters;
  }
  bool is_in(std::uint32_t bits) const { return (enclosures & bits) != 0; }

 private:
  std::size_t take_mark(std::string_view text);
};

/// The folded text of a block, as rules search it. Views into the block.
FoldedText folded_text(const PageBlock& block);

/// The folded text of every block, in their order: what marks are looked for in. Views into `blocks`.
std::vector<FoldedText> folded_texts(const std::vector<PageBlock>& blocks);

/// How many bytes are no white space.
std::uint32_t count_solid(std::string_view text);

}  // namespace cleancopy
