#include "fetch/sighting.h"

#include <algorithm>
#include <optional>

#include "text/hash.h"
#include "text/unicode.h"
#include "text/url.h"

namespace cleancopy {
namespace {

// "bbc.co.uk/caption.2", and none of "bbc.co.uk/keep.1", "generic/judge", "memory/repeated".
bool is_drop_rule(std::string_view rule) {
  const std::string_view name = rule.substr(rule.rfind('/') + 1);
  const std::size_t dot = name.find('.');
  return dot != std::string_view::npos && kind_named(name.substr(0, dot)).has_value();
}

void note_rule(Sighting& sighting, const Verdict& verdict) {
  if (!is_drop_rule(verdict.rule)) return;
  if (!verdict.kept()) sighting.kinds |= std::uint32_t{1} << static_cast<unsigned>(verdict.kind);
  sighting.rules.push_back(verdict.rule);
}

std::optional<SeenText> text_of(const Block& block, std::uint64_t title) {
  const std::size_t words = count_words(block.text);
  if (words < kFewestTextWords || words > kMostTextWords) return std::nullopt;
  const std::uint64_t key = fnv1a(fold_case(block.text));
  if (key == title) return std::nullopt;
  return SeenText{.key = key, .opening = std::string(opening_of(block.text, kOpeningBytes))};
}

void sort_unique(std::vector<std::string>& names) {
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
}

std::vector<SeenText> texts_of(const Article& article) {
  const std::uint64_t title = fnv1a(fold_case(article.title.value));
  std::vector<SeenText> texts;
  std::vector<std::uint64_t> keys;
  std::uint32_t above = 0;
  for (const Block& block : article.blocks) {
    if (block.verdict.kind != Kind::body) continue;
    ++above;
    std::optional<SeenText> text = text_of(block, title);
    if (!text || std::find(keys.begin(), keys.end(), text->key) != keys.end()) continue;
    // Of a page of ten thousand short lines the middle is not looked at again and again.
    if (keys.size() == kMaxSeenTexts) {
      keys.erase(keys.begin() + kMaxSeenTexts / 2);
      texts.erase(texts.begin() + kMaxSeenTexts / 2);
    }
    keys.push_back(text->key);
    text->above = above - 1;
    texts.push_back(std::move(*text));
  }
  for (SeenText& text : texts) text.below = above - 1 - text.above;
  return texts;
}

}  // namespace

Sighting sighting_of(const Article& article, std::string_view page, std::int64_t seen) {
  Sighting sighting;
  sighting.site = without_www(article.host);
  sighting.page = page;
  sighting.seen = seen;
  sighting.status = article.status;
  sighting.files = article.rules;
  if (article.status != Status::cleaned) return sighting;
  sighting.layout = article.layout;
  std::size_t words = 0;
  for (const Block& block : article.blocks) {
    note_rule(sighting, block.verdict);
    if (block.verdict.kind == Kind::body) words += count_words(block.text);
  }
  sighting.words = static_cast<std::uint32_t>(std::min<std::size_t>(words, 1'000'000));
  sort_unique(sighting.rules);
  if (sighting.rules.size() > kMaxSeenRules) sighting.rules.resize(kMaxSeenRules);
  sighting.texts = texts_of(article);
  return sighting;
}

}  // namespace cleancopy
