// What the class and id of an element call it: evidence for the generic judge,
// never a verdict. A page whose whole story lies in class="widget-content" must
// still come out, so the judge discounts a name that holds most of the story.
//
//     class="article__related-links Wide"      the words article, related, links, wide
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include "cleancopy.h"
#include "markup/tree.h"
#include "text/ascii.h"
#include "text/sixteen_bytes.h"

namespace cleancopy {

/// What the words of an element's class and id say together.
struct Naming {
  /// How often elements whose class or id has such a word hold story, as eighths of log-odds: the
  /// least and the most of the words that are known. Learned, see blocks/forest_table.cpp.
  std::int8_t least = 0, most = 0;
  bool is_known = false;    ///< has one of the words a weight?
  Kind kind = Kind::body;   ///< of furniture, by the first word that names one
};

/// What the words of a value, a class or an id, say together. Linear in the value.
Naming naming_of(std::string_view value);

/// The names of a page's elements, each read when it is first asked for. Most values are on a page more
/// than once, so that what was lately read is kept: their words are looked up in tables that are not near.
class Names {
 public:
  explicit Names(const Tree& tree) : tree_(tree), read_(tree.size()), namings_(tree.size()) {}

  /// Linear in the element's class and id when first asked, then constant.
  const Naming& of(NodeId element) {
    if (!read_[element]) read(element);
    return namings_[element];
  }

 private:
  struct Said {
    std::string_view value;
    Naming naming;
  };
  static constexpr int kSaidBits = 8;

  void read(NodeId element);
  const Naming& naming_of_said(std::string_view value);

  const Tree& tree_;
  std::vector<char> read_;
  std::vector<Naming> namings_;
  std::array<Said, std::size_t{1} << kSaidBits> said_;  // the last value by the first bits of its hash
};

/// Elements around a node, the nearest first.
class NamedElements {
 public:
  void add(NodeId element) { elements_[size_++] = element; }
  bool is_full() const { return size_ == elements_.size(); }
  const NodeId* begin() const { return elements_.data(); }
  const NodeId* end() const { return elements_.data() + size_; }

 private:
  std::array<NodeId, 12> elements_;
  std::size_t size_ = 0;
};

/// The node's ancestors whose names are evidence on it, the nearest first: at most
/// twelve, none from <body> on. Names further out say what the page is.
NamedElements named_elements(const Tree& tree, NodeId node);

/// Calls `see(std::string_view)` for each word of the element's class and id, in
/// lower case: words end at anything but a letter, and where a capital follows a
/// small letter ("relatedLinks"). Of 2 to 16 letters, that is: others say nothing. A word
/// is a view of the first of names::kLongestWord bytes, which may all be read.
template <class See>
void for_each_name_word(const Tree& tree, NodeId element, See see);

namespace names {

inline constexpr std::size_t kLongestWord = 16;

/// 64 bytes of a value, as bits. What stands before the first of them counts, too.
struct Letters {
  std::uint64_t all = 0;     // that are letters
  std::uint64_t begins = 0;  // that words begin with

  Letters(std::string_view value, std::size_t at) {
    std::uint64_t capitals = 0;
    for (std::size_t i = 0; i < 64 && at + i < value.size(); i += 16) {
      const Sixteen bytes = first_sixteen(value.substr(at + i));
      all |= std::uint64_t{bits_of(in_range(bytes | 0x20, 'a', 'z'))} << i;
      capitals |= std::uint64_t{bits_of(in_range(bytes, 'A', 'Z'))} << i;
    }
    const char before = at == 0 ? ' ' : value[at - 1];
    const std::uint64_t behind_letters = all << 1 | (is_letter(before) ? 1u : 0u);
    const std::uint64_t behind_small = (all & ~capitals) << 1 | (is_lower(before) ? 1u : 0u);
    begins = all & (~behind_letters | (capitals & behind_small));
  }

  /// Where the word ends that begins with this byte: 64 when not among these.
  std::size_t end_of(std::size_t begin) const {
    const std::uint64_t past = ~std::uint64_t{0} << begin << 1;
    return static_cast<std::size_t>(std::countr_zero((~all | begins) & past));
  }
};

/// Calls `see` with these letters in lower case, if they may be a word.
template <class See>
void see_word(std::string_view value, See see) {
  if (value.size() < 2 || value.size() > kLongestWord) return;
  const Sixteen letters = first_sixteen(value) | 0x20;
  std::array<char, kLongestWord> word;
  std::memcpy(word.data(), &letters, sizeof letters);
  see(std::string_view(word.data(), value.size()));
}

template <class See>
void for_each_word_in(std::string_view value, See see) {
  for (std::size_t at = 0; at < value.size();) {
    const Letters letters(value, at);
    std::size_t next = at + 64;
    for (std::uint64_t begins = letters.begins; begins != 0; begins &= begins - 1) {
      const auto begin = static_cast<std::size_t>(std::countr_zero(begins));
      const std::size_t end = letters.end_of(begin);
      const bool is_cut = end == 64 && at + 64 < value.size();
      if (!is_cut) see_word(value.substr(at + begin, end - begin), see);
      else if (begin > 0) next = at + begin;  // else it is too long anyway
    }
    at = next;
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
