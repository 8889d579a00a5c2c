// Unicode's normal forms by utf8proc, and what else text/normalize.cpp and
// text/unicode.cpp share. For them only; use text/unicode.h.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace cleancopy {

/// NFC, NFKC, and NFKC with its case folded (UAX #15). The text itself where utf8proc refuses it.
std::string to_nfc(const std::string& text);
std::string to_nfkc(const std::string& text);
std::string to_nfkc_caseless(const std::string& text);

/// Is it part of a word, by its general category?
bool is_letter_digit_or_mark(char32_t c);

/// Is it a combining mark by its general category, which takes no room of its own?
bool is_category_mark(char32_t c);

// Eight bytes are looked at at a time: what is asked of each is told by its high bit.
inline constexpr std::uint64_t kOnes = 0x0101010101010101u, kHighs = 0x80u * kOnes;

/// The first eight bytes, the first lowest.
inline std::uint64_t eight_bytes(std::string_view text) {
  static_assert(std::endian::native == std::endian::little);
  std::uint64_t bytes = 0;
  std::memcpy(&bytes, text.data(), sizeof bytes);
  return bytes;
}

}  // namespace cleancopy
