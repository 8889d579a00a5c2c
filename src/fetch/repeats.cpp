#include "fetch/repeats.h"

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

namespace cleancopy {
namespace {

using Articles = std::vector<const Sighting*>;

Articles last_articles(std::span<const NumberedSighting> pages) {
  Articles out;
  for (const NumberedSighting& page : pages.last(std::min(pages.size(), kTextPages))) {
    if (page.sighting.status == Status::cleaned) out.push_back(&page.sighting);
  }
  return out;
}

bool has_text(const Sighting& page, std::uint64_t key) {
  return std::any_of(page.texts.begin(), page.texts.end(), [key](const SeenText& t) { return t.key == key; });
}

// A story that was stored twice, under two addresses: most of its texts are the other's. One text
// in common is none too many, or two items of a line and a prompt would be one story.
bool is_one_story(const Sighting& a, const Sighting& b) {
  const auto shared = std::count_if(a.texts.begin(), a.texts.end(),
                                    [&b](const SeenText& text) { return has_text(b, text.key); });
  return shared > 3 && 2 * static_cast<std::size_t>(shared) > std::max(a.texts.size(), b.texts.size());
}

// Where a text is found: the number of the article, and the text there.
struct Found {
  std::size_t article = 0;
  const SeenText* text = nullptr;
};

using Finds = std::span<const Found>;

// By text, and then by article.
std::vector<Found> finds_in(const Articles& articles) {
  std::vector<Found> out;
  for (std::size_t i = 0; i < articles.size(); ++i) {
    for (const SeenText& text : articles[i]->texts) out.push_back({i, &text});
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const Found& a, const Found& b) { return a.text->key < b.text->key; });
  return out;
}

// Those of the first text.
Finds first_of(Finds finds) {
  const auto is_other = [&](const Found& found) { return found.text->key != finds.front().text->key; };
  const auto end = std::find_if(finds.begin(), finds.end(), is_other);
  return finds.first(static_cast<std::size_t>(end - finds.begin()));
}

// One find for each story.
std::vector<Found> stories_of(Finds finds, const Articles& articles) {
  std::vector<Found> stories;
  for (const Found& found : finds) {
    const auto is_known = [&](const Found& story) {
      return is_one_story(*articles[story.article], *articles[found.article]);
    };
    if (std::none_of(stories.begin(), stories.end(), is_known)) stories.push_back(found);
  }
  return stories;
}

// How many have the text in the place where most have it, counted from the first block or from the last.
std::size_t in_one_place(Finds stories) {
  std::map<std::uint32_t, std::size_t> above, below;
  std::size_t most = 0;
  for (const Found& story : stories) {
    most = std::max({most, ++above[story.text->above], ++below[story.text->below]});
  }
  return most;
}

bool is_told(std::size_t stories, std::size_t articles, double head) {
  return stories >= kFewestRepeats &&
         static_cast<double>(stories) >= head + kRepeatRate * static_cast<double>(articles);
}

std::optional<Repeat> repeat_from(Finds finds, const Articles& articles) {
  const Found& first = finds.front();
  const std::size_t since = articles.size() - first.article;
  if (!is_told(finds.size(), since, kPlacedHead)) return std::nullopt;
  if (articles.size() - finds.back().article > kRepeatsGone) return std::nullopt;
  const std::vector<Found> stories = stories_of(finds, articles);
  const bool has_place = is_told(in_one_place(stories), since, kPlacedHead);
  if (!has_place && !is_told(stories.size(), since, kScatteredHead)) return std::nullopt;
  return Repeat{.opening = first.text->opening,
                .since = articles[first.article]->seen,
                .pages = static_cast<std::uint32_t>(since),
                .stories = static_cast<std::uint32_t>(stories.size())};
}

}  // namespace

std::vector<Repeat> repeats_in(std::span<const NumberedSighting> pages) {
  const Articles articles = last_articles(pages);
  const std::vector<Found> all = finds_in(articles);
  std::vector<Repeat> out;
  for (Finds left = all; !left.empty();) {
    const Finds finds = first_of(left);
    left = left.subspan(finds.size());
    std::optional<Repeat> repeat = repeat_from(finds, articles);
    if (repeat) out.push_back(std::move(*repeat));
  }
  std::stable_sort(out.begin(), out.end(), [](const Repeat& a, const Repeat& b) {
    return std::tie(b.stories, a.opening) < std::tie(a.stories, b.opening);
  });
  if (out.size() > kMostRepeats) out.resize(kMostRepeats);
  return out;
}

}  // namespace cleancopy
