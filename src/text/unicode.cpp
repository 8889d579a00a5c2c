#include "text/unicode.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "text/ascii.h"
#include "text/characters.h"
#include "text/normal_forms.h"

namespace cleancopy {
namespace {

constexpr char32_t kEllipsis = 0x2026;  // as long as its three dots
constexpr char32_t kSharpS = 0xDF;      // as long as "ss"

std::size_t ascii_prefix(std::string_view text) {
  std::size_t at = 0;
  while (at + 8 <= text.size() && (eight_bytes(text.substr(at)) & kHighs) == 0) at += 8;
  while (at < text.size() && text[at] >= 0) ++at;
  return at;
}

void straighten(std::string& text) {
  std::size_t to = 0;
  for (std::size_t from = 0; from < text.size();) {
    if (const std::size_t ascii = ascii_prefix(std::string_view(text).substr(from)); ascii > 0) {
      std::memmove(text.data() + to, text.data() + from, ascii);
      to += ascii;
      from += ascii;
      continue;
    }
    const Char next = next_char(std::string_view(text).substr(from));
    const char ascii = straight(next.c);
    if (next.c == kEllipsis) std::fill_n(text.begin() + static_cast<std::ptrdiff_t>(from), next.length, '.');
    if (ascii != '\0') text[to++] = ascii;
    for (std::size_t i = 0; ascii == '\0' && i < next.length; ++i) text[to++] = text[from + i];
    from += next.length;
  }
  text.resize(to);
}

bool is_ascii(std::string_view text) {
  unsigned char bits = 0;
  for (const char c : text) bits = static_cast<unsigned char>(bits | static_cast<unsigned char>(c));
  return bits < 0x80;
}

bool is_plain_compat(std::string_view text) {
  for (;;) {
    text.remove_prefix(ascii_prefix(text));
    if (text.empty()) return true;
    const Char next = next_char(text);
    if (!in_ranges(kPlainCompat, next.c)) return false;
    text.remove_prefix(next.length);
  }
}

// Folds case in place; false, with the work half done, when there are other characters.
bool lower_common(std::string& text) {
  for (char& c : text) c = static_cast<char>(c + (c >= 'A' && c <= 'Z' ? 0x20 : 0));
  if (is_ascii(text)) return true;
  for (std::size_t at = 0; at < text.size();) {
    const Char next = next_char(std::string_view(text).substr(at));
    const char32_t lowered = next.c < 0x80 ? next.c : lowered_common(next.c);
    if (next.c == kSharpS) {
      text[at] = text[at + 1] = 's';
    } else if (lowered == 0) {
      return false;
    } else if (lowered != next.c) {
      text[at] = static_cast<char>(0xC0 | lowered >> 6);
      text[at + 1] = static_cast<char>(0x80 | (lowered & 0x3F));
    }
    at += next.length;
  }
  return true;
}

void append_lowered(std::string& out, char32_t c) {
  constexpr char32_t dotted_i = 0x130;
  if (c < 0x80 || c == dotted_i) {
    out += c < 0x80 ? lower(static_cast<char>(c)) : 'i';
    return;
  }
  const char32_t common = lowered_common(c);
  utf8proc_int32_t folded[16] = {static_cast<utf8proc_int32_t>(common)};
  int last_class = 0;
  const auto count = common != 0 ? 1
                                 : utf8proc_decompose_char(static_cast<utf8proc_int32_t>(c), folded, 16,
                                                           UTF8PROC_CASEFOLD, &last_class);
  for (utf8proc_ssize_t i = 0; i < count && i < 16; ++i) {
    utf8proc_uint8_t bytes[4];
    const auto length = utf8proc_encode_char(folded[i], bytes);
    out.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(length));
  }
}

constexpr std::array<bool, 256> kAsciiWordBytes = [] {
  std::array<bool, 256> all{};
  for (unsigned c = 0; c < 0x80; ++c) {
    all[c] = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }
  return all;
}();

std::size_t ascii_word_prefix(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size() && kAsciiWordBytes[static_cast<unsigned char>(text[at])]) ++at;
  return at;
}

std::string_view trim_front(std::string_view text) {
  while (!text.empty() && is_space(next_char(text).c)) text.remove_prefix(next_char(text).length);
  return text;
}

}  // namespace

std::string fold(std::string_view text) { return fold_of_normal(normalize(text)); }

std::string fold_of_normal(std::string normal) {
  if (!is_ascii(normal)) {
    if (!is_plain_compat(normal)) normal = normalize(to_nfkc(normal));
    straighten(normal);
  }
  normal.erase(0, normal.size() - without_list_mark(normal).size());
  return normal;
}

std::string fold_case(std::string_view text) { return fold_case_of_folded(fold(text)).text; }

Caseless fold_case_of_folded(std::string folded) {
  if (lower_common(folded)) return {std::move(folded), true};
  return {fold(to_nfkc_caseless(folded)), false};
}

std::string lower_letters(std::string_view text) {
  std::string out(text.size(), '\0');
  std::size_t ascii = 0;
  for (; ascii < text.size() && text[ascii] >= 0; ++ascii) out[ascii] = lower(text[ascii]);
  out.resize(ascii);
  text.remove_prefix(ascii);
  while (!text.empty()) {
    const Char next = next_char(text);
    append_lowered(out, next.c);
    text.remove_prefix(next.length);
  }
  return out;
}

std::string_view without_list_mark(std::string_view text) {
  for (;;) {
    const std::string_view marked = trim_front(text);
    if (marked.empty() || !is_list_mark(next_char(marked).c)) return text;
    const std::string_view after = marked.substr(next_char(marked).length);
    const std::string_view rest = trim_front(after);
    if (rest.size() == after.size() || rest.empty()) return text;
    text = rest;
  }
}

std::size_t count_words(std::string_view text) {
  std::size_t words = 0;
  std::size_t halves = 0;
  bool in_word = false;
  while (!text.empty()) {
    if (const std::size_t letters = ascii_word_prefix(text); letters > 0) {
      words += !in_word;
      in_word = true;
      text.remove_prefix(letters);
      continue;
    }
    const Char next = next_char(text);
    text.remove_prefix(next.length);
    const bool part = is_letter_digit_or_mark(next.c);
    if (part && next.c >= 0xE00 && in_ranges(kUnspaced, next.c)) {
      halves += !is_category_mark(next.c);
      in_word = false;
      continue;
    }
    words += part && !in_word;
    // An apostrophe between letters does not end a word.
    const bool apostrophe = in_word && (next.c == '\'' || next.c == 0x2019) && !text.empty() &&
                            is_letter_digit_or_mark(next_char(text).c);
    in_word = part || apostrophe;
  }
  return words + (halves + 1) / 2;
}

}  // namespace cleancopy
