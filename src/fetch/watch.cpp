#include "fetch/watch.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace cleancopy {
namespace {

// Pages of one layout, and which of them each rule hit: places in history.recent.
struct LayoutPages {
  std::vector<std::size_t> pages;
  std::map<std::string_view, std::vector<std::size_t>> hits;  // ascending
};

using Layouts = std::map<std::string_view, LayoutPages>;

Trial trial_if(bool hit) { return hit ? Trial::hit : Trial::miss; }

class Sorter {
 public:
  explicit Sorter(const SiteHistory& history) : history_(history), usual_(usual_words(history)) {
    for (std::size_t i = 0; i < history.recent.size(); ++i) {
      const Sighting& page = history.recent[i].sighting;
      if (page.status != Status::cleaned) continue;
      LayoutPages& layout = layouts_[page.layout];
      layout.pages.push_back(i);
      for (const std::string& rule : page.rules) layout.hits[rule].push_back(i);
    }
    for (const auto& [series, earlier] : history.earlier) {
      if (series.watch == Watch::layout) layouts_[series.name];
      if (series.watch == Watch::rule) layouts_[series.layout].hits[series.name];
    }
  }

  RecentSeries sort() {
    for (const auto& [name, layout] : layouts_) {
      if (name != kNoLayout) add_layout(name);
      for (const auto& [rule, hits] : layout.hits) add_rule(name, rule);
    }
    add({Watch::articles, {}, {}}, every_page(),
        [](const Sighting& page) { return page.status == Status::cleaned; });
    add({Watch::ruled, {}, {}}, every_page(), [](const Sighting& page) {
      return page.status == Status::cleaned && page.layout != kNoLayout;
    });
    const std::vector<std::size_t> articles = every_article();
    add({Watch::layouts, {}, {}}, articles, [](const Sighting& page) { return page.layout != kNoLayout; });
    if (usual_ > 0) {
      add({Watch::bodies, {}, {}}, articles,
          [this](const Sighting& page) { return std::uint64_t{2} * page.words >= usual_; });
    }
    return std::move(out_);
  }

 private:
  std::vector<std::size_t> every_page() const {
    std::vector<std::size_t> out;
    for (std::size_t i = 0; i < history_.recent.size(); ++i) out.push_back(i);
    return out;
  }

  std::vector<std::size_t> every_article() const {
    std::vector<std::size_t> out;
    for (std::size_t i = 0; i < history_.recent.size(); ++i) {
      if (history_.recent[i].sighting.status == Status::cleaned) out.push_back(i);
    }
    return out;
  }

  void add_layout(std::string_view name) {
    add({Watch::layout, {}, std::string(name)}, every_article(),
        [name](const Sighting& page) { return page.layout == name; });
  }

  void add_rule(std::string_view layout, std::string_view rule) {
    const LayoutPages& pages = layouts_.find(layout)->second;
    const std::vector<std::size_t>& hits = pages.hits.find(rule)->second;
    const Series series{Watch::rule, std::string(layout), std::string(rule)};
    const std::uint64_t start = start_of(history_, series);
    std::vector<Seen>& seen = out_[series];
    auto next = hits.begin();
    for (const std::size_t i : pages.pages) {
      const bool is_hit = next != hits.end() && *next == i;
      if (is_hit) ++next;
      add_page(seen, i, start, trial_if(is_hit));
    }
  }

  template <class IsHit>
  void add(const Series& series, const std::vector<std::size_t>& pages, IsHit is_hit) {
    const std::uint64_t start = start_of(history_, series);
    std::vector<Seen>& seen = out_[series];
    for (const std::size_t i : pages) add_page(seen, i, start, trial_if(is_hit(history_.recent[i].sighting)));
  }

  void add_page(std::vector<Seen>& seen, std::size_t i, std::uint64_t start, Trial trial) const {
    const NumberedSighting& page = history_.recent[i];
    if (page.number >= start) seen.push_back({page.number, page.sighting.seen, trial});
  }

  const SiteHistory& history_;
  std::uint32_t usual_;
  Layouts layouts_;
  RecentSeries out_;
};

}  // namespace

std::span<const NumberedSighting> pages_of_today(const SiteHistory& history) {
  const std::uint64_t start = start_of(history, {Watch::bodies, {}, {}});
  std::span<const NumberedSighting> pages(history.recent);
  while (!pages.empty() && pages.front().number < start) pages = pages.subspan(1);
  return pages;
}

std::uint32_t median_words(std::span<const NumberedSighting> pages) {
  std::vector<std::uint32_t> words;
  for (const NumberedSighting& page : pages) {
    if (page.sighting.status == Status::cleaned) words.push_back(page.sighting.words);
  }
  if (words.empty()) return 0;
  const auto middle = words.begin() + static_cast<std::ptrdiff_t>(words.size() / 2);
  std::nth_element(words.begin(), middle, words.end());
  return *middle;
}

std::uint32_t usual_words(const SiteHistory& history) {
  if (history.usual_words > 0) return history.usual_words;
  const auto pages = pages_of_today(history);
  return pages.size() < kFewestBefore ? 0 : median_words(pages.first(pages.size() / 2));
}

RecentSeries recent_series(const SiteHistory& history) { return Sorter(history).sort(); }

Losses losses_of(const SiteHistory& history, const RecentSeries& all) {
  Losses out;
  for (const auto& [series, seen] : all) {
    const auto found = history.earlier.find(series);
    const Earlier earlier = found == history.earlier.end() ? Earlier{} : found->second;
    const std::optional<Loss> loss = loss_in(earlier.tally, earlier.first, seen);
    if (loss) out.emplace(series, *loss);
  }
  return out;
}

}  // namespace cleancopy
