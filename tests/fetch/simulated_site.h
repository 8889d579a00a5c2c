// Sites that publish for years within a test: pages come by the hour, more by day than by
// night, and differ as those of real sites do. Seeded: the same pages in every run.
#pragma once

#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "fetch/history.h"
#include "text/random.h"

namespace cleancopy {

class Chance {
 public:
  explicit Chance(std::uint64_t seed) : random_(seed) {}

  double unit() {
    return (static_cast<double>(random_.below(std::size_t{1} << 53)) + 0.5) / 9007199254740992.0;
  }
  bool is(double rate) { return unit() < rate; }
  double normal() { return std::sqrt(-2 * std::log(unit())) * std::cos(6.283185307179586 * unit()); }

  std::size_t poisson(double mean) {
    std::size_t n = 0;
    for (double left = std::exp(-mean), p = unit(); p > left; p *= unit()) ++n;
    return n;
  }

 private:
  Random random_;
};

/// A drop rule on the pages of a layout: how often it hits on weekdays, at weekends, and how much that
/// differs from day to day (standard deviation of the day's log-odds).
struct SimulatedRule {
  std::string name;
  double weekdays = 1, weekends = 1;
  double unsteady = 0;
};

/// Who publishes what. Rates are of pages; those of `special` days are of pages on such days.
struct SimulatedHabits {
  double pages_a_day = 20;
  double weekend_volume = 0.6;
  std::vector<std::pair<std::string, double>> layouts = {};  ///< with their shares on weekdays …
  double weekend_shift = 0;       ///< … of which the first loses so much to the second at weekends
  double generic = 0;             ///< pages on which no layout wins …
  double special_days = 0;        ///< … and on these days, of live blogs, many more do that
  double special_generic = 0;
  double no_article = 0.01, no_article_unsteady = 0;
  double words = 500, words_spread = 0.6, words_unsteady = 0.1;
  double brief_days = 0;          ///< days with many short news …
  double briefs = 0.4;            ///< … which are this share then, a third as long
  double affairs = 0.2;           ///< a day: a paragraph of background in some of the next pages
  double remark = 0.02;           ///< a standing remark
  std::vector<SimulatedRule> rules = {};
};

/// What has happened to the site. Nothing, as it is.
struct SimulatedChange {
  double layout_lost = 0;    ///< share of pages on which no layout wins any more
  double rules_lost = 0;     ///< share of hits that are missing
  double bodies = 1;         ///< how long they are now
  double empty = 0;          ///< share of pages without an article now
  double prompt = 0;         ///< share of pages with a new text that no rule knows
};

inline constexpr double kAffairShare = 0.12;  // of thirty pages, these have its background

class SimulatedSite {
 public:
  SimulatedSite(std::string name, SimulatedHabits habits, std::uint64_t seed)
      : name_(std::move(name)), habits_(std::move(habits)), chance_(seed) {
    begin_day(0);
  }

  SimulatedChange change;

  /// The pages of the next hour.
  std::vector<Sighting> next_hour() {
    const std::int64_t hour = hour_++;
    if (hour % 24 == 0) begin_day(hour / 24);
    const double by_day = hour % 24 >= 6 && hour % 24 < 22 ? 1.4 : 0.2;
    const double volume = habits_.pages_a_day / 24 * by_day * (is_weekend_ ? habits_.weekend_volume : 1);
    std::vector<Sighting> out;
    for (std::size_t n = chance_.poisson(volume); n > 0; --n) out.push_back(next_page());
    return out;
  }

  Sighting next_page() {
    Sighting page;
    page.site = name_;
    page.page = name_ + "/" + std::to_string(++pages_);
    page.seen = hour_ * 3600;
    page.files = {name_, "generic"};
    if (chance_.is(no_article_) || chance_.is(change.empty)) return page;
    page.status = Status::cleaned;
    page.layout = layout();
    const double brief = is_brief_day_ && chance_.is(habits_.briefs) ? 1.0 / 3 : 1;
    const double words =
        habits_.words * brief * std::exp(words_today_ + habits_.words_spread * chance_.normal());
    page.words = static_cast<std::uint32_t>(words * change.bodies) + 20;
    for (std::size_t i = 0; i < habits_.rules.size(); ++i) {
      if (chance_.is(rates_[i]) && !chance_.is(change.rules_lost))
        page.rules.push_back(habits_.rules[i].name);
    }
    add_texts(page);
    return page;
  }

 private:
  void begin_day(std::int64_t day) {
    is_weekend_ = day % 7 >= 5;
    is_special_ = chance_.is(habits_.special_days);
    is_brief_day_ = chance_.is(habits_.brief_days);
    no_article_ = moved(habits_.no_article, habits_.no_article_unsteady);
    words_today_ = habits_.words_unsteady * chance_.normal();
    rates_.clear();
    for (const SimulatedRule& rule : habits_.rules) {
      rates_.push_back(moved(is_weekend_ ? rule.weekends : rule.weekdays, rule.unsteady));
    }
  }

  double moved(double rate, double by) {
    if (by <= 0 || rate <= 0 || rate >= 1) return rate;
    return 1 / (1 + std::exp(-(std::log(rate / (1 - rate)) + by * chance_.normal())));
  }

  std::string layout() {
    const double lost = is_special_ ? habits_.special_generic : habits_.generic;
    if (habits_.layouts.empty() || chance_.is(lost) || chance_.is(change.layout_lost)) return "generic";
    double at = chance_.unit() + (is_weekend_ ? habits_.weekend_shift : 0);
    for (const auto& [layout, share] : habits_.layouts) {
      if ((at -= share) < 0) return layout;
    }
    return habits_.layouts.back().first;
  }

  void add_texts(Sighting& page) {
    const auto length = static_cast<std::uint32_t>(6 + chance_.poisson(8));
    const auto add = [&](std::uint64_t key, std::uint32_t above, std::string_view opening) {
      page.texts.push_back({key, above, length - 1 - above, std::string(opening)});
    };
    for (std::uint32_t i = 0; i < 6; ++i) add(++text_, i, "A paragraph of its own");
    if (affair_left_ == 0 && chance_.is(habits_.affairs / habits_.pages_a_day)) {
      affair_ = ++text_;
      affair_left_ = 30;
    }
    if (affair_left_ > 0) {
      --affair_left_;
      const auto place = static_cast<std::uint32_t>(chance_.unit() * length);
      if (chance_.is(kAffairShare)) add(affair_, place, "The background of an affair");
    }
    if (chance_.is(habits_.remark)) add(1, length - 1, "A standing remark");
    if (chance_.is(change.prompt)) add(2, 4, "Sign up for what is new");
  }

  std::string name_;
  SimulatedHabits habits_;
  Chance chance_;
  std::int64_t hour_ = 0;
  std::uint64_t pages_ = 0, text_ = 10, affair_ = 0;
  int affair_left_ = 0;
  bool is_weekend_ = false, is_special_ = false, is_brief_day_ = false;
  double no_article_ = 0, words_today_ = 0;
  std::vector<double> rates_;
};

/// A dozen sites that differ in all that a chart might stumble over.
inline std::vector<SimulatedSite> dozen_sites(std::uint64_t seed) {
  const auto rules = [](const std::string& site, double unsteady) {
    std::vector<SimulatedRule> out;
    int i = 0;
    for (const double rate : {1.0, 0.995, 0.97, 0.9, 0.7, 0.5, 0.3, 0.1, 0.03, 0.005}) {
      out.push_back({site + "/related." + std::to_string(++i), rate, rate, unsteady});
    }
    out.push_back({site + "/newsletter.1", 0.6, 0.25, unsteady});
    out.push_back({"generic/social.1", 0.25, 0.6, unsteady});
    return out;
  };
  std::vector<SimulatedSite> out;
  const auto add = [&](const std::string& name, SimulatedHabits habits) {
    out.emplace_back(name, std::move(habits), seed * 1000 + out.size());
  };
  const auto own = [](const std::string& site) {
    return std::vector<std::pair<std::string, double>>{{site + "/keep.1", 1}};
  };
  const auto two = [](const std::string& site, double first) {
    return std::vector<std::pair<std::string, double>>{{site + "/keep.1", first},
                                                       {site + "/keep.2", 1 - first}};
  };
  add("steady.example", {.pages_a_day = 40, .layouts = own("steady.example"),
                         .rules = rules("steady.example", 0)});
  add("two.example", {.pages_a_day = 30, .layouts = two("two.example", 0.8), .weekend_shift = 0.4,
                      .rules = rules("two.example", 0.2)});
  add("live.example", {.pages_a_day = 25, .layouts = own("live.example"), .generic = 0.01,
                       .special_days = 0.1,
                       .special_generic = 0.3, .rules = rules("live.example", 0.2)});
  add("small.example", {.pages_a_day = 2, .layouts = own("small.example"),
                        .rules = rules("small.example", 0.2)});
  add("generic.example", {.pages_a_day = 10, .rules = rules("generic.example", 0.2)});
  add("weekdays.example", {.pages_a_day = 3, .weekend_volume = 0, .layouts = own("weekdays.example"),
                           .generic = 0.005, .rules = rules("weekdays.example", 0)});
  add("video.example", {.pages_a_day = 20, .layouts = own("video.example"), .no_article = 0.15,
                        .no_article_unsteady = 0.5, .rules = rules("video.example", 0.3)});
  add("big.example", {.pages_a_day = 100, .layouts = own("big.example"), .generic = 0.002,
                      .rules = rules("big.example", 0.2)});
  add("unsteady.example", {.pages_a_day = 15, .layouts = two("unsteady.example", 0.5), .generic = 0.03,
                           .no_article = 0.03, .no_article_unsteady = 0.8, .words_unsteady = 0.3,
                           .rules = rules("unsteady.example", 0.6)});
  add("brief.example", {.pages_a_day = 15, .layouts = own("brief.example"), .words_spread = 0.8,
                        .brief_days = 0.15, .rules = rules("brief.example", 0.2)});
  add("partly.example", {.pages_a_day = 12, .layouts = own("partly.example"), .generic = 0.06,
                         .rules = rules("partly.example", 0.2)});
  add("mixed.example", {.pages_a_day = 12, .layouts = two("mixed.example", 0.7), .weekend_shift = 0.3,
                        .generic = 0.1, .special_days = 0.07, .special_generic = 0.5, .no_article = 0.05,
                        .no_article_unsteady = 0.4, .brief_days = 0.1, .affairs = 0.5, .remark = 0.05,
                        .rules = rules("mixed.example", 0.4)});
  return out;
}

/// A site's history as the state would have it (fetch/sightings.h), without a state.
class Remembered {
 public:
  void add(Sighting page, const RuleVersions& versions = {}) {
    history_.site = page.site;
    NumberedSighting numbered{++pages_, std::move(page)};
    note_versions(history_, numbered, versions);
    history_.recent.push_back(std::move(numbered));
    for (NumberedSighting& old : history_.recent) {
      if (old.number + kTextPages > pages_) break;
      old.sighting.texts.clear();
    }
    fold(history_);
  }

  const SiteHistory& history() const { return history_; }

 private:
  SiteHistory history_;
  std::uint64_t pages_ = 0;
};

}  // namespace cleancopy
