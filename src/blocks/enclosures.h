// What kinds of element a page's elements are: by their tag, and by attributes that say so
// (role, hidden, aria-hidden, style, itemprop). Few elements have one of these, so those that
// do are found once for a page, by its index, and the walk over all the others asks for none.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <vector>

#include "blocks/page_block.h"
#include "markup/tree.h"

namespace cleancopy {

/// The Enclosure bit of elements with a tag, or 0: by tag.
inline constexpr std::array<std::uint32_t, 256> kTagEnclosures = [] {
  std::array<std::uint32_t, 256> all{};
  const auto mark = [&all](std::uint32_t enclosure, std::initializer_list<Tag> tags) {
    for (const Tag tag : tags) all[static_cast<std::size_t>(tag)] = enclosure;
  };
  mark(kInNav, {Tag::nav, Tag::menu});
  mark(kInHeader, {Tag::header});
  mark(kInFooter, {Tag::footer});
  mark(kInAside, {Tag::aside});
  mark(kInForm, {Tag::form, Tag::fieldset, Tag::button, Tag::label});
  mark(kInFigure, {Tag::figure, Tag::figcaption});
  mark(kInDialog, {Tag::dialog});
  mark(kInArticle, {Tag::article});
  mark(kInMain, {Tag::main});
  mark(kInTable, {Tag::table});
  mark(kInList, {Tag::ul, Tag::ol});
  mark(kInScript, {Tag::script});
  return all;
}();

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
