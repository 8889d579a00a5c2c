// The two forms of a text that rules search, in one piece of memory, which may be lent: hundreds a page, and
// one memory that is let go all at once gives for little. For one text use std::pmr::string.
//
//     room    [Nobody "knew"][nobody "knew"]
//              folded ↑       caseless ↑
//
// The one surprise: a copy has memory of its own, not what was lent.
#pragma once

#include <cstddef>
#include <memory_resource>
#include <span>
#include <string_view>
#include <utility>

namespace cleancopy {

/// Where they stand if nobody says otherwise: each in memory of its own.
inline std::pmr::memory_resource& own_memory() { return *std::pmr::new_delete_resource(); }

class TextForms {
 public:
  TextForms() = default;

  /// They will stand in the memory, which outlives this.
  explicit TextForms(std::pmr::memory_resource& memory) : memory_(&memory) {}

  TextForms(const TextForms& other) { keep(other.folded, other.caseless); }
  TextForms(TextForms&& other) noexcept
      : folded(std::exchange(other.folded, {})),
        caseless(std::exchange(other.caseless, {})),
        memory_(other.memory_),
        room_(std::exchange(other.room_, {})) {}
  TextForms& operator=(TextForms other) noexcept {
    std::swap(folded, other.folded);
    std::swap(caseless, other.caseless);
    std::swap(memory_, other.memory_);
    std::swap(room_, other.room_);
    return *this;
  }
  ~TextForms() { give_back(); }

  std::string_view folded;    ///< fold() of the text, of its first kMaxFolded bytes (blocks/page_block.h) …
  std::string_view caseless;  ///< … and fold_case() of that

 protected:
  /// Keeps copies of both.
  void keep(std::string_view new_folded, std::string_view new_caseless);

 private:
  void give_back() {
    if (!room_.empty()) memory_->deallocate(room_.data(), room_.size(), 1);
  }

  std::pmr::memory_resource* memory_ = &own_memory();
  std::span<char> room_;  // of both
};

}  // namespace cleancopy
