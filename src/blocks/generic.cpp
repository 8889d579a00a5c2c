#include "blocks/generic.h"

#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "blocks/evidence.h"
#include "blocks/forest.h"
#include "blocks/line_judge.h"
#include "blocks/naming.h"
#include "blocks/scale.h"

namespace cleancopy {
namespace {

constexpr std::uint32_t kFewWords = 10;       // fewer may be a label, and may be said twice
constexpr double kLinked = 0.5;               // share of characters in links: a list of links
constexpr std::uint32_t kShortestStory = 25;  // words

constexpr std::string_view kJudged = "generic/judge";
constexpr std::string_view kRepeated = "generic/repeat";
constexpr std::string_view kLoneHeading = "generic/heading";
constexpr std::string_view kNoStory = "generic/no-story";

bool ends_like_sentence(const PageBlock& block) {
  const std::size_t last = block.folded.find_last_not_of(" \"')]");
  return last != std::string::npos &&
         std::string_view(".!?:;").find(block.folded[last]) != std::string_view::npos;
}

/// Names furniture by what it lies in, else by the nearest telling name around it.
Kind kind_of(const PageBlock& block, const Tree& tree, Names& names) {
  if (block.is_in(kInHidden | kInScript)) return Kind::hidden;
  if (block.is_in(kInFigure) || block.block.role == Role::caption) return Kind::caption;
  for (const NodeId element : named_elements(tree, block.first)) {
    if (const Kind kind = names.of(element).kind; kind != Kind::body) return kind;
  }
  if (block.is_in(kInNav | kInHeader)) return Kind::nav;
  if (block.is_in(kInFooter)) return Kind::furniture;
  return block.link_share() > kLinked ? Kind::related : Kind::furniture;
}

std::string reasons(const Evidence& evidence) {
  return strongest(shares_of_score(evidence), evidence.clues,
                   [](std::size_t clue) { return name_of(static_cast<Clue>(clue)); });
}

/// Is its verdict the trees' to give? What only a script would show is never story.
bool may_be_story(const PageBlock& block) { return is_open(block) && !block.is_in(kInScript); }

void judge_blocks(const Case& page_case, std::vector<PageBlock>& blocks) {
  Names names(*page_case.tree);
  const std::vector<Evidence> evidence = weigh(page_case, blocks, names);
  std::vector<const Evidence*> asked;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (may_be_story(blocks[i])) asked.push_back(&evidence[i]);
  }
  const std::vector<char> answers = which_are_story(asked);
  auto answer = answers.begin();
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    Verdict& verdict = blocks[i].block.verdict;
    if (!is_open(blocks[i])) continue;
    const bool story = may_be_story(blocks[i]) && *answer++ != 0;
    verdict = {story ? Kind::body : kind_of(blocks[i], *page_case.tree, names), std::string(kJudged)};
    if (page_case.detail == Detail::reasons) verdict.because = reasons(evidence[i]);
  }
}

/// Pages hold a second copy for other screens, or quote their own lines in large type.
void drop_repeats(std::vector<PageBlock>& blocks) {
  std::unordered_set<std::string_view> seen;
  for (PageBlock& block : blocks) {
    if (block.block.verdict.kind != Kind::body || block.words < kFewWords) continue;
    if (!seen.insert(block.caseless).second)
      block.block.verdict = {Kind::duplicate, std::string(kRepeated)};
  }
}

/// A heading belongs to what stands below it: with nothing kept there, it was furniture's.
void drop_lone_headings(std::vector<PageBlock>& blocks) {
  bool story_below = false, furniture_below = true;
  for (std::size_t i = blocks.size(); i-- > 0;) {
    Verdict& verdict = blocks[i].block.verdict;
    if (blocks[i].block.role != Role::heading) {
      story_below |= verdict.kept();
      furniture_below |= !verdict.kept() && verdict.kind != Kind::caption && verdict.kind != Kind::ad &&
                         verdict.kind != Kind::hidden;
      continue;
    }
    if (verdict.kept() && !story_below && furniture_below)
      verdict = {Kind::furniture, std::string(kLoneHeading)};
    furniture_below = false;
    story_below = verdict.kept();
  }
}

std::uint32_t kept_words(const std::vector<PageBlock>& blocks) {
  std::uint32_t words = 0;
  for (const PageBlock& block : blocks) words += block.block.verdict.kind == Kind::body ? block.words : 0;
  return words;
}

void drop_all(std::vector<PageBlock>& blocks) {
  for (PageBlock& block : blocks) {
    if (block.block.verdict.kept()) block.block.verdict = {Kind::furniture, std::string(kNoStory)};
  }
}

}  // namespace

bool reads_like_story(const PageBlock& block) {
  constexpr std::uint32_t many = 25;
  if (block.words < kFewWords || block.link_share() > kLinked || block.block.role == Role::heading)
    return false;
  return block.words >= many || ends_like_sentence(block);
}

bool is_judged_by_evidence(const Verdict& verdict) {
  return verdict.rule == kJudged || verdict.rule == kRepeated || verdict.rule == kLoneHeading ||
         verdict.rule == kNoStory;
}

void judge_generic(const Case& page_case, std::vector<PageBlock>& blocks) {
  if (page_case.tree == nullptr) return judge_lines(page_case, blocks);
  judge_blocks(page_case, blocks);
  drop_repeats(blocks);
  drop_lone_headings(blocks);
  if (kept_words(blocks) < kShortestStory) drop_all(blocks);
}

}  // namespace cleancopy
