#include "io/file_names.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <random>
#include <set>
#include <vector>

#include "../scratch.h"
#include "text/decode.h"
#include "text/unicode.h"

using namespace cleancopy;

namespace {

std::string name_of(std::string_view id) { return name_of_record(id, "", 1); }

template <class Rng, class List>
const auto& one_of(Rng& rng, const List& list) {
  return list[rng() % std::size(list)];
}

// Pieces that have broken somebody's crawler, put together at random.
std::string hostile_url(std::mt19937& rng) {
  static const std::string pieces[] = {"..",
                                       "../",
                                       "..%2f",
                                       "%2e%2e%2F",
                                       "..\\",
                                       "..%5c",
                                       "%00",
                                       std::string(1, '\0'),
                                       "/",
                                       "//",
                                       ".",
                                       "...",
                                       " ",
                                       "%20",
                                       "\t",
                                       "\n",
                                       "\r",
                                       "\x1b[31m",
                                       "\x7f",
                                       "CON",
                                       "con",
                                       "aux.txt",
                                       "NUL",
                                       "Com1",
                                       "lpt9.",
                                       "-rf",
                                       "~",
                                       "$HOME",
                                       "`id`",
                                       "|",
                                       "&",
                                       "*",
                                       "?",
                                       "<",
                                       ">",
                                       ":",
                                       "\"",
                                       "'",
                                       ";",
                                       "#",
                                       "%",
                                       "%zz",
                                       "%c3%a9",
                                       "é",
                                       "e\u0301",
                                       "É",
                                       "\u00E5",
                                       "\u212B",
                                       "ﬁ",
                                       "fi",
                                       "ß",
                                       "SS",
                                       "\u202e",
                                       "\u200f",
                                       "\u2066",
                                       "\u200b",
                                       "\uFEFF",
                                       "港",
                                       "\U0001F600",
                                       "\xff",
                                       "\xc0\xaf",
                                       "\xed\xa0\x80",
                                       "%ff",
                                       "abc",
                                       "ABC",
                                       "aBc",
                                       "1",
                                       "_",
                                       "-0123456789abcdef",
                                       "line-7",
                                       ".git",
                                       "index.html",
                                       std::string(300, 'x'),
                                       std::string(255, '.'),
                                       std::string(130, '\xc3') + std::string(130, '\xa9')};
  static const std::string starts[] = {"", "", "http://x.org/", "https://X.ORG/", "http://", "/", "../", "x"};
  std::string url = one_of(rng, starts);
  for (std::size_t count = rng() % 6; count-- > 0;) url += one_of(rng, pieces);
  return url;
}

// How a file system without case that normalises would compare two names.
std::string as_stored(const std::string& name) { return fold_case(name); }

}  // namespace

TEST_CASE("file names: what can be read of an id stays, and only what is changed has a hash") {
  struct Row {
    const char* id;
    const char* name;  // with '#' for a hash
  };
  const Row rows[] = {
      {"7", "7"},
      {"abc-1.2_x", "abc-1.2_x"},
      {"ABC", "ABC-#"},
      {"con", "_con-#"},
      {"aux.txt", "_aux.txt-#"},
      {"LPT1.tar.gz", "_LPT1.tar.gz-#"},
      {"console", "console"},
      {"com10", "com10"},
      {".hidden", "hidden-#"},
      {"-rf", "rf-#"},
      {"ends.", "ends-#"},
      {"ends ", "ends-#"},
      {"line-17", "line-17-#"},
      {"a-0123456789abcdef", "a-0123456789abcdef-#"},
      {"../../etc/passwd", "etc_passwd-#"},
      {"http://x.org/..%2f..%2fetc/passwd", "x.org_.._.._etc_passwd-#"},
      {"https://www.x.org/news/2024/harbour-wall?page=2", "www.x.org_news_2024_harbour-wall_page_2-#"},
      {"https://x.org/caf%C3%A9", "x.org_café-#"},
      {"https://x.org/caf%E9", "x.org_café-#"},
      {"https://x.org/港口", "x.org_港口-#"},
      {"x\u202Etxt.exe", "xtxt.exe-#"},
      {"100%25", "100_25-#"},
      {"//", "_-#"},
  };
  for (const Row& row : rows) {
    std::string name = name_of(row.id);
    CAPTURE(row.id, name);
    const std::string_view wanted = row.name;
    if (wanted.ends_with('#')) {
      REQUIRE(name.size() > 16);
      name.replace(name.size() - 16, 16, "#");
    }
    CHECK(name == wanted);
  }
}

TEST_CASE("file names: without an id the URL names the record, without both its line does") {
  CHECK(name_of_record("7", "http://x.org/", 3) == "7");
  CHECK(name_of_record("", "x.org", 3) == "x.org");
  CHECK(name_of_record("", "", 3) == "line-3");
}

TEST_CASE("file names: twins by case, by normalisation or by what is cut off stay apart") {
  const std::vector<std::vector<std::string>> twins = {
      {"abc", "ABC", "Abc", "aBC"},
      {"caf\u00E9", "cafe\u0301", "CAF\u00C9", "cafe"},
      {"\u00C5", "\u212B", "A\u030A"},
      {"a/b", "a:b", "a_b", "a%2fb", "a b", "a  b", "a_b."},
      {"http://x.org/a", "https://x.org/a", "http://x.org/%61", "x.org_a"},
      {std::string(500, 'x'), std::string(501, 'x')},
      {std::string(3000, 'x') + "a", std::string(3000, 'x') + "b"},
      {std::string("a\0b", 3), std::string("a\0c", 3), "a"},
  };
  for (const auto& ids : twins) {
    std::set<std::string> stored;
    for (const std::string& id : ids) stored.insert(as_stored(name_of(id)));
    CAPTURE(ids.front());
    CHECK(stored.size() == ids.size());
  }
}

TEST_CASE("file names: five thousand hostile URLs stay in their folder, each in a file of its own") {
  std::mt19937 rng(20240611);
  std::set<std::string> urls;
  while (urls.size() < 5000) urls.insert(hostile_url(rng));
  urls.erase("");
  const test::Scratch scratch;
  std::filesystem::create_directory(scratch.path("out"));
  const std::set<std::string> reserved = {"con", "prn", "aux", "nul", "com1", "lpt9"};
  std::set<std::string> stored;
  for (const std::string& url : urls) {
    const std::string name = name_of(url);
    CAPTURE(url, name);
    REQUIRE(name == name_of(url));
    REQUIRE(is_utf8(name));
    REQUIRE(name == normalize(name));
    REQUIRE(name.size() <= 120);
    REQUIRE(name.find_first_of("/\\:*?\"<>| ") == std::string::npos);
    REQUIRE(name.front() != '.');
    REQUIRE(name.front() != '-');
    REQUIRE(name.back() != '.');
    REQUIRE(reserved.count(fold_case(name.substr(0, name.find('.')))) == 0);
    REQUIRE(stored.insert(as_stored(name)).second);
    std::ofstream(scratch.path("out/" + name + ".txt")) << "x";
  }
  CHECK(scratch.files().size() == urls.size());
  CHECK(scratch.files("out").size() == urls.size());
}

TEST_CASE("file names: a place stays below its folder, whatever its components are") {
  struct Row {
    std::string place;
    std::string within;
  };
  const Row rows[] = {
      {"a/b.c/d", "a/b.c/d"}, {"..", "_"},          {"../x", "_/x"},        {"a/../../x", "a/_/_/x"},
      {"/etc/x", "_/etc/x"},  {"a//b/", "a/_/b/_"}, {"./a", "_/a"},         {"", "_"},
      {".hidden", ".hidden"}, {"...", "..."},       {"..a/b..", "..a/b.."},
  };
  for (const Row& row : rows) CHECK(place_within(row.place) == row.within);
  const std::string longest(230, 'y');
  CHECK(place_within(longest) == longest);
  const std::string first = place_within("a/" + std::string(250, 'y') + "1");
  CHECK(first.size() == 2 + 230);
  CHECK(first != place_within("a/" + std::string(250, 'y') + "2"));
}
