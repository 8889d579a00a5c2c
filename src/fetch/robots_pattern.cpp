#include "fetch/robots_pattern.h"

#include "text/ascii.h"
#include "text/url.h"

namespace cleancopy {
namespace {

// RFC 3986, 2.2 and 2.3, without the two that patterns give a meaning.
bool is_plain(char c) {
  constexpr std::string_view kMarks = "-._~:/?#[]@!&'()+,;=";
  return is_letter(c) || is_digit(c) || kMarks.find(c) != std::string_view::npos;
}

// Appends the octet that `text` begins with, encoded or not, and says how many characters it took.
std::size_t append_first(std::string& out, std::string_view text) {
  const auto encoded = encoded_octet(text);
  const char octet = encoded.value_or(text[0]);
  if (is_plain(octet)) out += octet;
  else out += percent_encoded(octet);
  return encoded ? kEncodedOctet : 1;
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
