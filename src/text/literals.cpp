#include "text/literals.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstring>
#include <utility>

#include "text/sixteen_bytes.h"

namespace cleancopy {
namespace {

/// How rare a byte is in text that was folded, by the letters of English: from the space to "q", then others.
std::size_t rarity(char c) {
  constexpr std::string_view kFrequent = " etaonishrldcumpfgywbvkxjzq";
  return std::min(kFrequent.find(c), kFrequent.size());
}

/// Where the run of so many windows begins whose least rare one is rarest.
std::size_t rarest_run(std::string_view literal, std::size_t window, std::size_t run) {
  const auto rarity_at = [&](std::size_t at) {
    std::size_t sum = 0;
    for (const char c : literal.substr(at, window)) sum += rarity(c);
    return sum;
  };
  std::size_t best = 0, rarest = 0;
  for (std::size_t start = 0; start + run + window - 1 <= literal.size(); ++start) {
    std::size_t least = rarity_at(start);
    for (std::size_t i = 1; i < run; ++i) least = std::min(least, rarity_at(start + i));
    if (least > rarest) best = start;
    rarest = std::max(rarest, least);
  }
  return best;
}

/// The slot of three bytes, the first lowest; of four, the last counts for nothing.
std::size_t slot_of(std::uint32_t bytes, int shift) { return (bytes << 8) * 0x9E3779B1u >> shift; }

std::size_t slot_at(const char* window, int shift) {
  static_assert(std::endian::native == std::endian::little);
  std::uint32_t bytes = 0;
  std::memcpy(&bytes, window, 3);
  return slot_of(bytes, shift);
}

}  // namespace

LiteralSet::LiteralSet(std::vector<std::string> strings) : literals_(std::move(strings)) {
  for (std::size_t i = 0; i < literals_.size(); ++i) {
    assert(!literals_[i].empty());
    if (literals_[i].size() < kWindow) tiny_.push_back(static_cast<int>(i));
    else step_ = std::min(step_, literals_[i].size() - kWindow + 1);
  }
  const std::size_t windows = step_ * (literals_.size() - tiny_.size());
  shift_ = 32 - std::clamp(static_cast<int>(std::bit_width(16 * windows)), 9, 15);
  const std::size_t slots = std::size_t{1} << (32 - shift_);
  taken_.resize(slots);
  first_.resize(slots + 1);
  windows_.resize(windows);
  each_window([&](std::size_t slot, Window) {
    taken_[slot] = 1;
    ++first_[slot + 1];
  });
  for (std::size_t i = 1; i <= slots; ++i) first_[i] += first_[i - 1];
  std::vector<std::uint32_t> next = first_;
  each_window([&](std::size_t slot, Window window) { windows_[next[slot]++] = window; });
}

template <class Take>
void LiteralSet::each_window(Take take) const {
  for (std::size_t i = 0; i < literals_.size(); ++i) {
    const std::string& literal = literals_[i];
    if (literal.size() < kWindow) continue;
    const std::size_t start = rarest_run(literal, kWindow, step_);
    const std::uint64_t mask = ~std::uint64_t{0} >> 8 * (8 - std::min<std::size_t>(literal.size(), 8));
    for (std::size_t at = start; at < start + step_; ++at) {
      const Window window{first_eight(literal), mask, static_cast<int>(i), static_cast<std::uint32_t>(at)};
      take(slot_at(literal.data() + at, shift_), window);
    }
  }
}

void LiteralSet::look_up(std::string_view text, std::size_t at, std::size_t slot,
                         std::vector<int>& found) const {
  for (std::uint32_t i = first_[slot]; i < first_[slot + 1]; ++i) {
    const Window& window = windows_[i];
    if (window.offset > at) continue;
    const std::string_view rest = text.substr(at - window.offset);
    if ((first_eight(rest) & window.mask) != window.head) continue;
    if (rest.starts_with(literals_[static_cast<std::size_t>(window.number)])) found.push_back(window.number);
  }
}

std::vector<int> LiteralSet::find(std::string_view text) const {
  std::vector<int> found;
  const std::uint8_t* const taken = taken_.data();  // what the loop asks stays in registers
  const std::size_t step = step_;
  const int shift = shift_;
  const auto ask = [&](std::size_t at, std::size_t slot) {
    if (taken[slot] != 0) [[unlikely]] look_up(text, at, slot, found);
  };
  std::size_t at = 0;
  for (; at + sizeof(std::uint32_t) <= text.size(); at += step) {
    std::uint32_t bytes = 0;
    std::memcpy(&bytes, text.data() + at, sizeof bytes);
    ask(at, slot_of(bytes, shift));
  }
  if (at + kWindow <= text.size()) ask(at, slot_at(text.data() + at, shift));
  for (const int i : tiny_) {
    if (text.find(literals_[static_cast<std::size_t>(i)]) != text.npos) found.push_back(i);
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

}  // namespace cleancopy
