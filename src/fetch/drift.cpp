#include "fetch/drift.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "fetch/repeats.h"
#include "fetch/watch.h"

namespace cleancopy {
namespace {

constexpr double kShorter = 0.6;  // of the usual length: what may be told as "halved"

Drift drift_of(Watch watch) {
  switch (watch) {
    case Watch::articles: return Drift::articles;
    case Watch::bodies: return Drift::bodies;
    case Watch::rule: return Drift::rule;
    default: return Drift::layout;
  }
}

// What was lost while its first pages were still among the recent ones has begun then.
Finding finding_from(const SiteHistory& history, const Series& series, const Loss& loss) {
  Finding out{.site = history.site, .drift = drift_of(series.watch),
              .name = series.name, .layout = series.layout,
              .since = loss.since, .pages = loss.pages, .hits = loss.hits,
              .pages_before = loss.pages_before, .hits_before = loss.hits_before};
  const auto earlier = history.earlier.find(series);
  if (!loss.is_whole || earlier == history.earlier.end() || earlier->second.lost_since == 0) return out;
  out.since = earlier->second.lost_since;
  out.pages += earlier->second.lost_pages;
  out.hits += earlier->second.lost_hits;
  return out;
}

// The layout that won most often, by the earlier and the recent pages.
std::string main_layout(const SiteHistory& history, const RecentSeries& all) {
  std::string best;
  std::uint32_t most = 0;
  for (const auto& [series, seen] : all) {
    if (series.watch != Watch::layout) continue;
    const auto earlier = history.earlier.find(series);
    auto hits = earlier == history.earlier.end() ? 0U : earlier->second.tally.hits();
    for (const Seen& page : seen) hits += page.trial == Trial::hit ? 1 : 0;
    if (hits > most) std::tie(most, best) = std::pair(hits, series.name);
  }
  return best;
}

// The median of the pages since the loss; nothing if that is not much less than usual: then bodies
// are shorter more often, and that is a day of short news.
bool measure_bodies(Finding& finding, const SiteHistory& history, const Loss& loss) {
  std::span<const NumberedSighting> pages(history.recent);
  while (!pages.empty() && pages.front().number < loss.number) pages = pages.subspan(1);
  finding.words = median_words(pages);
  finding.words_before = usual_words(history);
  return finding.words <= kShorter * finding.words_before;
}

class Findings {
 public:
  explicit Findings(const SiteHistory& history)
      : history_(history), all_(recent_series(history)), losses_(losses_of(history, all_)) {}

  std::vector<Finding> find() {
    for (const auto& [series, loss] : losses_) add(series, loss);
    add_texts();
    for (auto& [thing, finding] : rules_) out_.push_back(std::move(finding));
    std::stable_sort(out_.begin(), out_.end(),
                     [](const Finding& a, const Finding& b) { return a.drift < b.drift; });
    return std::move(out_);
  }

 private:
  void add(const Series& series, const Loss& loss) {
    Finding finding = finding_from(history_, series, loss);
    switch (series.watch) {
      case Watch::ruled:  // told with what it rests on
        if (losses_.contains({Watch::layouts, {}, {}}) || losses_.contains({Watch::articles, {}, {}})) return;
        [[fallthrough]];
      case Watch::layouts:
        finding.name = main_layout(history_, all_);
        break;
      case Watch::layout:  // told with all of them
        if (losses_.contains({Watch::layouts, {}, {}}) || losses_.contains({Watch::ruled, {}, {}})) return;
        break;
      case Watch::bodies:
        if (!measure_bodies(finding, history_, loss)) return;
        break;
      case Watch::rule: return add_rule(std::move(finding));
      case Watch::articles: break;
    }
    out_.push_back(std::move(finding));
  }

  // Of one that is silent on pages of several layouts, that with most pages.
  void add_rule(Finding finding) {
    const auto [known, is_first] = rules_.try_emplace(finding.name, finding);
    if (!is_first && known->second.pages < finding.pages) known->second = std::move(finding);
  }

  void add_texts() {
    for (Repeat& repeat : repeats_in(pages_of_today(history_))) {
      out_.push_back({.site = history_.site, .drift = Drift::text, .name = std::move(repeat.opening),
                      .since = repeat.since, .pages = repeat.pages, .hits = repeat.stories});
    }
  }

  const SiteHistory& history_;
  RecentSeries all_;
  Losses losses_;
  std::map<std::string, Finding> rules_;
  std::vector<Finding> out_;
};

}  // namespace

std::string_view name_of(Drift drift) {
  switch (drift) {
    case Drift::articles: return "articles";
    case Drift::layout: return "layout";
    case Drift::rule: return "rule";
    case Drift::bodies: return "bodies";
    case Drift::text: break;
  }
  return "text";
}

std::vector<Finding> findings_of(const SiteHistory& history) { return Findings(history).find(); }

}  // namespace cleancopy
