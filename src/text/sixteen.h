// Sixteen bytes of a text at a time: what a loop would ask of each byte, these ask of all of
// them at once, by vectors that GCC and Clang make for any machine. Nothing past the end is
// read. For values and white space; a name of five letters is better read letter by letter.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace cleancopy {

using Sixteen = std::uint8_t __attribute__((vector_size(16)));

/// Of sixteen answers (0 or 255) the index of the first that is not 0; 16 when all are.
template <class Answers>
std::size_t first_true(Answers answers) {
  static_assert(std::endian::native == std::endian::little, "the first answer is to be the lowest byte");
  std::uint64_t halves[2];
  std::memcpy(halves, &answers, sizeof halves);
  const auto bytes_before = [](std::uint64_t half) { return static_cast<std::size_t>(std::countr_zero(half)) / 8; };
  return halves[0] != 0 ? bytes_before(halves[0]) : 8 + bytes_before(halves[1]);
}

/// The first byte in [at, end) that is one of these, or `end`.
template <char... kSought>
const char* find_any(const char* at, const char* end) {
  for (; end - at >= 16; at += 16) {
    Sixteen bytes;
    std::memcpy(&bytes, at, sizeof bytes);
    const std::size_t found = first_true(((bytes == static_cast<std::uint8_t>(kSought)) | ...));
    if (found != 16) return at + found;
  }
  while (at != end && ((*at != kSought) && ...)) ++at;
  return at;
}

/// The first byte in [at, end) that is none of these, or `end`.
template <char... kPassed>
const char* pass_any(const char* at, const char* end) {
  for (; end - at >= 16; at += 16) {
    Sixteen bytes;
    std::memcpy(&bytes, at, sizeof bytes);
    const std::size_t found = first_true(((bytes != static_cast<std::uint8_t>(kPassed)) & ...));
    if (found != 16) return at + found;
  }
  while (at != end && ((*at == kPassed) || ...)) ++at;
  return at;
}

}  // namespace cleancopy
