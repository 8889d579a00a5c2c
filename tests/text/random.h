// Deterministic random input for the laws of the text floor: the same cases in
// every run and on every machine, which std::uniform_int_distribution is not.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cleancopy {

class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  /// A number below `bound` (splitmix64).
  std::size_t below(std::size_t bound) {
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15U);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
    return static_cast<std::size_t>((z ^ (z >> 31)) % bound);
  }

  /// Up to `most` pieces, joined.
  std::string join_of(const std::vector<std::string>& pieces, std::size_t most) {
    std::string out;
    for (std::size_t n = below(most + 1); n > 0; --n) out += pieces[below(pieces.size())];
    return out;
  }

  /// Up to `most` bytes of any value.
  std::string bytes(std::size_t most) {
    std::string out(below(most + 1), '\0');
    for (char& c : out) c = static_cast<char>(below(256));
    return out;
  }

 private:
  std::uint64_t state_;
};

/// `c` in UTF-8. It is a scalar value: no surrogate, at most U+10FFFF.
inline std::string utf8(char32_t c) {
  const auto tail = [c](int shift) { return static_cast<char>(0x80 | (c >> shift & 0x3F)); };
  if (c < 0x80) return {static_cast<char>(c)};
  if (c < 0x800) return {static_cast<char>(0xC0 | c >> 6), tail(0)};
  if (c < 0x10000) return {static_cast<char>(0xE0 | c >> 12), tail(6), tail(0)};
  return {static_cast<char>(0xF0 | c >> 18), tail(12), tail(6), tail(0)};
}

}  // namespace cleancopy
