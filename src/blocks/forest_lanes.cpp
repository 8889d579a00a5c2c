#include "blocks/forest_lanes.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <limits>
#include <utility>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace cleancopy {

std::uint32_t which_walk_to_positive(const EvenForest& forest, std::span<const Evidence* const> blocks) {
  std::uint32_t positive = 0;
  for (std::size_t i = 0; i < blocks.size(); ++i)
    positive |= (forest.is_positive(blocks[i]->clues) ? 1u : 0u) << i;
  return positive;
}

#if defined(__x86_64__)

namespace {

constexpr std::size_t kTile = 8;
constexpr std::size_t kFewest = 7;  // blocks: as many walk in the time that sixteen take together

/// The clues of sixteen blocks, clue by clue.
struct Columns {
  alignas(32) std::array<std::array<std::int16_t, kLanes>, kClues> clues;
};

using Blocks = std::array<const Evidence*, kLanes>;

/// Eight clues of eight blocks. To interleave three times what stands four rows apart turns them round.
void turn_tile(const Blocks& blocks, std::size_t first_block, std::size_t first_clue, Columns& columns) {
  __m128i rows[kTile], next[kTile];
  for (std::size_t i = 0; i < kTile; ++i) {
    const std::int16_t* const clues = blocks[first_block + i]->clues.data() + first_clue;
    rows[i] = _mm_loadu_si128(reinterpret_cast<const __m128i*>(clues));
  }
  for (int round = 0; round < 3; ++round) {
    for (std::size_t i = 0; i < kTile / 2; ++i) {
      next[2 * i] = _mm_unpacklo_epi16(rows[i], rows[i + kTile / 2]);
      next[2 * i + 1] = _mm_unpackhi_epi16(rows[i], rows[i + kTile / 2]);
    }
    std::swap(rows, next);
  }
  for (std::size_t i = 0; i < kTile; ++i) {
    std::int16_t* const column = columns.clues[first_clue + i].data() + first_block;
    _mm_store_si128(reinterpret_cast<__m128i*>(column), rows[i]);
  }
}

/// The last tile overlaps the one before it: clues are no multiple of eight.
void turn(const Blocks& blocks, Columns& columns) {
  for (std::size_t clue = 0; clue < kClues; clue += kTile) {
    for (std::size_t block = 0; block < kLanes; block += kTile)
      turn_tile(blocks, block, std::min(clue, kClues - kTile), columns);
  }
}

/// What a tree adds for each block, from this node down.
template <std::size_t kNode>
[[gnu::target("avx2"), gnu::always_inline]] inline __m256i value_at(const EvenForest::Tree& tree,
                                                                    const Columns& columns) {
  if constexpr (kNode >= EvenForest::kLeaves) {
    return _mm256_set1_epi16(tree.leaves[kNode - EvenForest::kLeaves]);
  } else {
    const __m256i smaller = value_at<2 * kNode + 1>(tree, columns);
    const __m256i other = value_at<2 * kNode>(tree, columns);
    const __m256i below = _mm256_set1_epi16(tree.below[kNode]);
    const auto* const column = reinterpret_cast<const __m256i*>(columns.clues[tree.clue[kNode]].data());
    return _mm256_blendv_epi8(other, smaller, _mm256_cmpgt_epi16(below, _mm256_load_si256(column)));
  }
}

/// Which sums are more than nought once so much is added, as bits.
[[gnu::target("avx2")]] std::uint32_t positive_with(__m256i sums, std::int32_t added) {
  const __m256i all = _mm256_add_epi16(sums, _mm256_set1_epi16(static_cast<std::int16_t>(added)));
  const __m256i found = _mm256_cmpgt_epi16(all, _mm256_setzero_si256());
  const __m128i bytes = _mm_packs_epi16(_mm256_castsi256_si128(found), _mm256_extracti128_si256(found, 1));
  return static_cast<std::uint32_t>(_mm_movemask_epi8(bytes));
}

/// Adds up row by row until no sum can change its sign any more.
[[gnu::target("avx2")]] std::uint32_t which_add_up_to_positive(const EvenForest& forest,
                                                              const Columns& columns) {
  const EvenForest::Tree* tree = forest.trees().data();
  const EvenForest::Span* rest = forest.rest().data();
  __m256i sums = _mm256_setzero_si256();
  while (positive_with(sums, rest->least) != positive_with(sums, rest->most)) {
    for (std::size_t i = 0; i < EvenForest::kRow; ++i)
      sums = _mm256_add_epi16(sums, value_at<1>(*tree++, columns));
    ++rest;
  }
  return positive_with(sums, rest->least);
}

/// Is no sum, with the least or the most of the rest, more than a lane holds?
bool fits_lanes(const EvenForest& forest) {
  using Lane = std::numeric_limits<std::int16_t>;
  const EvenForest::Span all = forest.rest().front();
  return all.least >= Lane::min() && all.most <= Lane::max();
}

}  // namespace

std::uint32_t which_are_positive(const EvenForest& forest, std::span<const Evidence* const> blocks) {
  assert(blocks.size() <= kLanes);
  const bool is_worth_it = blocks.size() >= kFewest && fits_lanes(forest) && __builtin_cpu_supports("avx2");
  if (!is_worth_it) return which_walk_to_positive(forest, blocks);
  Blocks lanes;
  lanes.fill(blocks.front());  // those left over change no answer, nor when it is known
  std::ranges::copy(blocks, lanes.begin());
  Columns columns;
  turn(lanes, columns);
  return which_add_up_to_positive(forest, columns) & ((1u << blocks.size()) - 1);
}

#else

std::uint32_t which_are_positive(const EvenForest& forest, std::span<const Evidence* const> blocks) {
  return which_walk_to_positive(forest, blocks);
}

#endif

}  // namespace cleancopy
