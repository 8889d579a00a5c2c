#include "text/date.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <utility>
#include <vector>

namespace cleancopy {
namespace {

constexpr std::size_t kLongest = 256;  // a date is near the start of its text, or it is none

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

struct Date {
  int year = 0, month = 0, day = 0;
  int hour = -1, minute = 0, second = 0;
  std::optional<int> zone;  // minutes east of UTC
};

bool exists(const Date& d) {
  constexpr std::array<int, 13> days{0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (d.year < 1700 || d.year > 2100 || d.month < 1 || d.month > 12 || d.day < 1) return false;
  const bool leap = (d.year % 4 == 0 && d.year % 100 != 0) || d.year % 400 == 0;
  const int last = d.month == 2 && !leap ? 28 : days[static_cast<std::size_t>(d.month)];
  return d.day <= last && d.hour < 24 && d.minute < 60 && d.second <= 60;
}

std::string print(const Date& d) {
  char text[40];
  int size = std::snprintf(text, sizeof text, "%04d-%02d-%02d", d.year, d.month, d.day);
  std::string out(text, static_cast<std::size_t>(size));
  if (d.hour < 0) return out;
  size = std::snprintf(text, sizeof text, "T%02d:%02d:%02d", d.hour, d.minute, d.second);
  out.append(text, static_cast<std::size_t>(size));
  if (!d.zone) return out;
  if (*d.zone == 0) return out + "Z";
  const int zone = std::abs(*d.zone);
  size = std::snprintf(text, sizeof text, "%c%02d:%02d", *d.zone < 0 ? '-' : '+', zone / 60 % 100, zone % 60);
  return out.append(text, static_cast<std::size_t>(size));
}

/// Reads a text from the left; each function takes what it knows or nothing.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : text_(text) {}

  bool done() const { return pos_ >= text_.size(); }
  char peek(std::size_t k = 0) const { return pos_ + k < text_.size() ? text_[pos_ + k] : '\0'; }
  std::size_t pos() const { return pos_; }
  void go(std::size_t pos) { pos_ = pos; }
  void skip() { ++pos_; }
  bool take(char c) { return peek() == c ? (++pos_, true) : false; }
  void skip_spaces() { while (peek() == ' ' || peek() == ',') ++pos_; }

  std::size_t digits_ahead() const {
    std::size_t n = 0;
    while (is_digit(peek(n))) ++n;
    return n;
  }

  /// Exactly `n` digits.
  std::optional<int> number(std::size_t n) {
    int value = 0;
    for (std::size_t k = 0; k < n; ++k) {
      if (!is_digit(peek(k))) return std::nullopt;
      value = value * 10 + (peek(k) - '0');
    }
    pos_ += n;
    return value;
  }

  std::string word() {
    std::string out;
    for (; is_letter(peek()); ++pos_) out += lower(peek());
    return out;
  }

 private:
  std::string_view text_;
  std::size_t pos_ = 0;
};

int month_named(std::string_view word) {
  constexpr std::array<std::string_view, 12> months{"january", "february", "march", "april", "may", "june", "july",
                                                    "august", "september", "october", "november", "december"};
  if (word == "sept") return 9;
  for (std::size_t i = 0; i < months.size(); ++i) {
    if (word == months[i] || (word.size() == 3 && months[i].substr(0, 3) == word)) return static_cast<int>(i) + 1;
  }
  return 0;
}

std::optional<int> zone_named(std::string_view word) {
  constexpr std::array<std::pair<std::string_view, int>, 16> zones{{
      {"z", 0}, {"utc", 0}, {"gmt", 0}, {"wet", 0}, {"bst", 60}, {"ist", 330}, {"cet", 60}, {"cest", 120},
      {"est", -300}, {"edt", -240}, {"cst", -360}, {"cdt", -300}, {"mst", -420}, {"mdt", -360}, {"pst", -480},
      {"pdt", -420}}};
  for (const auto& [name, minutes] : zones) {
    if (word == name) return minutes;
  }
  return word == "et" ? std::optional(-300) : std::nullopt;
}

void read_zone(Cursor& in, Date& date) {
  in.skip_spaces();
  const char sign = in.peek();
  if (sign == '+' || sign == '-') {
    in.skip();
    const std::optional<int> hours = in.number(2);
    if (!hours) return;
    in.take(':');
    date.zone = (*hours * 60 + in.number(2).value_or(0)) * (sign == '-' ? -1 : 1);
    return;
  }
  const std::size_t back = in.pos();
  date.zone = zone_named(in.word());
  if (!date.zone) in.go(back);
}

/// "10:39", "10:39:05.123", "1039" after a date, "9:05 pm".
void read_time(Cursor& in, Date& date) {
  const std::size_t ahead = in.digits_ahead();
  if (ahead != 1 && ahead != 2 && ahead != 4 && ahead != 6) return;
  Date timed = date;
  timed.hour = in.number(ahead == 1 ? 1 : 2).value_or(-1);
  if (ahead <= 2 && !in.take(':')) return;
  timed.minute = in.number(2).value_or(60);
  if (in.take(':') || ahead == 6) timed.second = in.number(2).value_or(0);
  if (in.take('.')) while (is_digit(in.peek())) in.skip();
  in.skip_spaces();
  const char half = lower(in.peek());
  if ((half == 'a' || half == 'p') && lower(in.peek(1)) == 'm') {
    timed.hour = timed.hour % 12 + (half == 'p' ? 12 : 0);
    in.skip();
    in.skip();
  }
  if (!exists(timed)) return;
  date = timed;
  read_zone(in, date);
}

/// "2024-05-03…" or "20240503…".
std::optional<Date> read_iso(Cursor in) {
  Date date;
  const std::size_t ahead = in.digits_ahead();
  if (ahead != 4 && ahead != 8) return std::nullopt;
  date.year = in.number(4).value_or(0);
  const char separator = in.peek();
  const bool separated = separator == '-' || separator == '/';
  if (ahead == 4 && !separated) return std::nullopt;
  if (separated) in.skip();
  date.month = in.number(2).value_or(0);
  if (separated && !in.take(separator)) return std::nullopt;
  date.day = in.number(2).value_or(0);
  if (!exists(date)) return std::nullopt;
  if (in.take('T') || in.take('t') || in.take(' ')) read_time(in, date);
  return date;
}

/// Between date and time: "at", "-", "|", "," and spaces.
void skip_to_time(Cursor& in) {
  for (int k = 0; k < 8 && !in.done() && !is_digit(in.peek()); ++k) {
    if (is_letter(in.peek()) && lower(in.peek()) != 'a' && lower(in.peek()) != 't') return;
    in.skip();
  }
}

std::optional<Date> finish(Cursor& in, Date date) {
  if (!exists(date)) return std::nullopt;
  skip_to_time(in);
  read_time(in, date);
  return date;
}

std::optional<int> read_year(Cursor& in) {
  in.skip_spaces();
  return in.digits_ahead() == 4 ? in.number(4) : std::nullopt;
}

/// "22 December 2014", "22nd Dec, 2014".
std::optional<Date> read_day_first(Cursor in) {
  Date date;
  const std::size_t ahead = in.digits_ahead();
  if (ahead != 1 && ahead != 2) return std::nullopt;
  date.day = in.number(ahead).value_or(0);
  std::string word = in.word();
  if (word == "st" || word == "nd" || word == "rd" || word == "th" || word.empty()) {
    in.skip_spaces();
    word = in.word();
    if (word == "of") { in.skip_spaces(); word = in.word(); }
  }
  in.take('.');
  date.month = month_named(word);
  date.year = read_year(in).value_or(0);
  return date.month == 0 ? std::nullopt : finish(in, date);
}

/// "December 22, 2014", "Dec. 22nd 2014".
std::optional<Date> read_month_first(Cursor in) {
  Date date;
  date.month = month_named(in.word());
  if (date.month == 0) return std::nullopt;
  in.take('.');
  in.skip_spaces();
  const std::size_t ahead = in.digits_ahead();
  if (ahead != 1 && ahead != 2) return std::nullopt;
  date.day = in.number(ahead).value_or(0);
  in.word();
  date.year = read_year(in).value_or(0);
  return finish(in, date);
}

}  // namespace

std::string iso_date(std::string_view text) {
  text = text.substr(0, kLongest);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool at_start = i == 0 || (!is_digit(text[i - 1]) && !is_letter(text[i - 1]));
    if (!at_start) continue;
    const Cursor here(text.substr(i));
    std::optional<Date> date;
    if (is_digit(text[i])) date = read_iso(here);
    if (!date && is_digit(text[i])) date = read_day_first(here);
    if (!date && is_letter(text[i])) date = read_month_first(here);
    if (date) return print(*date);
  }
  return {};
}

}  // namespace cleancopy
