#include "fetch/politeness.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>

namespace cleancopy {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

std::optional<int> number_in(std::string_view text) {
  int number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool is_whole = read.ec == std::errc() && read.ptr == text.data() + text.size() && number >= 0;
  return is_whole && !text.empty() ? std::optional(number) : std::nullopt;
}

// The parts of a date, in whatever order they come: day before year, in all three forms.
struct DateParts {
  std::optional<int> day, month, year, seconds;
};

void read_time(std::string_view word, DateParts& parts) {
  if (word.size() != 8 || word[2] != ':' || word[5] != ':') return;
  const auto hours = number_in(word.substr(0, 2)), minutes = number_in(word.substr(3, 2)),
             seconds = number_in(word.substr(6, 2));
  if (hours && minutes && seconds && *hours < 24 && *minutes < 60 && *seconds <= 60)
    parts.seconds = *hours * 3600 + *minutes * 60 + *seconds;
}

// Two digits are the year that is not more than fifty years ahead (RFC 9110, 5.6.7).
int nearest_year(int digits, std::int64_t now) {
  const auto this_year = static_cast<int>(1970 + now / 31'556'952);
  const int year = this_year / 100 * 100 + digits;
  if (year > this_year + 50) return year - 100;
  return year <= this_year - 50 ? year + 100 : year;
}

void read_word(std::string_view word, std::int64_t now, DateParts& parts) {
  const auto month = std::ranges::find(kMonths, word);
  if (month != kMonths.end()) parts.month = static_cast<int>(month - kMonths.begin()) + 1;
  if (word.find(':') != std::string_view::npos) return read_time(word, parts);
  const auto number = number_in(word);
  if (!number) return;
  if (!parts.day) {
    parts.day = number;
    return;
  }
  parts.year = word.size() == 2 ? nearest_year(*number, now) : *number;
}

// "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994".
std::optional<std::int64_t> seconds_of_date(std::string_view text, std::int64_t now) {
  DateParts parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(" ,-"), text.size());
    read_word(text.substr(0, end), now, parts);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  if (!parts.day || !parts.month || !parts.year || !parts.seconds || *parts.year > 9999) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(*parts.year),
                                         std::chrono::month(static_cast<unsigned>(*parts.month)),
                                         std::chrono::day(static_cast<unsigned>(*parts.day))};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days(date).time_since_epoch().count() * std::int64_t{86'400} + *parts.seconds;
}

}  // namespace

std::chrono::milliseconds pause_between(std::int64_t delay, std::optional<double> crawl_delay) {
  const double asked = std::clamp(crawl_delay.value_or(0), 0.0, kLongestCrawlDelay);
  const double seconds = std::max(static_cast<double>(delay), asked);
  return std::chrono::milliseconds(static_cast<std::int64_t>(std::ceil(seconds * 1000)));
}

std::optional<std::int64_t> retry_after(std::string_view value, std::int64_t now) {
  if (value.empty()) return std::nullopt;
  if (value.find_first_not_of("0123456789") == std::string_view::npos) {
    const auto seconds = number_in(value);  // none: more digits than an int has
    return std::min<std::int64_t>(seconds.value_or(kLongestRetryAfter), kLongestRetryAfter);
  }
  const auto then = seconds_of_date(value, now);
  if (!then) return std::nullopt;
  return std::clamp<std::int64_t>(*then - now, 0, kLongestRetryAfter);
}

}  // namespace cleancopy
