#include "fetch/tally.h"

#include <algorithm>

namespace cleancopy {
namespace {

constexpr std::uint32_t kFewestBlocks = 2;

// Of blocks of one size, from both generations.
struct Spread {
  double size = 1, blocks = 0, hits = 0, squares = 0, fewest = 0;

  Spread(const BlockTally& old, const BlockTally& young)
      : size(young.size),
        blocks(old.blocks + young.blocks),
        hits(old.hits + young.hits),
        squares(old.squares + young.squares),
        fewest(std::min(old.fewest, young.fewest)) {}

  double mean() const { return hits / (blocks * size); }

  double worst() const { return (fewest + 0.5) / (size + 1); }

  // How much of what blocks differ by is not chance: (φ − 1) / φ, and φ their variance over a binomial one.
  double excess() const {
    const double chance = blocks < kFewestBlocks ? 0 : size * mean() * (1 - mean());
    if (chance <= 0) return 0;
    const double dispersion = (squares - hits * hits / blocks) / ((blocks - 1) * chance);
    return dispersion <= 1 ? 0 : (dispersion - 1) / dispersion;
  }

  // What the mean is shrunk to, as far as blocks differ by more than chance.
  double low_rate(double mean) const { return mean - excess() * std::max(0.0, mean - worst()); }
};

}  // namespace

void BlockTally::add(Trial trial) {
  ++open_pages;
  if (trial == Trial::hit) ++open_hits;
  if (open_pages < size) return;
  ++blocks;
  hits += open_hits;
  squares += open_hits * open_hits;
  fewest = std::min(fewest, open_hits);
  open_pages = open_hits = 0;
}

void TallyOfGeneration::add(Trial trial) {
  ++pages;
  if (trial == Trial::hit) ++hits;
  for (BlockTally& tally : blocks) tally.add(trial);
}

void Tally::add(Trial trial) {
  young_.add(trial);
  if (young_.pages < kGeneration) return;
  old_ = young_;
  young_ = {};
}

double Tally::low_rate(std::uint32_t window) const {
  const double mean = (hits() + 0.5) / (pages() + 1.0);  // Jeffreys' prior: neither 0 nor 1
  double low = mean;
  for (std::size_t i = 0; i < old_.blocks.size(); ++i) {
    if (i > 0 && window < kLongBlock / 2) break;
    low = std::min(low, Spread(old_.blocks[i], young_.blocks[i]).low_rate(mean));
  }
  return low;
}

}  // namespace cleancopy
