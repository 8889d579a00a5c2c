// Which elements of a page have an id, a class, an attribute or a name: what
// selectors look up before they are asked of any element. Made once for a page.
//
//     <p class="lead x" id=p1>     p · [class] · .lead · .x · [id] · [id=p1]
//
// Each of these is a token; so is a value, if it is not too long. The one surprise: a token is a hash of a
// few letters, so two may be the same. What is not found here is not on the page;
// what is found has still to be asked.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "markup/tags.h"

namespace cleancopy {

using Token = std::uint32_t;

Token tag_token(Tag tag, std::string_view name);  ///< the name counts for Tag::other alone
Token attribute_token(std::string_view attribute);
Token value_token(std::string_view attribute, std::string_view value);  ///< its attribute's, if it is long
Token class_token(std::string_view word);

class TokenIndex {
 public:
  using Node = std::uint32_t;  // a NodeId

  TokenIndex() = default;

  /// An empty one, for about so many tokens.
  explicit TokenIndex(std::size_t tokens);

  /// Elements are added from the last to the first: what was added last is found first.
  void add(Token token, Node node) {
    std::uint32_t& first = firsts_[token & mask_];
    entries_.push_back({token, node, first});
    first = static_cast<std::uint32_t>(entries_.size());
  }

  /// Adds the letters of a class attribute.
  void add_class(std::string_view value);

  bool has(Token token) const {
    for (const Entry* entry = first_of(token); entry != nullptr; entry = after(*entry)) {
      if (entry->token == token) return true;
    }
    return false;
  }

  /// May a class attribute contain the part? It cannot if four letters in a row are in none.
  bool may_be_in_class(std::string_view part) const;

  /// Calls `see(Node)` for each element that has the token, in document order, each once.
  template <class See>
  void each(Token token, See see) const {
    Node last = 0;  // the document, which has no token
    for (const Entry* entry = first_of(token); entry != nullptr; entry = after(*entry)) {
      if (entry->token != token || entry->node == last) continue;
      last = entry->node;
      see(entry->node);
    }
  }

 private:
  struct Entry {
    Token token = 0;
    Node node = 0;
    std::uint32_t next = 0;  // one past the index of the next in its bucket; 0 for the last
  };

  const Entry* first_of(Token token) const {
    return firsts_.empty() ? nullptr : at(firsts_[token & mask_]);
  }
  const Entry* after(const Entry& entry) const { return at(entry.next); }
  const Entry* at(std::uint32_t place) const { return place == 0 ? nullptr : &entries_[place - 1]; }

  std::uint32_t mask_ = 0;             // a token's last bits are its bucket
  std::vector<std::uint32_t> firsts_;  // of the buckets, as Entry::next
  std::vector<Entry> entries_;
  std::vector<std::uint8_t> fours_;    // by hash of four letters: are they in a class attribute?
};

class Tree;

/// The index of a whole page.
TokenIndex index_tokens(const Tree& tree);

}  // namespace cleancopy
