#include "blocks/testimony.h"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "blocks/scale.h"
#include "blocks/wording.h"
#include "text/unicode.h"
#include "text/url.h"

namespace cleancopy {
namespace {

/// The words of a title or description, and how many of a block's are among them.
class Vocabulary {
 public:
  explicit Vocabulary(std::string_view text) : text_(fold_case(text)) {
    for_each_word(text_, [&](std::string_view word) { words_.insert(word); });
  }
  Vocabulary(const Vocabulary&) = delete;

  bool has(std::string_view word) const { return words_.contains(word); }

 private:
  std::string text_;
  std::unordered_set<std::string_view> words_;  // of text_
};

void compare_words(const Vocabulary& title, const Vocabulary& description, std::string_view lower,
                   Evidence& e) {
  int all = 0, in_title = 0, in_description = 0;
  for_each_word(lower, [&](std::string_view word) {
    ++all;
    in_title += title.has(word) ? 1 : 0;
    in_description += description.has(word) ? 1 : 0;
  });
  e[Clue::shares_title] = percent(in_title, all);
  e[Clue::shares_description] = percent(in_description, all);
}

/// What the site calls itself, and the first label of its host that is long enough to mean something.
std::vector<std::string> site_names(const Metadata& said) {
  constexpr std::size_t shortest = 3;
  std::vector<std::string> names{fold_case(said.site_name)};
  const std::string host = host_of(said.url);
  for (std::size_t dot = host.rfind('.'); dot != std::string::npos && dot > 0;) {
    const std::size_t before = host.rfind('.', dot - 1);
    const std::size_t start = before == std::string::npos ? 0 : before + 1;
    if (dot - start > shortest) {
      names.push_back(host.substr(start, dot - start));
      break;
    }
    dot = before;
  }
  std::erase_if(names, [](const std::string& name) { return name.size() < shortest; });
  return names;
}

std::vector<std::string> author_names(const Metadata& said) {
  constexpr std::size_t shortest = 6;
  std::vector<std::string> names;
  for (const Field& author : said.authors) {
    if (author.value.size() >= shortest) names.push_back(fold_case(author.value));
  }
  return names;
}

/// 0 where no name is in the text, 2 where one begins it, else 1.
std::int16_t place_of_any(const std::vector<std::string>& names, const std::string& text) {
  std::int16_t place = 0;
  for (const std::string& name : names) {
    const std::size_t at = text.find(name);
    if (at != std::string::npos) place = std::max<std::int16_t>(place, at == 0 ? 2 : 1);
  }
  return place;
}

/// Which texts stand in the page's articleBody. What is compared is bounded: a
/// hostile page may have a hundred thousand blocks and a megabyte of body.
class Witness {
 public:
  explicit Witness(const std::string& article_body) : body_(fold_case(article_body)) {}

  std::int16_t knows(const std::string& text) {
    if (body_.size() < kShortestWitness || patience_ < body_.size()) return kUnknown;
    patience_ -= body_.size();
    return body_.find(text) != std::string::npos ? std::int16_t{1} : std::int16_t{0};
  }

 private:
  static constexpr std::size_t kShortestWitness = 200;  // bytes: a shorter articleBody is a teaser
  std::string body_;
  std::size_t patience_ = std::size_t{256} << 20;  // bytes yet to be searched
};

}  // namespace

void hear_page(const Metadata& said, const std::vector<PageBlock>& blocks, std::vector<Evidence>& found) {
  std::unordered_set<std::string> titles;
  for (const std::string& title : said.titles) titles.insert(fold_case(title));
  const Vocabulary title(said.title.value), description(said.description.value);
  Witness witness(said.article_body);
  std::unordered_map<std::string_view, int> seen;
  for (const PageBlock& block : blocks) ++seen[block.caseless];
  const std::vector<std::string> sites = site_names(said), authors = author_names(said);
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    Evidence& e = found[i];
    const std::string& text = blocks[i].caseless;
    e[Clue::names_site] = place_of_any(sites, text);
    e[Clue::names_author] = place_of_any(authors, text);
    e[Clue::is_title] = titles.contains(text) ? 1 : 0;
    compare_words(title, description, text, e);
    e[Clue::in_article_body] = witness.knows(text);
    e[Clue::repeats] = capped(seen[text], 9);
  }
}

}  // namespace cleancopy
