// How a text is written, seen without understanding it: how it begins and ends,
// its sentences, and how many of its words are the small ones that only running text has.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "text/sixteen_bytes.h"

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

/// How folded text ends, the last thing that read_wording() says of it.
Ending ending_of(std::string_view folded);

/// Which of the 64 bytes from `at` on words are made of, as bits: letters, digits and all past ASCII.
inline std::uint64_t word_bits(std::string_view text, std::size_t at) {
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < 64 && at + i < text.size(); i += 16) {
    const Sixteen bytes = first_sixteen(text.substr(at + i));
    const Found found = in_range(bytes | 0x20, 'a', 'z') | in_range(bytes, '0', '9') | (bytes >= 0x80);
    bits |= std::uint64_t{bits_of(found)} << i;
  }
  return bits;
}

/// Calls `see(std::string_view)` for each run of letters and digits. Linear.
template <class See>
void for_each_word(std::string_view text, See see) {
  std::size_t begin = std::string_view::npos;  // of the word that is being read
  std::uint64_t before = 0;                    // does the byte before these 64 belong to a word?
  for (std::size_t at = 0; at < text.size(); at += 64) {
    const std::uint64_t bits = word_bits(text, at);
    // Where words begin and end: each bit that is another than the one before it.
    for (std::uint64_t turns = bits ^ (bits << 1 | before); turns != 0; turns &= turns - 1) {
      const std::size_t turn = at + static_cast<std::size_t>(std::countr_zero(turns));
      if (begin != std::string_view::npos) see(text.substr(begin, turn - begin));
      begin = begin == std::string_view::npos ? turn : std::string_view::npos;
    }
    before = bits >> 63;
  }
  if (begin != std::string_view::npos) see(text.substr(begin));
}

}  // namespace cleancopy
