// Counts words as text goes by: ASCII by sixteens, other characters one by one. For
// text/unicode.cpp and text/everyday.cpp only; use count_words() (text/unicode.h).
//
// Whether an apostrophe joins two parts is known when the second comes: a word begins with a
// letter that has neither a part of a word before it nor an apostrophe that has one before itself.
#pragma once

#include <cstddef>
#include <cstdint>

#include "text/characters.h"
#include "text/normal_forms.h"
#include "text/sixteen_bytes.h"

namespace cleancopy {

class WordCount {
 public:
  /// The first `size` bytes, all ASCII; 1 to 16.
  void take_ascii(Sixteen bytes, std::size_t size) {
    const Found letters = in_range(bytes | 0x20, 'a', 'z'), digits = in_range(bytes, '0', '9');
    const std::uint32_t taken = 0xFFFF >> (16 - size);
    const std::uint32_t parts = bits_of(letters | digits) & taken;
    const std::uint32_t behind_parts = parts << 1 | after_part_;
    const std::uint32_t joints = bits_of(bytes == '\'') & behind_parts & taken;
    words_ += count_bits(parts & ~behind_parts & ~(joints << 1 | after_joint_));
    after_part_ = parts >> (size - 1);
    after_joint_ = joints >> (size - 1);
  }

  /// A space.
  void end_word() { after_part_ = after_joint_ = 0; }

  /// A character past ASCII.
  void take(char32_t c) {
    const bool part = is_everyday_letter(c) || (!is_everyday_sign(c) && is_letter_digit_or_mark(c));
    const bool unspaced = part && c >= 0xE00 && in_ranges(kUnspaced, c);
    if (unspaced) halves_ += !is_category_mark(c);
    else words_ += part && (after_part_ | after_joint_) == 0;
    after_joint_ = c == kApostrophe ? after_part_ : 0;
    after_part_ = part && !unspaced;
  }

  std::size_t words() const { return words_ + (halves_ + 1) / 2; }

 private:
  static constexpr char32_t kApostrophe = 0x2019;

  std::size_t words_ = 0, halves_ = 0;
  std::uint32_t after_part_ = 0, after_joint_ = 0;  // 1 or 0: what the last character was
};

}  // namespace cleancopy
