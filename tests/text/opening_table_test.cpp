#include "text/opening_table.h"

#include <catch2/catch.hpp>

#include <algorithm>

#include "random.h"

using namespace cleancopy;

namespace {

using Numbers = std::vector<int>;

Numbers found(const OpeningTable& table, std::string_view text) {
  Numbers numbers;
  table.each(text, [&](int number) { numbers.push_back(number); });
  std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  return numbers;
}

}  // namespace

TEST_CASE("opening table: the numbers of all openings that a text begins with") {
  const OpeningTable table({{"sign up", 0}, {"sign", 1}, {"s", 2}, {"si", 3}, {"sig", 4}, {"sign up ", 5},
                            {"news", 6}});
  CHECK(found(table, "sign up now") == Numbers{0, 1, 2, 3, 4, 5});
  CHECK(found(table, "sign up") == Numbers{0, 1, 2, 3, 4});
  CHECK(found(table, "sig") == Numbers{2, 3, 4});
  CHECK(found(table, "s") == Numbers{2});
  CHECK(found(table, "design up").empty());
  CHECK(found(table, "").empty());
  CHECK(found(OpeningTable(), "sign").empty());
}

TEST_CASE("opening table: long openings are found where there are none of four bytes") {
  const OpeningTable table({{"newslett", 0}, {"subscr", 1}, {"12:30 uh", 2}, {"n", 3}});
  CHECK(found(table, "newsletters") == Numbers{0, 3});
  CHECK(found(table, "subscribe") == Numbers{1});
  CHECK(found(table, "subs").empty());
  CHECK(found(table, "12:30 uhr") == Numbers{2});
  CHECK(found(table, "12:31 uhr").empty());
  CHECK(found(table, "news") == Numbers{3});
}

TEST_CASE("opening table: a NUL is the end of the text") {
  const OpeningTable table({{std::string("top\0", 4), 0}, {"top", 1}, {std::string(1, '\0'), 2}});
  CHECK(found(table, "top") == Numbers{0, 1});
  CHECK(found(table, "topic") == Numbers{1});
  CHECK(found(table, "") == Numbers{2});
}

TEST_CASE("opening table: a class stands for its bytes") {
  const OpeningTable table({{std::string("a") + kAsciiByte + "b", 0}, {std::string("a") + kOtherByte, 1},
                            {std::string("a") + kDigitByte, 2}, {std::string("a") + kFigureByte, 3}});
  CHECK(found(table, "a_b") == Numbers{0});
  CHECK(found(table, "a\u00E9") == Numbers{1});
  CHECK(found(table, "a7b") == Numbers{0, 2, 3});
  CHECK(found(table, "a,") == Numbers{3});
  CHECK(found(table, "a").empty());
}

TEST_CASE("opening table: a class of digits or signs may come first, and a digit is none but itself") {
  const OpeningTable::Row digits{{kDigitByte, kDigitByte, '.', kDigitByte}, 10};
  const OpeningTable::Row figures{{kFigureByte, kFigureByte, 'k'}, 11};
  std::vector<OpeningTable::Row> rows = {digits, figures};
  for (char digit = '0'; digit <= '9'; ++digit) rows.push_back({{digit, '.'}, digit - '0'});
  const OpeningTable table(rows);
  for (char digit = '0'; digit <= '9'; ++digit) {
    CHECK(found(table, std::string{digit, '.', digit}) == Numbers{digit - '0'});
    CHECK(found(table, std::string{digit, digit, '.', digit}) == Numbers{10});
  }
  CHECK(found(table, ".5k") == Numbers{11});
  CHECK(found(table, "5k").empty());
  CHECK(found(table, "1/.5").empty());
  CHECK(found(table, "p.").empty());
}

TEST_CASE("opening table: finds what looking at each opening finds") {
  Random random(41);
  const std::vector<std::string> pieces = {"a", "b", "ab", "\u00E9", std::string(1, '\0'), "bab", "1", "2:"};
  for (int round = 0; round < 100; ++round) {
    std::vector<OpeningTable::Row> rows;
    for (int i = 0; i < 40; ++i) {
      rows.push_back({("a" + random.join_of(pieces, 4)).substr(0, kLongestOpening), i});
    }
    const OpeningTable table(rows);
    for (int i = 0; i < 20; ++i) {
      const std::string text = random.join_of(pieces, 6), ended = text + std::string(kLongestOpening, '\0');
      Numbers expected;
      for (const auto& row : rows) {
        if (ended.starts_with(row.opening)) expected.push_back(row.number);
      }
      REQUIRE(found(table, text) == expected);
    }
  }
}
