#include "blocks/scale.h"

#include <algorithm>
#include <string_view>

#include "blocks/generic.h"
#include "text/hash.h"

namespace cleancopy {
namespace {

/// Furniture by its element, or taken by a rule: no evidence of where the story is.
bool counts(const PageBlock& block) {
  constexpr std::uint32_t kAside = kInNav | kInFooter | kInAside | kInHidden | kInDialog | kInFigure;
  return is_open(block) && !block.is_in(kAside);
}

std::uint64_t class_of(const Tree& tree, NodeId element) {
  const std::string_view value = tree.attribute(element, "class").value_or("");
  return quick_hash(value) * 31 + static_cast<std::uint64_t>(tree[element].tag);
}

/// Gives the nodes from `begin` up to `last` a number; the first node past them.
NodeId fill_to(NodeId last, NodeId begin, std::uint32_t number, std::vector<std::uint32_t>& by_node) {
  if (last < begin) return begin;
  std::fill(by_node.begin() + begin, by_node.begin() + last + 1, number);
  return last + 1;
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
            std::vector<std::uint32_t>(tree.size() + 1, static_cast<std::uint32_t>(n)),
            std::vector<std::uint32_t>(tree.size() + 1, static_cast<std::uint32_t>(n))};
  NodeId begun = 0, ended = 0;  // nodes whose entry is known
  for (std::size_t i = 0; i < n; ++i) {
    const PageBlock& block = blocks[i];
    sums.reads[i] = counts(block) && reads_like_story(block);
    sums.classes[i] = class_of(tree, block.element);
    sums.story[i + 1] = sums.story[i] + (sums.reads[i] ? block.words : 0);
    sums.words[i + 1] = sums.words[i] + block.words;
    sums.characters[i + 1] = sums.characters[i] + block.characters;
    sums.links[i + 1] = sums.links[i] + block.link_characters;
    begun = fill_to(block.first, begun, static_cast<std::uint32_t>(i), sums.begun);
    ended = fill_to(block.last, ended, static_cast<std::uint32_t>(i), sums.ended);
  }
  return sums;
}

}  // namespace cleancopy
