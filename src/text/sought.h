// Does a text hold this string, or that, of many? Of a string that does not stand in it, one of a few
// pairs of neighbouring bytes is mostly missing, which costs less to see than to search for the string.
// For all of the strings in one pass see text/literals.h.
//
//     PairedText("sign up now").holds(Sought("newsletter"))    false: there is no "ws"
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace cleancopy {

/// Which pairs of bytes stand in a text, nearly: some share a slot.
class BytePairs {
 public:
  static constexpr std::uint16_t kAlways = 0;  // a slot that is never empty

  explicit BytePairs(std::string_view text) {
    stands_[kAlways] = true;
    for (std::size_t i = 1; i < text.size(); ++i) stands_[slot_of(text.data() + i - 1)] = true;
  }

  bool stands(std::uint16_t slot) const { return stands_[slot]; }

  static std::uint16_t slot_of(const char* pair) {
    std::uint16_t bytes = 0;
    std::memcpy(&bytes, pair, sizeof bytes);
    return static_cast<std::uint16_t>(bytes * 0x9E3779B1u >> (32 - kSlotBits));
  }

 private:
  static constexpr int kSlotBits = 9;  // few, lest emptying them costs more than filling them

  std::array<bool, std::size_t{1} << kSlotBits> stands_ = {};
};

/// A string that is looked for in many texts.
class Sought {
 public:
  explicit Sought(std::string text) : text_(std::move(text)) {
    slots_.fill(BytePairs::kAlways);
    for (std::size_t i = 0; i < slots_.size() && text_.size() > 1; ++i) {
      slots_[i] = BytePairs::slot_of(text_.data() + i * (text_.size() - 2) / (slots_.size() - 1));
    }
  }

  const std::string& text() const { return text_; }

  /// Do some of its pairs stand there, evenly spread over it, the first and the last among them?
  bool may_stand(const BytePairs& pairs) const {
    return std::ranges::all_of(slots_, [&](std::uint16_t slot) { return pairs.stands(slot); });
  }

 private:
  std::string text_;
  std::array<std::uint16_t, 4> slots_;
};

/// A text of which strings are asked. A view.
class PairedText {
 public:
  explicit PairedText(std::string_view text) : text_(text) {}

  /// The first question costs a pass over the text.
  bool holds(const Sought& string) {
    if (!pairs_) pairs_.emplace(text_);
    return string.may_stand(*pairs_) && text_.find(string.text()) != text_.npos;
  }

 private:
  std::string_view text_;
  std::optional<BytePairs> pairs_;
};

}  // namespace cleancopy
