#include "blocks/judge.h"

#include <algorithm>
#include <utility>

#include "blocks/drops.h"
#include "blocks/generic.h"
#include "blocks/select.h"
#include "text/date.h"
#include "text/unicode.h"

namespace cleancopy {
namespace {

constexpr std::size_t kShortestBody = 200;  // bytes of text that make a layout believable
constexpr double kMostStory = 0.5;           // share of the page's story words
constexpr double kOvercut = 0.6;            // share of the body's words

/// A layout with what it selects on the page.
struct Choice {
  const Layout* layout = nullptr;
  std::vector<NodeId> elements;      // what its body matched; empty when it matched text
  std::vector<BlockRange> ranges;    // ascending, disjoint
  std::size_t length = 0;            // bytes of text
};

class Judge {
 public:
  Judge(const Case& page_case, std::vector<PageBlock>& blocks)
      : case_(page_case), blocks_(blocks), page_{page_case.tree, &blocks, &cache_, page_case.crawled} {}

  Judgement run() {
    hits_ = find_drops(case_.rules, page_, blocks_);
    choose_layout();
    spare_story();
    find_story();
    apply_drops(hits_, page_, story_, blocks_);
    label_fields();
    label_titles();
    if (choice_.layout != nullptr) label_body();
    else judge_generic(case_, blocks_);
    read_fields();
    weigh_drops();
    return std::move(judgement_);
  }

 private:
  Choice candidate(const Layout& layout) {
    Choice choice{.layout = &layout, .elements = {}, .ranges = {}, .length = 0};
    for (const Matcher& matcher : layout.of(LayoutField::body)) {
      if (!is_in_force(matcher, case_.crawled)) continue;
      if (matcher.selector && page_.tree != nullptr) choice.elements = matcher.selector->select(*page_.tree, cache_);
      for (const BlockRange range : select_blocks(matcher, page_, StoryBounds{blocks_.size(), 0})) add_range(choice, range);
      if (choice.length > 0) break;
      choice = {.layout = &layout, .elements = {}, .ranges = {}, .length = 0};
    }
    return choice;
  }

  /// Matches nest: only what lies past the ranges before counts.
  void add_range(Choice& choice, BlockRange range) {
    if (!choice.ranges.empty()) range.begin = std::max(range.begin, choice.ranges.back().end);
    if (range.begin >= range.end) return;
    for (std::size_t i = range.begin; i < range.end; ++i) choice.length += blocks_[i].block.text.size();
    choice.ranges.push_back(range);
  }

  /// The first whose body is long enough and not much shorter than another's.
  void choose_layout() {
    std::vector<Choice> choices;
    std::size_t longest = 0;
    for (const CompiledRules* const file : case_.rules.files) {
      for (const Layout& layout : file->rules.keep) {
        if (case_.rules.is_off(layout.id)) continue;
        choices.push_back(candidate(layout));
        longest = std::max(longest, choices.back().length);
      }
    }
    for (Choice& choice : choices) {
      if (choice.length < kShortestBody || choice.length * 2 < longest) continue;
      choice_ = std::move(choice);
      judgement_.layout = choice_.layout->id;
      return;
    }
    judgement_.layout = "generic";
  }

  /// No rule takes an element around the whole body; without a layout, none
  /// that holds most of what reads like a story (pages inside one <form>).
  void spare_story() {
    std::vector<double> words(blocks_.size() + 1);
    for (std::size_t i = 0; i < blocks_.size(); ++i) words[i + 1] = words[i] + (reads_like_story(blocks_[i]) ? blocks_[i].words : 0);
    const auto holds_body = [&](NodeId node) {
      return std::all_of(choice_.elements.begin(), choice_.elements.end(),
                         [&](NodeId body) { return body != node && page_.tree->is_within(body, node); });
    };
    std::erase_if(hits_, [&](const DropHit& hit) {
      if (hit.node == kNoNode) return false;
      if (!choice_.elements.empty()) return holds_body(hit.node);
      return words[hit.blocks.end] - words[hit.blocks.begin] > kMostStory * words.back();
    });
  }

  /// Drops are tried first as if all of the page were head, to see where the
  /// story begins: a byline or a long caption above it does not read as story then.
  void find_story() {
    const StoryBounds nowhere{blocks_.size(), 0};
    // The first line of plain text is its title, however long.
    std::vector<BlockRange> everywhere{{case_.tree == nullptr ? 1u : 0u, blocks_.size()}};
    const std::vector<BlockRange>& body = choice_.layout != nullptr ? choice_.ranges : everywhere;
    apply_drops(hits_, page_, nowhere, blocks_);
    story_ = {blocks_.size(), 0};
    for (const BlockRange range : body) {
      for (std::size_t i = range.begin; i < range.end; ++i) {
        if (!blocks_[i].block.verdict.rule.empty() || !reads_like_story(blocks_[i])) continue;
        story_.first = std::min(story_.first, i);
        story_.last = i;
      }
    }
    for (PageBlock& block : blocks_) block.block.verdict = {};
  }

  void label(BlockRange range, const Verdict& verdict) {
    for (std::size_t i = range.begin; i < range.end; ++i) {
      if (blocks_[i].block.verdict.rule.empty()) blocks_[i].block.verdict = verdict;
    }
  }

  /// Blocks that the layout names as title, standfirst … move to that field.
  void label_fields() {
    if (choice_.layout == nullptr) return;
    constexpr std::pair<LayoutField, Kind> fields[] = {
        {LayoutField::title, Kind::title}, {LayoutField::standfirst, Kind::standfirst}, {LayoutField::byline, Kind::byline},
        {LayoutField::date, Kind::date}, {LayoutField::credit, Kind::credit}, {LayoutField::tags, Kind::tags}};
    for (const auto& [field, kind] : fields) {
      for (const Matcher& matcher : choice_.layout->of(field)) {
        if (matcher.language == MatcherLanguage::attribute || matcher.language == MatcherLanguage::constant) continue;
        for (const BlockRange range : select_blocks(matcher, page_, story_)) label(range, {kind, choice_.layout->id});
      }
    }
  }

  /// The first block of plain text is its title; a block that says one of the page's titles is one.
  void label_titles() {
    if (case_.tree == nullptr) {
      if (!blocks_.empty() && blocks_.front().block.verdict.rule.empty()) {
        blocks_.front().block.verdict = {Kind::title, "generic/title"};
        judgement_.title = {blocks_.front().block.text, "generic/title"};
      }
      return;
    }
    std::vector<std::string> titles;
    for (const std::string& title : case_.metadata.titles) titles.push_back(fold_case(title));
    for (std::size_t i = 0; i < blocks_.size() && i <= story_.first; ++i) {
      const bool says_title = std::find(titles.begin(), titles.end(), fold_case(blocks_[i].folded)) != titles.end();
      if (says_title) label({i, i + 1}, {Kind::title, "generic/title"});
    }
  }

  void label_body() {
    for (const BlockRange range : choice_.ranges) label(range, {Kind::body, choice_.layout->id});
    for (PageBlock& block : blocks_) {
      if (block.block.verdict.rule.empty()) block.block.verdict = {kind_outside(block), choice_.layout->id};
      if (block.block.verdict.kind == Kind::credit) block.block.role = Role::credit;
    }
  }

  static Kind kind_outside(const PageBlock& block) {
    if (block.is_in(kInHidden)) return Kind::hidden;
    if (block.is_in(kInNav)) return Kind::nav;
    if (block.is_in(kInFigure)) return Kind::caption;
    return Kind::furniture;
  }

  /// Own layout first, then what stands in the files it inherits from.
  void read_fields() {
    judgement_.title = first_field(LayoutField::title, Kind::title, std::move(judgement_.title));
    judgement_.standfirst = first_field(LayoutField::standfirst, Kind::standfirst, {});
    judgement_.date = first_field(LayoutField::date, Kind::date, {});
    judgement_.date.value = iso_date(judgement_.date.value);
    read_authors();
    each_layout([&](const Layout& layout) {
      for (const Matcher& matcher : layout.of(LayoutField::tags)) {
        if (judgement_.tags.empty()) judgement_.tags = all_values(matcher, page_);
      }
      return judgement_.tags.empty();
    });
  }

  template <class Visit>
  void each_layout(Visit visit) {
    if (choice_.layout != nullptr && !visit(*choice_.layout)) return;
    for (const CompiledRules* const file : case_.rules.files) {
      for (const Layout& layout : file->rules.keep) {
        if (&layout != choice_.layout && !visit(layout)) return;
      }
    }
  }

  /// From a drop rule that moves blocks to the field, else from the layouts.
  Field first_field(LayoutField field, Kind kind, Field fallback) {
    Field found;
    each_layout([&](const Layout& layout) {
      for (const Matcher& matcher : layout.of(field)) {
        found = {first_value(matcher, page_), layout.id};
        if (!found.value.empty()) return false;
      }
      return true;
    });
    if (!found.value.empty()) return found;
    for (const PageBlock& block : blocks_) {
      const Verdict& verdict = block.block.verdict;
      if (verdict.kind == kind && verdict.rule != "generic/title") return {moved_value(block.block), verdict.rule};
    }
    return fallback;
  }

  /// The text of a block that a drop rule moves to a field, trimmed as the rule says.
  std::string moved_value(const Block& block) const {
    const auto hit = std::find_if(hits_.begin(), hits_.end(), [&](const DropHit& h) { return h.rule->id == block.verdict.rule; });
    return hit == hits_.end() ? block.text : trimmed(hit->rule->matcher, block.text);
  }

  void read_authors() {
    each_layout([&](const Layout& layout) {
      for (const Matcher& matcher : layout.of(LayoutField::byline)) {
        for (std::string& name : all_values(matcher, page_)) judgement_.authors.push_back({std::move(name), layout.id});
        if (!judgement_.authors.empty()) return false;
      }
      return true;
    });
    if (!judgement_.authors.empty()) return;
    for (const PageBlock& block : blocks_) {
      if (block.block.verdict.kind == Kind::byline) judgement_.authors.push_back({moved_value(block.block), block.block.verdict.rule});
    }
  }

  void weigh_drops() {
    if (choice_.layout == nullptr) return;
    std::uint32_t all = 0, dropped = 0;
    for (const BlockRange range : choice_.ranges) {
      for (std::size_t i = range.begin; i < range.end; ++i) {
        all += blocks_[i].words;
        if (!blocks_[i].block.verdict.kept() && blocks_[i].block.verdict.kind != Kind::title) dropped += blocks_[i].words;
      }
    }
    judgement_.overcut = dropped > kOvercut * all;
  }

  const Case& case_;
  std::vector<PageBlock>& blocks_;
  SelectorCache cache_;
  PageView page_;
  std::vector<DropHit> hits_;
  Choice choice_;
  StoryBounds story_;
  Judgement judgement_;
};

}  // namespace

Judgement judge(const Case& page_case, std::vector<PageBlock>& blocks) { return Judge(page_case, blocks).run(); }

}  // namespace cleancopy
