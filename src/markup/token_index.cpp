#include "markup/token_index.h"

#include <algorithm>
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

/// Of a text's length and two numbers of eight letters each. Its last bits, which are a token's place, are
/// those of the product in which all letters have a part.
inline Token hash_of(std::uint64_t first, std::uint64_t last, std::size_t size, std::uint64_t seed) {
  const std::uint64_t mixed = (spread(first ^ seed) + size) ^ std::rotl(last, 29);
  return std::rotl(static_cast<Token>(spread(mixed) >> 32), 16);
}

/// Of the length and at most the first eight and the last eight letters: an address of a hundred
/// letters costs no more than a name.
inline Token hash_of(std::string_view text, std::uint64_t seed) {
  const std::size_t size = text.size();
  return hash_of(first_eight(text), size <= 8 ? 0 : first_eight(text.substr(size - 8)), size, seed);
}

constexpr std::uint64_t kTag = 1, kAttribute = 2, kClass = 3;  // seeds; a value's is its attribute's token

// Addresses, styles and texts are told apart by nobody; without them the index is half as large.
constexpr std::size_t kLongestValue = 32;

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

std::size_t four_at(const char* letters) {
  std::uint32_t four;
  std::memcpy(&four, letters, sizeof four);
  return spread(four) >> 52;
}

// A real page has a token for every third node: one place in six is taken then, and next to none is shared.
constexpr std::size_t kFewestPlaces = 256;

}  // namespace

Token tag_token(Tag tag, std::string_view name) {
  return tag == Tag::other ? hash_of(name, kTag) : static_cast<Token>(tag);
}

Token attribute_token(std::string_view attribute) { return hash_of(attribute, kAttribute); }

Token attribute_token(Sixteen letters, std::size_t size) {
  const auto halves = std::bit_cast<std::array<std::uint64_t, 2>>(letters);
  if (size <= 8) return hash_of(halves[0], 0, size, kAttribute);
  const std::size_t again = 8 * (16 - size);  // bits of the last eight letters that are of the first, too
  const std::uint64_t last = again == 0 ? halves[1] : halves[1] << again | halves[0] >> (64 - again);
  return hash_of(halves[0], last, size, kAttribute);
}

Token value_token(Token attribute, std::string_view value) {
  return value.size() > kLongestValue ? attribute : hash_of(value, attribute);
}

Token class_token(std::string_view word) { return hash_of(word, kClass); }

TokenIndex::TokenIndex(std::size_t nodes)
    : mask_(static_cast<Place>(std::bit_ceil(std::max(2 * nodes, kFewestPlaces))) - 1),
      lists_(mask_ + std::size_t{1} + kTags),
      fours_(kFours) {
  entries_.reserve(2 * nodes);
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
  explicit Collector(std::size_t nodes) : index_(nodes) {}

  void add_element(const Tree& tree, NodeId node) {
    const Tag tag = tree[node].tag;
    index_.add(tag_token(tag, tag == Tag::other ? tree.name(node) : std::string_view()), node);
    for (const Attribute& attribute : tree.attributes(node)) {
      index_.add(attribute.token, node);
      // By their tokens, as what they point to was last seen when the page was read.
      if (attribute.token == class_ && attribute.name == "class") {
        add_classes(attribute.value, node);
      } else if (attribute.value_token != attribute.token) {
        index_.add(attribute.value_token, node);
      }
    }
  }

  TokenIndex take() { return std::move(index_); }

 private:
  /// A class attribute, and where the places of its words are among all that were met.
  struct Classes {
    std::string_view value;
    std::size_t first = 0, end = 0;
  };

  /// Two in three say what one before them said: a list of articles has a hundred alike.
  void add_classes(std::string_view value, NodeId node) {
    Classes& known = known_[hash_of(value, kClass) % known_.size()];
    if (known.value == value) {
      for (std::size_t i = known.first; i < known.end; ++i) index_.add_at(places_[i], node);
      return;
    }
    known = {value, places_.size(), 0};
    each_word(value, [&](std::string_view word) { places_.push_back(index_.add(class_token(word), node)); });
    known.end = places_.size();
    index_.add_class(value);
  }

  const Token class_ = attribute_token("class");
  TokenIndex index_;
  std::array<Classes, 256> known_;         // by hash, each the last of its kind
  std::vector<TokenIndex::Place> places_;  // of words of classes
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
