#include "text/literals.h"

#include <catch2/catch.hpp>

#include "random.h"

using namespace cleancopy;

using Found = std::vector<int>;

TEST_CASE("literals: the numbers of all strings that stand anywhere, ascending, each once") {
  const LiteralSet set({"inbox", "in", "box", "newsletter", "x", "your inbox every morning"});
  CHECK(set.find("your inbox every morning") == Found{0, 1, 2, 4, 5});
  CHECK(set.find("in in in") == Found{1});
  CHECK(set.find("your inbox every mornin") == Found{0, 1, 2, 4});
  CHECK(set.find("x") == Found{4});
  CHECK(set.find("Newsletter").empty());
  CHECK(set.find("").empty());
  CHECK(LiteralSet({}).find("anything").empty());
}

TEST_CASE("literals: of two that are equal both are found") {
  CHECK(LiteralSet({"again", "again"}).find("and again") == Found{0, 1});
}

TEST_CASE("literals: finds what string_view::find finds") {
  Random random(5);
  const std::vector<std::string> pieces = {"a", "b", "ab", "\u00E9", std::string(1, '\0'), "bab"};
  for (int round = 0; round < 200; ++round) {
    std::vector<std::string> strings;
    for (int i = 0; i < 20; ++i) strings.push_back(random.join_of(pieces, 5) + "a");
    const LiteralSet set(strings);
    const std::string text = random.join_of(pieces, 30);
    Found expected;
    for (std::size_t i = 0; i < strings.size(); ++i) {
      if (text.find(strings[i]) != std::string::npos) expected.push_back(static_cast<int>(i));
    }
    CAPTURE(text);
    REQUIRE(set.find(text) == expected);
  }
}

TEST_CASE("literals: long strings are found wherever they stand, though few positions are asked") {
  const std::vector<std::string> strings = {"the independent reader", "follow other readers and see",
                                            "copyright and printing"};
  const LiteralSet set(strings);
  for (std::size_t before = 0; before < 40; ++before) {
    for (std::size_t i = 0; i < strings.size(); ++i) {
      const std::string text = std::string(before, 'e') + strings[i];
      CHECK(set.find(text) == Found{static_cast<int>(i)});
      CHECK(set.find(text.substr(0, text.size() - 1)).empty());
    }
  }
}
