#include "fetch/robots_pattern.h"

#include "text/ascii.h"

namespace cleancopy {
namespace {

// RFC 3986, 2.2 and 2.3, without the two that patterns give a meaning.
bool is_plain(char c) {
  constexpr std::string_view kMarks = "-._~:/?#[]@!&'()+,;=";
  return is_letter(c) || is_digit(c) || kMarks.find(c) != std::string_view::npos;
}

int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  const char small = lower(c);
  return small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
}

void append_octet(std::string& out, char octet) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  if (is_plain(octet)) {
    out += octet;
    return;
  }
  const auto value = static_cast<unsigned char>(octet);
  out += '%';
  out += kDigits[value >> 4];
  out += kDigits[value & 15];
}

// Appends the octet that `text` begins with, encoded or not, and says how many characters it took.
std::size_t append_first(std::string& out, std::string_view text) {
  const int high = text[0] == '%' && text.size() > 2 ? hex_value(text[1]) : -1;
  const int low = high < 0 ? -1 : hex_value(text[2]);
  if (low < 0) {
    append_octet(out, text[0]);
    return 1;
  }
  append_octet(out, static_cast<char>(high * 16 + low));
  return 3;
}

}  // namespace

std::string normal_target(std::string_view target) {
  std::string out;
  while (!target.empty()) target.remove_prefix(append_first(out, target));
  return out;
}

std::string normal_pattern(std::string_view path) {
  const bool ends = path.ends_with('$');
  if (ends) path.remove_suffix(1);
  std::string out;
  while (!path.empty()) {
    if (path[0] == '*') {
      out += '*';
      path.remove_prefix(1);
    } else {
      path.remove_prefix(append_first(out, path));
    }
  }
  if (ends) out += '$';
  return out;
}

// Where two do not agree, the last star takes one octet more. An earlier one never has to: what followed it
// was found as far left as can be.
bool pattern_matches(std::string_view pattern, std::string_view target, std::size_t& steps) {
  const bool ends = pattern.ends_with('$');
  if (ends) pattern.remove_suffix(1);
  std::size_t p = 0, t = 0, behind_star = 0, taken_to = 0;  // behind_star: 0 as long as there was none
  for (; steps > 0; --steps) {
    if (p == pattern.size() && (!ends || t == target.size())) return true;
    if (p < pattern.size() && pattern[p] == '*') {
      behind_star = ++p;
      taken_to = t;
    } else if (t == target.size()) {
      return false;
    } else if (p < pattern.size() && pattern[p] == target[t]) {
      ++p;
      ++t;
    } else if (behind_star > 0) {
      p = behind_star;
      t = ++taken_to;
    } else {
      return false;
    }
  }
  return false;
}

}  // namespace cleancopy
