#include "blocks/line_evidence.h"

#include <algorithm>
#include <span>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "blocks/forest.h"
#include "blocks/generic.h"
#include "blocks/scale.h"
#include "text/ascii.h"
#include "text/unicode.h"

namespace cleancopy {
namespace {

constexpr std::array<std::string_view, kLineClues> kNames{
    "words", "characters_per_word", "role", "begins", "ends", "sentences", "commas", "digits", "capitals",
    "function_words", "address", "marks", "credit",
    "phrase_least", "phrase_most", "phrase_sum", "phrase_mean",
    "lines", "page_story", "story_lines", "ruled_lines", "head", "tail",
    "shares_title", "repeats", "begins_alike",
    "place", "from_first", "to_last", "story_before", "story_after", "to_story_before", "to_story_after",
    "window_3", "window_10", "window_30", "ruled_near", "run", "phrases_near",
    "words_1_before", "words_2_before", "words_3_before", "words_4_before",
    "words_1_after", "words_2_after", "words_3_after", "words_4_after",
    "ends_1_before", "ends_2_before", "ends_1_after", "ends_2_after", "role_1_before", "role_1_after",
    "function_words_1_before", "function_words_1_after",
    "phrase_sum_1_before", "phrase_sum_2_before", "phrase_sum_1_after", "phrase_sum_2_after"};
static_assert(!kNames.back().empty());

constexpr std::size_t kMostRead = 4096;  // bytes: no prompt is longer

/// What names the maker of a picture at the end of a line, as Credit bits.
std::int16_t credit_of(std::string_view folded) {
  static const std::unordered_set<std::string_view> agencies{
      "AP", "AFP", "Reuters", "REUTERS", "Getty", "GETTY", "EPA", "EFE", "dpa", "DPA", "ANSA", "PA", "UPI",
      "TASS", "Xinhua", "Shutterstock", "Alamy", "iStock", "imago", "Imago", "IMAGO", "Bloomberg", "NurPhoto",
      "ZUMA", "Keystone", "APA", "NTB", "Scanpix", "Ritzau", "ANP", "Belga", "LUSA", "PAP", "Flickr",
      "Unsplash", "Wikimedia"};
  static const std::unordered_set<std::string_view> pictures{
      "photo", "photos", "photograph", "photographer", "photography", "picture", "pictures", "image",
      "images", "credit", "courtesy", "illustration", "foto", "fotos", "bild", "imagen", "imagem", "immagine",
      "beeld", "zdj\xC4\x99" "cie"};
  constexpr std::size_t reach = 48;
  const std::string_view tail = folded.substr(folded.size() - std::min(folded.size(), reach));
  int bits = 0;
  for_each_word(tail, [&](std::string_view word) {
    bits |= agencies.contains(word) ? kAgency : 0;
    std::string small(word);
    small[0] = lower(small[0]);
    bits |= pictures.contains(small) ? kPicture : 0;
  });
  const std::size_t slash = tail.find('/');
  if (slash != std::string_view::npos && tail.find("://") == std::string_view::npos) bits |= kSlash;
  return static_cast<std::int16_t>(bits);
}

class LineScales {
 public:
  explicit LineScales(const std::vector<PageBlock>& lines) : lines_(lines), found_(lines.size()) {}

  std::vector<LineEvidence> run() {
    sum();
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      look_at_wording<LineClue>(lines_[i], found_[i]);
      found_[i][LineClue::credit] = credit_of(lines_[i].folded);
      look_at_phrases(i);
      look_at_place(i);
    }
    look_at_copies();
    look_at_steps();
    for (std::size_t i = 0; i < lines_.size(); ++i) look_at_neighbours(i);
    return std::move(found_);
  }

 private:
  void sum() {
    const std::size_t n = lines_.size();
    story_.resize(n + 1);
    words_.resize(n + 1);
    ruled_.resize(n + 1);
    reads_.resize(n);
    for (std::size_t i = 0; i < n; ++i) {
      const bool is_ruled = !lines_[i].block.verdict.rule.empty();
      reads_[i] = !is_ruled && reads_like_story(lines_[i]);
      reading_ += reads_[i] ? 1 : 0;
      story_[i + 1] = story_[i] + (reads_[i] ? lines_[i].words : 0);
      words_[i + 1] = words_[i] + lines_[i].words;
      ruled_[i + 1] = ruled_[i] + (is_ruled ? 1 : 0);
      lower_.push_back(fold_case(std::string_view(lines_[i].folded).substr(0, kMostRead)));
    }
    head_ = capped(std::find(reads_.begin(), reads_.end(), 1) - reads_.begin(), 99);
    tail_ = capped(std::find(reads_.rbegin(), reads_.rend(), 1) - reads_.rbegin(), 99);
  }

  void look_at_phrases(std::size_t i) {
    static const WordTable weights = by_word(kPhraseWeights);
    int least = 0, most = 0, sum = 0, known = 0;
    for_each_phrase(lower_[i], [&](std::string_view phrase) {
      const int weight = weights.find(phrase);
      if (weight == 0) return;
      least = std::min(least, weight);
      most = std::max(most, weight);
      sum += weight;
      ++known;
    });
    LineEvidence& e = found_[i];
    e[LineClue::phrase_least] = capped(least);
    e[LineClue::phrase_most] = capped(most);
    e[LineClue::phrase_sum] = capped(sum);
    e[LineClue::phrase_mean] = known == 0 ? std::int16_t{0} : capped(sum / known);
  }

  /// Share of the words within `reach` lines on either side that stand in lines of story.
  std::int16_t story_near(std::size_t i, std::size_t reach) const {
    const std::size_t begin = i - std::min(i, reach), end = std::min(i + reach + 1, lines_.size());
    return percent(story_[end] - story_[begin], words_[end] - words_[begin]);
  }

  void look_at_place(std::size_t i) {
    constexpr std::size_t near = 3;
    const std::size_t n = lines_.size();
    LineEvidence& e = found_[i];
    const double story = story_.back();
    e[LineClue::lines] = capped(n);
    e[LineClue::page_story] = percent(story, words_.back());
    e[LineClue::story_lines] = percent(reading_, static_cast<double>(n));
    e[LineClue::head] = head_;
    e[LineClue::tail] = tail_;
    e[LineClue::ruled_lines] = percent(ruled_.back(), static_cast<double>(n));
    e[LineClue::place] = percent(static_cast<double>(i), static_cast<double>(n));
    e[LineClue::from_first] = capped(i);
    e[LineClue::to_last] = capped(n - 1 - i);
    e[LineClue::story_before] = percent(story_[i], story);
    e[LineClue::story_after] = percent(story - story_[i + 1], story);
    e[LineClue::window_3] = story_near(i, near);
    e[LineClue::window_10] = story_near(i, 10);
    e[LineClue::window_30] = story_near(i, 30);
    const double ruled_near = ruled_[std::min(i + near + 1, n)] - ruled_[i - std::min(i, near)];
    e[LineClue::ruled_near] = static_cast<std::int16_t>(ruled_near);
  }

  static std::string_view first_word(std::string_view lower) {
    std::string_view first;
    for_each_word(lower.substr(0, 60), [&](std::string_view word) { first = first.empty() ? word : first; });
    return first;
  }

  /// Lines that say the same, begin the same, or say what the first one says.
  void look_at_copies() {
    std::unordered_map<std::string_view, int> seen, begun;
    std::unordered_set<std::string_view> title;
    for (const std::string& lower : lower_) {
      ++seen[lower];
      ++begun[first_word(lower)];
    }
    if (!lower_.empty()) for_each_word(lower_.front(), [&](std::string_view word) { title.insert(word); });
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      int all = 0, shared = 0;
      for_each_word(lower_[i], [&](std::string_view word) {
        ++all;
        shared += title.contains(word) ? 1 : 0;
      });
      found_[i][LineClue::repeats] = capped(seen[lower_[i]], 9);
      found_[i][LineClue::begins_alike] = capped(begun[first_word(lower_[i])], 99);
      found_[i][LineClue::shares_title] = percent(shared, all);
    }
  }

  void look_at_steps() {
    const auto n = static_cast<std::ptrdiff_t>(lines_.size());
    std::ptrdiff_t before = -kMost, after = n + kMost;
    for (std::ptrdiff_t i = 0; i < n; ++i) {
      const auto at = static_cast<std::size_t>(i);
      found_[at][LineClue::to_story_before] = capped(i - before);
      before_.push_back(before);
      if (reads_[at]) before = i;
    }
    for (std::ptrdiff_t i = n; i-- > 0;) {
      const auto at = static_cast<std::size_t>(i);
      found_[at][LineClue::to_story_after] = capped(after - i);
      const std::ptrdiff_t begin = std::max<std::ptrdiff_t>(before_[at], -1) + 1;
      found_[at][LineClue::run] = capped(reads_[at] ? 0 : std::min(after, n) - begin);
      if (reads_[at]) after = i;
    }
  }

  struct NeighbourClue {
    int step;
    LineClue theirs, ours;
  };

  void look_at_neighbours(std::size_t i) {
    using enum LineClue;
    constexpr NeighbourClue seen[] = {
        {-1, words, words_1_before}, {-2, words, words_2_before},
        {-3, words, words_3_before}, {-4, words, words_4_before},
        {1, words, words_1_after},   {2, words, words_2_after},
        {3, words, words_3_after},   {4, words, words_4_after},
        {-1, ends, ends_1_before},   {-2, ends, ends_2_before},
        {1, ends, ends_1_after},     {2, ends, ends_2_after},
        {-1, role, role_1_before},   {1, role, role_1_after},
        {-1, function_words, function_words_1_before}, {1, function_words, function_words_1_after},
        {-1, phrase_sum, phrase_sum_1_before}, {-2, phrase_sum, phrase_sum_2_before},
        {1, phrase_sum, phrase_sum_1_after},   {2, phrase_sum, phrase_sum_2_after}};
    const auto n = static_cast<std::ptrdiff_t>(lines_.size());
    for (const NeighbourClue& clue : seen) {
      const std::ptrdiff_t at = static_cast<std::ptrdiff_t>(i) + clue.step;
      const bool is_there = at >= 0 && at < n;
      const auto nobody = static_cast<std::int16_t>(clue.theirs == phrase_sum ? 0 : -1);
      found_[i][clue.ours] = is_there ? found_[static_cast<std::size_t>(at)][clue.theirs] : nobody;
    }
    int near = 0;
    for (std::size_t k = i - std::min<std::size_t>(i, 4); k < std::min(i + 5, lines_.size()); ++k)
      near += k == i ? 0 : std::clamp<int>(found_[k][phrase_sum], -60, 60);
    found_[i][phrases_near] = capped(near);
  }

  const std::vector<PageBlock>& lines_;
  std::vector<LineEvidence> found_;
  std::vector<char> reads_;
  double reading_ = 0;
  std::int16_t head_ = 0, tail_ = 0;           // lines above and below all that read like story
  std::vector<double> story_, words_, ruled_;  // sums up to each line
  std::vector<std::string> lower_;
  std::vector<std::ptrdiff_t> before_;         // the nearest line of story before each
};

}  // namespace

std::string_view name_of(LineClue clue) { return kNames[static_cast<std::size_t>(clue)]; }

std::vector<LineEvidence> weigh_lines(const std::vector<PageBlock>& lines) { return LineScales(lines).run(); }

}  // namespace cleancopy
