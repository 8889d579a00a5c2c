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

/// The next eight bytes, the first lowest; zeros past the end.
std::uint64_t eight_bytes(std::string_view text) {
  static_assert(std::endian::native == std::endian::little);
  std::uint64_t bytes = 0;
  std::memcpy(&bytes, text.data(), std::min(text.size(), sizeof bytes));
  return bytes;
}

}  // namespace

LiteralSet::LiteralSet(std::vector<std::string> strings) : strings_(std::move(strings)), next_(strings_.size(), -1) {
  for (std::size_t i = 0; i < strings_.size(); ++i) {
    const auto fits = [&](const Group& group) { return group.prefix <= strings_[i].size(); };
    const auto group = std::ranges::find_if(groups_, fits);
    assert(group != groups_.end());
    add(*group, static_cast<int>(i));
  }
}

void LiteralSet::add(Group& group, int number) {
  group.bits.resize((std::size_t{1} << kHashBits) / 64);
  group.first.resize(std::size_t{1} << kHashBits, -1);
  const auto i = static_cast<std::size_t>(number);
  const std::size_t hash = hash_of(eight_bytes(strings_[i]), group.prefix);
  group.bits[hash / 64] |= std::uint64_t{1} << hash % 64;
  next_[i] = std::exchange(group.first[hash], number);
}

void LiteralSet::look_at(const Group& group, std::string_view rest, std::vector<int>& found) const {
  const std::size_t hash = hash_of(eight_bytes(rest), group.prefix);
  if ((group.bits[hash / 64] >> hash % 64 & 1) == 0) return;
  for (int i = group.first[hash]; i >= 0; i = next_[static_cast<std::size_t>(i)]) {
    if (rest.starts_with(strings_[static_cast<std::size_t>(i)])) found.push_back(i);
  }
}

std::vector<int> LiteralSet::find(std::string_view text) const {
  std::vector<int> found;
  for (const Group& group : groups_) {
    if (group.bits.empty()) continue;
    for (std::string_view rest = text; !rest.empty(); rest.remove_prefix(1)) look_at(group, rest, found);
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

}  // namespace cleancopy
