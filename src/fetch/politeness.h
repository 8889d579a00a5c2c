// How long a host is left alone between two requests, and when it asks for it; when it
// fails, see fetch/backoff.h. Arithmetic only: who waits is the round (fetch/round.h).
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

namespace cleancopy {

inline constexpr double kLongestCrawlDelay = 120;                // seconds; a robots.txt may ask for days
inline constexpr std::int64_t kLongestRetryAfter = 24 * 3600;    // seconds

/// From the end of an answer to the host's next request: our delay (seconds), or the Crawl-delay of its
/// robots.txt where that is longer, up to kLongestCrawlDelay.
std::chrono::milliseconds pause_between(std::int64_t delay, std::optional<double> crawl_delay);

/// The seconds from `now` (since 1970) that a Retry-After asks for, as a number or a date in one of the
/// three forms of RFC 9110, 5.6.7; from 0 to kLongestRetryAfter. Nothing when it is neither.
std::optional<std::int64_t> retry_after(std::string_view value, std::int64_t now);

}  // namespace cleancopy
