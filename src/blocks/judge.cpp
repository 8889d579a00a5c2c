#include "blocks/judge.h"

#include <algorithm>
#include <utility>

#include "blocks/drops.h"
#include "blocks/fields.h"
#include "blocks/generic.h"
#include "blocks/live.h"
#include "blocks/page_kind.h"
#include "blocks/select.h"
#include "text/unicode.h"

namespace cleancopy {
namespace {

constexpr std::size_t kShortestBody = 200;  // bytes of text that make a layout believable
constexpr double kMostStory = 0.5;           // share of the page's story words
constexpr std::uint32_t kLongestHeading = 20;  // words; a lead in bold is longer
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
    label_drops();
    label_fields();
    label_titles();
    if (choice_.layout != nullptr) label_body();
    else judge_generic(case_, blocks_);
    ask_for_article();
    mark_credits();
    mark_headings();
    NamedFields fields = named_fields(case_.rules, choice_.layout, page_, story_);
    judgement_.named = std::move(fields.strong);
    judgement_.weak = std::move(fields.weak);
    judgement_.moved = moved_fields(blocks_, hits_);
    weigh_drops();
    judgement_.live = is_live_blog(case_, blocks_);
    return std::move(judgement_);
  }

 private:
  Choice candidate(const Layout& layout) {
    Choice choice{.layout = &layout, .elements = {}, .ranges = {}, .length = 0};
    for (const Matcher& matcher : layout.of(LayoutField::body)) {
      if (!is_in_force(matcher, case_.crawled)) continue;
      choice.elements = select_elements(matcher, page_);
      for (const BlockRange range : select_blocks(matcher, page_, StoryBounds{blocks_.size(), 0}))
        add_range(choice, range);
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

  /// No rule takes the body or an element around all of it; without a layout,
  /// none that holds most of what reads like a story (pages inside one <form>).
  void spare_story() {
    std::vector<double> words(blocks_.size() + 1);
    for (std::size_t i = 0; i < blocks_.size(); ++i)
      words[i + 1] = words[i] + (reads_like_story(blocks_[i]) ? blocks_[i].words : 0);
    const auto holds_story = [&](NodeId node) {
      const std::vector<NodeId>& body = choice_.elements;
      if (!body.empty())
        return page_.tree->is_within(body.front(), node) && page_.tree->is_within(body.back(), node);
      const BlockRange range = blocks_inside(page_, node);
      return words[range.end] - words[range.begin] > kMostStory * words.back();
    };
    std::erase_if(hits_, [&](const DropHit& hit) {
      const Matcher& matcher = hit.rule->matcher;
      const NodeId taken = matcher.up ? enclosing_element(matcher, page_, hit.blocks) : hit.node;
      return taken != kNoNode && holds_story(taken);
    });
  }

  /// Drops are tried first as if all of the page were head, to see where the
  /// story begins: a byline or a long caption above it does not read as story then.
  void find_story() {
    const StoryBounds nowhere{blocks_.size(), 0};
    // The first line of plain text is its title, however long.
    std::vector<BlockRange> everywhere{{case_.tree == nullptr ? 1u : 0u, blocks_.size()}};
    const std::vector<BlockRange>& body = choice_.layout != nullptr ? choice_.ranges : everywhere;
    const std::vector<const DropRule*> dropped = rules_that_take(hits_, page_, nowhere);
    story_ = {blocks_.size(), 0};
    for (const BlockRange range : body) {
      for (std::size_t i = range.begin; i < range.end; ++i) {
        if (dropped[i] != nullptr || !reads_like_story(blocks_[i])) continue;
        story_.first = std::min(story_.first, i);
        story_.last = i;
      }
    }
  }

  void label_drops() {
    const std::vector<const DropRule*> dropped = rules_that_take(hits_, page_, story_);
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      if (dropped[i] != nullptr) blocks_[i].block.verdict = {dropped[i]->kind, dropped[i]->id};
    }
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
        {LayoutField::title, Kind::title},   {LayoutField::standfirst, Kind::standfirst},
        {LayoutField::byline, Kind::byline}, {LayoutField::date, Kind::date},
        {LayoutField::credit, Kind::credit}, {LayoutField::tags, Kind::tags}};
    for (const auto& [field, kind] : fields) {
      for (const Matcher& matcher : choice_.layout->of(field)) {
        if (matcher.language == MatcherLanguage::attribute || matcher.language == MatcherLanguage::constant)
          continue;
        const std::vector<BlockRange> ranges = select_blocks(matcher, page_, story_);
        for (const BlockRange range : ranges) label(range, {kind, choice_.layout->id});
        if (!ranges.empty()) break;
      }
    }
  }

  /// A list item is no title, nor is a lone paragraph.
  bool has_title_line() const {
    if (blocks_.empty() || blocks_.front().block.role == Role::list_item) return false;
    return blocks_.size() > 1 || !reads_like_story(blocks_.front());
  }

  /// The first block of plain text is its title; a block that says one of the page's titles is one.
  void label_titles() {
    if (case_.tree == nullptr) {
      if (has_title_line()) label({0, 1}, {Kind::title, "generic/title"});
      return;
    }
    std::vector<std::string> titles;
    for (const std::string& title : case_.metadata.titles) titles.push_back(fold_case(title));
    for (std::size_t i = 0; i < blocks_.size() && i <= story_.first; ++i) {
      const bool says_title =
          std::find(titles.begin(), titles.end(), std::string_view(blocks_[i].caseless)) != titles.end();
      if (says_title) label({i, i + 1}, {Kind::title, "generic/title"});
    }
  }

  void label_body() {
    for (const BlockRange range : choice_.ranges) label(range, {Kind::body, choice_.layout->id});
    for (PageBlock& block : blocks_) {
      if (block.block.verdict.rule.empty()) block.block.verdict = {kind_outside(block), choice_.layout->id};
    }
  }

  /// Of a page that is none, nothing is kept.
  void ask_for_article() {
    const FoundBy found_by = choice_.layout != nullptr ? FoundBy::layout : FoundBy::evidence;
    const auto cause = why_no_article(case_, blocks_, found_by);
    if (!cause) return;
    judgement_.no_article = cause->reason;
    drop_kept(*cause, blocks_);
  }

  void mark_credits() {
    for (PageBlock& block : blocks_) {
      if (block.block.verdict.kind == Kind::credit) block.block.role = Role::credit;
    }
  }

  /// Short lines that only their type face makes headings. Their words stay as they are.
  void mark_headings() {
    if (choice_.layout == nullptr) return;
    for (const Matcher& matcher : choice_.layout->headings) {
      for (const BlockRange range : select_blocks(matcher, page_, story_)) {
        for (std::size_t i = range.begin; i < range.end; ++i) {
          Block& block = blocks_[i].block;
          const bool is_plain = block.verdict.kind == Kind::body && block.role == Role::paragraph;
          if (is_plain && blocks_[i].words <= kLongestHeading) block.role = Role::heading;
        }
      }
    }
  }

  static Kind kind_outside(const PageBlock& block) {
    if (block.is_in(kInHidden | kInScript)) return Kind::hidden;
    if (block.is_in(kInNav)) return Kind::nav;
    if (block.is_in(kInFigure)) return Kind::caption;
    return Kind::furniture;
  }

  void weigh_drops() {
    if (choice_.layout == nullptr) return;
    std::uint32_t all = 0, dropped = 0;
    for (const BlockRange range : choice_.ranges) {
      for (std::size_t i = range.begin; i < range.end; ++i) {
        all += blocks_[i].words;
        if (!blocks_[i].block.verdict.kept() && blocks_[i].block.verdict.kind != Kind::title)
          dropped += blocks_[i].words;
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

Judgement judge(const Case& page_case, std::vector<PageBlock>& blocks) {
  return Judge(page_case, blocks).run();
}

}  // namespace cleancopy
