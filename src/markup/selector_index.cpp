#include <algorithm>
#include <utility>

#include "markup/selector_impl.h"

namespace cleancopy {
namespace {

using css::Range;
using css::Simple;
using css::Test;

/// Acts on each word of an attribute that white space divides.
template <class Act>
void each_word(std::string_view list, Act act) {
  constexpr std::string_view kSpace = " \t\n\r\f";
  for (std::size_t at = list.find_first_not_of(kSpace); at < list.size();) {
    const std::size_t end = std::min(list.find_first_of(kSpace, at), list.size());
    act(list.substr(at, end - at));
    at = list.find_first_not_of(kSpace, end);
  }
}

/// The test that fewest elements of a page pass, of those that have a bucket; nullptr if none has.
const Simple* rarest(std::span<const Simple> tests) {
  const auto is_attribute = [](const Simple& simple) {
    return simple.test >= Test::attribute && simple.test <= Test::attribute_part;
  };
  for (const Test wanted : {Test::id, Test::class_, Test::tag, Test::name}) {
    const auto found = std::ranges::find(tests, wanted, &Simple::test);
    if (found != tests.end()) return &*found;
  }
  const auto found = std::ranges::find_if(tests, is_attribute);
  return found != tests.end() ? &*found : nullptr;
}

/// The tests one of which an element must pass to match the complex selector: that of its rightmost
/// compound or, if it has none, those of the branches of its :is(). nullptr stands for any element.
void collect_keys(const Selector::Impl& css, Range complex, std::vector<const Simple*>& keys) {
  const auto tests = css.tests_of(css.compounds_of(complex).back());
  const Simple* own = rarest(tests);
  const auto is = std::ranges::find(tests, Test::is, &Simple::test);
  if (own || is == tests.end()) return keys.push_back(own);
  for (const Range branch : css.complexes_of(css.lists[is->list])) collect_keys(css, branch, keys);
}

}  // namespace

std::vector<std::uint32_t>& SelectorIndex::bucket(const Simple* key) {
  if (!key) return any_;
  switch (key->test) {
    case Test::id: return by_id_[key->value];
    case Test::class_: return by_class_[key->value];
    case Test::tag:
    case Test::name: return by_tag_[key->name];
    default: return by_attribute_[key->name];
  }
}

void SelectorIndex::add(const Selector& selector, std::uint32_t number) {
  const Selector::Impl& css = selector.impl();
  std::vector<const Simple*> keys;
  const Range alternatives = css.lists.back();
  for (std::uint32_t at = alternatives.first; at < alternatives.first + alternatives.count; ++at) {
    const auto entry = static_cast<std::uint32_t>(entries_.size());
    entries_.push_back({&css, at, number});
    keys.clear();
    collect_keys(css, css.complexes[at], keys);
    for (const Simple* key : keys) bucket(key).push_back(entry);
  }
}

std::vector<SelectorIndex::Match> SelectorIndex::sweep(const Tree& tree, SelectorCache& cache) const {
  std::vector<Match> matches;
  std::vector<std::uint32_t> numbers;               // of the selectors that match the node at hand
  std::vector<NodeId> asked(entries_.size(), kNoNode);  // once for each node, say its class as it may "a a a"
  NodeId node = 0;
  const auto ask_each = [&](const std::vector<std::uint32_t>& bucket) {
    for (const std::uint32_t index : bucket) {
      if (std::exchange(asked[index], node) == node) continue;
      const Entry& entry = entries_[index];
      const css::Question ask{*entry.selector, tree, cache.impl()};
      if (matches_complex(ask, ask.css.complexes[entry.alternative], node)) numbers.push_back(entry.number);
    }
  };
  const auto look_up = [&](const Buckets& buckets, std::string_view key) {
    if (buckets.empty()) return;
    const auto bucket = buckets.find(key);
    if (bucket != buckets.end()) ask_each(bucket->second);
  };
  for (; node < tree.size(); ++node) {
    if (!tree.is_element(node)) continue;
    numbers.clear();
    for (const Attribute& attribute : tree.attributes(node)) {
      if (attribute.name == "id") look_up(by_id_, attribute.value);
      if (attribute.name == "class") each_word(attribute.value, [&](auto word) { look_up(by_class_, word); });
      look_up(by_attribute_, attribute.name);
    }
    look_up(by_tag_, tree.name(node));
    ask_each(any_);
    std::ranges::sort(numbers);
    const auto end = std::unique(numbers.begin(), numbers.end());
    std::for_each(numbers.begin(), end, [&](std::uint32_t number) { matches.push_back({number, node}); });
  }
  return matches;
}

}  // namespace cleancopy
