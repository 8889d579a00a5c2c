#include "blocks/forest.h"

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <numeric>
#include <vector>

#include "blocks/even_forest.h"
#include "blocks/forest_lanes.h"

namespace cleancopy {
namespace {

/// The split that the clues lead on to.
const Split* next_of(const Split* root, const Split* at, std::span<const std::int16_t> clues) {
  return clues[at->clue] < at->below ? at + 1 : root + at->otherwise;
}

}  // namespace

WordTable by_word(std::span<const NameWeight> weights) {
  WordTable table(weights.size());
  for (const NameWeight& known : weights) table[known.word] = known.weight;
  return table;
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

std::vector<char> which_are_story(std::span<const Evidence* const> blocks) {
  static const EvenForest forest({kSplits, kTrees});
  std::vector<char> answers;
  answers.reserve(blocks.size());
  while (!blocks.empty()) {
    const auto some = blocks.first(std::min(blocks.size(), kLanes));
    const std::uint32_t positive = which_are_positive(forest, some);
    for (std::size_t i = 0; i < some.size(); ++i) answers.push_back(positive >> i & 1);
    blocks = blocks.subspan(some.size());
  }
  return answers;
}

std::array<std::int32_t, kClues> shares_of_score(const Evidence& evidence) {
  std::array<std::int32_t, kClues> shares{};
  add_shares({kSplits, kTrees}, evidence.clues, shares);
  return shares;
}

}  // namespace cleancopy
