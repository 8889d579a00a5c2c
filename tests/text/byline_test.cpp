#include "text/byline.h"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using cleancopy::names_in;
using Names = std::vector<std::string>;

TEST_CASE("byline: the word before the names is no name") {
  for (const char* const line : {"By Ann Lee", "BY Ann Lee", "Von Ann Lee", "Par Ann Lee", "di Ann Lee",
                                 "Por: Ann Lee", "Av Ann Lee", "Text: Ann Lee", "Ann Lee", "  Ann Lee , "}) {
    CAPTURE(line);
    CHECK(names_in(line) == Names{"Ann Lee"});
  }
}

TEST_CASE("byline: names are split at commas and at the word for 'and'") {
  const Names both{"Ann Lee", "Bo Ek"};
  for (const char* const line :
       {"By Ann Lee and Bo Ek", "Von Ann Lee und Bo Ek", "Ann Lee, Bo Ek", "Ann Lee et Bo Ek",
        "Ann Lee y Bo Ek", "Ann Lee og Bo Ek", "Ann Lee & Bo Ek", "By Ann Lee, By Bo Ek"}) {
    CAPTURE(line);
    CHECK(names_in(line) == both);
  }
  CHECK(names_in("Ann Lee, Bo Ek and Cy Orr") == Names{"Ann Lee", "Bo Ek", "Cy Orr"});
  CHECK(names_in("Ann Lee and Ann Lee") == Names{"Ann Lee"});
}

TEST_CASE("byline: what follows the names is dropped") {
  for (const char* const line :
       {"Ann Lee | Fox News", "By Ann Lee - Associated Press - Friday, April 28, 2023",
        "Ann Lee · CBC News · Posted: Aug 08", "Ann Lee (Reuters)", "By Ann Lee For Dailymail.Com",
        "Ann Lee, 12:20pm Jan 7, 2024"}) {
    CAPTURE(line);
    CHECK(names_in(line).front() == "Ann Lee");
    CHECK(names_in(line).size() == 1);
  }
}

TEST_CASE("byline: addresses, numbers and sentences are no names") {
  for (const char* const line : {"", " , ", "a.lee@paper.example", "105092", "by",
                                 "This is a long line of text that names nobody at all"}) {
    CAPTURE(line);
    const Names names = names_in(line);
    const bool none = names.empty() || names == Names{"by"};
    CHECK(none);
  }
}

TEST_CASE("byline: words that only begin like an introduction stay") {
  CHECK(names_in("Byron Vane") == Names{"Byron Vane"});
  CHECK(names_in("Vonda Lee") == Names{"Vonda Lee"});
  CHECK(names_in("Diego Paz") == Names{"Diego Paz"});
}

TEST_CASE("byline: at most 16 names are taken") {
  std::string line = "A0 Bb";
  for (int i = 0; i < 40; ++i)
    line += std::string(", ") + static_cast<char>('A' + i % 26) + static_cast<char>('a' + i / 26) + " Lee";
  CHECK(names_in(line).size() == 16);
}
