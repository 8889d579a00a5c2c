// Classes of ASCII characters, whatever the locale; bytes past ASCII are in none.
#pragma once

#include <string>

namespace cleancopy {

constexpr bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
constexpr bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool is_letter(char c) { return is_lower(c) || is_upper(c); }
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// White space as HTML has it: space, tab, line feed, form feed, carriage return.
constexpr bool is_html_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r'; }

/// Of a capital its small letter; others stay.
constexpr char lower(char c) { return is_upper(c) ? static_cast<char>(c + ('a' - 'A')) : c; }

/// The same of a whole text.
inline std::string lowered(std::string text) {
  for (char& c : text) c = lower(c);
  return text;
}

}  // namespace cleancopy
