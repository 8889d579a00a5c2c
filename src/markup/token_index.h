// Which elements of a page have an id, a class, an attribute or a name: what
// selectors look up before they are asked of any element. Made once for a page.
//
//     <p class="lead x" id=p1>     p · [class] · .lead · .x · [id] · [id=p1]
//
// Each of these is a token. The one surprise: a token is a hash of a few
// letters, so two may be the same. What is not found here is not on the page;
// what is found has still to be asked.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "markup/tags.h"

namespace cleancopy {

using Token = std::uint32_t;

Token tag_token(Tag tag, std::string_view name);  ///< the name counts for Tag::other alone
Token attribute_token(std::string_view attribute);
Token value_token(std::string_view attribute, std::string_view value);
Token class_token(std::string_view word);

class TokenIndex {
 public:
  using Node = std::uint32_t;  // a NodeId

  struct Entry {
    Token token = 0;
    Node node = 0;
  };

  TokenIndex() = default;

  /// Of the tokens of a page in the order of their elements, and its class attributes. Linear.
  TokenIndex(const std::vector<Entry>& entries, const std::vector<std::string_view>& classes);

  bool has(Token token) const {
    for (const Entry& entry : bucket(token)) {
      if (entry.token == token) return true;
    }
    return false;
  }

  /// May a class attribute contain the part? It cannot if four letters in a row are in none.
  bool may_be_in_class(std::string_view part) const;

  /// Calls `see(Node)` for each element that has the token, in document order, each once.
  template <class See>
  void each(Token token, See see) const {
    Node last = 0;  // the document, which has no token
    for (const Entry& entry : bucket(token)) {
      if (entry.token != token || entry.node == last) continue;
      last = entry.node;
      see(entry.node);
    }
  }

 private:
  std::span<const Entry> bucket(Token token) const {
    if (entries_.empty()) return {};
    const std::uint32_t* const start = &starts_[token & mask_];
    return std::span(entries_).subspan(start[0], start[1] - start[0]);
  }

  std::uint32_t mask_ = 0;             // a token's last bits are its bucket
  std::vector<std::uint32_t> starts_;  // of the buckets among the entries, and the end of the last
  std::vector<Entry> entries_;
  std::vector<std::uint8_t> fours_;    // by hash of four letters: are they in a class attribute?
};

class Tree;

/// The index of a whole page.
TokenIndex index_tokens(const Tree& tree);

}  // namespace cleancopy
