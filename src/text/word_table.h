// Numbers of words, for lookups by the hundred thousand: a page asks some of every word it
// has. For strings anywhere in a text see text/literals.h.
//
// The one surprise: it owns no word. What they are views of must outlive it.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "text/hash.h"

namespace cleancopy {

class WordTable {
 public:
  /// A table for at most so many words.
  explicit WordTable(std::size_t words) : slots_(std::bit_ceil(2 * words + 1)) {}

  /// The number of a word, 0 at first. Constant time.
  int& operator[](std::string_view word) {
    Slot& slot = slots_[slot_of(word)];
    slot.word = word;
    return slot.number;
  }

  /// The number of a word; 0 when it is not there. Constant time.
  int find(std::string_view word) const { return slots_[slot_of(word)].number; }

 private:
  struct Slot {
    std::string_view word = {};
    int number = 0;
  };

  /// Where the word is, or would be: at least half of the slots are free.
  std::size_t slot_of(std::string_view word) const {
    const std::size_t last = slots_.size() - 1;
    std::size_t slot = fnv1a(word) & last;
    while (!slots_[slot].word.empty() && slots_[slot].word != word) slot = (slot + 1) & last;
    return slot;
  }

  std::vector<Slot> slots_;
};

}  // namespace cleancopy
