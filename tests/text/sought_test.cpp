#include "text/sought.h"

#include <catch2/catch.hpp>

#include "random.h"

using namespace cleancopy;

TEST_CASE("sought: a text holds what string_view::find finds in it") {
  Random random(31);
  const std::vector<std::string> pieces = {"a", "b", "ab", "\u00E9", std::string(1, '\0'), "bab", "c"};
  int held = 0;
  for (int round = 0; round < 3'000; ++round) {
    const std::string text = random.join_of(pieces, 20), string = random.join_of(pieces, 4);
    const bool stands = text.find(string) != std::string::npos;
    CAPTURE(text, string);
    REQUIRE(PairedText(text).holds(Sought(string)) == stands);
    held += stands ? 1 : 0;
  }
  CHECK((held > 300 && held < 2'700));
}

TEST_CASE("sought: strings of one byte and of two are found, and more of one text may be asked") {
  PairedText text("Getty/AP");
  CHECK(text.holds(Sought("/")));
  CHECK(text.holds(Sought("AP")));
  CHECK(text.holds(Sought("")));
  CHECK_FALSE(text.holds(Sought("|")));
  CHECK_FALSE(text.holds(Sought("Getty/AP ")));
  CHECK_FALSE(PairedText("").holds(Sought("a")));
}
