#include "blocks/line_judge.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "blocks/even_forest.h"
#include "blocks/forest.h"
#include "blocks/line_evidence.h"

namespace cleancopy {
namespace {

constexpr std::string_view kKept = "generic/line";
constexpr std::string_view kDropped = "generic/line-judge";
constexpr std::int16_t kLabel = 9;         // words: no longer, and a line may be a label
constexpr std::int16_t kPrompt = 12;       // words: no longer, and a line may be a prompt …
constexpr std::int16_t kHardlyStory = 4;   // … if no phrase in it weighs more
constexpr std::int16_t kLikePrompt = -40;  // sum of phrases; of short lines of story one in 100 has less,
constexpr std::int16_t kSurePrompt = -60;  // one in 400 less than this (texts held out, 2026-11)
constexpr std::int16_t kLongRun = 8;       // more lines without a sentence are a list, or a menu
constexpr std::int16_t kHead = 8;          // a page has more above its story
constexpr std::int16_t kStoryLines = 40;   // percent: on few pages do so many lines read like story
constexpr double kMostOfExtract = 0.2;     // of the words: to take more, the judge must have misread the text
constexpr std::int16_t kHeadline = 5;      // words: shorter is a label …
constexpr std::int16_t kTeaser = 25;       // … and longer no headline

/// Has somebody taken the page's menus and teasers off already?
bool is_extract(const LineEvidence& line) {
  return line[LineClue::head] <= kHead || line[LineClue::story_lines] >= kStoryLines;
}

/// Does it end with an agency or a word for picture? A slash alone stands in tables, too.
bool has_credit(const LineEvidence& line) { return (line[LineClue::credit] & (kAgency | kPicture)) != 0; }

/// Is it short, all of it the words of prompts, without a sentence?
bool may_be_prompt(const LineEvidence& line) {
  return line[LineClue::words] <= kPrompt && line[LineClue::phrase_most] <= kHardlyStory &&
         line[LineClue::sentences] == 0;
}

/// The score, in thousandths, at which a line goes. What an extractor left is story but for the odd
/// line: there it has to be sure, surest of all in a list, whose every line looks like a menu's. Only
/// the words of prompts outweigh the company of story.
std::int32_t limit_of(const LineEvidence& line) {
  const bool may_be_standfirst = line[LineClue::from_first] == 1 && line[LineClue::words] > kLabel;
  if (may_be_standfirst) return -4000;
  if (!is_extract(line)) return 0;
  if (has_credit(line)) return -500;
  if (line[LineClue::run] > kLongRun) return -4000;
  if (may_be_prompt(line)) {
    if (line[LineClue::phrase_sum] <= kSurePrompt) return 2200;
    if (line[LineClue::phrase_sum] <= kLikePrompt) return 1000;
    if (line[LineClue::phrase_sum] <= -8) return -1000;
  }
  return line[LineClue::words] > kLabel ? -1500 : -2000;
}

/// What a line that goes is, by its shape.
Kind furniture_kind(const LineEvidence& line) {
  if (has_credit(line)) return Kind::caption;
  const bool ends_open = line[LineClue::ends] == static_cast<std::int16_t>(Ending::word);
  const bool is_headline = ends_open && line[LineClue::phrase_sum] > kLikePrompt &&
                           line[LineClue::words] >= kHeadline && line[LineClue::words] <= kTeaser;
  return is_headline ? Kind::related : Kind::furniture;
}

/// The clues that moved the score most, strongest first: "phrase_sum -31 (-1.8)".
std::string reasons(const LineEvidence& line) {
  std::array<std::int32_t, kLineClues> shares{};
  add_shares(kLineForest, line.clues, shares);
  return strongest(shares, line.clues, [](std::size_t clue) { return name_of(static_cast<LineClue>(clue)); });
}

}  // namespace

bool is_judged_by_line(const Verdict& verdict) { return verdict.rule == kKept || verdict.rule == kDropped; }

void judge_lines(const Case& page_case, std::vector<PageBlock>& lines) {
  static const EvenForest forest(kLineForest);
  const std::vector<LineEvidence> evidence = weigh_lines(lines);
  std::vector<bool> stays(lines.size());
  std::uint32_t all = 0, taken = 0;  // words
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!lines[i].block.verdict.rule.empty()) continue;
    stays[i] = forest.score(evidence[i].clues) > limit_of(evidence[i]);
    all += lines[i].words;
    taken += stays[i] ? 0 : lines[i].words;
  }
  const bool is_blind = lines.empty() || evidence.front()[LineClue::page_story] == 0 || taken == all ||
                        (is_extract(evidence.front()) && taken > kMostOfExtract * all);
  const bool keeps_all = is_blind || !page_case.rules.site.empty();
  for (std::size_t i = 0; i < lines.size(); ++i) {
    Verdict& verdict = lines[i].block.verdict;
    if (!verdict.rule.empty()) continue;
    const bool is_kept = keeps_all || stays[i];
    verdict = {is_kept ? Kind::body : furniture_kind(evidence[i]), std::string(is_kept ? kKept : kDropped)};
    if (page_case.detail == Detail::reasons) verdict.because = reasons(evidence[i]);
  }
}

}  // namespace cleancopy
