#include "text/clauses.h"

#include <numeric>
#include <ranges>
#include <string_view>

#include "text/ascii.h"
#include "text/unicode.h"

namespace cleancopy {
namespace {

/// How rare a string is: letters are frequent, and signs and figures are not.
std::size_t rarity(std::string_view literal) {
  const auto is_frequent = [](char c) { return is_letter(c) || c == ' '; };
  return 5 * literal.size() - 3 * static_cast<std::size_t>(std::ranges::count_if(literal, is_frequent));
}

std::size_t rarity_of(const Clause& clause) {
  return std::ranges::min(clause | std::views::transform(rarity));
}

using MayMatch = std::function<bool(const std::vector<int>&)>;

/// What must be found beside `used` for an expression to match: of `order`, from the most frequent on,
/// what can be spared is.
std::vector<int> next_clause(const std::vector<int>& order, const std::vector<int>& used,
                             const MayMatch& may_match) {
  std::vector<int> clause, others = used;
  for (const int i : order) {
    if (std::ranges::find(used, i) != used.end()) continue;
    others.push_back(i);
    if (!may_match(others)) continue;
    others.pop_back();
    clause.push_back(i);
  }
  return clause;
}

}  // namespace

std::vector<Clause> clauses_of(const std::vector<std::string>& literals, const MayMatch& may_match) {
  const auto literal = [&](int i) -> const std::string& { return literals[static_cast<std::size_t>(i)]; };
  std::vector<int> order(literals.size()), used;
  std::iota(order.begin(), order.end(), 0);
  std::ranges::stable_sort(order, {}, [&](int i) { return rarity(literal(i)); });
  std::vector<Clause> clauses;
  while (!may_match(used)) {
    const std::vector<int> clause = next_clause(order, used, may_match);
    if (clause.empty()) break;  // it never matches
    Clause& strings = clauses.emplace_back();
    for (const int i : clause) strings.push_back(lower_letters(literal(i)));
    used.insert(used.end(), clause.begin(), clause.end());
  }
  std::ranges::stable_sort(clauses, std::ranges::greater(), rarity_of);
  return clauses;
}

bool is_told_by(const std::vector<std::string>& openings, const Clause& clause) {
  return std::ranges::all_of(openings, [&](const std::string& opening) {
    const auto stands = [&](const std::string& string) { return opening.find(string) != opening.npos; };
    return std::ranges::any_of(clause, stands);
  });
}

}  // namespace cleancopy
