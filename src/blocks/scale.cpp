#include "blocks/scale.h"

#include <functional>
#include <string_view>

#include "blocks/generic.h"

namespace cleancopy {
namespace {

/// Furniture by its element, or taken by a rule: no evidence of where the story is.
bool counts(const PageBlock& block) {
  constexpr std::uint32_t kAside = kInNav | kInFooter | kInAside | kInHidden | kInDialog | kInFigure;
  return block.block.verdict.rule.empty() && !block.is_in(kAside);
}

std::uint64_t class_of(const Tree& tree, NodeId element) {
  const std::string_view value = tree.attribute(element, "class").value_or("");
  return std::hash<std::string_view>{}(value)*31 + static_cast<std::uint64_t>(tree[element].tag);
}

}  // namespace

Sums sums_of(const Tree& tree, const std::vector<PageBlock>& blocks) {
  const std::size_t n = blocks.size();
  Sums sums{std::vector<char>(n),
            std::vector<double>(n + 1),
            std::vector<double>(n + 1),
            std::vector<double>(n + 1),
            std::vector<double>(n + 1),
            std::vector<std::uint64_t>(n),
            std::vector<std::uint32_t>(tree.size() + 1),
            std::vector<std::uint32_t>(tree.size() + 1)};
  for (std::size_t i = 0; i < n; ++i) {
    sums.reads[i] = counts(blocks[i]) && reads_like_story(blocks[i]);
    sums.classes[i] = class_of(tree, blocks[i].element);
    sums.story[i + 1] = sums.story[i] + (sums.reads[i] ? blocks[i].words : 0);
    sums.words[i + 1] = sums.words[i] + blocks[i].words;
    sums.characters[i + 1] = sums.characters[i] + blocks[i].characters;
    sums.links[i + 1] = sums.links[i] + blocks[i].link_characters;
  }
  std::uint32_t begun = 0, ended = 0;
  for (NodeId node = 0; node <= tree.size(); ++node) {
    while (begun < n && blocks[begun].first < node) ++begun;
    while (ended < n && blocks[ended].last < node) ++ended;
    sums.begun[node] = begun;
    sums.ended[node] = ended;
  }
  return sums;
}

}  // namespace cleancopy
