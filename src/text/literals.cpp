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
  std::memcpy(&head, text.data(), std::min(text.size(), kHead));
  return head;
}

using Bits = std::vector<std::uint64_t>;

void set(Bits& bits, std::size_t hash) {
  bits.resize((std::size_t{1} << kHashBits) / 64);
  bits[hash / 64] |= std::uint64_t{1} << hash % 64;
}

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
  if (group.prefix >= kAsked) set(asked_, hash_of(head, kAsked));
  const std::size_t hash = hash_of(head, group.prefix);
  set(group.bits, hash);
  group.first.resize(std::size_t{1} << kHashBits, -1);
  const int next = std::exchange(group.first[hash], static_cast<int>(literals_.size()));
  const std::uint64_t mask = ~std::uint64_t{0} >> 8 * (kHead - std::min(text.size(), kHead));
  literals_.push_back({std::move(text), head, mask, next});
}

void LiteralSet::look_up(const Group& group, std::uint64_t head, std::string_view rest,
                         std::vector<int>& found) const {
  const std::size_t hash = hash_of(head, group.prefix);
  if (!is_set(group.bits, hash)) return;
  for (int i = group.first[hash]; i >= 0;) {
    const Literal& literal = literals_[static_cast<std::size_t>(i)];
    if ((head & literal.mask) == literal.head && rest.starts_with(literal.text)) found.push_back(i);
    i = literal.next;
  }
}

std::vector<int> LiteralSet::find(std::string_view text) const {
  std::vector<int> found;
  const auto look = [&](std::uint64_t head, std::string_view rest) {
    if (is_set(asked_, hash_of(head, kAsked))) {
      look_up(short_, head, rest, found);
      look_up(long_, head, rest, found);
    }
    if (!tiny_.bits.empty()) look_up(tiny_, head, rest, found);
  };
  std::string_view rest = text;
  for (; rest.size() >= kHead; rest.remove_prefix(1)) {
    std::uint64_t head = 0;
    std::memcpy(&head, rest.data(), kHead);
    look(head, rest);
  }
  for (; !rest.empty(); rest.remove_prefix(1)) look(head_of(rest), rest);
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

}  // namespace cleancopy
