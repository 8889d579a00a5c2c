#include "text/openings.h"

#include <catch2/catch.hpp>

#include <algorithm>

#include "random.h"
#include "text/pattern.h"
#include "text/unicode.h"

using namespace cleancopy;
using namespace std::string_literals;

namespace {

using Openings = std::vector<std::string>;

bool is_one_of(char byte, char wanted) {
  if (wanted == kFigureByte) return byte >= ' ' && byte <= '?';
  if (wanted == kDigitByte) return byte >= '0' && byte <= '?';
  if (wanted == kAsciiByte) return byte >= 0;
  if (wanted == kOtherByte) return byte < 0;
  return byte == wanted;
}

/// Does the text begin with one of the openings, byte for byte?
bool begins_with_one(const std::string& text, const Openings& openings) {
  const std::string lowered = lower_letters(text) + '\0';
  return std::any_of(openings.begin(), openings.end(), [&](const std::string& opening) {
    const auto fits = [](char wanted, char byte) { return is_one_of(byte, wanted); };
    return opening.size() <= lowered.size() &&
           std::equal(opening.begin(), opening.end(), lowered.begin(), fits);
  });
}

}  // namespace

TEST_CASE("openings: the first bytes of every text that an anchored expression matches") {
  struct Row {
    const char* expression;
    Openings openings;
  };
  const Row row = GENERATE(values<Row>({
      {"^Share", {"share"}},
      {"^(?i)Sign[ -]?up$", {"sign up"s + '\0', "sign-up"s + '\0', "signup"s + '\0'}},
      {"^subscribe now", {"subscrib"}},
      {"^(?:read|see) more$|^(?i)next\\b", {"next", "read mor", "see more"}},
      {"^a(?:b|)c", {"abc", "ac"}},
      {"^a(?:bcd)*e", {"abcdbcdb", "abcdbcde", "abcde", "ae"}},
      {"^a(?:bcd)+e", {"abcdbcdb", "abcdbcde", "abcde"}},
      {"^a(?:bcd|e)*f", {"abcd", "ae", "af"}},
      {"^x{2}y{0,1}z", {"xxyz", "xxz"}},
      {"^xxxxx{2,}y", {"xxxxxxxx", "xxxxxxxy", "xxxxxxy"}},
      {"^x{1,3}y", {"xxxy", "xxy", "xy"}},
      {"^a{x", {"a{x"}},
      {"^\\(c\\)", {"(c)"}},
      {"^[A-C]\\x22", {"a\"", "b\"", "c\""}},
      {"^[]x]y", {"]y", "xy"}},
      {"^(?P<name>a)(b)", {"ab"}},
      {"^a\\d[0-9]", {"a"s + kDigitByte + kDigitByte}},
      {"^\u00C9t", {"\u00E9t"}},
      {"^\\A(?i:a)\\bb\\z", {"ab"s + '\0'}},
      {"^$", {std::string(1, '\0')}},
  }));
  CAPTURE(row.expression);
  CHECK(openings_of(row.expression) == row.openings);
}

TEST_CASE("openings: digits are one class, and a number's digits and signs another") {
  CHECK(openings_of("^\\d{1,2} k") == Openings{{kDigitByte, ' ', 'k'}, {kDigitByte, kDigitByte, ' ', 'k'}});
  CHECK(openings_of("^\\d[\\d.,]{0,2}k") == Openings{{kDigitByte, 'k'}, {kDigitByte, kFigureByte, 'k'},
                                                   {kDigitByte, kFigureByte, kFigureByte, 'k'}});
  CHECK(openings_of("^[\\d.,]*k").size() == kLongestOpening + 1);
}

TEST_CASE("openings: of two items that are too many together the second is cut, not the first") {
  const Openings openings = openings_of("^(?:monday|tuesday) [a-z][a-z][a-z]");
  CHECK(std::count(openings.begin(), openings.end(), "monday a") == 1);
  CHECK(std::count(openings.begin(), openings.end(), "tuesday ") == 1);
}

TEST_CASE("openings: there are none where a match may begin anywhere or with anything") {
  const std::string expression = GENERATE(values<std::string>({
      "share", "a|^b", "^a|b", "^.*share", "^[^a]b", "^\\W*share", "^\\p{Lu}", "^a*", "^\\pLx", "^", "^\\w",
      "^*a", "^(?i)*a", "(?m)^a", "^\\Qa\\E", "^\\x{e9}", "(?:^a)b", "^(?:|a)[[:alpha:]]", "",
  }));
  CAPTURE(expression);
  CHECK(openings_of(expression).empty());
}

TEST_CASE("openings: each is short, none begins another, and they are not too many") {
  const Openings many = openings_of("^(?:[a-z]{3}|[a-z][0-9a-f]{5}|\\d+ (?:one|two|three)){2}");
  CHECK(many.size() > 20);
  CHECK(many.size() <= 1'024);
  for (std::size_t i = 0; i < many.size(); ++i) {
    CHECK((!many[i].empty() && many[i].size() <= kLongestOpening));
    if (i > 0) CHECK_FALSE(many[i].starts_with(many[i - 1]));
  }
}

TEST_CASE("openings: any letter is told with all that it may be in lower case") {
  const Openings openings = openings_of("^x.y$");
  for (char32_t c = 1; c < 0x20000; ++c) {
    if (c == '\n' || (c >= 0xD800 && c < 0xE000)) continue;
    CAPTURE(static_cast<unsigned>(c));
    if (!begins_with_one("x" + utf8(c) + "y", openings)) FAIL("not told");
  }
  CHECK_FALSE(begins_with_one("xy", openings));
  CHECK_FALSE(begins_with_one("xayb", openings));
}

TEST_CASE("openings: no text that matches begins otherwise") {
  const std::vector<std::string> atoms = {
      "a", "B", "ab", ".", "[ab]", "[^a]", "a*", "b?", "(?:ab)+", "(?:a|bc|)", "$", "c{2}", "\\b", "(?i)",
      "\\d", "\\s", "|^", "{1,2}", "+?", "(?:b|\u00DF)", "\\W", "\\.", "[1-9]", "(?i:A)", "\u00C9", "|",
      "\\z", "x{0}", "\\d{1,2}", "\\d*", "[\\d.]*", "[ .]+", "(?:1 )*"};
  const std::vector<std::string> letters = {"a", "b", "c", "A", "B", " ", "1", ".", "\u00E9", "\u00DF",
                                            "\u0130", "\n", "x"};
  Random random(23);
  int told = 0, matched = 0;
  for (int round = 0; round < 3'000; ++round) {
    const std::string expression = "^" + random.join_of(atoms, 6);
    const auto pattern = Pattern::compile(expression);
    if (!pattern) continue;
    const Openings openings = openings_of(expression);
    if (openings.empty()) continue;
    ++told;
    for (int i = 0; i < 60; ++i) {
      const std::string text = random.join_of(letters, 8);
      if (!pattern.value().matches(text)) continue;
      ++matched;
      CAPTURE(expression, text);
      if (!begins_with_one(text, openings)) FAIL("not told");
    }
  }
  CHECK(told > 500);
  CHECK(matched > 1'000);
}
