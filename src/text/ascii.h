// Classes of ASCII characters, whatever the locale; bytes past ASCII are in none.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace cleancopy {

constexpr bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
constexpr bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool is_letter(char c) { return is_lower(c) || is_upper(c); }
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// White space as HTML has it: space, tab, line feed, form feed, carriage return.
constexpr bool is_html_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r'; }

/// Without white space, as HTML has it, at either end.
constexpr std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_html_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_html_space(text.back())) text.remove_suffix(1);
  return text;
}

/// Of a capital its small letter; others stay.
constexpr char lower(char c) { return is_upper(c) ? static_cast<char>(c + ('a' - 'A')) : c; }

/// Do the texts have the same letters, of whatever case? Bytes past ASCII are as they are.
constexpr bool equals_ignoring_case(std::string_view a, std::string_view b) {
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lower(x) == lower(y); });
}

/// Does the text begin so, in whatever case?
constexpr bool starts_ignoring_case(std::string_view text, std::string_view start) {
  return equals_ignoring_case(text.substr(0, start.size()), start);
}

/// The value of a hexadecimal digit, in either case; -1 of what is none.
constexpr int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  return lower(c) >= 'a' && lower(c) <= 'f' ? lower(c) - 'a' + 10 : -1;
}

/// Each capital of a text becomes its small letter.
inline std::string lowered(std::string text) {
  for (char& c : text) c = lower(c);
  return text;
}

}  // namespace cleancopy
