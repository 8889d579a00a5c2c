#include "blocks/select.h"

#include <algorithm>
#include <unordered_map>

#include "markup/graft.h"
#include "text/unicode.h"

namespace cleancopy {
namespace {

constexpr std::uint32_t kShortestRepeat = 3;  // words: "Comments" twice is no caption
constexpr std::size_t kMaxValues = 64;

/// "Text (Reuters)" → "Text": a credit in brackets at the end.
std::string_view without_bracket(std::string_view folded) {
  if (folded.empty() || folded.back() != ')') return folded;
  const std::size_t open = folded.rfind('(');
  if (open == std::string_view::npos || open < 2) return folded;
  const std::size_t end = folded.find_last_not_of(' ', open - 1);
  return end == std::string_view::npos ? folded : folded.substr(0, end + 1);
}

bool is_before(const PageBlock& block, NodeId node) { return block.first == kNoNode || block.first < node; }

std::uint32_t words_in(const PageView& page, BlockRange range) {
  std::uint32_t words = 0;
  for (std::size_t i = range.begin; i < range.end; ++i) words += page.all()[i].words;
  return words;
}

bool is_allowed(const Matcher& matcher, const PageView& page, BlockRange hit, const StoryBounds& story) {
  if (hit.begin >= hit.end || !is_in_force(matcher, page.crawled)) return false;
  if (matcher.words > 0 && !passes_guard(words_in(page, hit), matcher.words)) return false;
  if (matcher.zone == Zone::head) return hit.begin < story.first;
  if (matcher.zone == Zone::tail) return hit.begin > story.last && story.first < page.all().size();
  return true;
}

/// Does an element that begins behind the hit, and that the matcher selects, hold the whole block?
bool hits_element(const Matcher& matcher, const PageView& page, const PageBlock& block, NodeId hit_end) {
  if (matcher.language != MatcherLanguage::css || page.tree == nullptr) return false;
  const Tree& tree = *page.tree;
  for (NodeId e = tree[block.first].parent; e != kNoNode && e > hit_end; e = tree[e].parent) {
    if (block.last < tree[e].end && matcher.selector->matches(tree, e, *page.cache)) return true;
  }
  return false;
}

/// From the hit to the block that `to` matches, at most `max` blocks on.
BlockRange up_to(const Matcher& matcher, const PageView& page, BlockRange hit) {
  const std::size_t bound = std::min(hit.begin + static_cast<std::size_t>(matcher.max), page.all().size());
  const NodeId hit_end = page.all()[hit.end - 1].last;
  for (std::size_t i = hit.end; i < bound; ++i) {
    const PageBlock& block = page.all()[i];
    if (hits_text(*matcher.to, block) || hits_element(*matcher.to, page, block, hit_end))
      return {hit.begin, i + 1};
  }
  return {};
}

BlockRange enclosing(const Matcher& matcher, const PageView& page, BlockRange hit) {
  const NodeId element = enclosing_element(matcher, page, hit);
  return element == kNoNode ? BlockRange{} : blocks_inside(page, element);
}

/// Does the node lie in the matcher's zone? For values, which may be less than a block, or none.
bool is_in_zone(const Matcher& matcher, const PageView& page, NodeId node, const StoryBounds& story) {
  const std::vector<PageBlock>& blocks = page.all();
  const bool has_story = story.first < blocks.size();
  if (matcher.zone == Zone::head) return !has_story || node < blocks[story.first].first;
  if (matcher.zone == Zone::tail) return has_story && node > blocks[story.last].last;
  return true;
}

template <class Take>
void each_value(const Matcher& matcher, const PageView& page, const StoryBounds& story, Take take) {
  if (!is_in_force(matcher, page.crawled)) return;
  if (matcher.language == MatcherLanguage::constant) { take(matcher.constant, kNoNode); return; }
  if (!matcher.selector) {
    for (std::size_t i = 0; i < page.all().size(); ++i) {
      if (!hits_text(matcher, page.all()[i]) || !is_allowed(matcher, page, {i, i + 1}, story)) continue;
      std::string value = trimmed(matcher, page.all()[i].block.text);
      if (!value.empty() && !take(std::move(value), kNoNode)) return;
    }
    return;
  }
  for (const NodeId node : select_elements(matcher, page)) {
    if (!is_in_zone(matcher, page, node, story)) continue;
    std::string value =
        normalize(matcher.language == MatcherLanguage::attribute
                      ? std::string(page.tree->attribute(node, matcher.attribute).value_or(""))
                      : page.tree->text_below(node));
    if (!passes_guard(count_words(value), matcher.words)) continue;
    value = trimmed(matcher, std::move(value));
    if (!value.empty() && !take(std::move(value), (*page.tree)[node].parent)) return;
  }
}

}  // namespace

std::vector<NodeId> select_elements(const Matcher& matcher, const PageView& page) {
  if (page.tree == nullptr || !matcher.selector) return {};
  std::vector<NodeId> found = matcher.selector->select(*page.tree, *page.cache);
  if (!matcher.json) return found;
  const Tree& tree = *page.tree;
  std::vector<NodeId> values;
  for (const NodeId script : found) {
    for (NodeId i = script + 1; i < tree[script].end; i = tree[i].end) {
      if (tree.attribute(i, kGraftMark) == matcher.json->source()) values.push_back(i);
    }
  }
  return values;
}

BlockRange blocks_inside(const PageView& page, NodeId element) {
  const auto& blocks = page.all();
  const NodeId end = (*page.tree)[element].end;
  const auto first = std::partition_point(blocks.begin(), blocks.end(),
                                          [&](const PageBlock& b) { return is_before(b, element); });
  const auto last =
      std::partition_point(first, blocks.end(), [&](const PageBlock& b) { return b.last < end; });
  return {static_cast<std::size_t>(first - blocks.begin()), static_cast<std::size_t>(last - blocks.begin())};
}

bool hits_text(const Matcher& matcher, const PageBlock& block) {
  switch (matcher.language) {
    case MatcherLanguage::equals: return std::string_view(block.caseless) == matcher.folded;
    case MatcherLanguage::pattern: return matcher.pattern->matches(block.folded);
    default: return false;
  }
}

bool is_in_force(const Matcher& matcher, std::string_view crawled) {
  if (crawled.empty()) return true;
  const std::string_view day = crawled.substr(0, 10);
  return (matcher.since.empty() || day >= matcher.since) && (matcher.until.empty() || day <= matcher.until);
}

NodeId enclosing_element(const Matcher& matcher, const PageView& page, BlockRange hit) {
  if (!matcher.up || page.tree == nullptr || hit.begin >= hit.end) return kNoNode;
  for (NodeId e = page.all()[hit.begin].element; e != kNoNode && page.tree->is_element(e);
       e = (*page.tree)[e].parent) {
    if (matcher.up->matches(*page.tree, e, *page.cache)) return e;
  }
  return kNoNode;
}

BlockRange extent_of(const Matcher& matcher, const PageView& page, BlockRange hit, const StoryBounds& story) {
  if (!is_allowed(matcher, page, hit, story)) return {};
  if (matcher.to) return up_to(matcher, page, hit);
  if (matcher.to_end) return {hit.begin, page.all().size()};
  if (matcher.up) return enclosing(matcher, page, hit);
  return {hit.begin, std::min(hit.end + static_cast<std::size_t>(matcher.next), page.all().size())};
}

std::vector<std::size_t> repeated_blocks(const std::vector<PageBlock>& blocks) {
  std::unordered_map<std::string_view, std::uint32_t> whole;  // text → blocks that say it …
  std::unordered_map<std::string, std::uint32_t> bare;        // … but for a credit
  // What a script holds too is printed once all the same.
  const auto may_repeat = [](const PageBlock& b) {
    return b.words >= kShortestRepeat && !b.is_in(kInScript);
  };
  for (const PageBlock& block : blocks) {
    if (!may_repeat(block)) continue;
    const std::string_view text = without_bracket(block.folded);
    ++whole[block.caseless];
    if (text.size() < block.folded.size()) ++bare[fold_case(text)];
  }
  const auto is_again = [&](const PageBlock& block) {
    const std::string_view text = block.caseless;
    const std::string_view without = without_bracket(text);
    return whole[text] > 1 || bare.contains(std::string(text)) ||
           (without.size() < text.size() && whole.contains(without));
  };
  std::vector<std::size_t> repeated;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (may_repeat(blocks[i]) && is_again(blocks[i])) repeated.push_back(i);
  }
  return repeated;
}

std::vector<BlockRange> select_blocks(const Matcher& matcher, const PageView& page,
                                      const StoryBounds& story) {
  std::vector<BlockRange> out;
  const auto add = [&](BlockRange hit) {
    const BlockRange range = extent_of(matcher, page, hit, story);
    if (range.begin < range.end) out.push_back(range);
  };
  if (matcher.language == MatcherLanguage::repeat) {
    for (const std::size_t i : repeated_blocks(page.all())) add({i, i + 1});
  } else if (matcher.selector) {
    for (const NodeId node : select_elements(matcher, page)) add(blocks_inside(page, node));
  } else {
    for (std::size_t i = 0; i < page.all().size(); ++i) {
      if (hits_text(matcher, page.all()[i])) add({i, i + 1});
    }
  }
  return out;
}

std::string trimmed(const Matcher& matcher, std::string value) {
  if (!matcher.after.empty()) {
    const std::size_t at = value.find(matcher.after);
    if (at != std::string::npos) value.erase(0, at + matcher.after.size());
  }
  if (!matcher.before.empty()) {
    const std::size_t at = value.find(matcher.before);
    if (at != std::string::npos) value.erase(at);
  }
  return normalize(value);
}

std::string first_value(const Matcher& matcher, const PageView& page, const StoryBounds& story) {
  std::string first;
  each_value(matcher, page, story, [&](std::string value, NodeId) {
    first = std::move(value);
    return false;
  });
  return first;
}

std::string sibling_values(const Matcher& matcher, const PageView& page, const StoryBounds& story) {
  std::string joined;
  NodeId parent = kNoNode;
  each_value(matcher, page, story, [&](std::string value, NodeId of) {
    if (!joined.empty() && (of == kNoNode || of != parent)) return false;
    if (!joined.empty()) joined += ' ';
    joined += value;
    parent = of;
    return true;
  });
  return joined;
}

std::vector<std::string> all_values(const Matcher& matcher, const PageView& page, const StoryBounds& story) {
  std::vector<std::string> values;
  each_value(matcher, page, story, [&](std::string value, NodeId) {
    if (std::find(values.begin(), values.end(), value) == values.end()) values.push_back(std::move(value));
    return values.size() < kMaxValues;
  });
  return values;
}

}  // namespace cleancopy
