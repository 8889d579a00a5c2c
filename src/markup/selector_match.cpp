#include <algorithm>
#include <array>
#include <cstddef>

#include "markup/selector_impl.h"
#include "text/ascii.h"
#include "text/unicode.h"

namespace cleancopy::css {
namespace {

constexpr std::string_view kSpace = " \t\n\r\f";

/// Is the word one of the list's, which white space divides? The word has no space in it.
bool has_word(std::string_view list, std::string_view word) {
  const auto ends = [&](std::size_t at) { return at >= list.size() || kSpace.find(list[at]) != kSpace.npos; };
  for (std::size_t at = list.find(word); at != list.npos; at = list.find(word, at + 1)) {
    if ((at == 0 || ends(at - 1)) && ends(at + word.size())) return true;
  }
  return false;
}

bool matches_value(const Simple& simple, std::string_view value) {
  const std::string_view wanted = simple.value;
  switch (simple.test) {
    case Test::attribute: return true;
    case Test::id:
    case Test::attribute_equals: return value == wanted;
    case Test::class_:
    case Test::attribute_word: return has_word(value, wanted);
    case Test::attribute_language:
      return value.starts_with(wanted) && (value.size() == wanted.size() || value[wanted.size()] == '-');
    case Test::attribute_prefix: return value.starts_with(wanted);
    case Test::attribute_suffix: return value.ends_with(wanted);
    default: return value.find(wanted) != value.npos;
  }
}

bool matches_attribute(const Simple& simple, const Tree& tree, NodeId node) {
  const auto value = tree.attribute(node, simple.name);
  if (!value) return false;
  if (simple.letters == Case::sensitive) return matches_value(simple, *value);
  return matches_value(simple, lowered(std::string(*value)));
}

/// Is the place step * n + offset for some n >= 0?
bool matches_nth(const Simple& simple, std::uint32_t place) {
  const std::int64_t past = static_cast<std::int64_t>(place) - simple.offset;
  if (simple.step == 0) return past == 0;
  return past % simple.step == 0 && past / simple.step >= 0;
}

/// No element children, and no text but white space (Selectors Level 4, section 14.2).
bool is_empty(const Tree& tree, NodeId node) {
  std::string text;
  for (NodeId child = node + 1; child < tree[node].end; child = tree[child].end) {
    if (tree[child].child_index > 0) return false;
    if (!tree.is_text(child)) continue;
    text.clear();
    tree.append_text(child, text);
    if (text.find_first_not_of(kSpace) != text.npos) return false;
  }
  return true;
}

bool matches_simple(const Question& ask, const Simple& simple, NodeId node) {
  switch (simple.test) {
    case Test::never: return false;
    case Test::tag: return ask.tree[node].tag == simple.tag;
    case Test::name: return ask.tree[node].tag == Tag::other && ask.tree.name(node) == simple.name;
    case Test::nth_child: return matches_nth(simple, ask.tree[node].child_index);
    case Test::nth_last_child: return matches_nth(simple, place_of(ask, node).from_end);
    case Test::only_child: return ask.tree[node].child_index == 1 && place_of(ask, node).from_end == 1;
    case Test::nth_of_type: return matches_nth(simple, place_of(ask, node).of_type);
    case Test::nth_last_of_type: return matches_nth(simple, place_of(ask, node).of_type_from_end);
    case Test::only_of_type: {
      const Place& place = place_of(ask, node);
      return place.of_type == 1 && place.of_type_from_end == 1;
    }
    case Test::empty: return is_empty(ask.tree, node);
    case Test::is: return matches_list(ask, ask.css.lists[simple.list], node);
    case Test::not_: return !matches_list(ask, ask.css.lists[simple.list], node);
    case Test::has: return nodes_that_have(ask, simple)[node] != 0;
    case Test::own_text: return own_text_of(ask, node).find(simple.value) != std::string::npos;
    case Test::empty_own: return count_words(own_text_of(ask, node)) == 0;
    default: return matches_attribute(simple, ask.tree, node);
  }
}

NodeId parent_element(const Tree& tree, NodeId node) {
  const NodeId parent = tree[node].parent;
  return parent != kNoNode && tree.is_element(parent) ? parent : kNoNode;
}

/// The closest element from `from` along the combinator that matches what is left of it, or kNoNode.
NodeId closest(const Question& ask, const Compound& right, const Compound& left, NodeId from) {
  NodeId next = kNoNode;
  switch (right.combinator) {
    case Combinator::later_sibling: return closest_before(ask, left, from);
    case Combinator::next_sibling: next = ask.tree[from].previous; break;
    case Combinator::child: next = parent_element(ask.tree, from); break;
    case Combinator::descendant:
      next = parent_element(ask.tree, from);
      while (next != kNoNode && !matches_compound(ask, left, next)) next = parent_element(ask.tree, next);
      return next;
  }
  return next != kNoNode && matches_compound(ask, left, next) ? next : kNoNode;
}

/// The compound whose step to the left is worth another try after the step of `failed` found
/// nothing; 0 if none is. A farther sibling has the same ancestors and fewer siblings before it, a
/// farther ancestor has fewer ancestors: so a failed descendant step is final, a failed child or `~`
/// step needs another ancestor, and a failed `+` step another ancestor or sibling.
std::size_t retry_from(std::span<const Compound> parts, std::size_t failed) {
  Combinator how = parts[failed].combinator;
  if (how == Combinator::descendant) return 0;
  bool sibling_helps = how == Combinator::next_sibling;
  for (std::size_t at = failed + 1; at < parts.size(); ++at) {
    how = parts[at].combinator;
    if (how == Combinator::descendant) return at;
    if (how == Combinator::later_sibling && sibling_helps) return at;
    if (how == Combinator::child) sibling_helps = false;
  }
  return 0;
}

}  // namespace

bool matches_compound(const Question& ask, const Compound& compound, NodeId node) {
  const auto tests = ask.css.tests_of(compound);
  return std::ranges::all_of(tests, [&](const Simple& simple) { return matches_simple(ask, simple, node); });
}

bool matches_list(const Question& ask, Range list, NodeId node) {
  const auto complexes = ask.css.complexes_of(list);
  return std::ranges::any_of(complexes, [&](Range complex) { return matches_complex(ask, complex, node); });
}

bool matches_complex(const Question& ask, Range complex, NodeId node) {
  const auto parts = ask.css.compounds_of(complex);
  std::size_t at = parts.size() - 1;
  if (!matches_compound(ask, parts[at], node)) return false;
  std::array<NodeId, kMaxCompounds> chosen;  // by compound, from `at` to the rightmost
  NodeId from = chosen[at] = node;
  std::uint32_t siblings = 0;
  while (at > 0) {
    if (parts[at].combinator == Combinator::later_sibling && ++siblings > kMaxSiblings) return false;
    const NodeId found = closest(ask, parts[at], parts[at - 1], from);
    if (found == kNoNode) {
      at = retry_from(parts, at);
      if (at == 0) return false;
      from = chosen[at - 1];
    } else {
      from = chosen[--at] = found;
    }
  }
  return true;
}

}  // namespace cleancopy::css
