#include "blocks/forest.h"

namespace cleancopy {

std::int32_t score(const Evidence& evidence) {
  std::int32_t sum = 0;
  for (const std::uint32_t tree : kTrees) {
    const Split* const root = &kSplits[tree];
    const Split* at = root;
    while (at->clue != kLeaf) at = evidence.clues[at->clue] < at->below ? at + 1 : root + at->otherwise;
    sum += at->value;
  }
  return sum;
}

std::array<std::int32_t, kClues> shares_of_score(const Evidence& evidence) {
  std::array<std::int32_t, kClues> shares{};
  for (const std::uint32_t tree : kTrees) {
    const Split* const root = &kSplits[tree];
    for (const Split* at = root; at->clue != kLeaf;) {
      const Split* const next = evidence.clues[at->clue] < at->below ? at + 1 : root + at->otherwise;
      shares[at->clue] += next->value - at->value;
      at = next;
    }
  }
  return shares;
}

}  // namespace cleancopy
