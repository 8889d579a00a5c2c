// What kinds of element a page's elements are: by their tag, and by attributes that say so
// (role, hidden, aria-hidden, style, itemprop). Few elements have one of these, so those that
// do are found once for a page, by its index, and the walk over all the others asks for none.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "blocks/page_block.h"
#include "markup/tree.h"

namespace cleancopy {

/// The Enclosure bit of elements with that tag, or 0.
inline std::uint32_t enclosure_of_tag(Tag tag) {
  switch (tag) {
    case Tag::nav: case Tag::menu: return kInNav;
    case Tag::header: return kInHeader;
    case Tag::footer: return kInFooter;
    case Tag::aside: return kInAside;
    case Tag::form: case Tag::fieldset: case Tag::button: case Tag::label: return kInForm;
    case Tag::figure: case Tag::figcaption: return kInFigure;
    case Tag::dialog: return kInDialog;
    case Tag::article: return kInArticle;
    case Tag::main: return kInMain;
    case Tag::table: return kInTable;
    case Tag::ul: case Tag::ol: return kInList;
    case Tag::script: return kInScript;
    default: return 0;
  }
}

/// An element, and what its attributes say of it.
struct Telling {
  NodeId element = kNoNode;
  std::uint32_t enclosures = 0;
};

/// The elements whose attributes say something, in document order, some of them twice; then one
/// that no page has (kNoNode), so that a walk need not ask for the end. Linear, but for sorting them.
std::vector<Telling> telling_elements(const Tree& tree);

/// Is the token one of the list, in which spaces divide them?
bool holds_token(std::string_view list, std::string_view token);

}  // namespace cleancopy
