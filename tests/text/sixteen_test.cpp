#include "text/sixteen.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <string>
#include <string_view>

#include "random.h"

using namespace cleancopy;

TEST_CASE("sixteen: what is found by sixteens is what is found one by one") {
  Random random(5);
  for (int n = 0; n < 20'000; ++n) {
    const std::string text = random.join_of({"a", "\"", "&", " ", "\n", std::string(1, '\0'), "\xE9", "bcdefghijklmnop"}, 12);
    const char* const begin = text.data();
    const char* const end = begin + text.size();
    CAPTURE(text);
    const std::size_t sought = std::min(text.find_first_of(std::string_view("\"&\0", 3)), text.size());
    REQUIRE(find_any<'"', '&', '\0'>(begin, end) == begin + sought);
    REQUIRE(find_any<'\xE9'>(begin, end) == begin + std::min(text.find('\xE9'), text.size()));
    const std::size_t passed = std::min(text.find_first_not_of("a \n"), text.size());
    REQUIRE(pass_any<'a', ' ', '\n'>(begin, end) == begin + passed);
  }
}

TEST_CASE("sixteen: a byte is found wherever it stands, and nothing past the end") {
  for (std::size_t size = 0; size < 50; ++size) {
    for (std::size_t at = 0; at < size; ++at) {
      std::string text(size + 1, '.');
      text[at] = text[size] = 'x';
      const char* const begin = text.data();
      CHECK(find_any<'x'>(begin, begin + size) == begin + at);
      CHECK(find_any<'x'>(begin, begin + at) == begin + at);
      CHECK(pass_any<'.'>(begin, begin + size) == begin + at);
    }
  }
}
