#include "blocks/naming.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "blocks/forest.h"

namespace cleancopy {
namespace {

using Word = std::pair<std::string_view, Kind>;

/// Words that sites use for what is not the story, sorted. Counted on the
/// class and id attributes around labelled furniture of 800 pages (2026-11).
constexpr std::array kWords = std::to_array<Word>({
    {"ad", Kind::ad}, {"ads", Kind::ad}, {"advert", Kind::ad}, {"advertisement", Kind::ad},
    {"advertising", Kind::ad}, {"also", Kind::related}, {"authorbio", Kind::author}, {"banner", Kind::ad},
    {"bio", Kind::author}, {"breadcrumb", Kind::nav}, {"breadcrumbs", Kind::nav}, {"byline", Kind::byline},
    {"caption", Kind::caption}, {"comment", Kind::comments}, {"commentlist", Kind::comments},
    {"comments", Kind::comments}, {"consent", Kind::consent}, {"cookie", Kind::consent},
    {"cookies", Kind::consent}, {"copyright", Kind::copyright}, {"dateline", Kind::date},
    {"disqus", Kind::comments}, {"donate", Kind::donation}, {"donation", Kind::donation},
    {"footer", Kind::furniture}, {"gdpr", Kind::consent}, {"hide", Kind::hidden},
    {"login", Kind::register_}, {"masthead", Kind::nav}, {"menu", Kind::nav}, {"modal", Kind::furniture},
    {"nav", Kind::nav}, {"navbar", Kind::nav}, {"navigation", Kind::nav}, {"newsletter", Kind::newsletter},
    {"newsletters", Kind::newsletter}, {"outbrain", Kind::related}, {"pager", Kind::nav},
    {"pagination", Kind::nav}, {"paywall", Kind::subscribe}, {"player", Kind::player},
    {"popular", Kind::related}, {"popup", Kind::furniture}, {"promo", Kind::related},
    {"recirc", Kind::related}, {"recommend", Kind::related}, {"recommendations", Kind::related},
    {"recommended", Kind::related}, {"related", Kind::related}, {"replies", Kind::comments},
    {"respond", Kind::comments}, {"share", Kind::social}, {"sharebar", Kind::social},
    {"sharing", Kind::social}, {"sidebar", Kind::related}, {"signup", Kind::newsletter},
    {"social", Kind::social}, {"sponsor", Kind::ad}, {"sponsored", Kind::ad},
    {"subscribe", Kind::subscribe}, {"subscription", Kind::subscribe}, {"taboola", Kind::related},
    {"tags", Kind::tags}, {"teaser", Kind::related}, {"teasers", Kind::related}, {"toc", Kind::nav},
    {"toolbar", Kind::widget}, {"tooltip", Kind::widget}, {"trending", Kind::related},
    {"widget", Kind::widget},
});
static_assert(std::ranges::is_sorted(kWords, {}, &Word::first));

Kind kind_of_word(std::string_view word) {
  const auto it = std::ranges::lower_bound(kWords, word, {}, &Word::first);
  return it == kWords.end() || it->first != word ? Kind::body : it->second;
}

}  // namespace

Kind named_kind(const Tree& tree, NodeId element) {
  Kind named = Kind::body;
  for_each_name_word(tree, element, [&](std::string_view word) {
    if (named == Kind::body) named = kind_of_word(word);
  });
  return named;
}

std::vector<NodeId> named_elements(const Tree& tree, NodeId node) {
  constexpr std::size_t most = 12;
  std::vector<NodeId> elements;
  elements.reserve(most);
  for (NodeId n = tree[node].parent; n != kNoNode && elements.size() < most; n = tree[n].parent) {
    if (tree[n].tag == Tag::body || tree[n].tag == Tag::html || tree[n].tag == Tag::document) break;
    elements.push_back(n);
  }
  return elements;
}

int name_weight(std::string_view word) {
  static const WordTable weights = by_word(kNameWeights);
  return weights.find(word);
}

}  // namespace cleancopy
