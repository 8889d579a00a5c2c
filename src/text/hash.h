// Hashes that are the same on every machine and in every run.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace cleancopy {

inline constexpr std::uint64_t kFnvStart = 14695981039346656037u;

/// FNV-1a, 64 bits, going on from `hash`. Made for short texts: one step a byte.
constexpr std::uint64_t fnv1a(std::string_view text, std::uint64_t hash = kFnvStart) {
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
  return hash;
}

/// Sixteen hexadecimal digits.
inline std::string hex_digits(std::uint64_t hash) {
  std::string out;
  for (int shift = 60; shift >= 0; shift -= 4) out += "0123456789abcdef"[(hash >> shift) & 15];
  return out;
}

}  // namespace cleancopy
