// How often something was so on the pages of a site: pages, hits, and how unevenly the
// hits lie. Counts alone would take a day of live blogs for a redesign: so the tally also
// counts in blocks of 16 and of 64 pages, and remembers the worst of each.
//
// It forgets: of 1,024 to 2,048 pages it knows, earlier ones are gone.
#pragma once

#include <array>
#include <cstdint>

namespace cleancopy {

enum class Trial : std::uint8_t { miss, hit };

inline constexpr std::uint32_t kShortBlock = 16;
inline constexpr std::uint32_t kLongBlock = 64;
inline constexpr std::uint32_t kGeneration = 1024;  // pages

/// Hits in blocks of so many pages, one after another.
struct BlockTally {
  std::uint32_t size = kShortBlock;
  std::uint32_t open_pages = 0, open_hits = 0;  ///< of the block that is not full yet
  std::uint32_t blocks = 0, hits = 0, squares = 0;  ///< full ones, their hits, the sum of their squares
  std::uint32_t fewest = size;                  ///< hits of the worst block

  void add(Trial trial);
  bool operator==(const BlockTally&) const = default;
};

/// Up to kGeneration pages.
struct TallyOfGeneration {
  std::uint32_t pages = 0, hits = 0;
  std::array<BlockTally, 2> blocks = {BlockTally{.size = kShortBlock}, BlockTally{.size = kLongBlock}};

  void add(Trial trial);
  bool operator==(const TallyOfGeneration&) const = default;
};

class Tally {
 public:
  Tally() = default;
  Tally(const TallyOfGeneration& old, const TallyOfGeneration& young) : old_(old), young_(young) {}

  void add(Trial trial);

  std::uint32_t pages() const { return old_.pages + young_.pages; }
  std::uint32_t hits() const { return old_.hits + young_.hits; }

  /// The rate that a window of so many pages may have without anything being wrong: the
  /// mean, lowered towards the worst block of about that size as far as blocks differ
  /// more than chance has it.
  ///
  /// p − r (p − worst), with r = (φ − 1) / φ and φ the index of dispersion of the blocks: the
  /// empirical-Bayes estimate of the worst block's own rate (Efron and Morris, 1975). In (0, 1).
  double low_rate(std::uint32_t window) const;

  const TallyOfGeneration& old_generation() const { return old_; }
  const TallyOfGeneration& young_generation() const { return young_; }
  bool operator==(const Tally&) const = default;

 private:
  TallyOfGeneration old_, young_;
};

}  // namespace cleancopy
