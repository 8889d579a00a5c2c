#include "blocks/naming.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

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

constexpr std::size_t kLongestWord = 16;

Kind kind_of_word(std::string_view word) {
  const auto it = std::ranges::lower_bound(kWords, word, {}, &Word::first);
  return it == kWords.end() || it->first != word ? Kind::body : it->second;
}

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

/// The first telling word of a value: words end at anything but a letter, and
/// where a capital follows a small letter ("relatedLinks").
Kind kind_in(std::string_view value) {
  std::string word;
  for (std::size_t i = 0; i <= value.size(); ++i) {
    const char c = i < value.size() ? value[i] : ' ';
    const bool starts = is_upper(c) && i > 0 && is_lower(value[i - 1]);
    if (starts || (!is_lower(c) && !is_upper(c))) {
      if (const Kind kind = kind_of_word(word); kind != Kind::body) return kind;
      word.clear();
    }
    if (is_lower(c) || is_upper(c)) {
      if (word.size() <= kLongestWord) word += static_cast<char>(is_upper(c) ? c + 32 : c);
    }
  }
  return Kind::body;
}

}  // namespace

Kind named_kind(const Tree& tree, NodeId element) {
  for (const Attribute& attribute : tree.attributes(element)) {
    if (attribute.name != "class" && attribute.name != "id") continue;
    if (const Kind kind = kind_in(attribute.value); kind != Kind::body) return kind;
  }
  return Kind::body;
}

}  // namespace cleancopy
