#include "blocks/forest.h"

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <limits>
#include <numeric>
#include <vector>

namespace cleancopy {
namespace {

/// The split that the clues lead on to.
const Split* next_of(const Split* root, const Split* at, std::span<const std::int16_t> clues) {
  return clues[at->clue] < at->below ? at + 1 : root + at->otherwise;
}

std::int32_t leaf_of(const Split* root, std::span<const std::int16_t> clues) {
  const Split* at = root;
  while (at->clue != kLeaf) at = next_of(root, at, clues);
  return at->value;
}

/// What a tree and all after it add at least and at most.
struct Span {
  std::int32_t least = 0, most = 0;
};

std::vector<Span> spans_of_rest(const Forest& forest) {
  std::vector<Span> rest(forest.trees.size() + 1);
  for (std::size_t i = forest.trees.size(); i-- > 0;) {
    const std::size_t end = i + 1 < forest.trees.size() ? forest.trees[i + 1] : forest.splits.size();
    Span tree{.least = std::numeric_limits<std::int32_t>::max(), .most = std::numeric_limits<std::int32_t>::min()};
    for (const Split& split : forest.splits.subspan(forest.trees[i], end - forest.trees[i])) {
      if (split.clue != kLeaf) continue;
      tree.least = std::min<std::int32_t>(tree.least, split.value);
      tree.most = std::max<std::int32_t>(tree.most, split.value);
    }
    rest[i] = {rest[i + 1].least + tree.least, rest[i + 1].most + tree.most};
  }
  return rest;
}

}  // namespace

WordTable by_word(std::span<const NameWeight> weights) {
  WordTable table(weights.size());
  for (const NameWeight& known : weights) table[known.word] = known.weight;
  return table;
}

std::int32_t score(const Forest& forest, std::span<const std::int16_t> clues) {
  std::int32_t sum = 0;
  for (const std::uint32_t tree : forest.trees) sum += leaf_of(&forest.splits[tree], clues);
  return sum;
}

void add_shares(const Forest& forest, std::span<const std::int16_t> clues, std::span<std::int32_t> shares) {
  for (const std::uint32_t tree : forest.trees) {
    const Split* const root = &forest.splits[tree];
    for (const Split* at = root; at->clue != kLeaf;) {
      const Split* const next = next_of(root, at, clues);
      shares[at->clue] += next->value - at->value;
      at = next;
    }
  }
}

std::string strongest(std::span<const std::int32_t> shares, std::span<const std::int16_t> clues,
                      std::string_view (*name_of)(std::size_t clue)) {
  constexpr std::size_t most = 4;
  std::vector<std::size_t> order(shares.size());
  std::iota(order.begin(), order.end(), 0u);
  std::ranges::stable_sort(order, std::ranges::greater{},
                           [&](std::size_t clue) { return std::abs(shares[clue]); });
  std::string text;
  for (const std::size_t clue : std::span(order).first(std::min(most, order.size()))) {
    const std::int32_t tenths = shares[clue] / 100;
    if (tenths == 0) break;
    text += text.empty() ? "" : ", ";
    text += std::string(name_of(clue)) + ' ' + std::to_string(clues[clue]);
    text += (tenths < 0 ? " (-" : " (+") + std::to_string(std::abs(tenths) / 10) + '.' +
            std::to_string(std::abs(tenths) % 10) + ')';
  }
  return text;
}

bool is_story(const Evidence& evidence) {
  static const std::vector<Span> rest = spans_of_rest({kSplits, kTrees});
  std::int32_t sum = 0;
  std::size_t tree = 0;
  while (sum + rest[tree].least <= 0 && sum + rest[tree].most > 0) {
    sum += leaf_of(&kSplits[kTrees[tree++]], evidence.clues);
  }
  return sum + rest[tree].least > 0;
}

std::array<std::int32_t, kClues> shares_of_score(const Evidence& evidence) {
  std::array<std::int32_t, kClues> shares{};
  add_shares({kSplits, kTrees}, evidence.clues, shares);
  return shares;
}

}  // namespace cleancopy
