#include "text/everyday.h"

#include <catch2/catch.hpp>

#include <cstdint>
#include <string>
#include <vector>

#include "random.h"
#include "text/unicode.h"

using namespace cleancopy;

namespace {

/// Is what was read the same as by the functions that it stands for?
bool is_as_by_steps(const EverydayText& everyday, const std::string& text) {
  const std::string canonical = normalize(text), folded = fold_of_normal(canonical);
  const Caseless caseless = fold_case_of_folded(folded);
  return everyday.canonical() == canonical && everyday.folded() == folded &&
         everyday.caseless() == caseless.text && caseless.by_letter &&
         caseless.text == lower_letters(folded) &&
         everyday.words() == count_words(canonical);
}

}  // namespace

TEST_CASE("EverydayText: one pass gives what four would") {
  struct { const char *text, *canonical, *folded, *caseless; std::size_t words; } const table[] = {
      {"", "", "", "", 0},
      {" \n\t ", "", "", "", 0},
      {"\u00A0Home\u00A0", "Home", "Home", "home", 1},
      {" \u2022 \u201CSo\u201D\n it\u2019s ", "\u2022 \u201CSo\u201D it\u2019s", "\"So\" it's",
       "\"so\" it's", 2},
      {"Wei\u00DFe \u00C4ra\u2026", "Wei\u00DFe \u00C4ra\u2026", "Wei\u00DFe \u00C4ra...",
       "weisse \u00E4ra...", 2},
      {"\u041F\u0440\u0418 \u65E5\u672C", "\u041F\u0440\u0418 \u65E5\u672C",
       "\u041F\u0440\u0418 \u65E5\u672C", "\u043F\u0440\u0438 \u65E5\u672C", 2},
      {"co\u00ADop \u200B \uAE30\uC790", "coop \uAE30\uC790", "coop \uAE30\uC790", "coop \uAE30\uC790", 2},
      {"A line  of\r\n more than  thirty-two bytes  ", "A line of more than thirty-two bytes",
       "A line of more than thirty-two bytes", "a line of more than thirty-two bytes", 8},
  };
  EverydayText everyday;
  for (const auto& row : table) {
    CAPTURE(row.text);
    REQUIRE(everyday.read(row.text));
    CHECK(everyday.canonical() == row.canonical);
    CHECK(everyday.folded() == row.folded);
    CHECK(everyday.caseless() == row.caseless);
    CHECK(everyday.words() == row.words);
    CHECK(is_as_by_steps(everyday, row.text));
  }
}

TEST_CASE("EverydayText: what is not everyday is refused") {
  EverydayText everyday;
  for (const char* text : {"cafe\u0301", "\u00BD", "\u0130", "\u0915", "a\u200Db", "\u2122"}) {
    CAPTURE(text);
    CHECK_FALSE(everyday.read(text));
  }
  CHECK(everyday.read(std::string(EverydayText::kMost, 'x')));
  CHECK_FALSE(everyday.read(std::string(EverydayText::kMost + 1, 'x')));
}

TEST_CASE("EverydayText: every character is read as by steps, or refused") {
  EverydayText everyday;
  for (char32_t c = 0; c < 0x20000; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    for (const std::string& text : {utf8(c), "x" + utf8(c) + "Y", utf8(c) + " x'" + utf8(c) + "1"}) {
      CAPTURE(static_cast<std::uint32_t>(c), text);
      if (everyday.read(text) && !is_as_by_steps(everyday, text)) FAIL_CHECK("differs");
    }
  }
}

TEST_CASE("EverydayText: any text is read as by steps, and most are read") {
  std::vector<std::string> pieces = {
      " ", "  ", "\n", "\t", "\u00A0", "\u2009", "'", "\u2019", "-", "\u2013 ", "* ", "\u2022 ", "\u00B7 ",
      "\u00C9", "\u00E9", "\u00DF", "\u2026", "\u201C", "\u00AB", "\u0416", "\u65E5", "\uD55C", "\u304B",
      "\U0001F600", "\u0301", "\u00BD", "\x7F", "~"};
  for (const char* word : {"The ", "mayor", "of ", "SAINT-", "Denis", ", ", "7", "a"}) {
    for (int weight = 0; weight < 8; ++weight) pieces.emplace_back(word);
  }
  EverydayText everyday;
  Random random(10);
  int read = 0;
  for (int i = 0; i < 20'000; ++i) {
    const std::string text = random.join_of(pieces, i % 50 == 0 ? 300 : 16);
    CAPTURE(text);
    if (!everyday.read(text)) continue;
    ++read;
    REQUIRE(is_as_by_steps(everyday, text));
  }
  CHECK(read > 10'000);
}

TEST_CASE("EverydayText: bytes that are no UTF-8 do no harm") {
  EverydayText everyday;
  Random random(11);
  for (int i = 0; i < 20'000; ++i) {
    const std::string bytes = random.bytes(40);
    if (everyday.read(bytes)) CHECK(everyday.canonical().size() <= bytes.size());
  }
}
