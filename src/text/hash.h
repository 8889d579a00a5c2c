// Hashes that are the same on every machine and in every run, but for quick_hash(); and spread(), which
// makes a place in a table of a number that is at hand.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "text/sixteen_bytes.h"

namespace cleancopy {

/// A product with 2^64 / golden ratio: its upper bits depend on all of the number's. A table takes those.
constexpr std::uint64_t spread(std::uint64_t number) { return number * 0x9E3779B97F4A7C15u; }

inline constexpr std::uint64_t kFnvStart = 14695981039346656037u;

/// FNV-1a, 64 bits, going on from `hash`. Made for short texts: one step a byte.
constexpr std::uint64_t fnv1a(std::string_view text, std::uint64_t hash = kFnvStart) {
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
  return hash;
}

/// For tables in memory: sixteen bytes a step, in two halves that do not wait for each other. What is left
/// over is read with what stands before it, so that no branch asks how much it is.
inline std::uint64_t quick_hash(std::string_view text) {
  const auto mixed = [](std::uint64_t hash, std::uint64_t bytes) {
    hash = spread(hash ^ bytes);
    return hash ^ hash >> 32;
  };
  const std::uint64_t last = first_eight(text.substr(text.size() - std::min<std::size_t>(text.size(), 8)));
  std::uint64_t hash = text.size() * 0xC2B2AE3D27D4EB4Fu;  // so that no byte can make up for a length
  std::uint64_t other = 0;
  for (; text.size() > 16; text.remove_prefix(16)) {
    hash = mixed(hash, first_eight(text));
    other = mixed(other, first_eight(text.substr(8)));
  }
  if (text.size() > 8) hash = mixed(hash, first_eight(text));
  return mixed(hash + std::rotl(other, 29), last);
}

/// Sixteen hexadecimal digits.
inline std::string hex_digits(std::uint64_t hash) {
  std::string out;
  for (int shift = 60; shift >= 0; shift -= 4) out += "0123456789abcdef"[(hash >> shift) & 15];
  return out;
}

}  // namespace cleancopy
