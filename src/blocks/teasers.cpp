#include "blocks/teasers.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>

#include "text/ascii.h"
#include "text/url.h"

namespace cleancopy {
namespace {

constexpr double kIsLink = 0.8;  // share of characters in links
constexpr std::uint32_t kHeadlineWords = 4;
constexpr std::uint32_t kTeaserWords = 8;       // fewer may be a date or a section's name
constexpr std::uint32_t kLongestRun = 120;      // words between two headlines: more is a story
constexpr std::uint32_t kLongestPlainRun = 70;  // … where nothing else hints at an index
constexpr std::uint32_t kFewWords = 100;        // of an author's or a topic's description
constexpr std::size_t kManyHeadlines = 5;

/// What is kept, seen as teasers.
struct Teasers {
  std::size_t texts = 0;           // kept blocks of running text
  std::size_t separated = 0;       // of those after the first, behind a headline of their own
  std::uint32_t longest_run = 0;   // words between two headlines
  std::uint32_t words = 0;         // kept
  std::uint32_t linked_words = 0;  // kept, in links
  std::size_t headlines = 0;       // linked, anywhere but in menus
};

bool is_list_word(std::string_view segment) {
  constexpr std::array<std::string_view, 42> words{
      "tag",       "tags",     "category",  "categories", "kategorie", "kategorien", "categoria",
      "categorie", "kategori", "kategoria", "topic",      "topics",    "thema",      "themen",
      "theme",     "tema",     "temas",     "sujet",      "author",    "authors",    "autor",
      "autoren",   "auteur",   "auteurs",   "autore",     "autores",   "search",     "suche",
      "recherche", "buscar",   "busca",     "cerca",      "zoeken",    "archive",    "archives",
      "archiv",    "rubrik",   "rubrique",  "section",    "sections",  "staff",      "profile"};
  return std::find(words.begin(), words.end(), segment) != words.end();
}

bool is_section_word(std::string_view segment) {
  constexpr std::array<std::string_view, 38> words{
      "news",     "world",    "uk",          "us",        "local",      "sport",         "sports",
      "business", "politics", "culture",     "opinion",   "lifestyle",  "entertainment", "technology",
      "science",  "health",   "nachrichten", "politik",   "wirtschaft", "kultur",        "panorama",
      "lokales",  "wissen",   "actualites",  "politique", "economie",   "societe",       "monde",
      "deportes", "economia", "cultura",     "mundo",     "noticias",   "politica",      "notizie",
      "nieuws",   "nyheter",  "wiadomosci"};
  return std::find(words.begin(), words.end(), segment) != words.end();
}

bool is_section(const std::vector<std::string_view>& segments) {
  const auto is_plain = [](std::string_view s) { return s.size() <= 20 && s.find('-') == s.rfind('-'); };
  return std::all_of(segments.begin(), segments.end(), is_plain) &&
         (segments.size() == 1 || (segments.size() == 2 && is_section_word(segments.front())));
}

bool is_home_word(std::string_view segment) {
  constexpr std::array<std::string_view, 9> words{"home",       "start",     "startseite",
                                                  "index.html", "index.htm", "index.php",
                                                  "accueil",    "inicio",    "frontpage"};
  return segment.size() == 2 || std::find(words.begin(), words.end(), segment) != words.end();
}

bool names_story(std::string_view segment) {
  const auto digits = std::count_if(segment.begin(), segment.end(), is_digit);
  const auto hyphens =
      std::count_if(segment.begin(), segment.end(), [](char c) { return c == '-' || c == '_'; });
  const bool is_file = segment.find('.') != std::string_view::npos;
  return digits >= 4 || hyphens >= 3 || is_file;
}

std::vector<std::string_view> segments_of(std::string_view path) {
  std::vector<std::string_view> segments;
  for (std::size_t i = 0; i < path.size();) {
    const std::size_t end = std::min(path.find('/', i), path.size());
    if (end > i) segments.push_back(path.substr(i, end - i));
    i = end + 1;
  }
  return segments;
}

bool is_search(std::string_view url) {
  return url.find("?s=") != std::string_view::npos || url.find("?q=") != std::string_view::npos ||
         url.find("?query=") != std::string_view::npos;
}

bool is_menu(const PageBlock& block) { return block.is_in(kInNav | kInHeader | kInFooter | kInHidden); }

bool is_linked(const PageBlock& block) { return block.link_share() > kIsLink; }

bool is_headline(const PageBlock& block) {
  return is_linked(block) && block.words >= kHeadlineWords && !is_menu(block);
}

/// The nearest <article> or <li> around the block, or kNoNode.
NodeId card_around(const Tree& tree, const PageBlock& block) {
  NodeId node = block.element;
  while (node != kNoNode && tree[node].tag != Tag::article && tree[node].tag != Tag::li)
    node = tree[node].parent;
  return node;
}

/// Near its beginning: cards are small, and nest.
bool has_link(const Tree& tree, NodeId element) {
  constexpr NodeId most = 256;
  for (NodeId i = element; i < std::min(tree[element].end, element + most); ++i) {
    if (tree[i].tag == Tag::a && tree.attribute(i, "href")) return true;
  }
  return false;
}

class Counting {
 public:
  explicit Counting(const Tree& tree) : tree_(tree) {}

  Teasers of(const std::vector<PageBlock>& blocks) {
    for (const PageBlock& block : blocks) see(block);
    return teasers_;
  }

 private:
  void see(const PageBlock& block) {
    if (is_headline(block)) {
      ++teasers_.headlines;
      after_headline_ = true;
    }
    if (block.block.role == Role::heading) after_heading_ = true;
    if (!block.block.verdict.kept()) return;
    teasers_.words += block.words;
    if (is_linked(block)) teasers_.linked_words += block.words;
    const bool is_text = block.block.role != Role::heading && !is_linked(block);
    if (is_text && block.words >= kTeaserWords) see_text(block);
  }

  void see_text(const PageBlock& block) {
    const bool is_behind_headline = after_headline_ || (after_heading_ && is_in_new_card(block));
    if (teasers_.texts > 0 && is_behind_headline) ++teasers_.separated;
    run_ = is_behind_headline ? block.words : run_ + block.words;
    teasers_.longest_run = std::max(teasers_.longest_run, run_);
    ++teasers_.texts;
    after_headline_ = after_heading_ = false;
  }

  /// Cards whose link lies over all of them have headings without one.
  bool is_in_new_card(const PageBlock& block) {
    const NodeId card = card_around(tree_, block);
    const bool is_new = card != kNoNode && card != card_;
    card_ = card;
    return is_new && has_link(tree_, card);
  }

  const Tree& tree_;
  Teasers teasers_;
  std::uint32_t run_ = 0;
  NodeId card_ = kNoNode;
  bool after_headline_ = false, after_heading_ = false;
};

bool is_separated(const Teasers& teasers, std::size_t fewest, double share) {
  return teasers.texts >= fewest &&
         static_cast<double>(teasers.separated) >= share * static_cast<double>(teasers.texts - 1);
}

/// For pages that may be lists by a claim or by their address.
bool is_list(const Teasers& teasers) {
  if (teasers.headlines < kManyHeadlines || teasers.longest_run >= kLongestRun) return false;
  return teasers.linked_words * 2 > teasers.words || is_separated(teasers, 3, 0.6);
}

/// For pages that say themselves that they are: a few lines say who the author is, what the topic.
bool is_sparse_list(const Teasers& teasers) {
  return teasers.headlines >= kManyHeadlines && teasers.words < kFewWords;
}

/// For pages that nothing calls a list but what they look like.
bool is_plain_list(const Teasers& teasers) {
  return is_separated(teasers, 5, 0.9) && teasers.longest_run < kLongestPlainRun;
}

}  // namespace

AddressKind address_kind(std::string_view url) {
  if (host_of(url).empty()) return AddressKind::none;
  const std::string path = lowered(std::string(path_of(url)));
  const std::vector<std::string_view> segments = segments_of(path);
  if (is_search(url)) return AddressKind::list;
  if (std::all_of(segments.begin(), segments.end(), is_home_word)) return AddressKind::home;
  const bool is_list = std::any_of(segments.begin(), segments.end(), is_list_word);
  if (is_list && !names_story(segments.back())) return AddressKind::list;
  if (std::any_of(segments.begin(), segments.end(), names_story)) return AddressKind::story;
  return is_section(segments) ? AddressKind::section : AddressKind::unknown;
}

bool is_index_page(const Case& page_case, const std::vector<PageBlock>& blocks) {
  const PageClaims& claims = page_case.metadata.claims;
  if (claims.article || claims.live) return false;
  const Teasers teasers = Counting(*page_case.tree).of(blocks);
  const std::string& own = page_case.metadata.url;
  const AddressKind address = address_kind(own.empty() ? page_case.url : std::string_view(own));
  const bool is_home = address == AddressKind::home;
  if (claims.list || is_home || address == AddressKind::list) {
    // Archives store stories under their site's address; the page's own word is better (2016).
    const bool says_so = !is_home || claims.list || !own.empty();
    return is_list(teasers) || (says_so && is_sparse_list(teasers));
  }
  const bool may_be_list = address == AddressKind::section || address == AddressKind::none;
  return may_be_list && is_plain_list(teasers);
}

}  // namespace cleancopy
