// Reading UTF-8 character by character, and the ranges of characters that
// text/unicode.cpp and its neighbours treat alike. For them only; use text/unicode.h.
// The one surprise: kPlain and kPlainCompat leave out many a character that
// needs no work, as marks of its script stand close by; utf8proc then decides.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string_view>

namespace cleancopy {

struct CharRange {
  char32_t first, last;
};

/// Is `c` in one of the ranges, which ascend? Logarithmic.
template <std::size_t N>
constexpr bool in_ranges(const CharRange (&ranges)[N], char32_t c) {
  const auto above = std::upper_bound(std::begin(ranges), std::end(ranges), c,
                                      [](char32_t x, const CharRange& range) { return x < range.first; });
  return above != std::begin(ranges) && c <= std::prev(above)->last;
}

/// Past ASCII: White_Space and the C1 controls. Each is one U+0020.
inline constexpr CharRange kSpaces[] = {
    {0x80, 0xA0}, {0x1680, 0x1680}, {0x2000, 0x200A}, {0x2028, 0x2029},
    {0x202F, 0x202F}, {0x205F, 0x205F}, {0x3000, 0x3000},
};

/// Invisible characters that mean nothing in copy: soft hyphen, grapheme joiner,
/// marks and embeddings of direction, zero-width spaces and operators, interlinear anchors.
inline constexpr CharRange kInvisible[] = {
    {0xAD, 0xAD}, {0x34F, 0x34F}, {0x61C, 0x61C}, {0x180E, 0x180E}, {0x200B, 0x200B},
    {0x200E, 0x200F}, {0x202A, 0x202E}, {0x2060, 0x206F}, {0xFDD0, 0xFDEF}, {0xFEFF, 0xFEFF},
    {0xFFF9, 0xFFFB},
};

/// Scripts whose letters join or stack, so that ZWJ and ZWNJ are spelling.
inline constexpr CharRange kJoiningScripts[] = {
    {0x600, 0x77F},     // Arabic, Syriac
    {0x7C0, 0x7FF},     // N'Ko
    {0x840, 0xDFF},     // Mandaic, Arabic Extended, Devanagari to Sinhala
    {0x1000, 0x109F},   // Burmese
    {0x1780, 0x18AF},   // Khmer, Mongolian
    {0x1A20, 0x1AAF},   // Tai Tham
    {0x1B00, 0x1BBF},   // Balinese, Sundanese
    {0xA840, 0xA87F},   // Phags-pa
    {0xA8E0, 0xA8FF},   // Devanagari Extended
    {0xA980, 0xA9DF},   // Javanese
    {0xFB50, 0xFDFF},   // Arabic presentation forms
    {0xFE70, 0xFEFC},
    {0x10D00, 0x10D3F}, // Hanifi Rohingya
    {0x11000, 0x1147F}, // Brahmi to Newa
    {0x1E900, 0x1E95F}, // Adlam
};

/// Pictures that ZWJ makes one of: 👩‍⚕️, 🙂‍↔️. Each range holds what NFC makes of its characters.
inline constexpr CharRange kPictures[] = {
    {0x2190, 0x21FF}, {0x2600, 0x27BF}, {0x2B00, 0x2BFF}, {0x1F000, 0x1FAFF},
};

/// Characters that NFC leaves alone whatever surrounds them, combining marks apart.
inline constexpr CharRange kPlain[] = {
    {0x00, 0x2FF},     {0x388, 0x482},     {0x48A, 0x590},     {0x5BE, 0x5BE},     {0x5D0, 0x5F4},
    {0x61B, 0x64A},    {0x660, 0x66F},     {0x671, 0x6D5},     {0x6EE, 0x710},     {0xE01, 0xE37},
    {0xE3F, 0xE47},    {0xE4F, 0xEB7},     {0x10A0, 0x10FF},   {0x1E00, 0x1EFF},   {0x2010, 0x2027},
    {0x2030, 0x205E},  {0x2070, 0x20CF},   {0x2100, 0x2125},   {0x2150, 0x2328},   {0x232B, 0x2ADB},
    {0x2ADD, 0x2CEE},  {0x3001, 0x3029},   {0x3030, 0x3098},   {0x309B, 0xA66E},   {0xAC00, 0xD7A3},
    {0xFB00, 0xFB06},  {0xFBD3, 0xFDCF},   {0xFDF0, 0xFE19},   {0xFE30, 0xFEFC},   {0xFF01, 0xFFEE},
    {0xFFFC, 0xFFFD},  {0x1F000, 0x1FFFD}, {0x20000, 0x2F7FF},
};

/// Characters that NFKC leaves alone as well, and that fold() knows how to straighten.
inline constexpr CharRange kPlainCompat[] = {
    {0x00, 0x9F},     {0xA1, 0xA7},     {0xA9, 0xA9},     {0xAB, 0xAC},     {0xAE, 0xAE},     {0xB0, 0xB1},
    {0xB6, 0xB7},     {0xBB, 0xBB},     {0xBF, 0x131},    {0x134, 0x13E},   {0x141, 0x148},   {0x14A, 0x17E},
    {0x388, 0x3CE},   {0x400, 0x482},   {0x48A, 0x52F},   {0x5D0, 0x5EA},   {0x621, 0x64A},
    {0x2010, 0x2015}, {0x2018, 0x201F}, {0x2022, 0x2022}, {0x2026, 0x2026}, {0x2039, 0x203A},
    {0x20AC, 0x20AC}, {0x2190, 0x2199}, {0x2212, 0x2212}, {0x25A0, 0x25FF}, {0x2701, 0x27BF},
    {0x3001, 0x3029}, {0x3041, 0x3096}, {0x30A1, 0x30FA}, {0x30FB, 0x30FC}, {0x4E00, 0x9FFF},
    {0xAC00, 0xD7A3}, {0xFFFD, 0xFFFD}, {0x1F300, 0x1FAFF},
};

/// Is it in kPlainCompat? The commonest ranges come first.
inline bool is_plain_compat(char32_t c) {
  return (c >= 0xC0 && c <= 0x131) || (c >= 0x2018 && c <= 0x201F) || in_ranges(kPlainCompat, c);
}

inline constexpr char32_t kEllipsis = 0x2026;  // as long as its three dots
inline constexpr char32_t kSharpS = 0xDF;      // as long as "ss"

/// Scripts that write no space between words: Thai, Lao, Burmese, Khmer, kana, Han.
inline constexpr CharRange kUnspaced[] = {
    {0xE00, 0xEFF},   {0x1000, 0x109F}, {0x1780, 0x17FF},   {0x3005, 0x3007},
    {0x3040, 0x30FF}, {0x31F0, 0x31FF}, {0x3400, 0x9FFF},   {0xF900, 0xFAFF},
    {0xFF66, 0xFF9F}, {0x1AFF0, 0x1B16F}, {0x20000, 0x3FFFD},
};

/// What a byte is on its own: a visible ASCII character, ASCII white space or a
/// control, or part of a longer sequence.
enum class Byte : std::uint8_t { ink, space, lead };

inline constexpr std::array<Byte, 256> kBytes = [] {
  std::array<Byte, 256> bytes{};
  for (std::size_t i = 0; i < 256; ++i) {
    bytes[i] = i >= 0x80 ? Byte::lead : i <= 0x20 || i == 0x7F ? Byte::space : Byte::ink;
  }
  return bytes;
}();

inline Byte kind_of(char c) { return kBytes[static_cast<unsigned char>(c)]; }

/// Is it a byte of a longer sequence, and not its first?
inline bool is_continuation(char c) { return (c & 0xC0) == 0x80; }

struct Char {
  char32_t c;
  std::size_t length;
};

/// The character at the start of `text`, which is not empty. Stays inside it
/// even when the caller broke the promise of valid UTF-8.
inline Char next_char(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  const std::size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (lead < 0xC2 || text.size() < length) return {0xFFFD, 1};
  char32_t c = lead & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i) c = c << 6 | (byte(i) & 0x3FU);
  return {c, length};
}

/// Letters of everyday news past ASCII that stand in words with spaces: Latin, Cyrillic, Hangul.
inline bool is_everyday_letter(char32_t c) {
  if (c < 0x250) return c >= 0xC0 && c != 0xD7 && c != 0xF7;
  return (c >= 0x400 && c <= 0x481) || (c >= 0xAC00 && c <= 0xD7A3);
}

/// Dashes, quotes, dots and daggers: no part of a word.
inline bool is_everyday_sign(char32_t c) { return c >= 0x2010 && c <= 0x203E; }

/// White_Space or a control.
inline bool is_space(char32_t c) {
  return c < 0x80 ? kind_of(static_cast<char>(c)) == Byte::space : in_ranges(kSpaces, c);
}

inline bool is_invisible(char32_t c) { return (c & 0xFFFE) == 0xFFFE || in_ranges(kInvisible, c); }

/// Letters and punctuation of everyday news by their bytes, each of them canonical
/// next to any other: Latin, Cyrillic, general punctuation, kana, Han, Hangul.
/// How many bytes, or 0.
inline std::size_t common_char(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  if (text.size() < 2) return 0;
  const unsigned char lead = byte(0), second = byte(1);
  if ((lead >= 0xC3 && lead <= 0xCB) || (lead >= 0xCF && lead <= 0xD1)) return 2;  // U+00C0-02FF, 03C0-047F
  if (text.size() < 3) return 0;
  const unsigned char third = byte(2);
  bool common = lead == 0xEB || lead == 0xEC || (lead >= 0xE5 && lead <= 0xE9);
  if (lead == 0xE2) common = second == 0x80 && third >= 0x90 && (third <= 0xA7 || third >= 0xB0);
  if (lead == 0xE3 && second == 0x80) common = third >= 0x81 && third <= 0xA9;
  if (lead == 0xE3 && second == 0x82) common = third < 0x98 || third > 0x9A;  // no voicing marks
  if (lead == 0xE3 && (second == 0x81 || second == 0x83)) common = true;
  if (lead == 0xE4) common = second >= 0xB8;
  return common ? 3 : 0;
}

/// '"', '\'' or '-' for the characters that fold() straightens, else 0.
inline char straight(char32_t c) {
  if (c == 0xAB || c == 0xBB) return '"';
  if (c < 0x2010 || c > 0x2212) return c == 0x2BC ? '\'' : '\0';
  if (c <= 0x2015 || c == 0x2212) return '-';
  if (c >= 0x2018 && c <= 0x201B) return '\'';
  if (c >= 0x201C && c <= 0x201F) return '"';
  return c == 0x2039 || c == 0x203A ? '\'' : '\0';
}

/// Characters that case folding leaves alone, of those that NFKC does: signs, small
/// letters of Cyrillic, Hebrew, Arabic, punctuation, arrows and shapes, kana, Han, Hangul, pictures.
inline constexpr CharRange kUncased[] = {
    {0xA1, 0xA7},     {0xA9, 0xA9},     {0xAB, 0xAC},     {0xAE, 0xAE},     {0xB0, 0xB1},
    {0xB6, 0xB7},     {0xBB, 0xBB},     {0xBF, 0xBF},     {0x430, 0x45F},   {0x5D0, 0x5EA},
    {0x621, 0x64A},   {0x2010, 0x2027}, {0x20AC, 0x20AC}, {0x2190, 0x2199}, {0x25A0, 0x25FF},
    {0x2701, 0x27BF}, {0x3001, 0x3098}, {0x309B, 0x30FF}, {0x4E00, 0x9FFF}, {0xAC00, 0xD7A3},
    {0xFFFD, 0xFFFD}, {0x1F300, 0x1FAFF},
};

/// Folds the case of a character past ASCII that everyday news is made of; its
/// length in bytes stays. 0 for any other.
inline char32_t lowered_common(char32_t c) {
  if (c >= 0xC0 && c <= 0xFF && c != 0xDF) return c <= 0xDE && c != 0xD7 ? c + 0x20 : c;
  if (c >= 0x400 && c <= 0x42F) return c + (c < 0x410 ? 0x50 : 0x20);
  if (c >= 0x100 && c <= 0x17E) {  // capitals and small letters take turns
    constexpr std::u32string_view kOthers = U"\u0130\u0132\u0133\u013F\u0140\u0149\u0178";
    if (kOthers.find(c) != std::u32string_view::npos) return 0;
    if (c == 0x131 || c == 0x138) return c;
    const bool odd_capitals = (c >= 0x139 && c <= 0x148) || c >= 0x179;
    return c + (((c & 1) != 0) == odd_capitals ? 1 : 0);
  }
  return in_ranges(kUncased, c) ? c : 0;
}

/// Writes a character of U+0080 to U+07FF: two bytes.
inline void put_two(char* at, char32_t c) {
  at[0] = static_cast<char>(0xC0 | c >> 6);
  at[1] = static_cast<char>(0x80 | (c & 0x3F));
}

/// Does it mark an item of a list, before a space?
inline bool is_list_mark(char32_t c) {
  constexpr std::u32string_view kMarks = U"\u2022\u00B7\u25AA\u25A0\u25E6\u2023\u2013-*";
  return kMarks.find(c) != std::u32string_view::npos;
}

}  // namespace cleancopy
