// The inside of a Selector, for selector*.cpp only; use selector.h.
//
// A compiled list is flat: four arrays, each of ranges of the next.
//
//     a > b.x, :not(i)     lists      [i]  [a > b.x | :not(i)]  <- the last is the whole selector
//                          complexes  i · a > b.x · :not(i)
//                          compounds  i · a · > b.x · :not(i)
//                          tests      i · a · b · .x · :not(list 0)
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "markup/selector.h"
#include "markup/token_index.h"

namespace cleancopy {
namespace css {

inline constexpr std::size_t kMaxCompounds = 32;     // in one complex selector
inline constexpr std::uint32_t kMaxNesting = 8;      // of :is(:not(:has(…)))
inline constexpr std::uint32_t kMaxSiblings = 1024;  // tried by the `~` of one selector for one node

/// In order of cost: the tests of a compound are asked in this order.
enum class Test : std::uint8_t {
  never,  // [a^=""] and its like match nothing
  tag, name, id, class_,
  attribute, attribute_equals, attribute_word, attribute_language,
  attribute_prefix, attribute_suffix, attribute_part,
  nth_child, nth_last_child, only_child, nth_of_type, nth_last_of_type, only_of_type,
  empty, is, not_, has, own_text, empty_own,
};

enum class Case : std::uint8_t { sensitive, ignored };

/// One simple selector.
struct Simple {
  Test test = Test::never;
  Tag tag = Tag::other;       ///< for `tag`
  Case letters = Case::sensitive;
  std::int32_t step = 0;      ///< an+b: a
  std::int32_t offset = 0;    ///< an+b: b
  std::uint32_t list = 0;     ///< the argument of :is, :not, :has
  std::string name;           ///< of the element or the attribute, lower case
  std::string value;          ///< id, class, attribute value, folded text
};

/// How a compound is reached from the one on its left.
enum class Combinator : std::uint8_t { descendant, child, next_sibling, later_sibling };

struct Range {
  std::uint32_t first = 0;
  std::uint32_t count = 0;
};

struct Compound {
  Combinator combinator = Combinator::descendant;
  Range tests;
};

/// Where an element stands among its siblings; all count from 1.
struct Place {
  std::uint32_t from_end = 0;
  std::uint32_t of_type = 0;
  std::uint32_t of_type_from_end = 0;
};

}  // namespace css

struct Selector::Impl {
  std::vector<css::Simple> tests;
  std::vector<css::Compound> compounds;  // of a complex: from left to right
  std::vector<css::Range> complexes;     // ranges of compounds
  std::vector<css::Range> lists;         // ranges of complexes; the last is the whole selector
  std::uint32_t number = 0;              // its own in this run of the program: addresses are used again

  std::span<const css::Simple> tests_of(const css::Compound& compound) const {
    return std::span(tests).subspan(compound.tests.first, compound.tests.count);
  }
  std::span<const css::Compound> compounds_of(css::Range complex) const {
    return std::span(compounds).subspan(complex.first, complex.count);
  }
  std::span<const css::Range> complexes_of(css::Range list) const {
    return std::span(complexes).subspan(list.first, list.count);
  }
};

struct SelectorCache::Impl {
  using Key = std::uint64_t;  // a Selector's number and the index of one of its parts

  std::vector<css::Place> places;                           // by node; empty until asked for
  std::unordered_map<Key, std::vector<std::uint8_t>> has;   // by a :has: is it true of the node?
  std::unordered_map<Key, std::vector<NodeId>> before;      // by what is left of a `~`: see closest_before()
  std::unordered_map<NodeId, std::string> own_text;         // folded
};

namespace css {

/// One selector and the page it is asked of.
struct Question {
  const Selector::Impl& css;
  const Tree& tree;
  SelectorCache::Impl& cache;
};

Result<std::unique_ptr<const Selector::Impl>, SyntaxError> parse_selector(std::string_view text);

/// Is the element the rightmost of the complex selector's compounds, and are the others where they should be?
bool matches_complex(const Question& ask, Range complex, NodeId node);
bool matches_list(const Question& ask, Range list, NodeId node);
bool matches_compound(const Question& ask, const Compound& compound, NodeId node);

inline constexpr Token kAnyElement = 0;  // a token may be 0 too: then all elements are asked

/// The token that fewest elements of a page have, of those that the tests of a compound ask for.
Token rarest_token(std::span<const Simple> tests);

/// Calls `see(NodeId)` for each element that has the token, in document order.
template <class See>
void each_candidate(const Tree& tree, Token token, See see) {
  if (token != kAnyElement) return tree.tokens().each(token, see);
  for (NodeId node = 0; node < tree.size(); ++node) {
    if (tree.is_element(node)) see(node);
  }
}

/// Answers for the whole page, made on first use.
const Place& place_of(const Question& ask, NodeId node);
const std::vector<std::uint8_t>& nodes_that_have(const Question& ask, const Simple& has);
const std::string& own_text_of(const Question& ask, NodeId node);

/// The closest element before `node` among its siblings that matches the compound, or kNoNode.
/// Remembered for all siblings it passes, so that a page of siblings costs one pass.
NodeId closest_before(const Question& ask, const Compound& compound, NodeId node);

}  // namespace css
}  // namespace cleancopy
