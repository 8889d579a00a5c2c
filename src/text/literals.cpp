#include "text/literals.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstring>
#include <utility>

namespace cleancopy {
namespace {

/// Of the first `prefix` bytes, in `bits` bits.
std::size_t hash_of(std::uint64_t bytes, std::size_t prefix, int bits) {
  const std::uint64_t mask = (std::uint64_t{1} << 8 * prefix) - 1;
  return static_cast<std::size_t>(((bytes & mask) * 0x9E3779B97F4A7C15u) >> (64 - bits));
}

constexpr std::size_t kHead = sizeof(std::uint64_t);

/// The first eight bytes, the first lowest; zeros past the end.
std::uint64_t head_of(std::string_view text) {
  static_assert(std::endian::native == std::endian::little);
  std::uint64_t head = 0;
  if (text.size() >= kHead) std::memcpy(&head, text.data(), kHead);  // one load
  else std::memcpy(&head, text.data(), text.size());
  return head;
}

using Bits = std::vector<std::uint64_t>;

void set(Bits& bits, std::size_t hash) { bits[hash / 64] |= std::uint64_t{1} << hash % 64; }

}  // namespace

LiteralSet::LiteralSet(std::vector<std::string> strings)
    : asked_bits_(std::min(15, static_cast<int>(std::bit_width(64 * strings.size() + 256)))),
      slot_bits_(static_cast<int>(std::bit_width(2 * strings.size() + 1))),
      asked_((std::size_t{2} << asked_bits_) / 64),
      begun_((std::size_t{1} << asked_bits_) / 64),
      first_(std::size_t{1} << slot_bits_, -1) {
  for (std::string& text : strings) {
    assert(!text.empty());
    const int number = static_cast<int>(literals_.size());
    const std::uint64_t head = head_of(text);
    int next = -1;
    if (text.size() < kPrefix) {
      tiny_.push_back(number);
    } else {
      set(asked_, bit_of(head));
      set(asked_, bit_of(head >> 8) + 1);
      set(begun_, hash_of(head, kPrefix, asked_bits_));
      next = std::exchange(first_[slot_of(head)], number);
    }
    const std::uint64_t mask = ~std::uint64_t{0} >> 8 * (kHead - std::min(text.size(), kHead));
    literals_.push_back({std::move(text), head, mask, next});
  }
}

std::size_t LiteralSet::bit_of(std::uint64_t bytes) const { return 2 * hash_of(bytes, kAsked, asked_bits_); }

std::size_t LiteralSet::slot_of(std::uint64_t bytes) const { return hash_of(bytes, kPrefix, slot_bits_); }

void LiteralSet::look_up(std::string_view rest, std::vector<int>& found) const {
  const std::uint64_t head = head_of(rest);
  const std::size_t bit = hash_of(head, kPrefix, asked_bits_);
  if ((begun_[bit / 64] >> bit % 64 & 1) == 0) [[likely]] return;
  for (int i = first_[slot_of(head)]; i >= 0;) {
    const Literal& literal = literals_[static_cast<std::size_t>(i)];
    if ((head & literal.mask) == literal.head && rest.starts_with(literal.text)) found.push_back(i);
    i = literal.next;
  }
}

std::vector<int> LiteralSet::find(std::string_view text) const {
  std::vector<int> found;
  for (std::size_t at = 0; at + kAsked <= text.size(); at += 2) {
    const std::size_t bit = bit_of(head_of(text.substr(at)));
    const std::uint64_t begins = asked_[bit / 64] >> bit % 64 & 3;
    if (begins == 0) [[likely]] continue;
    if ((begins & 1) != 0) look_up(text.substr(at), found);
    if ((begins & 2) != 0 && at > 0) look_up(text.substr(at - 1), found);
  }
  for (const int i : tiny_) {
    if (text.find(literals_[static_cast<std::size_t>(i)].text) != text.npos) found.push_back(i);
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

}  // namespace cleancopy
