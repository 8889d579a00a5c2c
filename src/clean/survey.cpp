#include "clean/survey.h"

#include <algorithm>
#include <iterator>

#include "text/hash.h"
#include "text/unicode.h"
#include "text/url.h"

namespace cleancopy {
namespace {

// Each bit of both depends on each (the finish of MurmurHash3): the smallest hashes are a fair sample.
std::uint64_t mix(std::uint64_t hash, std::uint64_t more) {
  hash ^= spread(more);
  hash = (hash ^ (hash >> 33)) * 0xFF51AFD7ED558CCDU;
  hash = (hash ^ (hash >> 33)) * 0xC4CEB9FE1A85EC53U;
  return hash ^ (hash >> 33);
}

template <class Map>
bool trim(Map& map, std::size_t limit) {
  if (map.size() <= limit) return false;
  map.erase(std::prev(map.end()));
  return true;
}

std::vector<SurveyedText> texts_of(const Article& article) {
  std::vector<SurveyedText> texts;
  for (const Block& block : article.blocks) {
    if (block.verdict.kind != Kind::body || block.text.size() > kMaxSurveyedBytes) continue;
    // Words of the folded text, so that equal keys have equal words whichever page comes first.
    const std::string folded = fold_case(block.text);
    texts.push_back({mix(fnv1a(folded), 0), static_cast<std::uint32_t>(count_words(folded))});
  }
  std::sort(texts.begin(), texts.end());
  texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
  if (texts.size() > kMaxSurveyedTexts) texts.resize(kMaxSurveyedTexts);
  return texts;
}

}  // namespace

std::uint64_t text_key(std::string_view text) { return mix(fnv1a(fold_case(text)), 0); }

void SiteSurvey::observe(const Article& article) {
  const std::string_view host = without_www(article.host);
  SurveyedPage page{0, texts_of(article)};
  if (host.empty() || page.texts.empty()) return;
  const std::string_view address = std::string_view(article.url).substr(0, article.url.find('#'));
  if (!address.empty()) page.address = fnv1a(address);
  std::uint64_t key = page.address;
  for (const SurveyedText& text : page.texts) key = mix(key, text.key);
  Pages& pages = hosts_[{mix(fnv1a(host), 0), std::string(host)}];
  pages.try_emplace(key, std::move(page));
  trim(pages, kMaxSurveyedPages);
  if (trim(hosts_, kMaxSurveyedHosts)) forgot_hosts_ = true;
}

}  // namespace cleancopy
