// Which series of hits and misses the pages of a site are, and which of them have lost their hits.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string_view>
#include <vector>

#include "fetch/chart.h"
#include "fetch/history.h"

namespace cleancopy {

using RecentSeries = std::map<Series, std::vector<Seen>>;
using Losses = std::map<Series, Loss>;

/// The name of the layout where no rule file's layout speaks.
inline constexpr std::string_view kNoLayout = "generic";

/// The recent pages as series; and those series that earlier pages have and recent ones do not show,
/// all misses. Costs a look at each rule of each page.
RecentSeries recent_series(const SiteHistory& history);

/// The series that have lost their hits.
Losses losses_of(const SiteHistory& history, const RecentSeries& series);

/// The recent pages that were cleaned by the rules of today: those that `bodies` counts.
std::span<const NumberedSighting> pages_of_today(const SiteHistory& history);

/// The middle one of the bodies' lengths; 0 without any.
std::uint32_t median_words(std::span<const NumberedSighting> pages);

/// How many words are usual for a body of the site: 0 while that is not known.
std::uint32_t usual_words(const SiteHistory& history);

}  // namespace cleancopy
