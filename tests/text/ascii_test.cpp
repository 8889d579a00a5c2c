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

TEST_CASE("ascii: case is ignored of ASCII letters, and of nothing else") {
  for (int byte = 0; byte < 256; ++byte) {
    for (int other = 0; other < 256; ++other) {
      const char a = static_cast<char>(byte), b = static_cast<char>(other);
      const bool is_pair = is_letter(a) && is_letter(b) && (byte ^ other) == 0x20;
      if (equals_ignoring_case({&a, 1}, {&b, 1}) != (byte == other || is_pair)) FAIL(byte << " and " << other);
    }
  }
  CHECK(equals_ignoring_case("Content-Type", "content-tYPE"));
  CHECK_FALSE(equals_ignoring_case("content", "content-type"));
  CHECK_FALSE(equals_ignoring_case("content-type", "content"));
}

TEST_CASE("ascii: a text starts with what it begins with in whatever case, and with nothing longer than itself") {
  struct { std::string_view text, start; bool does; } const table[] = {
      {"<BODY class=a>", "<body", true}, {"<body", "<BODY", true}, {"<bod", "<body", false},
      {" <body", "<body", false}, {"", "", true}, {"a", "", true}, {"", "a", false},
  };
  for (const auto& row : table) {
    CAPTURE(row.text, row.start);
    CHECK(starts_ignoring_case(row.text, row.start) == row.does);
  }
}
