#include "text/moment.h"

#include <algorithm>
#include <charconv>
#include <chrono>

namespace cleancopy {
namespace {

constexpr std::int64_t kLastMoment = 253'402'300'799;  // of the year 9999

// The number that stands in `length` digits at `at`; -1 if none does.
int number_at(std::string_view text, std::size_t at, std::size_t length) {
  if (text.size() < at + length || text[at] < '0' || text[at] > '9') return -1;
  int number = -1;
  const char* const end = text.data() + at + length;
  const auto read = std::from_chars(text.data() + at, end, number);
  return read.ptr == end ? number : -1;
}

// Seconds east of UTC; "Z", "+02:00" or nothing.
std::optional<std::int64_t> zone_of(std::string_view text) {
  if (text.empty() || text == "Z") return 0;
  const int hours = number_at(text, 1, 2), minutes = number_at(text, 4, 2);
  if (text.size() != 6 || hours < 0 || minutes < 0 || (text[0] != '+' && text[0] != '-')) return std::nullopt;
  const std::int64_t seconds = hours * 3600 + minutes * 60;
  return text[0] == '-' ? -seconds : seconds;
}

}  // namespace

std::optional<std::int64_t> seconds_of(std::string_view iso) {
  using namespace std::chrono;
  const int y = number_at(iso, 0, 4), m = number_at(iso, 5, 2), d = number_at(iso, 8, 2);
  if (y < 0 || m < 0 || d < 0) return std::nullopt;
  const year_month_day date(year(y), month(static_cast<unsigned>(m)), day(static_cast<unsigned>(d)));
  if (!date.ok() || iso[4] != '-' || iso[7] != '-') return std::nullopt;
  const std::int64_t midnight = sys_days(date).time_since_epoch().count() * kDay;
  if (iso.size() == 10) return midnight;
  const int hour = number_at(iso, 11, 2), minute = number_at(iso, 14, 2), second = number_at(iso, 17, 2);
  if (iso[10] != 'T' || hour < 0 || minute < 0 || second < 0) return std::nullopt;
  const auto zone = zone_of(iso.substr(19));
  if (!zone) return std::nullopt;
  return midnight + hour * 3600 + minute * 60 + second - *zone;
}

std::string iso_time(std::int64_t seconds) {
  using namespace std::chrono;
  seconds = std::clamp(seconds, std::int64_t{0}, kLastMoment);
  const year_month_day date(sys_days(days(seconds / kDay)));
  std::string text = "0000-00-00T00:00:00Z";
  const auto write = [&text](std::int64_t number, std::size_t last, std::size_t digits) {
    for (std::size_t i = 0; i < digits; ++i, number /= 10)
      text[last - i] = static_cast<char>('0' + number % 10);
  };
  write(static_cast<int>(date.year()), 3, 4);
  write(static_cast<unsigned>(date.month()), 6, 2);
  write(static_cast<unsigned>(date.day()), 9, 2);
  write(seconds % kDay / 3600, 12, 2);
  write(seconds % 3600 / 60, 15, 2);
  write(seconds % 60, 18, 2);
  return text;
}

}  // namespace cleancopy
