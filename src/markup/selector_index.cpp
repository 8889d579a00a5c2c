#include <algorithm>
#include <tuple>

#include "markup/selector_impl.h"
#include "markup/token_index.h"

namespace cleancopy {
namespace {

using css::Case;
using css::kAnyElement;
using css::Range;
using css::Simple;
using css::Test;

/// What every element that passes the test has; kAnyElement if that is nothing the index knows.
Token token_of(const Simple& simple) {
  const bool is_exact = simple.letters == Case::sensitive;
  const bool is_attribute = simple.test >= Test::id && simple.test <= Test::attribute_part;
  switch (simple.test) {
    case Test::tag:
    case Test::name: return tag_token(simple.tag, simple.name);
    case Test::class_: return class_token(simple.value);
    case Test::id:
    case Test::attribute_equals:
      if (is_exact && simple.name != "class") return value_token(attribute_token(simple.name), simple.value);
      break;
    case Test::attribute_word:
      if (is_exact && simple.name == "class") return class_token(simple.value);
      break;
    default: break;
  }
  return is_attribute ? attribute_token(simple.name) : kAnyElement;
}

/// The tokens one of which an element must have to match the complex selector: that of its rightmost
/// compound or, if it has none, those of the branches of its :is().
void collect_keys(const Selector::Impl& css, Range complex, std::vector<Token>& keys) {
  const auto tests = css.tests_of(css.compounds_of(complex).back());
  const Token own = css::rarest_token(tests);
  const auto is = std::ranges::find(tests, Test::is, &Simple::test);
  if (own != kAnyElement || is == tests.end()) return keys.push_back(own);
  for (const Range branch : css.complexes_of(css.lists[is->list])) collect_keys(css, branch, keys);
}

/// The tokens without which a page has no match, wherever on it they are: those of all compounds,
/// and of an :is() or a :has() that leaves no choice. Rules nest them kMaxNesting deep at most.
void collect_needs(const Selector::Impl& css, Range complex, std::vector<Token>& needs) {
  for (const css::Compound& compound : css.compounds_of(complex)) {
    for (const Simple& test : css.tests_of(compound)) {
      if (const Token token = token_of(test); token != kAnyElement) needs.push_back(token);
      if (test.test != Test::is && test.test != Test::has) continue;
      const auto branches = css.complexes_of(css.lists[test.list]);
      if (branches.size() == 1) collect_needs(css, branches.front(), needs);
    }
  }
}

/// What a class attribute of the page must contain for the complex selector to match: the longest
/// such part, or nothing.
std::string_view part_of_class(const Selector::Impl& css, Range complex) {
  std::string_view longest;
  for (const css::Compound& compound : css.compounds_of(complex)) {
    for (const Simple& test : css.tests_of(compound)) {
      const bool is_part = test.test >= Test::attribute_prefix && test.test <= Test::attribute_part;
      const bool is_in_class = is_part && test.name == "class" && test.letters == Case::sensitive;
      if (is_in_class && test.value.size() > longest.size()) longest = test.value;
    }
  }
  return longest;
}

}  // namespace

Token css::rarest_token(std::span<const Simple> tests) {
  for (const Test wanted : {Test::id, Test::class_, Test::attribute_equals, Test::tag, Test::name}) {
    const auto found = std::ranges::find(tests, wanted, &Simple::test);
    if (found != tests.end()) return token_of(*found);
  }
  const auto has_token = [](const Simple& test) { return token_of(test) != kAnyElement; };
  const auto found = std::ranges::find_if(tests, has_token);
  return found != tests.end() ? token_of(*found) : kAnyElement;
}

void SelectorIndex::add(const Selector& selector, std::uint32_t number) {
  const Selector::Impl& css = selector.impl();
  std::vector<Token> keys;
  const Range alternatives = css.lists.back();
  for (std::uint32_t at = alternatives.first; at < alternatives.first + alternatives.count; ++at) {
    const auto first_need = static_cast<std::uint32_t>(needs_.size());
    collect_needs(css, css.complexes[at], needs_);
    const std::string_view part = part_of_class(css, css.complexes[at]);
    const auto end_of_needs = static_cast<std::uint32_t>(needs_.size());
    keys.clear();
    collect_keys(css, css.complexes[at], keys);
    for (const Token key : keys) entries_.push_back({&css, at, number, key, first_need, end_of_needs, part});
  }
}

std::vector<SelectorIndex::Match> SelectorIndex::sweep(const Tree& tree, SelectorCache& cache) const {
  std::vector<Match> matches;
  const TokenIndex& page = tree.tokens();
  for (const Entry& entry : entries_) {
    const auto needs = std::span(needs_).subspan(entry.first_need, entry.end_of_needs - entry.first_need);
    if (!std::ranges::all_of(needs, [&](Token need) { return page.has(need); })) continue;
    if (!page.may_be_in_class(entry.part_of_class)) continue;
    const css::Question ask{*entry.selector, tree, cache.impl()};
    const Range complex = ask.css.complexes[entry.alternative];
    css::each_candidate(tree, entry.key, [&](NodeId node) {
      if (matches_complex(ask, complex, node)) matches.push_back({entry.number, node});
    });
  }
  std::ranges::sort(matches, {}, [](const Match& match) { return std::tie(match.node, match.number); });
  const auto again = std::ranges::unique(matches);
  matches.erase(again.begin(), again.end());
  return matches;
}

}  // namespace cleancopy
