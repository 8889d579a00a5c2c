#include "blocks/drops.h"

#include <algorithm>
#include <numeric>
#include <string>
#include <tuple>

#include "blocks/carve.h"
#include "text/unicode.h"

namespace cleancopy {
namespace {

bool is_live(const PageRules& rules, const PageView& page, const DropRule& rule) {
  return !rules.is_off(rule.id) && is_in_force(rule.matcher, page.crawled);
}

std::vector<DropHit> sweep_elements(const PageRules& rules, const PageView& page) {
  std::vector<DropHit> hits;
  if (page.tree == nullptr) return hits;
  for (std::size_t f = 0; f < rules.files.size(); ++f) {
    const CompiledRules& file = *rules.files[f];
    for (const SelectorIndex::Match& match : file.drop_index.sweep(*page.tree, *page.cache)) {
      const DropRule& rule = file.rules.drop[match.number];
      if (is_live(rules, page, rule)) hits.push_back({f, match.number, &rule, match.node, {}});
    }
  }
  return hits;
}

void search_text(const PageRules& rules, const PageView& page, std::vector<DropHit>& hits) {
  const std::vector<PageBlock>& blocks = page.all();
  const SearchTexts texts(folded_texts(blocks));
  for (std::size_t f = 0; f < rules.files.size(); ++f) {
    const CompiledRules& file = *rules.files[f];
    const auto add = [&](std::uint32_t number, std::size_t block) {
      const DropRule& rule = file.rules.drop[number];
      if (is_live(rules, page, rule)) hits.push_back({f, number, &rule, kNoNode, {block, block + 1}});
    };
    for (const TextMatch& match : file.drop_patterns.find(texts.all())) {
      add(file.drop_pattern_rules[match.expression], match.text);
    }
    for (std::size_t i = 0; i < blocks.size() && !file.drop_literals.empty(); ++i) {
      if (blocks[i].caseless.size() > file.longest_drop_literal) continue;
      const auto literal = file.drop_literals.find(blocks[i].caseless);
      if (literal == file.drop_literals.end()) continue;
      for (const std::uint32_t number : literal->second) add(number, i);
    }
  }
}

void search_repeats(const PageRules& rules, const PageView& page, std::vector<DropHit>& hits) {
  std::vector<std::size_t> repeated;
  bool searched = false;
  for (std::size_t f = 0; f < rules.files.size(); ++f) {
    for (const std::uint32_t number : rules.files[f]->drop_repeats) {
      const DropRule& rule = rules.files[f]->rules.drop[number];
      if (!is_live(rules, page, rule)) continue;
      if (!searched) repeated = repeated_blocks(page.all());
      searched = true;
      for (const std::size_t i : repeated) hits.push_back({f, number, &rule, kNoNode, {i, i + 1}});
    }
  }
}

/// May the rule cut this element out of a paragraph? One with a zone takes whole
/// blocks only, since where the story lies is not known yet.
bool may_carve(const Matcher& matcher, const Tree& tree, NodeId node) {
  if (matcher.zone != Zone::anywhere) return false;
  return matcher.words == 0 || passes_guard(count_words(tree.text_below(node)), matcher.words);
}

/// An extent to the end stops where another rule of that form starts.
void stop_at_next_start(const std::vector<DropHit>& hits, std::vector<BlockRange>& extents) {
  std::vector<std::size_t> starts;
  for (std::size_t h = 0; h < hits.size(); ++h) {
    if (hits[h].rule->matcher.to_end && extents[h].begin < extents[h].end) starts.push_back(extents[h].begin);
  }
  std::sort(starts.begin(), starts.end());
  for (std::size_t h = 0; h < hits.size(); ++h) {
    if (!hits[h].rule->matcher.to_end) continue;
    const auto next = std::upper_bound(starts.begin(), starts.end(), extents[h].begin);
    if (next != starts.end()) extents[h].end = std::min(extents[h].end, *next);
  }
}

/// Which block from here on does no rule take yet? Jumps over those that one does, so
/// that extents may overlap as they like.
class Untaken {
 public:
  explicit Untaken(std::size_t blocks) : next_(blocks + 1) {
    std::iota(next_.begin(), next_.end(), std::size_t{0});
  }

  std::size_t from(std::size_t block) {
    while (next_[block] != block) block = next_[block] = next_[next_[block]];
    return block;
  }

  void remove(std::size_t block) { next_[block] = block + 1; }

 private:
  std::vector<std::size_t> next_;
};

}  // namespace

std::vector<DropHit> find_drops(const PageRules& rules, const PageView& page,
                                std::vector<PageBlock>& blocks) {
  std::vector<DropHit> hits = sweep_elements(rules, page);
  if (!hits.empty()) {
    std::vector<NodeId> nodes;
    for (const DropHit& hit : hits) {
      if (may_carve(hit.rule->matcher, *page.tree, hit.node)) nodes.push_back(hit.node);
    }
    std::sort(nodes.begin(), nodes.end());
    nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
    carve(*page.tree, nodes, blocks);
    for (DropHit& hit : hits) hit.blocks = blocks_inside(page, hit.node);
  }
  search_text(rules, page, hits);
  search_repeats(rules, page, hits);
  std::stable_sort(hits.begin(), hits.end(), [](const DropHit& a, const DropHit& b) {
    return std::tie(a.file, a.number, a.blocks.begin) < std::tie(b.file, b.number, b.blocks.begin);
  });
  return hits;
}

std::vector<const DropRule*> rules_that_take(const std::vector<DropHit>& hits, const PageView& page,
                                             const StoryBounds& story) {
  std::vector<BlockRange> extents;
  extents.reserve(hits.size());
  for (const DropHit& hit : hits) extents.push_back(extent_of(hit.rule->matcher, page, hit.blocks, story));
  stop_at_next_start(hits, extents);
  std::vector<const DropRule*> rules(page.all().size());
  Untaken untaken(rules.size());
  for (std::size_t h = 0; h < hits.size(); ++h) {
    for (std::size_t i = untaken.from(extents[h].begin); i < extents[h].end; i = untaken.from(i)) {
      rules[i] = hits[h].rule;
      untaken.remove(i);
    }
  }
  return rules;
}

}  // namespace cleancopy
