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

/// Finds words in a text that is read 64 bytes at a time: they may go on from one to the next.
class WordFinder {
 public:
  explicit WordFinder(std::string_view text) : text_(text) {}

  /// Where words begin among the 64 bytes that take() is to be given next, as bits.
  std::uint64_t begun(std::uint64_t bits) const { return bits & ~(bits << 1 | inside_); }

  /// Calls `see(std::string_view)` for each word that ends among or right before the 64 bytes from
  /// `at` on, given their word_bits().
  template <class See>
  void take(std::size_t at, std::uint64_t bits, See see) {
    const std::uint64_t behind = bits << 1 | inside_;
    std::uint64_t begins = begun(bits), ends = ~bits & behind;
    if (inside_ != 0 && ends != 0) {
      see(part(begin_, at + place_of(ends)));
      ends &= ends - 1;
    }
    for (; ends != 0; ends &= ends - 1, begins &= begins - 1)
      see(part(at + place_of(begins), at + place_of(ends)));
    if (begins != 0) begin_ = at + place_of(begins);
    inside_ = bits >> 63;
  }

  /// The same for the word that ends with the text.
  template <class See>
  void finish(See see) const {
    if (inside_ != 0) see(part(begin_, text_.size()));
  }

 private:
  static std::size_t place_of(std::uint64_t bits) { return static_cast<std::size_t>(std::countr_zero(bits)); }
  std::string_view part(std::size_t begin, std::size_t end) const {
    return {text_.data() + begin, end - begin};
  }

  std::string_view text_;
  std::size_t begin_ = 0;     // of the word that is being read
  std::uint64_t inside_ = 0;  // 1: is one?
};

/// Calls `see(std::string_view)` for each run of letters and digits. Linear.
template <class See>
void for_each_word(std::string_view text, See see) {
  WordFinder finder(text);
  for (std::size_t at = 0; at < text.size(); at += 64) finder.take(at, word_bits(text, at), see);
  finder.finish(see);
}

}  // namespace cleancopy
