#include "text/ascii.h"

#include <catch2/catch.hpp>

#include <string_view>

using namespace cleancopy;

TEST_CASE("ascii: a digit of either case has its value to the base of sixteen, and nothing else has one") {
  constexpr std::string_view kLower = "0123456789abcdef", kUpper = "0123456789ABCDEF";
  for (int byte = 0; byte < 256; ++byte) {
    const char c = static_cast<char>(byte);
    const std::size_t at = kUpper.find(c) == std::string_view::npos ? kLower.find(c) : kUpper.find(c);
    CAPTURE(byte);
    CHECK(hex_value(c) == (at == std::string_view::npos ? -1 : static_cast<int>(at)));
  }
}

TEST_CASE("ascii: a trimmed text has lost the white space of HTML at its ends, and no other") {
  struct { std::string_view text, trimmed; } const table[] = {
      {" \t\n\f\r a \t b\r\n", "a \t b"}, {"a", "a"}, {"", ""}, {" \n ", ""}, {"\v a\u00A0", "\v a\u00A0"},
  };
  for (const auto& row : table) {
    CAPTURE(row.text);
    CHECK(trimmed(row.text) == row.trimmed);
  }
}
