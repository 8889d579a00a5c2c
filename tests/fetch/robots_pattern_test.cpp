#include "fetch/robots_pattern.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "../text/random.h"

using namespace cleancopy;

namespace {

constexpr std::size_t kSteps = 1'000'000;

bool matches(std::string_view pattern, std::string_view target) {
  std::size_t steps = kSteps;
  return pattern_matches(pattern, target, steps);
}

std::size_t cost(const std::string& pattern, const std::string& target) {
  std::size_t steps = kSteps;
  pattern_matches(pattern, target, steps);
  return kSteps - steps;
}

// Every way to match, kept at once: for each octet of the pattern the places it may have come to.
bool matches_by_table(std::string_view pattern, std::string_view target) {
  const bool ends = pattern.ends_with('$');
  if (ends) pattern.remove_suffix(1);
  std::vector<bool> at(target.size() + 1, false);
  at[0] = true;
  for (const char c : pattern) {
    std::vector<bool> next(at.size(), false);
    for (std::size_t i = 0; i < at.size(); ++i) {
      if (c == '*') next[i] = at[i] || (i > 0 && next[i - 1]);
      else if (i > 0) next[i] = at[i - 1] && target[i - 1] == c;
    }
    at = next;
  }
  if (ends) return at.back();
  return std::find(at.begin(), at.end(), true) != at.end();
}

}  // namespace

TEST_CASE("robots_pattern: a target has one spelling") {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"/a-b._~c", "/a-b._~c"},
      {"/%61%2D%7E", "/a-~"},
      {"/a?b=c&d=e;f", "/a?b=c&d=e;f"},
      {"/%3fa%3Db", "/?a=b"},
      {"/\xC3\xA9", "/%C3%A9"},
      {"/%c3%a9", "/%C3%A9"},
      {"/*$", "/%2A%24"},
      {"/%2a%24", "/%2A%24"},
      {"/100%", "/100%25"},
      {"/%zz%4", "/%25zz%254"},
      {"/a b|c\"", "/a%20b%7Cc%22"},
      {"/%25%36%31", "/%2561"},  // encoded twice is not encoded once
  };
  for (const auto& [in, out] : cases) {
    CHECK(normal_target(in) == out);
    CHECK(normal_target(out) == out);
  }
  CHECK(normal_target(std::string("/\0\x7F", 3)) == "/%00%7F");
}

TEST_CASE("robots_pattern: stars stay in a pattern, and a dollar at its end") {
  CHECK(normal_pattern("/*.gif$") == "/*.gif$");
  CHECK(normal_pattern("/a$b$") == "/a%24b$");
  CHECK(normal_pattern("/a%2A*%24") == "/a%2A*%24");
  CHECK(normal_pattern("$") == "$");
}

TEST_CASE("robots_pattern: matches are those of trying every way") {
  Random random(9309);
  const std::vector<std::string> letters{"a", "b", "/", "*"};
  for (int n = 0; n < 20'000; ++n) {
    const std::string pattern = random.join_of(letters, 8) + (random.below(3) == 0 ? "$" : "");
    const std::string target = "/" + random.join_of({"a", "b", "/"}, 10);
    INFO(pattern << " and " << target);
    REQUIRE(matches(pattern, target) == matches_by_table(pattern, target));
  }
}

TEST_CASE("robots_pattern: many stars cost no more than one pass over pattern and target") {
  const std::string target = "/" + std::string(2000, 'a');
  for (const std::size_t stars : {1U, 10U, 100U, 1000U}) {
    std::string pattern = "/";
    for (std::size_t i = 0; i < stars; ++i) pattern += "*a";
    CHECK(cost(pattern + "*b", target) <= 2 * (pattern.size() + target.size()));
    CHECK(cost(pattern + "*b$", target) <= 2 * (pattern.size() + target.size()));
    CHECK(cost(pattern + "$", target) <= 2 * (pattern.size() + target.size()));
  }
}

TEST_CASE("robots_pattern: without steps the answer is no") {
  std::size_t steps = 3;
  CHECK_FALSE(pattern_matches("/abc", "/abc", steps));
  CHECK(steps == 0);
  steps = 5;
  CHECK(pattern_matches("/abc", "/abc", steps));
  CHECK(steps == 1);
}
