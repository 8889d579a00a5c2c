#include "text/literals.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstring>
#include <utility>

namespace cleancopy {
namespace {

constexpr unsigned kHashBits = 15;

std::size_t hash_of(std::uint64_t bytes, std::size_t prefix) {
  const std::uint64_t mask = (std::uint64_t{1} << 8 * prefix) - 1;
  return static_cast<std::size_t>(((bytes & mask) * 0x9E3779B97F4A7C15u) >> (64 - kHashBits));
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

bool is_set(const Bits& bits, std::size_t hash) {
  return !bits.empty() && (bits[hash / 64] >> hash % 64 & 1) != 0;
}

}  // namespace

LiteralSet::LiteralSet(std::vector<std::string> strings) {
  literals_.reserve(strings.size());
  for (std::string& text : strings) {
    assert(!text.empty());
    Group& group = text.size() >= long_.prefix ? long_ : text.size() >= short_.prefix ? short_ : tiny_;
    add(group, std::move(text));
  }
}

void LiteralSet::add(Group& group, std::string text) {
  const std::uint64_t head = head_of(text);
  if (group.prefix > kAsked) {
    asked_.resize((std::size_t{2} << kHashBits) / 64);
    set(asked_, 2 * hash_of(head, kAsked));
    set(asked_, 2 * hash_of(head >> 8, kAsked) + 1);
  }
  const std::size_t hash = hash_of(head, group.prefix);
  group.bits.resize((std::size_t{1} << kHashBits) / 64);
  set(group.bits, hash);
  group.first.resize(std::size_t{1} << kHashBits, -1);
  const int next = std::exchange(group.first[hash], static_cast<int>(literals_.size()));
  const std::uint64_t mask = ~std::uint64_t{0} >> 8 * (kHead - std::min(text.size(), kHead));
  literals_.push_back({std::move(text), head, mask, next});
}

void LiteralSet::look_up(const Group& group, std::string_view rest, std::vector<int>& found) const {
  const std::uint64_t head = head_of(rest);
  const std::size_t hash = hash_of(head, group.prefix);
  if (!is_set(group.bits, hash)) return;
  for (int i = group.first[hash]; i >= 0;) {
    const Literal& literal = literals_[static_cast<std::size_t>(i)];
    if ((head & literal.mask) == literal.head && rest.starts_with(literal.text)) found.push_back(i);
    i = literal.next;
  }
}

void LiteralSet::find_tiny(std::string_view text, std::vector<int>& found) const {
  if (tiny_.bits.empty()) return;
  for (std::string_view rest = text; !rest.empty(); rest.remove_prefix(1)) look_up(tiny_, rest, found);
}

std::vector<int> LiteralSet::find(std::string_view text) const {
  std::vector<int> found;
  const auto look = [&](std::size_t at, std::uint64_t head) {
    const std::size_t bit = 2 * hash_of(head, kAsked);
    const std::uint64_t begins = asked_[bit / 64] >> bit % 64;
    if ((begins & 3) == 0) [[likely]] return;
    for (const std::size_t back : {std::size_t{0}, std::size_t{1}}) {
      if ((begins >> back & 1) == 0 || at < back) continue;
      look_up(short_, text.substr(at - back), found);
      look_up(long_, text.substr(at - back), found);
    }
  };
  if (!asked_.empty() && text.size() > kAsked) {
    for (std::size_t at = 0; at + kAsked <= text.size(); at += 2) look(at, head_of(text.substr(at)));
  }
  find_tiny(text, found);
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

}  // namespace cleancopy
