#include "blocks/naming.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "blocks/forest.h"
#include "text/hash.h"
#include "text/word_table.h"

namespace cleancopy {
namespace {

using Word = std::pair<std::string_view, Kind>;

static_assert(static_cast<int>(Kind::body) == 0, "a word that names no kind is of kind 0 in known_words()");

/// Words that sites use for what is not the story. Counted on the
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

/// Of each word that is known its weight, as the low byte, and its kind.
const WordTable& known_words() {
  static const WordTable words = [] {
    WordTable all(kNameWeights.size() + kWords.size());
    for (const auto& [word, weight] : kNameWeights) all[word] |= static_cast<std::uint8_t>(weight);
    for (const auto& [word, kind] : kWords) all[word] |= static_cast<int>(kind) << 8;
    return all;
  }();
  return words;
}

void hear_weight(std::int8_t weight, Naming& naming) {
  if (weight == 0) return;
  naming.least = naming.is_known ? std::min(naming.least, weight) : weight;
  naming.most = naming.is_known ? std::max(naming.most, weight) : weight;
  naming.is_known = true;
}

}  // namespace

Naming naming_of(std::string_view value) {
  Naming naming;
  const WordTable& words = known_words();
  names::for_each_word_in(value, [&](std::string_view word) {
    const int known = words.find(WordKey({word.data(), names::kLongestWord}, word));
    hear_weight(static_cast<std::int8_t>(known & 0xFF), naming);
    if (naming.kind == Kind::body) naming.kind = static_cast<Kind>(known >> 8);
  });
  return naming;
}

const Naming& Names::naming_of_said(std::string_view value) {
  Said& said = said_[quick_hash(value) >> (64 - kSaidBits)];
  if (said.value != value) said = {value, naming_of(value)};
  return said.naming;
}

void Names::read(NodeId element) {
  read_[element] = 1;
  Naming& naming = namings_[element];
  for (const Attribute& attribute : tree_.attributes(element)) {
    if (attribute.name != "class" && attribute.name != "id") continue;
    const Naming& said = naming_of_said(attribute.value);
    hear_weight(said.least, naming);
    hear_weight(said.most, naming);
    if (naming.kind == Kind::body) naming.kind = said.kind;
  }
}

NamedElements named_elements(const Tree& tree, NodeId node) {
  NamedElements elements;
  for (NodeId n = tree[node].parent; n != kNoNode && !elements.is_full(); n = tree[n].parent) {
    if (tree[n].tag == Tag::body || tree[n].tag == Tag::html || tree[n].tag == Tag::document) break;
    elements.add(n);
  }
  return elements;
}

}  // namespace cleancopy
