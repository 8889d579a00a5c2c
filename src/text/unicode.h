// Canonical text, and text folded for comparison. The only door to utf8proc.
// All functions take and give valid UTF-8, never fail, and are linear.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace cleancopy {

/// Canonical text: NFC; every run of white space (Unicode White_Space and
/// controls) is one U+0020, none at the ends; soft hyphens, zero-width
/// characters, bidi marks and byte-order marks are gone (ZWJ and ZWNJ stay
/// between letters and after viramas of scripts that write with them, and ZWJ
/// inside emoji), and so is what is past thirty combining marks on one letter.
/// Idempotent. Text of ASCII or common Latin costs a copy.
std::string normalize(std::string_view text);

/// Text for comparison: normalised, NFKC, quotes and dashes straightened
/// (“ ” „ « » → ", ‘ ’ ‚ ‹ › → ', ‐ – — − → -), then leading list marks removed.
/// Case stays. Idempotent.
std::string fold(std::string_view text);

/// fold() of what normalize() has given, at a fraction of the cost.
std::string fold_of_normal(std::string normal);

/// fold() and then Unicode case folding.
std::string fold_case(std::string_view text);

/// fold_case() of what fold() has given, at a fraction of the cost.
struct Caseless {
  std::string text;
  bool by_letter = false;  ///< is it also lower_letters() of that? So it is with most everyday text.
};
Caseless fold_case_of_folded(std::string folded);

/// Each letter in lower case, each on its own: letters that regular expressions take for
/// one another when they ignore case (Unicode simple case folding, and its way with İ)
/// come out alike. Not for comparing words: use fold_case().
std::string lower_letters(std::string_view text);

/// Without leading list marks ("• ", "· ", "▪ ", "■ ", "◦ ", "‣ ", "– ", "- " or "* "
/// before more text) and the white space around them.
std::string_view without_list_mark(std::string_view text);

/// Words as readers count them: runs of letters, digits and marks, with
/// apostrophes inside; each Han, kana, Thai, Lao, Khmer or Burmese letter or
/// digit counts half (rounded up), since those scripts do not space their words.
std::size_t count_words(std::string_view text);

/// The whole characters among the first `limit` bytes of a text.
inline std::string_view opening_of(std::string_view text, std::size_t limit) {
  if (text.size() <= limit) return text;
  while (limit > 0 && (static_cast<unsigned char>(text[limit]) & 0xC0) == 0x80) --limit;
  return text.substr(0, limit);
}

/// The same, with "…" where something was left out.
inline std::string clipped(std::string_view text, std::size_t limit) {
  return std::string(opening_of(text, limit)) + (text.size() > limit ? "…" : "");
}

}  // namespace cleancopy
