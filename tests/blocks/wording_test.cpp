#include "blocks/wording.h"

#include <catch2/catch.hpp>

#include <string>
#include <string_view>
#include <vector>

#include "text/ascii.h"
#include "text/random.h"

using namespace cleancopy;

namespace {

bool is_word_byte(char c) { return is_letter(c) || is_digit(c) || c < 0; }

/// Word by word and byte by byte, what for_each_word() and read_wording() do by sixteen.
std::vector<std::string> plain_words(std::string_view text) {
  std::vector<std::string> words;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!is_word_byte(text[i])) continue;
    if (i == 0 || !is_word_byte(text[i - 1])) words.emplace_back();
    words.back() += text[i];
  }
  return words;
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  for_each_word(text, [&](std::string_view word) { words.emplace_back(word); });
  return words;
}

std::string made_text(Random& random) {
  static const std::vector<std::string> pieces{
      "the", "We", "harbour", "A", "Oslo", "Ärger", "Škoda", "свет", "Свет", "2024", "19", "12024", "1999.",
      " ", " ", " ", ", ", ". ", "! ", "?\" ", "\"", ":", "://", "/", " /", "@", "$", "#", "© ", "£", "|",
      "-", "internationalisation", "your"};
  return random.join_of(pieces, 60);
}

}  // namespace

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

TEST_CASE("wording: a small word is one in small letters, or with a capital before them") {
  struct { const char* word; std::uint32_t function_words, address; } const table[] = {
      {"the", 1, 0},  {"The", 1, 0},     {"THE", 0, 0},     {"tHe", 0, 0},      {"they", 1, 0},
      {"thez", 0, 0}, {"a", 1, 0},       {"b", 0, 0},       {"unsere", 0, 1},   {"Unserer", 0, 1},
      {"te", 1, 1},   {"Du", 1, 1},      {"über", 1, 0},    {"который", 0, 0},
      {"мы", 0, 1},   {"Мы", 0, 0},      {"nosotros", 0, 1}, {"nosotross", 0, 0}, {"nuestros", 0, 1},
      {"joka", 1, 0}, {"siz", 0, 1},     {"harbour", 0, 0}, {"internationalisation", 0, 0},
  };
  for (const auto& row : table) {
    for (const std::string& text : {std::string(row.word), "Oslo, " + std::string(row.word) + " Oslo"}) {
      CAPTURE(text);
      CHECK(read_wording(text).function_words == row.function_words);
      CHECK(read_wording(text).address == row.address);
    }
  }
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
  CHECK(words_of("it's 4 o'clock, señor; 船!") ==
        std::vector<std::string>{"it", "s", "4", "o", "clock", "señor", "船"});
  CHECK(words_of("").empty());
}

TEST_CASE("wording: words are found by sixty-four bytes as they are by one") {
  Random random(5);
  for (int i = 0; i < 3'000; ++i) {
    const std::string text = i % 2 == 0 ? made_text(random) : random.bytes(200);
    CAPTURE(text);
    REQUIRE(words_of(text) == plain_words(text));
  }
  for (const std::size_t size : {15, 16, 17, 63, 64, 65, 127, 128, 129})
    CHECK(words_of(std::string(size, 'a')) == std::vector<std::string>{std::string(size, 'a')});
}

TEST_CASE("wording: what is counted is the same wherever in the text it stands") {
  // Words of spaces before a text move it through the sixty-four bytes that are read at once.
  Random random(7);
  for (int i = 0; i < 300; ++i) {
    const std::string text = made_text(random);
    const Wording here = read_wording(" " + text);
    for (std::size_t spaces = 2; spaces < 70; ++spaces) {
      const Wording there = read_wording(std::string(spaces, ' ') + text);
      CAPTURE(text, spaces);
      REQUIRE(there.ends == here.ends);
      REQUIRE(there.words == here.words);
      REQUIRE(there.sentences == here.sentences);
      REQUIRE(there.commas == here.commas);
      REQUIRE(there.digits == here.digits);
      REQUIRE(there.capitals == here.capitals);
      REQUIRE(there.function_words == here.function_words);
      REQUIRE(there.address == here.address);
      REQUIRE(there.marks == here.marks);
    }
  }
}

TEST_CASE("wording: bytes are counted by sixty-four as they are by one") {
  Random random(9);
  for (int i = 0; i < 2'000; ++i) {
    const std::string text = made_text(random);
    CAPTURE(text);
    std::uint32_t sentences = 0, commas = 0, digits = 0, capitals = 0;
    for (std::size_t k = 0; k < text.size(); ++k) {
      const char c = text[k], next = k + 1 < text.size() ? text[k + 1] : ' ';
      sentences += (c == '.' || c == '!' || c == '?') && (next == ' ' || next == '"') ? 1 : 0;
      commas += c == ',' ? 1 : 0;
      digits += is_digit(c) ? 1 : 0;
    }
    for (const std::string& word : plain_words(text)) {
      const bool is_wide = word.starts_with("Ä") || word.starts_with("Š") || word.starts_with("С");
      capitals += is_upper(word[0]) || is_wide ? 1 : 0;
    }
    const Wording wording = read_wording(text);
    REQUIRE(wording.words == plain_words(text).size());
    REQUIRE(wording.sentences == sentences);
    REQUIRE(wording.commas == commas);
    REQUIRE(wording.digits == digits);
    REQUIRE(wording.capitals == capitals);
  }
}
