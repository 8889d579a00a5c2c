// The control chart: has a series of hits and misses lost its hits, lately? Looks at the last 5,
// 6, 7 … pages up to all that are remembered one by one, and measures each such window
// against all pages before it.
//
// The test is a p-chart's with exact limits. Under "nothing has changed" the window's hits are
// beta-binomial: binomial, with a rate known as well as the pages before tell it, and lowered to
// that of the worst block of that length where pages are more alike in time than chance has it
// (Tally::low_rate; what Laney's p' chart does with a normal limit: Quality Engineering 14, 2002). It alarms
// when the lower tail is below kSpent / n², n the pages before, 1,000 at most: an alpha-spending
// rule (Lan and DeMets, Biometrika 70, 1983), for there is a test with each new page. While a series is young
// all tests together spend no more than kSpent / 20 = 1e-4; later each page spends 2e-9.
//
// So, for a steady series, this many pages that all miss are told (n = 1,000; n = 40 in brackets):
//     rate 100 %: 5 (5)    99 %: 5    98 %: 6    95 %: 7    90 %: 9    70 %: 17    50 %: 29    20 %: 92
// and a series that misses in clusters takes longer, by as much as its worst clusters are long. A window in
// which more than a tenth still hit is told when it is a week long or has 192 pages: a day or two may be odd;
// and one in which more than two thirds of the usual hits are there is not told at all. Nor is anything that
// began in a site's first eight days: its odd days are not known by then.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "fetch/tally.h"

namespace cleancopy {

inline constexpr double kSpent = 0.002;
inline constexpr std::uint32_t kFewestPages = 5;    // that are tested: fewer may all be of one odd affair
inline constexpr std::uint32_t kFewestBefore = 20;  // that they are measured against
inline constexpr std::uint32_t kMostBefore = 1000;  // that the budget counts
inline constexpr std::int64_t kWeek = 8 * 86400;  // with both its ends: how a site is, is not known before
inline constexpr std::int64_t kOddDays = 6 * 86400;  // so long hits may be fewer, if some are left …
inline constexpr std::uint32_t kOddPages = 192;      // … or for so many pages
inline constexpr double kUsual = 0.8;
inline constexpr double kPartly = 2.0 / 3;
inline constexpr std::int64_t kMonth = 28 * 86400;  // before that, only windows without a single hit are told

/// One page of a series.
struct Seen {
  std::uint64_t number = 0;  ///< of the site's pages
  std::int64_t when = 0;
  Trial trial = Trial::miss;
};

/// Pages on which hits are missing.
struct Loss {
  std::uint64_t number = 0;  ///< of the first of them …
  std::int64_t since = 0;    ///< … and when it was seen
  std::uint32_t pages = 0, hits = 0;
  std::uint32_t pages_before = 0, hits_before = 0;
  bool is_whole = false;     ///< they are all recent pages there are
};

/// The loss that the last of the `recent` pages show, if they do; of several windows the one that
/// is least likely by chance. Nothing once the newest pages are plainly as before again.
/// `earlier` are the pages before the recent ones, the first of all seen at `first`.
/// Costs some thirty windows at most; nearly all are told to be harmless by a bound.
std::optional<Loss> loss_in(const Tally& earlier, std::int64_t first, const std::vector<Seen>& recent);

}  // namespace cleancopy
