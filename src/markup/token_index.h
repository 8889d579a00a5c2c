// Which elements of a page have an id, a class, an attribute or a name: what
// selectors look up before they are asked of any element. Made once for a page.
//
//     <p class="lead x" id=p1>     p · [class] · .lead · .x · [id] · [id=p1]
//
// Each of these is a token; so is a value, if it is not too long. The one surprise: a token is a hash of a
// few letters, so two may be the same; and where too many crowd, two share a list. What is not found here is
// not on the page; what is found has still to be asked.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "markup/tags.h"
#include "text/sixteen_bytes.h"

namespace cleancopy {

using Token = std::uint32_t;

Token tag_token(Tag tag, std::string_view name);  ///< the name counts for Tag::other alone
Token attribute_token(std::string_view attribute);
Token value_token(Token attribute, std::string_view value);  ///< its attribute's, if it is long
Token class_token(std::string_view word);

/// That of an attribute whose name has these letters, 16 at most, and zeros past them.
Token attribute_token(Sixteen letters, std::size_t size);

class TokenIndex {
 public:
  using Node = std::uint32_t;   // a NodeId
  using Place = std::uint32_t;  // of a token's list of elements

  TokenIndex() = default;

  /// An empty one, for a page of about so many nodes.
  explicit TokenIndex(std::size_t nodes);

  /// Elements are added from the last to the first: what was added last is found first.
  /// The place is the token's from now on.
  Place add(Token token, Node node) {
    const Place place = place_of(token);
    if (lists_[place].first == 0) lists_[place].token = token;
    add_at(place, node);
    return place;
  }

  void add_at(Place place, Node node) {
    std::uint32_t& first = lists_[place].first;
    entries_.push_back({node, first});
    first = static_cast<std::uint32_t>(entries_.size());
  }

  /// Adds the letters of a class attribute.
  void add_class(std::string_view value);

  bool has(Token token) const { return first_of(token) != 0; }

  /// May a class attribute contain the part? It cannot if four letters in a row are in none.
  bool may_be_in_class(std::string_view part) const;

  /// Calls `see(Node)` for each element that has the token, in document order, each once.
  template <class See>
  void each(Token token, See see) const {
    Node last = 0;  // the document, which has no token
    for (std::uint32_t at = first_of(token); at != 0; at = entries_[at - 1].next) {
      const Node node = entries_[at - 1].node;
      if (node == last) continue;
      last = node;
      see(node);
    }
  }

 private:
  /// The elements that have a token, as a list through entries_.
  struct List {
    Token token = 0;
    std::uint32_t first = 0;  // one past the index of its first entry; 0 where there is no list yet
  };
  struct Entry {
    Node node = 0;
    std::uint32_t next = 0;  // as List::first; 0 for the last
  };

  /// A page may make its tokens so that all want one place: past so many the next shares a list.
  static constexpr unsigned kMostLooks = 8;

  /// Every element has a tag, so that tags are numbers and their places are known: the last of all.
  static constexpr Token kTags = 256;

  Place place_of(Token token) const {
    if (token < kTags) return mask_ + 1 + token;
    Place place = token & mask_;
    for (unsigned looks = 1; looks < kMostLooks; ++looks) {
      if (lists_[place].first == 0 || lists_[place].token == token) break;
      place = (place + 1) & mask_;
    }
    return place;
  }

  std::uint32_t first_of(Token token) const { return lists_.empty() ? 0 : lists_[place_of(token)].first; }

  Place mask_ = 0;                   // the last bits of all others are their place, or one of the next few is
  std::vector<List> lists_;
  std::vector<Entry> entries_;
  std::vector<std::uint8_t> fours_;  // by hash of four letters: are they in a class attribute?
};

class Tree;

/// The index of a whole page.
TokenIndex index_tokens(const Tree& tree);

}  // namespace cleancopy
