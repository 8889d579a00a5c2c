// A hash that is the same on every machine and in every build, for what one run
// writes down and another reads: fingerprints, names of files, shards.
// No use against an adversary (FNV-1a has no secret); std::hash is for tables.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "text/hash.h"

namespace cleancopy {

class StableHash {
 public:
  /// A length before each piece keeps "ab" + "c" apart from "a" + "bc".
  void add(std::string_view piece) {
    add(std::uint64_t{piece.size()});
    hash_ = fnv1a(piece, hash_);
  }

  void add(std::uint64_t number) {
    for (unsigned shift = 0; shift < 64; shift += 8) {
      const char byte = static_cast<char>(number >> shift);
      hash_ = fnv1a({&byte, 1}, hash_);
    }
  }

  std::uint64_t value() const { return hash_; }

  std::string digits() const { return hex_digits(hash_); }

 private:
  std::uint64_t hash_ = kFnvStart;
};

inline StableHash stable_hash(std::string_view text) {
  StableHash hash;
  hash.add(text);
  return hash;
}

}  // namespace cleancopy
