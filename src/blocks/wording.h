// How a text is written, seen without understanding it: how it begins and ends,
// its sentences, and how many of its words are the small ones that only running text has.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace cleancopy {

enum class Beginning : std::uint8_t { lower, upper, digit, quote, other };
enum class Ending : std::uint8_t { word, sentence, question, colon, comma, quote, bracket, ellipsis, other };

struct Wording {
  Beginning begins = Beginning::other;
  Ending ends = Ending::word;
  std::uint32_t words = 0;           ///< runs of letters and digits
  std::uint32_t sentences = 0;       ///< ends of sentences inside or at the end
  std::uint32_t commas = 0;
  std::uint32_t digits = 0;          ///< characters
  std::uint32_t capitals = 0;        ///< words that begin with a capital
  std::uint32_t function_words = 0;  ///< articles, prepositions, pronouns of 14 languages
  std::uint32_t address = 0;         ///< we, our, you, your: the site speaks to its reader
  std::uint32_t marks = 0;           ///< bits: @ 1, | 2, © 4, :// 8, " /" 16, $ £ 32, # 64, a year 128
};

/// Reads folded text, its first 4,096 bytes. Linear.
Wording read_wording(std::string_view folded);

/// The bytes that words are made of: letters and digits, and all past ASCII.
inline constexpr std::array<bool, 256> kWordBytes = [] {
  std::array<bool, 256> all{};
  for (unsigned c = 0; c < 256; ++c) {
    all[c] = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c >= 0x80;
  }
  return all;
}();

/// Calls `see(std::string_view)` for each run of letters and digits. Linear.
template <class See>
void for_each_word(std::string_view text, See see) {
  const auto is_word = [](char c) { return kWordBytes[static_cast<unsigned char>(c)]; };
  for (std::size_t i = 0; i < text.size();) {
    if (!is_word(text[i])) { ++i; continue; }
    std::size_t end = i;
    while (end < text.size() && is_word(text[end])) ++end;
    see(text.substr(i, end - i));
    i = end;
  }
}

}  // namespace cleancopy
