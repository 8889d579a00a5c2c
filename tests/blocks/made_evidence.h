// Evidence on blocks that no page has, by the thousand: for tests that two roads through a forest agree.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "blocks/evidence.h"
#include "text/random.h"

namespace cleancopy::test {

/// Some with clues as they are on pages, some with any numbers at all.
inline std::vector<Evidence> made_evidence() {
  Random random(23);
  std::vector<Evidence> blocks(2'000);
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const std::size_t range = i % 4 == 0 ? 2000 : i % 4 == 1 ? 65'536 : 101;
    for (std::int16_t& clue : blocks[i].clues)
      clue = static_cast<std::int16_t>(random.below(range) - (range > 101 ? range / 2 : 0));
  }
  blocks[0].clues.fill(std::numeric_limits<std::int16_t>::min());
  blocks[1].clues.fill(std::numeric_limits<std::int16_t>::max());
  return blocks;
}

}  // namespace cleancopy::test
