#include "fetch/history.h"

#include <algorithm>
#include <span>
#include <utility>

#include "fetch/watch.h"

namespace cleancopy {
namespace {

// "bbc.co.uk" of "bbc.co.uk/caption.2", "platform/x" of "platform/x/keep.1".
std::string_view file_of(std::string_view rule) {
  const std::size_t slash = rule.rfind('/');
  return rule.substr(0, slash == std::string_view::npos ? 0 : slash);
}

bool rests_on(const Series& series, std::string_view file) {
  switch (series.watch) {
    case Watch::layout: return file_of(series.name) == file;
    case Watch::rule: return file_of(series.name) == file || file_of(series.layout) == file;
    default: return true;
  }
}

// Pages of the loss, which may have begun before this fold, stay out of the tally.
void fold_page(Earlier& earlier, const Seen& page, const Loss* loss) {
  if (loss == nullptr || page.number < loss->number) {
    if (earlier.tally.pages() == 0) earlier.first = page.when;
    earlier.tally.add(page.trial);
    return;
  }
  if (earlier.lost_since == 0) earlier.lost_since = page.when;
  ++earlier.lost_pages;
  if (page.trial == Trial::hit) ++earlier.lost_hits;
}

void fold_series(Earlier& earlier, const std::vector<Seen>& seen, std::uint64_t last, const Loss* loss) {
  if (loss == nullptr || !loss->is_whole) earlier.lost_since = earlier.lost_pages = earlier.lost_hits = 0;
  for (const Seen& page : seen) {
    if (page.number > last) break;
    fold_page(earlier, page, loss);
  }
}

// It follows the pages that go, slowly: bodies that have become shorter are found while the recent pages
// are still measured against what was usual before.
std::uint32_t next_usual_words(const SiteHistory& history) {
  const std::uint32_t now = usual_words(history);
  const std::uint32_t gone = median_words(std::span(history.recent).first(kFoldedPages));
  const bool is_of_today = history.recent.front().number >= start_of(history, {Watch::bodies, {}, {}});
  return history.usual_words == 0 || gone == 0 || !is_of_today ? now : now - now / 8 + gone / 8;
}

}  // namespace

bool note_versions(SiteHistory& history, const NumberedSighting& page, const RuleVersions& versions) {
  bool is_new = false;
  for (const std::string& file : page.sighting.files) {
    const auto now = versions.find(file);
    if (now == versions.end()) continue;
    const auto [known, is_first] = history.files.try_emplace(file, FileVersion{now->second, 0});
    if (!is_first && known->second.version == now->second) continue;
    is_new = true;
    if (is_first) continue;
    known->second = {now->second, page.number};
    std::erase_if(history.earlier, [&file](const auto& earlier) { return rests_on(earlier.first, file); });
    history.usual_words = 0;
  }
  return is_new;
}

std::uint64_t start_of(const SiteHistory& history, const Series& series) {
  std::uint64_t start = 0;
  for (const auto& [file, version] : history.files) {
    if (rests_on(series, file)) start = std::max(start, version.start);
  }
  return start;
}

void fold(SiteHistory& history) {
  if (history.recent.size() <= kMaxRecent) return;
  const RecentSeries all = recent_series(history);
  const Losses losses = losses_of(history, all);
  const std::uint64_t last = history.recent[kFoldedPages - 1].number;
  for (const auto& [series, seen] : all) {
    if (history.earlier.size() >= kMaxSeries && !history.earlier.contains(series)) continue;
    const auto loss = losses.find(series);
    fold_series(history.earlier[series], seen, last, loss == losses.end() ? nullptr : &loss->second);
  }
  std::erase_if(history.earlier, [](const auto& earlier) {
    return earlier.second.tally.hits() == 0 && earlier.second.lost_since == 0;
  });
  if (!losses.contains({Watch::bodies, {}, {}})) history.usual_words = next_usual_words(history);
  history.recent.erase(history.recent.begin(), history.recent.begin() + kFoldedPages);
}

}  // namespace cleancopy
