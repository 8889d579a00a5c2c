// Moments as numbers: seconds since 1970, UTC, and ISO 8601 as text/date.h writes it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace cleancopy {

inline constexpr std::int64_t kDay = 86'400;  // seconds

/// The moment of an ISO date as iso_date() gives it: without a zone it is taken for UTC, without a time of
/// day for the day's begin. Nothing when it is none.
std::optional<std::int64_t> seconds_of(std::string_view iso);

/// "2026-11-22T15:39:13Z". Years 1970 to 9999; what is outside becomes the nearest of them.
std::string iso_time(std::int64_t seconds);

}  // namespace cleancopy
