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

}  // namespace

LiteralSet::LiteralSet(std::vector<std::string> strings) {
  literals_.reserve(strings.size());
  for (std::string& text : strings) {
    const auto fits = [&](const Group& group) { return group.prefix <= text.size(); };
    const auto group = std::ranges::find_if(groups_, fits);
    assert(group != groups_.end());
    add(*group, std::move(text));
  }
}

void LiteralSet::add(Group& group, std::string text) {
  group.bits.resize((std::size_t{1} << kHashBits) / 64);
  group.first.resize(std::size_t{1} << kHashBits, -1);
  const std::uint64_t head = head_of(text);
  const std::size_t hash = hash_of(head, group.prefix);
  group.bits[hash / 64] |= std::uint64_t{1} << hash % 64;
  const int next = std::exchange(group.first[hash], static_cast<int>(literals_.size()));
  literals_.push_back({std::move(text), head, 0, next});
  const std::size_t counted = std::min(literals_.back().text.size(), kHead);
  literals_.back().mask = ~std::uint64_t{0} >> 8 * (kHead - counted);
}

void LiteralSet::look_up(const Group& group, std::uint64_t head, std::string_view rest,
                         std::vector<int>& found) const {
  const std::size_t hash = hash_of(head, group.prefix);
  if ((group.bits[hash / 64] >> hash % 64 & 1) == 0) return;
  for (int i = group.first[hash]; i >= 0; i = literals_[static_cast<std::size_t>(i)].next) {
    const Literal& literal = literals_[static_cast<std::size_t>(i)];
    if ((head & literal.mask) == literal.head && rest.starts_with(literal.text)) found.push_back(i);
  }
}

std::vector<int> LiteralSet::find(std::string_view text) const {
  std::vector<int> found;
  for (const Group& group : groups_) {
    if (group.bits.empty()) continue;
    std::string_view rest = text;
    for (; rest.size() >= kHead; rest.remove_prefix(1)) {
      std::uint64_t head = 0;
      std::memcpy(&head, rest.data(), kHead);
      look_up(group, head, rest, found);
    }
    for (; !rest.empty(); rest.remove_prefix(1)) look_up(group, head_of(rest), rest, found);
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

}  // namespace cleancopy
