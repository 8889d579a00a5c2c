#include "markup/token_index.h"

#include <array>
#include <bit>
#include <cstring>
#include <utility>

#include "markup/tree.h"
#include "text/ascii.h"
#include "text/hash.h"
#include "text/sixteen_bytes.h"

namespace cleancopy {
namespace {

template <class Letters>
std::uint64_t letters_at(const char* at) {
  Letters letters;
  std::memcpy(&letters, at, sizeof letters);
  return letters;
}

/// Of the length and at most the first eight and the last eight letters: an address of a hundred
/// letters costs no more than a name.
Token hash_of(std::string_view text, std::uint64_t seed) {
  const char* const begin = text.data();
  const char* const end = begin + text.size();
  std::uint64_t first = 0, last = 0;
  if (text.size() >= 8) {
    first = letters_at<std::uint64_t>(begin);
    last = letters_at<std::uint64_t>(end - 8);
  } else if (text.size() >= 4) {
    first = letters_at<std::uint32_t>(begin);
    last = letters_at<std::uint32_t>(end - 4);
  } else if (!text.empty()) {
    first = letters_at<std::uint8_t>(begin);
    last = letters_at<std::uint8_t>(end - 1) | letters_at<std::uint8_t>(begin + text.size() / 2) << 8;
  }
  const std::uint64_t mixed = (spread(first ^ seed) + text.size()) ^ std::rotl(last, 29);
  return static_cast<Token>(spread(mixed) >> 32);
}

constexpr std::uint64_t kTag = 1, kAttribute = 2, kClass = 3;  // seeds; a value's is its attribute's token

// Addresses, styles and texts are told apart by nobody; without them the index is half as large.
constexpr std::size_t kLongestValue = 32;

Token value_token(Token attribute, std::string_view value) {
  return value.size() > kLongestValue ? attribute : hash_of(value, attribute);
}

/// Acts on each word of an attribute that white space divides.
template <class Act>
void each_word(std::string_view list, Act act) {
  const char* const end = list.data() + list.size();
  for (const char* at = list.data(); at != end;) {
    if (is_html_space(*at)) { ++at; continue; }
    const char* const begin = at;
    at = find_any<' ', '\t', '\n', '\f', '\r'>(at, end);
    act(std::string_view(begin, static_cast<std::size_t>(at - begin)));
  }
}

constexpr std::size_t kFours = 1 << 12;

std::size_t four_at(const char* letters) { return spread(letters_at<std::uint32_t>(letters)) >> 52; }

}  // namespace

Token tag_token(Tag tag, std::string_view name) {
  if (tag == Tag::other) return hash_of(name, kTag);
  return static_cast<Token>(spread(static_cast<std::uint64_t>(tag)) >> 32);
}

Token attribute_token(std::string_view attribute) { return hash_of(attribute, kAttribute); }

Token value_token(std::string_view attribute, std::string_view value) {
  return value_token(attribute_token(attribute), value);
}

Token class_token(std::string_view word) { return hash_of(word, kClass); }

TokenIndex::TokenIndex(std::size_t tokens)
    : mask_(static_cast<std::uint32_t>(std::bit_ceil(tokens / 2 + 1)) - 1), firsts_(mask_ + 1), fours_(kFours) {
  entries_.reserve(tokens);
}

void TokenIndex::add_class(std::string_view value) {
  std::uint8_t* const fours = fours_.data();
  for (std::size_t i = 0; i + 4 <= value.size(); ++i) fours[four_at(value.data() + i)] = 1;
}

bool TokenIndex::may_be_in_class(std::string_view part) const {
  for (std::size_t i = 0; i + 4 <= part.size(); ++i) {
    if (fours_.empty() || fours_[four_at(part.data() + i)] == 0) return false;
  }
  return true;
}

namespace {

/// Adds the tokens of a page, element by element.
class Collector {
 public:
  explicit Collector(std::size_t nodes) : index_(3 * nodes) {}

  void add_element(const Tree& tree, NodeId node) {
    index_.add(tag_token(tree[node].tag, tree.name(node)), node);
    for (const Attribute& attribute : tree.attributes(node)) {
      const Token name = attribute_token(attribute.name);
      index_.add(name, node);
      if (attribute.name == "class") {
        add_classes(attribute.value, node);
      } else if (const Token value = value_token(name, attribute.value); value != name) {
        index_.add(value, node);
      }
    }
  }

  TokenIndex take() { return std::move(index_); }

 private:
  /// A class attribute, and where its tokens are among all that were met.
  struct Classes {
    std::string_view value;
    std::size_t first = 0, end = 0;
  };

  /// Two in three say what one before them said: a list of articles has a hundred alike.
  void add_classes(std::string_view value, NodeId node) {
    Classes& known = known_[hash_of(value, kClass) % known_.size()];
    if (known.value != value) {
      known = {value, tokens_.size(), 0};
      each_word(value, [this](std::string_view word) { tokens_.push_back(class_token(word)); });
      known.end = tokens_.size();
      index_.add_class(value);
    }
    for (std::size_t i = known.first; i < known.end; ++i) index_.add(tokens_[i], node);
  }

  TokenIndex index_;
  std::array<Classes, 256> known_;  // by hash, each the last of its kind
  std::vector<Token> tokens_;       // of classes
};

}  // namespace

TokenIndex index_tokens(const Tree& tree) {
  Collector page(tree.size());
  for (NodeId node = tree.size(); node-- > 0;) {
    if (tree.is_element(node)) page.add_element(tree, node);
  }
  return page.take();
}

}  // namespace cleancopy
