#include "markup/token_index.h"

#include <array>
#include <bit>
#include <cstring>

#include "markup/tree.h"
#include "text/ascii.h"

namespace cleancopy {
namespace {

constexpr std::uint64_t kOdd = 0x9E3779B97F4A7C15;  // 2^64 / golden ratio: spreads what it multiplies

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
  const std::uint64_t mixed = ((first ^ seed) * kOdd + text.size()) ^ std::rotl(last, 29);
  return static_cast<Token>(mixed * kOdd >> 32);
}

constexpr std::uint64_t kTag = 1, kAttribute = 2, kClass = 3;  // seeds; a value's is its attribute's token

Token value_token(Token attribute, std::string_view value) { return hash_of(value, attribute); }


/// Acts on each word of an attribute that white space divides.
template <class Act>
void each_word(std::string_view list, Act act) {
  std::size_t start = 0;
  for (std::size_t at = 0; at <= list.size(); ++at) {
    if (at < list.size() && !is_html_space(list[at])) continue;
    if (at > start) act(list.substr(start, at - start));
    start = at + 1;
  }
}

constexpr std::size_t kFours = 1 << 12;

std::size_t four_at(const char* letters) { return letters_at<std::uint32_t>(letters) * kOdd >> 52; }

}  // namespace

Token tag_token(Tag tag, std::string_view name) {
  if (tag == Tag::other) return hash_of(name, kTag);
  return static_cast<Token>(static_cast<std::uint64_t>(tag) * kOdd >> 32);
}

Token attribute_token(std::string_view attribute) { return hash_of(attribute, kAttribute); }

Token value_token(std::string_view attribute, std::string_view value) {
  return value_token(attribute_token(attribute), value);
}

Token class_token(std::string_view word) { return hash_of(word, kClass); }

// Sorted by bucket, by counting.
TokenIndex::TokenIndex(const std::vector<Entry>& entries, const std::vector<std::string_view>& classes)
    : mask_(static_cast<std::uint32_t>(std::bit_ceil(entries.size() / 2 + 1)) - 1),
      starts_(mask_ + 2),
      entries_(entries.size()),
      fours_(kFours) {
  for (const Entry& entry : entries) ++starts_[entry.token & mask_];
  std::uint32_t end = 0;
  for (std::uint32_t& start : starts_) start = end += start;  // of each bucket its end, for now
  for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
    entries_[--starts_[entry->token & mask_]] = *entry;
  }
  for (const std::string_view value : classes) {
    for (std::size_t i = 0; i + 4 <= value.size(); ++i) fours_[four_at(value.data() + i)] = 1;
  }
}

bool TokenIndex::may_be_in_class(std::string_view part) const {
  for (std::size_t i = 0; i + 4 <= part.size(); ++i) {
    if (fours_.empty() || fours_[four_at(part.data() + i)] == 0) return false;
  }
  return true;
}

namespace {

/// The tokens of a page, element by element.
class Collector {
 public:
  explicit Collector(std::size_t nodes) { entries_.reserve(3 * nodes); }

  void add_element(const Tree& tree, NodeId node) {
    add(tag_token(tree[node].tag, tree.name(node)), node);
    for (const Attribute& attribute : tree.attributes(node)) {
      const Token name = attribute_token(attribute.name);
      add(name, node);
      if (attribute.name == "class") add_classes(attribute.value, node);
      else add(value_token(name, attribute.value), node);
    }
  }

  TokenIndex index() const { return {entries_, classes_}; }

 private:
  /// Where the tokens of a class attribute are among the entries.
  struct Classes {
    std::string_view value;
    std::size_t first = 0, end = 0;
  };

  void add(Token token, NodeId node) { entries_.push_back({token, node}); }

  /// Two in three say what one before them said: a list of articles has a hundred alike.
  void add_classes(std::string_view value, NodeId node) {
    Classes& known = known_[hash_of(value, kClass) % known_.size()];
    if (known.value == value) {
      for (std::size_t i = known.first; i < known.end; ++i) add(entries_[i].token, node);
      return;
    }
    known = {value, entries_.size(), 0};
    each_word(value, [&](std::string_view word) { add(class_token(word), node); });
    known.end = entries_.size();
    classes_.push_back(value);
  }

  std::vector<TokenIndex::Entry> entries_;
  std::array<Classes, 256> known_;  // by hash, each the last of its kind
  std::vector<std::string_view> classes_;  // most of them once
};

}  // namespace

TokenIndex index_tokens(const Tree& tree) {
  Collector page(tree.size());
  for (NodeId node = 0; node < tree.size(); ++node) {
    if (tree.is_element(node)) page.add_element(tree, node);
  }
  return page.index();
}

}  // namespace cleancopy
