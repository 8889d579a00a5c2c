// Which of many openings does a text begin with? For those of expressions, told by openings_of().
//
//     text  "sign up now"    its first byte is looked up, its first 2 and 4, and if any opening has
//            ^^^^^^^^        these its first 6 and 8; of the openings found all bytes are compared at once
//
// A look-up that finds nothing costs a hash and two bits of a word: what a page asks for most of its
// texts, so these words are few enough to stay at hand. Digits and signs are looked up as one: dates and
// counts begin with any.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/hash.h"
#include "text/openings.h"
#include "text/sixteen_bytes.h"

namespace cleancopy {

class OpeningTable {
 public:
  /// One of an expression, by the number of that.
  struct Row {
    std::string opening;  ///< 1 to kLongestOpening bytes; a NUL is the end
    int number = 0;
  };

  explicit OpeningTable(const std::vector<Row>& rows = {});

  /// Hands `take` the number of every row whose opening the text begins with, some twice. Constant
  /// time, but for the rows that share their first bytes with the text.
  template <class Take>
  void each(std::string_view text, Take take) const {
    const std::uint64_t head = first_eight(text);
    const std::uint64_t looked_up = figures_as_one(head);
    for (const std::size_t bytes : keys_) {
      const std::uint64_t hash = hash_of(looked_up, bytes);
      if (!may_hold(hash)) {
        if (bytes == kGate) return;
        continue;
      }
      const std::size_t slot = hash >> shift_;
      for (std::uint32_t i = first_[slot]; i < first_[slot + 1]; ++i) {
        if ((head & kept_[i].mask) == kept_[i].head) take(kept_[i].number);
      }
    }
  }

 private:
  static constexpr std::size_t kKeys[] = {1, 2, 4, 6, 8};  // bytes of an opening that it may be looked up by
  static constexpr std::size_t kGate = 4;  // of what is looked up by more these are held, too

  struct Kept {
    std::uint64_t head = 0;  // its bytes, zeros past its end …
    std::uint64_t mask = 0;  // … and which bits of a text's it asks for
    int number = 0;
  };

  static Kept kept_of(const Row& row);

  /// Each byte of kFigureByte becomes a space.
  static constexpr std::uint64_t figures_as_one(std::uint64_t head) {
    constexpr std::uint64_t kEach = 0x0101010101010101;
    const std::uint64_t off = (head ^ ' ' * kEach) & 0xE0 * kEach;
    const std::uint64_t others = (off | off << 1 | off << 2) & 0x80 * kEach;
    const std::uint64_t figures = others ^ 0x80 * kEach;
    return head & ~((figures >> 2) - (figures >> 7));  // 0x1F of each
  }

  static constexpr std::uint64_t hash_of(std::uint64_t looked_up, std::size_t bytes) {
    const std::size_t others = 8 * (sizeof looked_up - bytes);
    return spread((looked_up << others >> others) + bytes);
  }

  static constexpr std::uint64_t bits_of(std::uint64_t hash) {
    return std::uint64_t{1} << (hash >> 32 & 63) | std::uint64_t{1} << (hash >> 38 & 63);
  }

  /// Is an opening of that hash there? Of those that are not, one in a hundred may be all the same.
  bool may_hold(std::uint64_t hash) const { return (bits_of(hash) & ~held_[hash >> held_shift_]) == 0; }

  std::vector<std::size_t> keys_;     // those of kKeys that any may be found by: few, of a site's few rules
  int shift_ = 63;                    // of a hash, to a slot …
  int held_shift_ = 63;               // … and to a word
  std::vector<std::uint64_t> held_;   // bits of the hashes of all that is kept
  std::vector<std::uint32_t> first_;  // by slot: in kept_, and past the last
  std::vector<Kept> kept_;            // slot by slot
};

}  // namespace cleancopy
