#include "fetch/chart.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "fetch/odds.h"

namespace cleancopy {
namespace {

constexpr double kRecovered = 1e-3;  // chance that so many hits at the end are luck

double log_limit(std::uint32_t pages_before) {
  const double n = std::min(pages_before, kMostBefore);
  return std::log(kSpent) - 2 * std::log(n);
}

double relative_entropy(double x, double p) {
  const double hit = x > 0 ? x * std::log(x / p) : 0;
  return hit + (x < 1 ? (1 - x) * std::log((1 - x) / (1 - p)) : 0);
}

class Chart {
 public:
  Chart(const Tally& earlier, std::int64_t first, const std::vector<Seen>& recent)
      : earlier_(earlier), first_(first), recent_(recent), hits_(recent.size() + 1) {
    for (std::size_t i = 0; i < recent.size(); ++i) {
      hits_[i + 1] = hits_[i] + (recent[i].trial == Trial::hit ? 1 : 0);
    }
    if (earlier.pages() == 0 && !recent.empty()) first_ = recent.front().when;
  }

  std::optional<Loss> find() {
    std::vector<std::uint32_t> starts;
    for (const std::uint32_t window : windows()) {
      const auto start = static_cast<std::uint32_t>(recent_.size()) - window;
      if (may_be_lost(start)) starts.push_back(start);
    }
    std::sort(starts.begin(), starts.end());
    std::optional<Loss> found;
    double least = 0;
    Tally tally = earlier_;
    std::uint32_t at = 0;
    for (const std::uint32_t start : starts) {
      for (; at < start; ++at) tally.add(recent_[at].trial);
      const double odds = log_odds(start, tally) - log_limit(before(start));
      if (odds >= least || has_recovered(start, tally)) continue;
      least = odds;
      found = loss_from(start);
    }
    return found;
  }

 private:
  std::uint32_t pages(std::uint32_t start) const {
    return static_cast<std::uint32_t>(recent_.size()) - start;
  }
  std::uint32_t hits(std::uint32_t start) const { return hits_.back() - hits_[start]; }
  std::uint32_t before(std::uint32_t start) const { return earlier_.pages() + start; }
  std::uint32_t hits_before(std::uint32_t start) const { return earlier_.hits() + hits_[start]; }

  // Ever longer ones, the run of misses at the end, and all pages.
  std::vector<std::uint32_t> windows() const {
    const auto all = static_cast<std::uint32_t>(recent_.size());
    std::vector<std::uint32_t> out;
    for (std::uint32_t window = kFewestPages; window < all; window += 1 + window / 8) out.push_back(window);
    std::uint32_t run = 0;
    while (run < all && recent_[all - 1 - run].trial == Trial::miss) ++run;
    if (run > kFewestPages && run < all) out.push_back(run);
    if (all >= kFewestPages) out.push_back(all);
    return out;
  }

  // Cheap, and never wrong when it says no: the tail is no smaller than its largest term, which is at least
  // exp(-n·D) / (n + 1) for a known rate; for one that is not known, or lowered, it is larger.
  bool may_be_lost(std::uint32_t start) const {
    const std::uint32_t n = pages(start), known = before(start);
    if (known < kFewestBefore) return false;
    const double mean = (hits_before(start) + 0.5) / (known + 1.0), here = double(hits(start)) / n;
    if (here >= kPartly * mean) return false;
    const std::int64_t age = recent_[start].when - first_;
    if (age < kWeek || (age < kMonth && hits(start) > 0)) return false;
    const bool is_short = n < kOddPages && recent_.back().when - recent_[start].when < kOddDays;
    if (is_short && (mean < kUsual || 10 * hits(start) > n)) return false;
    return n * relative_entropy(here, mean) + std::log(n + 1.0) >= -log_limit(known);
  }

  double log_odds(std::uint32_t start, const Tally& tally) const {
    const std::uint32_t n = pages(start);
    return log_at_most(hits(start), n, {tally.low_rate(n), before(start) + 1.0});
  }

  // The newest pages have hits that the lost ones do not explain, and the time before does.
  bool has_recovered(std::uint32_t start, const Tally& tally) const {
    for (std::uint32_t n = 3; n + kFewestPages <= pages(start); n += 1 + n / 8) {
      const std::uint32_t newest = static_cast<std::uint32_t>(recent_.size()) - n;
      const std::uint32_t lost = pages(start) - n, misses = n - hits(newest);
      const double rate = (hits(start) - hits(newest) + 0.5) / (lost + 1.0);
      if (log_at_most(misses, n, {1 - rate, lost + 1.0}) > std::log(kRecovered)) continue;
      const Belief usual{tally.low_rate(n), before(start) + 1.0};
      if (log_at_most(hits(newest), n, usual) > std::log(0.05)) return true;
    }
    return false;
  }

  Loss loss_from(std::uint32_t start) const {
    return {.number = recent_[start].number,
            .since = recent_[start].when,
            .pages = pages(start),
            .hits = hits(start),
            .pages_before = before(start),
            .hits_before = hits_before(start),
            .is_whole = start == 0};
  }

  const Tally& earlier_;
  std::int64_t first_;
  const std::vector<Seen>& recent_;
  std::vector<std::uint32_t> hits_;  // before each page
};

}  // namespace

std::optional<Loss> loss_in(const Tally& earlier, std::int64_t first, const std::vector<Seen>& recent) {
  return Chart(earlier, first, recent).find();
}

}  // namespace cleancopy
