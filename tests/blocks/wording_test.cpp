#include "blocks/wording.h"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace cleancopy;

TEST_CASE("wording: how a text begins and ends") {
  struct { const char* text; Beginning begins; Ending ends; } const table[] = {
      {"The boats came in.", Beginning::upper, Ending::sentence},
      {"and left!", Beginning::lower, Ending::sentence},
      {"12 boats", Beginning::digit, Ending::word},
      {"\"Who came?\" (he said.)", Beginning::quote, Ending::sentence},
      {"Who came?", Beginning::upper, Ending::question},
      {"Ärger am Hafen:", Beginning::upper, Ending::colon},
      {"Öl, Salz,", Beginning::upper, Ending::comma},
      {"они пришли", Beginning::lower, Ending::word},
      {"Они пришли", Beginning::upper, Ending::word},
      {"船が来た。", Beginning::lower, Ending::sentence},
      {"नाव आई।", Beginning::lower, Ending::sentence},
      {"\"The harbour\"", Beginning::quote, Ending::quote},
      {"The harbour (left)", Beginning::upper, Ending::bracket},
      {"To be continued...", Beginning::upper, Ending::ellipsis},
      {"(Ann Lee / Coast Pictures)", Beginning::other, Ending::bracket},
      {">>>", Beginning::other, Ending::other},
      {"", Beginning::other, Ending::other},
  };
  for (const auto& row : table) {
    CAPTURE(row.text);
    const Wording wording = read_wording(row.text);
    CHECK(wording.begins == row.begins);
    CHECK(wording.ends == row.ends);
  }
}

TEST_CASE("wording: words, sentences and small words are counted") {
  const Wording english =
      read_wording("The boats of the town came in. Did 14 of them leave, on Monday, or stay? \"Yes.\"");
  CHECK(english.words == 17);
  CHECK(english.sentences == 3);
  CHECK(english.commas == 2);
  CHECK(english.digits == 2);
  CHECK(english.capitals == 4);
  CHECK(english.function_words == 7);
  CHECK(english.address == 0);
  const Wording german = read_wording("Abonnieren Sie unseren Brief, wir schreiben Ihnen");
  CHECK(german.address == 3);
  CHECK(german.words == 7);
}

TEST_CASE("wording: marks that labels have and sentences have not") {
  struct { const char* text; std::uint32_t marks; } const table[] = {
      {"ann@coast.example", 1},   {"News | Coast", 2},     {"© Coast Media", 4},
      {"https://coast.example/a", 8},
      {"Ann / Coast", 16},        {"and/or", 0},           {"$30", 32},           {"£30", 32},
      {"#harbour", 64},           {"in 2024", 128},        {"12024 boats", 0},    {"20245", 0},
      {"© 2024 Coast | #sea", 4 + 128 + 2 + 64},           {"The boats came in.", 0},
  };
  for (const auto& row : table) {
    CAPTURE(row.text);
    CHECK(read_wording(row.text).marks == row.marks);
  }
}

TEST_CASE("wording: runs of letters and digits are words, in any script") {
  std::vector<std::string> words;
  for_each_word("it's 4 o'clock, señor; 船!", [&](std::string_view word) { words.emplace_back(word); });
  CHECK(words == std::vector<std::string>{"it", "s", "4", "o", "clock", "señor", "船"});
}
