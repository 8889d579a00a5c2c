#include <algorithm>
#include <cstddef>
#include <functional>

#include "markup/selector_impl.h"
#include "text/unicode.h"

namespace cleancopy::css {
namespace {

using Marks = std::vector<std::uint8_t>;  // by node: 1 or 0

template <class Part>
SelectorCache::Impl::Key key_of(const Question& ask, const std::vector<Part>& all, const Part& part) {
  const auto index = static_cast<SelectorCache::Impl::Key>(&part - all.data());
  return SelectorCache::Impl::Key{ask.css.number} << 32 | index;
}

/// Numbers the kinds of elements: that of a Tag, or one of its own for names without a Tag.
class Kinds {
 public:
  std::size_t of(const Tree& tree, NodeId node) {
    if (tree[node].tag != Tag::other) return static_cast<std::size_t>(tree[node].tag);
    return others_.try_emplace(tree.name(node), kTags + others_.size()).first->second;
  }

 private:
  static constexpr std::size_t kTags = 256;
  std::unordered_map<std::string_view, std::size_t> others_;
};

std::vector<Place> all_places(const Tree& tree) {
  Kinds kinds;
  std::vector<std::size_t> kind(tree.size());
  std::vector<std::uint32_t> seen;  // by kind, among the children of one parent
  std::vector<Place> places(tree.size());
  for (NodeId node = 1; node < tree.size(); ++node) {
    if (tree.is_element(node)) kind[node] = kinds.of(tree, node);
    if (kind[node] >= seen.size()) seen.resize(kind[node] + 1);
  }
  for (NodeId parent = 0; parent < tree.size(); ++parent) {
    std::uint32_t children = 0;
    const auto each_child = [&](auto&& act) {
      for (NodeId child = parent + 1; child < tree[parent].end; child = tree[child].end) {
        if (tree[child].child_index > 0) act(child);
      }
    };
    each_child([&](NodeId child) { places[child].of_type = ++seen[kind[child]]; });
    each_child([&](NodeId child) { children = tree[child].child_index; });
    each_child([&](NodeId child) {
      places[child].from_end = children - tree[child].child_index + 1;
      places[child].of_type_from_end = seen[kind[child]] - places[child].of_type + 1;
    });
    each_child([&](NodeId child) { seen[kind[child]] = 0; });
  }
  return places;
}

/// Marks the elements from which the combinator leads to a marked one. Linear: a
/// walk up or back ends at the first node that an earlier walk has marked.
Marks reached_from(const Tree& tree, Combinator combinator, const Marks& marked) {
  Marks sources(tree.size());
  const bool goes_on = combinator == Combinator::descendant || combinator == Combinator::later_sibling;
  const bool goes_up = combinator == Combinator::descendant || combinator == Combinator::child;
  const auto next = [&](NodeId node) { return goes_up ? tree[node].parent : tree[node].previous; };
  for (NodeId node = 1; node < tree.size(); ++node) {
    if (!marked[node]) continue;
    NodeId source = next(node);
    while (source != kNoNode && !sources[source]) {
      sources[source] = 1;
      if (goes_on) source = next(source);
    }
  }
  return sources;
}

/// The elements S for which "S <relative selector>" has a match: from the right,
/// all that match a compound, then all from which its combinator leads there.
Marks anchors_of(const Question& ask, Range complex) {
  const auto parts = ask.css.compounds_of(complex);
  Marks sources(ask.tree.size(), 1);
  for (std::size_t at = parts.size(); at-- > 0;) {
    Marks marked(ask.tree.size());
    each_candidate(ask.tree, rarest_token(ask.css.tests_of(parts[at])), [&](NodeId node) {
      marked[node] = sources[node] != 0 && matches_compound(ask, parts[at], node);
    });
    sources = reached_from(ask.tree, parts[at].combinator, marked);
  }
  return sources;
}

/// May any element match what is rightmost?
bool may_be_on_page(const Question& ask, Range complex) {
  const Token token = rarest_token(ask.css.tests_of(ask.css.compounds_of(complex).back()));
  return token == kAnyElement || ask.tree.tokens().has(token);
}

}  // namespace

const Place& place_of(const Question& ask, NodeId node) {
  if (ask.cache.places.empty()) ask.cache.places = all_places(ask.tree);
  return ask.cache.places[node];
}

const std::vector<std::uint8_t>& nodes_that_have(const Question& ask, const Simple& has) {
  const auto [entry, is_new] = ask.cache.has.try_emplace(key_of(ask, ask.css.tests, has));
  Marks& all = entry->second;
  if (!is_new) return all;
  all.resize(ask.tree.size());
  for (const Range complex : ask.css.complexes_of(ask.css.lists[has.list])) {
    if (!may_be_on_page(ask, complex)) continue;
    const Marks some = anchors_of(ask, complex);
    std::ranges::transform(all, some, all.begin(), std::bit_or());
  }
  return all;
}

NodeId closest_before(const Question& ask, const Compound& compound, NodeId node) {
  constexpr NodeId kUnknown = 0;  // the document is nobody's sibling
  std::vector<NodeId>& known = ask.cache.before[key_of(ask, ask.css.compounds, compound)];
  known.resize(ask.tree.size(), kUnknown);
  NodeId last = node;
  while (known[last] == kUnknown) {
    const NodeId previous = ask.tree[last].previous;
    if (previous == kNoNode || matches_compound(ask, compound, previous)) known[last] = previous;
    else last = previous;
  }
  const NodeId answer = known[last];
  for (; node != last; node = ask.tree[node].previous) known[node] = answer;
  return answer;
}

const std::string& own_text_of(const Question& ask, NodeId node) {
  const auto [entry, is_new] = ask.cache.own_text.try_emplace(node);
  if (!is_new) return entry->second;
  std::string text;
  for (NodeId child = node + 1; child < ask.tree[node].end; child = ask.tree[child].end) {
    if (ask.tree.is_text(child)) ask.tree.append_text(child, text);
    if (ask.tree[child].tag == Tag::br) text.push_back(' ');
  }
  return entry->second = fold_case(text);
}

}  // namespace cleancopy::css
