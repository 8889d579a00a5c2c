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
