// Sixteen bytes of a text looked at at once, and what was found of them as sixteen bits, the first
// byte's lowest. For loops over everyday text: most of it is ASCII, and most texts are short.
//
//     text                               "it's 5pm"
//     bits_of(in_range(…, 'a', 'z'))      110100110…0, the first byte's bit on the left
//
// Written with the vectors that GCC and clang have for every machine.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace cleancopy {

using Sixteen = unsigned char __attribute__((vector_size(16)));
using Halves = std::uint64_t __attribute__((vector_size(16)));
using Found = decltype(Sixteen() < Sixteen());  // all bits of a byte, or none

/// The sixteen bytes at `at`.
inline Sixteen sixteen_bytes(const char* at) {
  Sixteen bytes;
  std::memcpy(&bytes, at, sizeof bytes);
  return bytes;
}

/// The first eight bytes of the text, the first lowest; zeros past its end.
inline std::uint64_t first_eight(std::string_view text) {
  static_assert(std::endian::native == std::endian::little);
  const auto load = [&]<class Number>(Number number, std::size_t from) {
    std::memcpy(&number, text.data() + from, sizeof number);
    return std::uint64_t{number};
  };
  const std::size_t size = text.size();
  if (size >= 8) return load(std::uint64_t{}, 0);
  if (size >= 4) return load(std::uint32_t{}, 0) | load(std::uint32_t{}, size - 4) << 8 * (size - 4);
  const auto byte = [&](std::size_t i) { return load(std::uint8_t{}, i) << 8 * i; };
  return size == 0 ? 0 : byte(0) | byte(size / 2) | byte(size - 1);
}

/// The first sixteen bytes of the text; zeros past its end. Reads nothing past it.
inline Sixteen first_sixteen(std::string_view text) {
  if (text.size() >= 16) return sixteen_bytes(text.data());
  const std::uint64_t first = first_eight(text);
  const std::uint64_t second =
      text.size() > 8 ? first_eight(text.substr(text.size() - 8)) >> 8 * (16 - text.size()) : 0;
  // A vector of both: written to memory as two numbers and read as one, they cost a dozen cycles more.
  return std::bit_cast<Sixteen>(Halves{first, second});
}

/// Which bytes are `first`, `last` or in between?
inline Found in_range(Sixteen bytes, unsigned char first, unsigned char last) {
  return bytes - first <= Sixteen{} + static_cast<unsigned char>(last - first);
}

/// One bit of each byte found: for machines that have no instruction for it.
inline std::uint32_t bits_of_halves(Found found) {
  const auto halves = std::bit_cast<std::array<std::uint64_t, 2>>(found);
  constexpr std::uint64_t kLowBits = 0x0101010101010101, kGather = 0x0102040810204080;
  const auto bits = [](std::uint64_t half) { return (half & kLowBits) * kGather >> 56; };
  return static_cast<std::uint32_t>(bits(halves[0]) | bits(halves[1]) << 8);
}

/// One bit of each byte found.
inline std::uint32_t bits_of(Found found) {
#if defined(__SSE2__)
  return static_cast<std::uint32_t>(_mm_movemask_epi8(std::bit_cast<__m128i>(found)));
#else
  return bits_of_halves(found);
#endif
}

/// How many come before the first bit that is set: 0 to 16.
constexpr std::size_t place_of_first(std::uint32_t bits) {
  return static_cast<std::size_t>(std::countr_zero(bits | 1u << 16));
}

/// How many of sixteen bits are set.
constexpr std::size_t count_bits(std::uint32_t bits) {
  bits -= bits >> 1 & 0x5555;
  bits = (bits & 0x3333) + (bits >> 2 & 0x3333);
  bits = (bits + (bits >> 4)) & 0x0F0F;
  return (bits + (bits >> 8)) & 0x1F;
}

/// Which bytes are no ASCII?
inline std::uint32_t past_ascii(Sixteen bytes) { return bits_of(bytes >= Sixteen{} + 0x80); }

/// How many bytes of ASCII the text begins with.
inline std::size_t ascii_prefix(std::string_view text) {
  std::size_t at = 0;
  for (; at + 64 <= text.size(); at += 64) {
    const char* const four = text.data() + at;
    const Sixteen all = sixteen_bytes(four) | sixteen_bytes(four + 16) | sixteen_bytes(four + 32) |
                        sixteen_bytes(four + 48);
    if (past_ascii(all) != 0) break;
  }
  for (;; at += 16) {
    const std::size_t ascii = place_of_first(past_ascii(first_sixteen(text.substr(at))));
    if (ascii < 16 || at + 16 >= text.size()) return std::min(text.size(), at + ascii);
  }
}

/// Which bytes are no visible ASCII character and no single space? `after_space`: 1 or 0.
inline std::uint32_t unplain_bytes(Sixteen bytes, std::uint32_t after_space) {
  const std::uint32_t visible = bits_of(in_range(bytes, ' ', '~'));
  const std::uint32_t spaces = bits_of(bytes == ' ');
  return ~visible | (spaces & (spaces << 1 | after_space));
}

/// Capitals of ASCII in lower case, all else as it is.
inline Sixteen lowered(Sixteen bytes) {
  return bytes | (std::bit_cast<Sixteen>(in_range(bytes, 'A', 'Z')) & 0x20);
}

/// The first byte in [at, end) that is one of these, or `end`.
template <char... kSought>
const char* find_any(const char* at, const char* end) {
  for (; end - at >= 16; at += 16) {
    const Sixteen bytes = sixteen_bytes(at);
    const std::uint32_t found = bits_of(((bytes == static_cast<unsigned char>(kSought)) | ...));
    if (found != 0) return at + place_of_first(found);
  }
  while (at != end && ((*at != kSought) && ...)) ++at;
  return at;
}

/// The first byte in [at, end) that is none of these, or `end`.
template <char... kPassed>
const char* pass_any(const char* at, const char* end) {
  for (; end - at >= 16; at += 16) {
    const Sixteen bytes = sixteen_bytes(at);
    const std::uint32_t found = bits_of(((bytes != static_cast<unsigned char>(kPassed)) & ...));
    if (found != 0) return at + place_of_first(found);
  }
  while (at != end && ((*at == kPassed) || ...)) ++at;
  return at;
}

}  // namespace cleancopy
