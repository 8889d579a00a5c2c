#include "blocks/drops.h"

#include <algorithm>
#include <string>
#include <tuple>

#include "blocks/flow.h"
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
  for (std::size_t i = 0; i < page.all().size(); ++i) {
    const PageBlock& block = page.all()[i];
    const std::string literal = fold_case(block.folded);
    for (std::size_t f = 0; f < rules.files.size(); ++f) {
      const CompiledRules& file = *rules.files[f];
      const auto add = [&](std::size_t number) {
        const DropRule& rule = file.rules.drop[number];
        if (is_live(rules, page, rule)) hits.push_back({f, number, &rule, kNoNode, {i, i + 1}});
      };
      if (!file.drop_patterns.empty()) {
        for (const std::size_t number : file.drop_patterns.find(block.folded)) add(file.drop_pattern_rules[number]);
      }
      if (const auto it = file.drop_literals.find(literal); it != file.drop_literals.end()) {
        std::for_each(it->second.begin(), it->second.end(), add);
      }
    }
  }
}

void search_repeats(const PageRules& rules, const PageView& page, std::vector<DropHit>& hits) {
  std::vector<std::size_t> repeated;
  bool searched = false;
  for (std::size_t f = 0; f < rules.files.size(); ++f) {
    const std::vector<DropRule>& drops = rules.files[f]->rules.drop;
    for (std::size_t n = 0; n < drops.size(); ++n) {
      if (drops[n].matcher.language != MatcherLanguage::repeat || !is_live(rules, page, drops[n])) continue;
      if (!searched) repeated = repeated_blocks(page.all());
      searched = true;
      for (const std::size_t i : repeated) hits.push_back({f, n, &drops[n], kNoNode, {i, i + 1}});
    }
  }
}

/// Where extents to the end start, ascending.
std::vector<std::size_t> starts_to_end(const std::vector<DropHit>& hits) {
  std::vector<std::size_t> starts;
  for (const DropHit& hit : hits) {
    if (hit.rule->matcher.to_end) starts.push_back(hit.blocks.begin);
  }
  std::sort(starts.begin(), starts.end());
  return starts;
}

/// An extent to the end stops where another rule of that form starts.
std::size_t next_start(const std::vector<std::size_t>& starts, BlockRange range) {
  const auto next = std::upper_bound(starts.begin(), starts.end(), range.begin);
  return next == starts.end() ? range.end : std::min(range.end, *next);
}

}  // namespace

std::vector<DropHit> find_drops(const PageRules& rules, const PageView& page, std::vector<PageBlock>& blocks) {
  std::vector<DropHit> hits = sweep_elements(rules, page);
  if (!hits.empty()) {
    std::vector<NodeId> nodes;
    for (const DropHit& hit : hits) nodes.push_back(hit.node);
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

void apply_drops(const std::vector<DropHit>& hits, const PageView& page, const StoryBounds& story,
                 std::vector<PageBlock>& blocks) {
  const std::vector<std::size_t> starts = starts_to_end(hits);
  for (const DropHit& hit : hits) {
    BlockRange range = extent_of(hit.rule->matcher, page, hit.blocks, story);
    if (hit.rule->matcher.to_end) range.end = next_start(starts, range);
    for (std::size_t i = range.begin; i < range.end; ++i) {
      Verdict& verdict = blocks[i].block.verdict;
      if (verdict.rule.empty()) verdict = {hit.rule->kind, hit.rule->id};
    }
  }
}

}  // namespace cleancopy
