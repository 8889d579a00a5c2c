#include "text/clauses.h"

#include <catch2/catch.hpp>

#include <algorithm>

#include "random.h"

using namespace cleancopy;

TEST_CASE("clauses: of each one string must stand in the text") {
  ClauseTable table;
  table.add({{"sign up", "join"}, {"newsletter"}});
  table.add({});
  table.add({{"join"}, {}});
  PairedText text("join our newsletter");
  CHECK(table.passes(0, text));
  CHECK(table.passes(1, text));
  CHECK_FALSE(table.passes(2, text));
  PairedText other("join our club");
  CHECK_FALSE(table.passes(0, other));
  CHECK(table.passes(1, other));
}

TEST_CASE("clauses: what an expression needs is found by asking whether it may match without") {
  const std::vector<std::string> literals = {"sign up", "join", "newsletter", "ROOM 7"};
  struct {
    std::string of;
    std::vector<std::vector<int>> needed;  // of each one
    std::vector<Clause> clauses;
  } const table[] = {
      {"nothing is needed", {}, {}},
      {"one string", {{1}}, {{"join"}}},
      {"one of several, the most frequent spared first", {{0, 1, 2}}, {{"join", "sign up", "newsletter"}}},
      {"several of one, the rarest first", {{1}, {3}, {2}}, {{"newsletter"}, {"room 7"}, {"join"}}},
      {"both", {{0, 1}, {2}}, {{"newsletter"}, {"join", "sign up"}}},
      {"a string that is needed twice is in one clause", {{1}, {1, 2}}, {{"join"}}},
  };
  for (const auto& row : table) {
    CAPTURE(row.of);
    const auto may_match = [&](const std::vector<int>& found) {
      return std::ranges::all_of(row.needed, [&](const std::vector<int>& one_of) {
        return std::ranges::find_first_of(one_of, found) != one_of.end();
      });
    };
    CHECK(clauses_of(literals, may_match) == row.clauses);
  }
  CHECK(clauses_of(literals, [](const auto&) { return false; }).empty());
}

TEST_CASE("clauses: openings tell of a clause when each of them holds a string of it") {
  CHECK(is_told_by({"sign up", "signed"}, {"sign", "join"}));
  CHECK(is_told_by({"sign up", "join us"}, {"sign", "join"}));
  CHECK_FALSE(is_told_by({"sign up", "subscrib"}, {"sign", "join"}));
  CHECK(is_told_by({}, {"sign"}));
}

TEST_CASE("clauses: an expression passes as looking for its strings one by one tells") {
  Random random(37);
  const std::vector<std::string> pieces = {"a", "b", "ab", "\u00E9", "c", "bab"};
  std::vector<std::vector<Clause>> expressions(200);
  ClauseTable table;
  for (std::vector<Clause>& clauses : expressions) {
    clauses.resize(random.below(4));
    for (Clause& clause : clauses) {
      for (std::size_t i = random.below(4) + 1; i-- > 0;) clause.push_back(random.join_of(pieces, 4));
    }
    table.add(clauses);
  }
  int passed = 0;
  for (std::size_t i = 0; i < expressions.size(); ++i) {
    const std::string text = random.join_of(pieces, 12);
    const auto stands = [&](const std::string& string) { return text.find(string) != text.npos; };
    const bool expected = std::ranges::all_of(
        expressions[i], [&](const Clause& clause) { return std::ranges::any_of(clause, stands); });
    PairedText paired(text);
    CHECK(table.passes(i, paired) == expected);
    passed += expected ? 1 : 0;
  }
  CHECK((passed > 50 && passed < 150));
}
