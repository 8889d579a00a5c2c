#include "blocks/line_evidence.h"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include "blocks/forest.h"
#include "blocks/pages.h"
#include "blocks/split.h"

using namespace cleancopy;
using namespace cleancopy::test;

namespace {

const std::string kSentence = "The old ferry sailed from the quay at noon with nobody on board but its cook.";

std::vector<LineEvidence> weigh(const std::string& text) { return weigh_lines(split(text)); }

}  // namespace

TEST_CASE("line evidence: a line knows what is around it, and how far the story is") {
  const std::vector<LineEvidence> found =
      weigh("Ferry\nNews\n" + kSentence + "\nMore\nOther news\n" + kSentence + "\nEnd");
  REQUIRE(found.size() == 7);
  const LineEvidence& line = found[4];
  struct { LineClue clue; int wanted; } const table[] = {
      {LineClue::words, 2},          {LineClue::lines, 7},           {LineClue::from_first, 4},
      {LineClue::to_last, 2},        {LineClue::head, 2},            {LineClue::tail, 1},
      {LineClue::run, 2},            {LineClue::story_lines, 28},    {LineClue::to_story_before, 2},
      {LineClue::to_story_after, 1}, {LineClue::words_1_before, 1},  {LineClue::words_1_after, 16},
      {LineClue::words_3_after, -1}, {LineClue::story_before, 50},   {LineClue::ends_1_after, 1},
      {LineClue::repeats, 1},        {LineClue::shares_title, 0},    {LineClue::ruled_near, 0},
  };
  for (const auto& row : table) {
    CAPTURE(name_of(row.clue));
    CHECK(line[row.clue] == row.wanted);
  }
  CHECK(found[2][LineClue::repeats] == 2);
  CHECK(found[2][LineClue::run] == 0);
  CHECK(found[2][LineClue::shares_title] == 6);
}

TEST_CASE("line evidence: the end of a line may name who took a picture") {
  struct { const char* line; int wanted; } const table[] = {
      {"The cook on Thursday. (AP Photo/Jo Bloggs)", kAgency | kPicture | kSlash},
      {"Die Fähre am Kai, Foto: Anna Beispiel", kPicture},
      {"Le bac au port / AFP", kAgency | kSlash},
      {"The paper ap is not an agency.", 0},
      {"Read on at https://example.org/getty", 0},
      {"A photo of the cook was the first thing that anybody saw on entering the narrow galley of the boat.",
       0},
  };
  for (const auto& row : table) {
    CAPTURE(row.line);
    CHECK(weigh("Title\n" + kSentence + "\n" + row.line + "\n" + kSentence)[2][LineClue::credit] ==
          row.wanted);
  }
}

TEST_CASE("line evidence: phrases are words, pairs of words, and how a line begins and ends") {
  const auto phrases_of = [](std::string_view line) {
    Strings all;
    for_each_phrase(line, [&](std::string_view phrase) { all.emplace_back(phrase); });
    return all;
  };
  CHECK(phrases_of("sign up") == Strings{"sign", "^ sign", "up", "sign up", "up $"});
  CHECK(phrases_of("--") == Strings{"^ $"});
}

TEST_CASE("line evidence: the table of phrases is sorted, as its search needs it") {
  REQUIRE_FALSE(kPhraseWeights.empty());
  for (std::size_t i = 1; i < kPhraseWeights.size(); ++i)
    CHECK(kPhraseWeights[i - 1].word < kPhraseWeights[i].word);
}

TEST_CASE("line evidence: every split asks for a clue that there is, and goes on forward") {
  for (std::size_t tree = 0; tree < kLineForest.trees.size(); ++tree) {
    const std::size_t begin = kLineForest.trees[tree];
    const bool is_last = tree + 1 == kLineForest.trees.size();
    const std::size_t end = is_last ? kLineForest.splits.size() : kLineForest.trees[tree + 1];
    for (std::size_t i = begin; i < end; ++i) {
      const Split& split = kLineForest.splits[i];
      if (split.clue == kLeaf) continue;
      CHECK(split.clue < kLineClues);
      CHECK(begin + split.otherwise > i + 1);
      CHECK(begin + split.otherwise < end);
    }
  }
}
