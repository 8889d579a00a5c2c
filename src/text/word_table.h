// Numbers of words, for lookups by the hundred thousand: a page asks some of every word it
// has. For strings anywhere in a text see text/literals.h.
//
//     "harbour"     first "harbour\0"  last "harbour\0"     a word is looked up by its first
//     "newsletter"  first "newslett"   last "wsletter"      and its last eight bytes
//
// Whether a word of a text is there nobody can foresee, so that it is told without a branch, from one slot.
// The one surprise: it owns no word. What they are views of must outlive it.
#pragma once

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include "text/hash.h"
#include "text/sixteen_bytes.h"

namespace cleancopy {

/// A word and what tables look it up by: for words of up to sixteen bytes, all of it.
class WordKey {
 public:
  explicit WordKey(std::string_view word) : WordKey(word, word) {}

  /// The same, quicker: a word that is part of a text is loaded with what stands around it.
  WordKey(std::string_view text, std::string_view word) : word_(word) {
    const auto rest = static_cast<std::size_t>(text.data() + text.size() - word.data());
    const std::size_t taken = std::min<std::size_t>(word.size(), 8);
    const std::uint64_t mask = taken == 0 ? 0 : ~std::uint64_t{0} >> 8 * (8 - taken);
    if (rest >= 8) {
      first_ = load(word.data()) & mask;
      last_ = load(word.data() + (word.size() - taken)) & mask;
    } else if (text.size() >= 8 && rest > 0) {
      first_ = last_ = load(word.data() + rest - 8) >> 8 * (8 - rest) & mask;
    } else {
      first_ = last_ = cleancopy::first_eight(word);
    }
  }

  /// Its first eight bytes, the first lowest; zeros past its end.
  std::uint64_t first_eight() const { return first_; }

  /// Its last eight bytes, or all of it as first_eight() has them.
  std::uint64_t last_eight() const { return last_; }

  std::string_view word() const { return word_; }

  std::uint64_t hash() const { return spread(first_ + std::rotl(last_, 29) + word_.size()); }

 private:
  static std::uint64_t load(const char* at) {
    std::uint64_t bytes;
    std::memcpy(&bytes, at, sizeof bytes);
    return bytes;
  }

  std::string_view word_;
  std::uint64_t first_, last_;
};

class WordTable {
 public:
  /// A table for at most so many words.
  explicit WordTable(std::size_t words)
      : slots_(std::bit_ceil(4 * words + 2)), shift_(64 - std::countr_zero(slots_.size())) {}

  /// The number of a word, 0 at first. Constant time.
  int& operator[](std::string_view word) {
    assert(!word.empty());
    const WordKey key(word);
    std::size_t at = key.hash() >> shift_;
    for (; !slots_[at].is_free() && !slots_[at].holds(key); at = after(at)) slots_[at].twice_size |= 1;
    slots_[at].take(key);
    return slots_[at].number;
  }

  /// The number of a word; 0 when it is not there. Constant time.
  int find(std::string_view word) const { return find(WordKey(word)); }
  int find(const WordKey& key) const {
    for (std::size_t at = key.hash() >> shift_;; at = after(at)) {
      const bool is_its = slots_[at].holds(key);
      if (is_its | !slots_[at].is_passed()) return slots_[at].number & -static_cast<int>(is_its);
    }
  }

 private:
  /// Half a line of the cache.
  struct alignas(32) Slot {
    std::uint64_t first = 0, last = 0;
    const char* word = nullptr;
    std::uint32_t twice_size = 0;  // and 1 more where it is passed to a word that found it taken
    std::int32_t number = 0;

    bool is_free() const { return twice_size == 0; }
    bool is_passed() const { return (twice_size & 1) != 0; }

    bool holds(const WordKey& key) const {
      const std::string_view other = key.word();
      const bool ends_alike =
          (first == key.first_eight()) & (last == key.last_eight()) & (twice_size / 2 == other.size());
      if (ends_alike & (other.size() > 16)) return std::memcmp(word, other.data(), other.size()) == 0;
      return ends_alike;
    }

    void take(const WordKey& key) {
      if (!is_free()) return;
      first = key.first_eight();
      last = key.last_eight();
      word = key.word().data();
      twice_size = static_cast<std::uint32_t>(2 * key.word().size());
    }
  };

  /// At least three quarters of the slots are free.
  std::size_t after(std::size_t slot) const { return (slot + 1) & (slots_.size() - 1); }

  std::vector<Slot> slots_;
  int shift_;  // a hash's first bits are its slot
};

}  // namespace cleancopy
