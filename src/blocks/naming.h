// What the class and id of an element call it: evidence for the generic judge,
// never a verdict. A page whose whole story lies in class="widget-content" must
// still come out, so the judge discounts a name that holds most of the story.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "cleancopy.h"
#include "markup/tree.h"
#include "text/ascii.h"

namespace cleancopy {

/// The kind of furniture that the element's class and id name by whole words
/// ("article__related-links" has the word "related"), or Kind::body for none.
/// Linear in the two values.
Kind named_kind(const Tree& tree, NodeId element);

/// How often elements whose class or id has this word hold story, as eighths of
/// log-odds; 0 for a word that no table knows. Learned, see blocks/forest_table.cpp.
int name_weight(std::string_view word);

/// The node's ancestors whose names are evidence on it, the nearest first: at most
/// twelve, none from <body> on. Names further out say what the page is.
std::vector<NodeId> named_elements(const Tree& tree, NodeId node);

/// Calls `see(std::string_view)` for each word of the element's class and id, in
/// lower case: words end at anything but a letter, and where a capital follows a
/// small letter ("relatedLinks").
template <class See>
void for_each_name_word(const Tree& tree, NodeId element, See see);

namespace names {

inline constexpr std::size_t kLongestWord = 16;

template <class See>
void for_each_word_in(std::string_view value, See see) {
  char word[kLongestWord];
  std::size_t length = 0;
  for (std::size_t i = 0; i <= value.size(); ++i) {
    const char c = i < value.size() ? value[i] : ' ';
    const bool starts = is_upper(c) && i > 0 && is_lower(value[i - 1]);
    if (starts || (!is_letter(c))) {
      if (length > 1 && length <= kLongestWord) see(std::string_view(word, length));
      length = 0;
    }
    if (!is_letter(c)) continue;
    if (length < kLongestWord) word[length] = lower(c);
    ++length;
  }
}

}  // namespace names

template <class See>
void for_each_name_word(const Tree& tree, NodeId element, See see) {
  for (const Attribute& attribute : tree.attributes(element)) {
    if (attribute.name == "class" || attribute.name == "id") names::for_each_word_in(attribute.value, see);
  }
}

}  // namespace cleancopy
