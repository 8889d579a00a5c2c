#include "clean/memory.h"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <set>
#include <utility>
#include <vector>

#include "text/url.h"

namespace cleancopy {
namespace {

constexpr std::uint32_t kParagraph = 12;  // words; menus of extracted text have shorter lines

std::size_t weight(const SurveyedText& text) { return text.words < kParagraph ? 0 : text.words; }

std::size_t words_of(const SurveyedPage& page) {
  std::size_t words = 0;
  for (const SurveyedText& text : page.texts) words += weight(text);
  return words;
}

std::size_t words_in_both(const SurveyedPage& a, const SurveyedPage& b) {
  std::size_t words = 0;
  for (auto i = a.texts.begin(), j = b.texts.begin(); i != a.texts.end() && j != b.texts.end();) {
    if (*i == *j) words += weight(*i);
    const auto at = i;
    if (!(*j < *at)) ++i;
    if (!(*at < *j)) ++j;
  }
  return words;
}

// Half of the longer one: else a brief item, half of which is an appeal, would be one
// story with every page that has the appeal.
bool is_one_story(const SurveyedPage& a, const SurveyedPage& b) {
  if (a.address != 0 && a.address == b.address) return true;
  if (a.texts == b.texts) return true;
  return 2 * words_in_both(a, b) > std::max(words_of(a), words_of(b));
}

/// For each page the number of its story: the first page that is the same one, also by way of others.
std::vector<std::size_t> stories_of(const std::vector<const SurveyedPage*>& pages) {
  std::vector<std::size_t> story(pages.size());
  std::iota(story.begin(), story.end(), 0);
  for (std::size_t i = 0; i < pages.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (story[i] == story[j] || !is_one_story(*pages[i], *pages[j])) continue;
      const auto [first, second] = std::minmax({story[i], story[j]});
      std::replace(story.begin(), story.end(), second, first);
    }
  }
  return story;
}

SiteRepeats repeats_in(const SiteSurvey::Pages& surveyed) {
  std::vector<const SurveyedPage*> pages;
  for (const auto& [key, page] : surveyed) pages.push_back(&page);
  const std::vector<std::size_t> story = stories_of(pages);
  std::map<std::uint64_t, std::set<std::size_t>> sayers;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    for (const SurveyedText& text : pages[i]->texts) sayers[text.key].insert(story[i]);
  }
  SiteRepeats repeats;
  repeats.stories = static_cast<std::uint32_t>(std::set(story.begin(), story.end()).size());
  for (const auto& [text, stories] : sayers) {
    if (stories.size() >= kFewestRepeats)
      repeats.texts.emplace(text, static_cast<std::uint32_t>(stories.size()));
  }
  return repeats;
}

}  // namespace

SiteMemory::SiteMemory(const SiteSurvey& survey) {
  for (const auto& [host, pages] : survey.hosts()) {
    if (pages.size() < kFewestStories) continue;
    SiteRepeats repeats = repeats_in(pages);
    if (repeats.stories < kFewestStories || repeats.texts.empty()) continue;
    hosts_.emplace(host.second, std::move(repeats));
  }
}

const SiteRepeats* SiteMemory::repeats_of(std::string_view host) const {
  const auto found = hosts_.find(without_www(host));
  return found == hosts_.end() ? nullptr : &found->second;
}

}  // namespace cleancopy
