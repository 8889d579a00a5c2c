// What can be seen of a line of plain text that tells story from furniture, as small whole
// numbers like those of blocks/evidence.h. There are no elements and no links here: wording,
// words that prompts and labels use, and the company a line keeps have to do.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "blocks/page_block.h"
#include "blocks/wording.h"

namespace cleancopy {

enum class LineClue : std::uint8_t {
  // the line itself
  words, characters_per_word, role, begins, ends, sentences, commas, digits, capitals, function_words,
  address, marks, credit,
  // what its phrases weigh (kPhraseWeights)
  phrase_least, phrase_most, phrase_sum, phrase_mean,
  // its text as a whole
  lines, page_story, story_lines, ruled_lines, head, tail, shares_title, repeats, begins_alike,
  // its place
  place, from_first, to_last, story_before, story_after, to_story_before, to_story_after,
  window_3, window_10, window_30, ruled_near, run, phrases_near,
  // its neighbours
  words_1_before, words_2_before, words_3_before, words_4_before,
  words_1_after, words_2_after, words_3_after, words_4_after,
  ends_1_before, ends_2_before, ends_1_after, ends_2_after, role_1_before, role_1_after,
  function_words_1_before, function_words_1_after,
  phrase_sum_1_before, phrase_sum_2_before, phrase_sum_1_after, phrase_sum_2_after,
  count,
};
inline constexpr std::size_t kLineClues = static_cast<std::size_t>(LineClue::count);

/// What LineClue::credit found at the end of a line, as bits.
enum Credit : std::int16_t { kAgency = 1, kPicture = 2, kSlash = 4 };

/// The name that explain and the trainer use: "phrase_sum".
std::string_view name_of(LineClue clue);

/// One line's clues.
struct LineEvidence {
  std::array<std::int16_t, kLineClues> clues{};

  std::int16_t operator[](LineClue clue) const { return clues[static_cast<std::size_t>(clue)]; }
  std::int16_t& operator[](LineClue clue) { return clues[static_cast<std::size_t>(clue)]; }
};

/// The evidence on every line. What rules have taken is no evidence of where the story is.
/// Linear in the text.
std::vector<LineEvidence> weigh_lines(const std::vector<PageBlock>& lines);

/// Calls `see(std::string_view)` for each phrase of a line that fold_case() folded:
/// "sign", "^ sign", "sign up", "up $". Linear.
template <class See>
void for_each_phrase(std::string_view folded, See see) {
  std::string pair = "^";
  for_each_word(folded, [&](std::string_view word) {
    see(word);
    (pair += ' ').append(word);
    see(std::string_view(pair));
    pair.assign(word);
  });
  pair += " $";
  see(std::string_view(pair));
}

}  // namespace cleancopy
