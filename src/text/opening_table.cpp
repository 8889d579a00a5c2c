#include "text/opening_table.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <iterator>
#include <ranges>

namespace cleancopy {

namespace {

/// How many bytes come before any class of bytes that letters are in?
std::size_t plain_bytes(std::string_view opening) {
  return static_cast<std::size_t>(std::ranges::find_if(opening, is_wide_class) - opening.begin());
}

}  // namespace

OpeningTable::Kept OpeningTable::kept_of(const Row& row) {
  Kept kept{.number = row.number};
  for (std::size_t i = 0; i < row.opening.size(); ++i) {
    const char byte = row.opening[i];
    std::uint64_t value = static_cast<unsigned char>(byte), mask = 0xFF;
    if (byte == kFigureByte) value = ' ', mask = 0xE0;
    if (byte == kDigitByte) value = '0', mask = 0xF0;
    if (byte == kAsciiByte) value = 0, mask = 0x80;
    if (byte == kOtherByte) value = 0x80, mask = 0x80;
    kept.head |= value << 8 * i;
    kept.mask |= mask << 8 * i;
  }
  return kept;
}

OpeningTable::OpeningTable(const std::vector<Row>& rows)
    : shift_(64 - static_cast<int>(std::bit_width(2 * rows.size() + 64))), held_shift_(shift_ + 4) {
  const std::size_t slots = std::size_t{1} << (64 - shift_);
  held_.resize(std::size_t{1} << (64 - held_shift_));
  first_.resize(slots + 1);
  kept_.resize(rows.size());
  const auto key_size = [](const Row& row) {
    const auto fits = [plain = plain_bytes(row.opening)](std::size_t key) { return key <= plain; };
    return *std::ranges::find_if(kKeys | std::views::reverse, fits);
  };
  const auto is_used = [&](std::size_t key) {
    return std::ranges::any_of(rows, [&](const Row& row) {
      return key_size(row) == key || (key == kGate && key_size(row) > kGate);
    });
  };
  std::ranges::copy_if(kKeys, std::back_inserter(keys_), is_used);
  const auto hash_by = [&](const Row& row, std::size_t bytes) {
    return hash_of(figures_as_one(kept_of(row).head), bytes);
  };
  const auto hash = [&](const Row& row) { return hash_by(row, key_size(row)); };
  const auto hold = [&](std::uint64_t held) { held_[held >> held_shift_] |= bits_of(held); };
  for (const Row& row : rows) {
    assert(plain_bytes(row.opening) > 0 && row.opening.size() <= kLongestOpening);
    hold(hash(row));
    if (key_size(row) > kGate) hold(hash_by(row, kGate));
    ++first_[(hash(row) >> shift_) + 1];
  }
  for (std::size_t i = 1; i <= slots; ++i) first_[i] += first_[i - 1];
  std::vector<std::uint32_t> next = first_;
  for (const Row& row : rows) kept_[next[hash(row) >> shift_]++] = kept_of(row);
}

}  // namespace cleancopy
