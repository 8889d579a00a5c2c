// Numbers of words, for lookups by the hundred thousand: a page asks some of every word it
// has. For strings anywhere in a text see text/literals.h.
//
//     "harbour"     first "harbour\0"  last "harbour\0"     a word is looked up by its first
//     "newsletter"  first "newslett"   last "wsletter"      and its last eight bytes
//
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

  std::uint64_t hash() const { return spread(first_ + std::rotl(last_, 29) + word_.size()); }

  friend bool operator==(const WordKey& a, const WordKey& b) {
    return a.first_ == b.first_ && a.last_ == b.last_ && a.word_.size() == b.word_.size() &&
           (a.word_.size() <= 16 || a.word_ == b.word_);
  }

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
  /// A table for at most so many words, fewer than 65,536.
  explicit WordTable(std::size_t words)
      : slots_(std::bit_ceil(4 * words + 2)), shift_(64 - std::countr_zero(slots_.size())) {
    assert(words <= 0xFFFF);
    entries_.reserve(words);
  }

  /// The number of a word, 0 at first. Constant time.
  int& operator[](std::string_view word) {
    const WordKey key(word);
    Slot& slot = slots_[slot_of(key)];
    if (slot.entry == 0) {
      entries_.push_back({key, 0});
      slot = {tag_of(key.hash()), static_cast<std::uint16_t>(entries_.size())};
    }
    return entries_[slot.entry - 1u].number;
  }

  /// The number of a word; 0 when it is not there. Constant time.
  int find(std::string_view word) const { return find(WordKey(word)); }
  int find(const WordKey& key) const {
    const Slot slot = slots_[slot_of(key)];
    return slot.entry == 0 ? 0 : entries_[slot.entry - 1u].number;
  }

 private:
  struct Entry {
    WordKey key;
    int number;
  };

  /// Small, so that what is asked in vain, most words, stays in the cache.
  struct Slot {
    std::uint16_t tag = 0;    // of its word's hash
    std::uint16_t entry = 0;  // from 1; 0: it is free
  };

  static std::uint16_t tag_of(std::uint64_t hash) { return static_cast<std::uint16_t>(hash >> 24); }

  /// Where the word is, or would be: at least three quarters of the slots are free.
  std::size_t slot_of(const WordKey& key) const {
    const std::uint64_t hash = key.hash();
    const auto is_its = [&](Slot slot) {
      return slot.tag == tag_of(hash) && entries_[slot.entry - 1u].key == key;
    };
    std::size_t slot = hash >> shift_;
    while (slots_[slot].entry != 0 && !is_its(slots_[slot])) slot = (slot + 1) & (slots_.size() - 1);
    return slot;
  }

  std::vector<Slot> slots_;
  int shift_;  // a hash's first bits are its slot
  std::vector<Entry> entries_;
};

}  // namespace cleancopy
