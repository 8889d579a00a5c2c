#include "text/date.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <utility>
#include <vector>

#include "text/ascii.h"
#include "text/unicode.h"

namespace cleancopy {
namespace {

constexpr std::size_t kLongest = 256;  // a date is near the start of its text, or it is none

// Bytes of characters past ASCII count as letters: month names have them.
bool is_word_byte(char c) { return is_letter(c) || c < 0; }

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

/// A character, and a number of two digits.
void append_two(std::string& out, char before, int number) {
  out += before;
  out += static_cast<char>('0' + number / 10);
  out += static_cast<char>('0' + number % 10);
}

std::string print(const Date& d) {
  std::string out;
  out.reserve(sizeof "2024-05-03T10:39:00+02:00");
  out += std::to_string(d.year);
  append_two(out, '-', d.month);
  append_two(out, '-', d.day);
  if (d.hour < 0) return out;
  append_two(out, 'T', d.hour);
  append_two(out, ':', d.minute);
  append_two(out, ':', d.second);
  if (!d.zone) return out;
  if (*d.zone == 0) return out += 'Z';
  append_two(out, *d.zone < 0 ? '-' : '+', std::abs(*d.zone) / 60);
  append_two(out, ':', std::abs(*d.zone) % 60);
  return out;
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
    for (; is_word_byte(peek()); ++pos_) out += lower(peek());
    return out;
  }

 private:
  std::string_view text_;
  std::size_t pos_ = 0;
};

/// Month names as they begin, folded: English, German, French, Spanish, Portuguese,
/// Italian, Dutch, Scandinavian, Polish, Turkish. Longer before shorter.
int month_named(std::string_view word) {
  using Stem = std::pair<std::string_view, int>;
  static constexpr auto stems = std::to_array<Stem>({
      {"january", 1},    {"januar", 1},     {"jänner", 1},    {"janvier", 1},       {"janeiro", 1},
      {"enero", 1},      {"gennaio", 1},    {"januari", 1},   {"stycznia", 1},      {"ocak", 1},
      {"jan", 1},        {"february", 2},   {"februar", 2},   {"februari", 2},      {"février", 2},
      {"fevereiro", 2},  {"febrero", 2},    {"febbraio", 2},  {"lutego", 2},        {"şubat", 2},
      {"feb", 2},        {"march", 3},      {"märz", 3},      {"mars", 3},          {"março", 3},
      {"marzo", 3},      {"maart", 3},      {"marts", 3},     {"marca", 3},         {"mart", 3},
      {"mar", 3},        {"april", 4},      {"avril", 4},     {"abril", 4},         {"aprile", 4},
      {"kwietnia", 4},   {"nisan", 4},      {"apr", 4},       {"may", 5},           {"mai", 5},
      {"mayo", 5},       {"maio", 5},       {"maggio", 5},    {"mei", 5},           {"maj", 5},
      {"maja", 5},       {"mayıs", 5},      {"june", 6},      {"juni", 6},          {"juin", 6},
      {"junho", 6},      {"junio", 6},      {"giugno", 6},    {"czerwca", 6},       {"haziran", 6},
      {"jun", 6},        {"july", 7},       {"juli", 7},      {"juillet", 7},       {"julho", 7},
      {"julio", 7},      {"luglio", 7},     {"lipca", 7},     {"temmuz", 7},        {"jul", 7},
      {"august", 8},     {"août", 8},       {"agosto", 8},    {"augustus", 8},      {"augusti", 8},
      {"sierpnia", 8},   {"ağustos", 8},    {"aug", 8},       {"september", 9},     {"septembre", 9},
      {"setembro", 9},   {"septiembre", 9}, {"settembre", 9}, {"września", 9},      {"eylül", 9},
      {"sept", 9},       {"sep", 9},        {"october", 10},  {"oktober", 10},      {"octobre", 10},
      {"outubro", 10},   {"octubre", 10},   {"ottobre", 10},  {"października", 10}, {"ekim", 10},
      {"okt", 10},       {"oct", 10},       {"november", 11}, {"novembre", 11},     {"novembro", 11},
      {"noviembre", 11}, {"listopada", 11}, {"kasım", 11},    {"nov", 11},          {"december", 12},
      {"dezember", 12},  {"décembre", 12},  {"dezembro", 12}, {"diciembre", 12},    {"dicembre", 12},
      {"desember", 12},  {"grudnia", 12},   {"aralık", 12},   {"dez", 12},          {"des", 12},
      {"dec", 12},
  });
  const auto it =
      std::find_if(stems.begin(), stems.end(), [word](const Stem& stem) { return stem.first == word; });
  return it == stems.end() ? 0 : it->second;
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
    const int minutes = in.number(2).value_or(0);
    if (*hours < 24 && minutes < 60) date.zone = (*hours * 60 + minutes) * (sign == '-' ? -1 : 1);
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

/// Between date and time: "at", "um", "-", "|", "," and spaces.
void skip_to_time(Cursor& in) {
  for (int k = 0; k < 6 && !in.done() && !is_digit(in.peek()); ++k) {
    const std::size_t back = in.pos();
    const std::string word = in.word();
    if (word.empty()) in.skip();
    else if (word != "at" && word != "um" && word != "à" && word != "alle" && word != "kl")
      return in.go(back);
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

/// "22.12.2014", "2.1.14": with dots the day always comes first.
std::optional<Date> finish_dotted(Cursor& in, Date date) {
  const std::size_t month_digits = in.digits_ahead();
  if (month_digits != 1 && month_digits != 2) return std::nullopt;
  date.month = in.number(month_digits).value_or(0);
  if (!in.take('.')) return std::nullopt;
  const std::size_t year_digits = in.digits_ahead();
  if (year_digits != 2 && year_digits != 4) return std::nullopt;
  date.year = in.number(year_digits).value_or(0) + (year_digits == 2 ? 2000 : 0);
  return finish(in, date);
}

/// "22 December 2014", "22nd Dec, 2014", "22. Dezember 2014", "22 de diciembre de 2014".
std::optional<Date> read_day_first(Cursor in) {
  Date date;
  const std::size_t ahead = in.digits_ahead();
  if (ahead != 1 && ahead != 2) return std::nullopt;
  date.day = in.number(ahead).value_or(0);
  if (in.take('.') && is_digit(in.peek())) return finish_dotted(in, date);
  std::string word = in.word();
  for (const std::string_view filler : {"st", "nd", "rd", "th", "er", "", "of", "de"}) {
    if (word != filler) continue;
    in.skip_spaces();
    word = in.word();
  }
  in.take('.');
  date.month = month_named(word);
  in.skip_spaces();
  if (in.peek() == 'd' && in.peek(1) == 'e' && in.peek(2) == ' ') in.go(in.pos() + 3);
  date.year = read_year(in).value_or(0);
  return date.month == 0 ? std::nullopt : finish(in, date);
}

/// "2014年12月22日" and "2014년 12월 22일".
std::optional<Date> read_east_asian(Cursor in) {
  Date date;
  if (in.digits_ahead() != 4) return std::nullopt;
  date.year = in.number(4).value_or(0);
  const auto unit = [&](std::string_view chinese, std::string_view korean) {
    const std::string word = in.word();
    in.skip_spaces();
    return word.starts_with(chinese) || word.starts_with(korean);
  };
  if (!unit("年", "년")) return std::nullopt;
  date.month = in.number(std::min<std::size_t>(in.digits_ahead(), 2)).value_or(0);
  if (!unit("月", "월")) return std::nullopt;
  date.day = in.number(std::min<std::size_t>(in.digits_ahead(), 2)).value_or(0);
  return unit("日", "일") ? finish(in, date) : std::nullopt;
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

/// The first date of the text.
std::optional<Date> date_in(std::string_view raw) {
  const std::string text = fold_case(raw.substr(0, kLongest));
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool at_start = i == 0 || (!is_digit(text[i - 1]) && !is_word_byte(text[i - 1]));
    if (!at_start) continue;
    const Cursor here(std::string_view(text).substr(i));
    std::optional<Date> date;
    if (is_digit(text[i])) date = read_iso(here);
    if (!date && is_digit(text[i])) date = read_east_asian(here);
    if (!date && is_digit(text[i])) date = read_day_first(here);
    if (!date && is_word_byte(text[i])) date = read_month_first(here);
    if (date) return date;
  }
  return std::nullopt;
}

std::chrono::sys_days day_of(const Date& d) {
  return std::chrono::year(d.year) / d.month / d.day;
}

}  // namespace

std::string iso_date(std::string_view text) {
  const std::optional<Date> date = date_in(text);
  return date ? print(*date) : std::string();
}

bool is_after(std::string_view date, std::string_view day) {
  if (date.empty() || day.empty()) return false;
  const std::optional<Date> left = date_in(date), right = date_in(day);
  return left && right && day_of(*left) > day_of(*right) + std::chrono::days(1);
}

}  // namespace cleancopy
