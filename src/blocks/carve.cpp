#include "blocks/carve.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>

#include "blocks/flow.h"
#include "text/unicode.h"

namespace cleancopy {
namespace {

bool is_space(char c) { return c >= 0 && c <= ' '; }

/// What of a block lies in one element, or in none.
struct Part {
  NodeId element = kNoNode;
  std::string text = {};
  NodeId first = kNoNode, last = kNoNode;
  std::uint32_t characters = 0, link_characters = 0;
};

/// The elements to cut out of a block: those that hold some of it and not all.
std::vector<NodeId> cuts_of(const Tree& tree, const std::vector<NodeId>& elements, const PageBlock& block) {
  std::vector<NodeId> cuts;
  const auto add = [&](NodeId element) {
    const bool holds_all = element <= block.first && tree.is_within(block.last, element);
    if (!holds_all && tree.is_within(element, block.element)) cuts.push_back(element);
  };
  for (NodeId e = tree[block.first].parent; e != kNoNode && e > block.element; e = tree[e].parent) {
    if (std::binary_search(elements.begin(), elements.end(), e)) add(e);
  }
  std::reverse(cuts.begin(), cuts.end());
  auto inside = std::upper_bound(elements.begin(), elements.end(), block.first);
  for (; inside != elements.end() && *inside < block.last; ++inside) add(*inside);
  return cuts;
}

/// Where the outermost link around the node ends; 0 when it is in none.
NodeId end_of_link(const Tree& tree, NodeId node) {
  NodeId end = 0;
  for (NodeId e = tree[node].parent; e != kNoNode; e = tree[e].parent) {
    if (tree[e].tag == Tag::a) end = tree[e].end;
  }
  return end;
}

/// Does white space at either end of a cut part the words around it?
bool has_space_at_end(std::string_view text) {
  return !text.empty() && (is_space(text.front()) || is_space(text.back()));
}

/// The parts of a block, that which no cut holds first.
std::vector<Part> parts_of(const Tree& tree, const std::vector<NodeId>& cuts, const PageBlock& whole) {
  std::vector<Part> parts(1);
  std::size_t current = 0;  // which part the walk is in
  auto cut = cuts.begin();
  NodeId link_end = end_of_link(tree, whole.first);
  for (NodeId i = whole.first; i <= whole.last;) {
    if (current > 0 && i >= tree[parts[current].element].end) {
      if (has_space_at_end(parts[current].text)) parts.front().text += ' ';
      current = 0;
    }
    for (; cut != cuts.end() && *cut <= i; ++cut) {
      if (current > 0 || tree[*cut].end <= i) continue;
      current = parts.size();
      parts.push_back({.element = *cut});
    }
    if (tree.is_element(i) && is_unrendered(tree, i)) {
      parts[current].text += ' ';
      i = tree[i].end;
      continue;
    }
    if (tree[i].tag == Tag::a) link_end = std::max(link_end, tree[i].end);
    if (tree.is_text(i)) {
      Part& part = parts[current];
      const std::size_t before = part.text.size();
      tree.append_text(i, part.text);
      const std::uint32_t solid = count_solid(std::string_view(part.text).substr(before));
      part.characters += solid;
      if (i < link_end) part.link_characters += solid;
      if (solid > 0 && part.first == kNoNode) part.first = i;
      if (solid > 0) part.last = i;
    }
    ++i;
  }
  return parts;
}

/// Adds the parts of a block: itself, if nothing would be left of it.
void split_by(const Tree& tree, const std::vector<NodeId>& cuts, PageBlock whole,
              std::vector<PageBlock>& out) {
  std::vector<Part> parts = parts_of(tree, cuts, whole);
  for (Part& part : parts) part.text = normalize(part.text);
  std::erase_if(parts, [](const Part& part) { return part.text.empty(); });
  if (parts.empty()) return out.push_back(std::move(whole));
  std::ranges::sort(parts, {}, &Part::first);
  whole.block.text.clear();  // lest each part copies it
  whole.folded = whole.caseless = {};
  for (Part& part : parts) {
    PageBlock& added = out.emplace_back(whole);
    if (part.element != kNoNode) added.element = part.element;
    added.first = part.first;
    added.last = part.last;
    added.characters = part.characters;
    added.link_characters = part.link_characters;
    added.set_text(std::move(part.text));
  }
}

/// A block that is to be split, and where its parts begin among the parts of all of them.
struct Split {
  std::size_t block = 0;
  std::size_t first_part = 0;
};

/// Puts the parts in the place of their blocks. From the back, so that what is behind the first split is
/// moved once, and all else stays where it is.
void insert_parts(const std::vector<Split>& splits, std::vector<PageBlock> parts,
                  std::vector<PageBlock>& blocks) {
  auto from = static_cast<std::ptrdiff_t>(blocks.size());  // what is at its place, or goes there as it is
  auto rest = static_cast<std::ptrdiff_t>(parts.size());
  blocks.resize(blocks.size() - splits.size() + parts.size());
  auto to = blocks.end();
  for (auto split = splits.rbegin(); split != splits.rend(); ++split) {
    const auto block = static_cast<std::ptrdiff_t>(split->block);
    const auto first_part = static_cast<std::ptrdiff_t>(split->first_part);
    const auto behind = blocks.begin() + block + 1, end = blocks.begin() + from;
    to = to == end ? behind : std::move_backward(behind, end, to);  // no string survives a move to itself
    to = std::move_backward(parts.begin() + first_part, parts.begin() + rest, to);
    from = block;
    rest = first_part;
  }
}

}  // namespace

void carve(const Tree& tree, const std::vector<NodeId>& elements, std::vector<PageBlock>& blocks) {
  std::vector<Split> splits;
  std::vector<PageBlock> parts;
  auto behind = elements.begin();  // the first element that is behind the block's last text
  for (std::size_t i = 0; i < blocks.size() && !elements.empty(); ++i) {
    while (behind != elements.end() && *behind < blocks[i].last) ++behind;
    // What is cut begins within the block's element and before its last text: of most blocks nothing is.
    if (behind == elements.begin() || *std::prev(behind) <= blocks[i].element) continue;
    if (blocks[i].block.role == Role::table) continue;
    const std::vector<NodeId> cuts = cuts_of(tree, elements, blocks[i]);
    if (cuts.empty()) continue;
    splits.push_back({i, parts.size()});
    split_by(tree, cuts, std::move(blocks[i]), parts);
  }
  insert_parts(splits, std::move(parts), blocks);
}

}  // namespace cleancopy
