// What texts must hold for each of many expressions to match: clauses, of each of which one string must
// stand in the text. Asked of all that openings and literals leave, mostly in vain.
//
//     ^(?:sign up|join) .*newsletter      sign up | join      and      newsletter
//
// All lies in three rows: an expression is the range of its clauses, a clause that of its strings.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "text/sought.h"

namespace cleancopy {

/// Strings one of which stands in lower_letters() of any text that an expression matches.
using Clause = std::vector<std::string>;

/// The clauses of an expression, the rarest first. `literals` are strings that a text may hold, of which
/// `may_match` tells, by their numbers, whether a text that holds no others could still match. No two clauses
/// share a string, and none can spare one.
std::vector<Clause> clauses_of(const std::vector<std::string>& literals,
                               const std::function<bool(const std::vector<int>&)>& may_match);

/// Does every text that begins with one of the openings (text/openings.h) hold a string of the clause?
bool is_told_by(const std::vector<std::string>& openings, const Clause& clause);

/// The clauses of many expressions, to be asked of many texts.
class ClauseTable {
 public:
  /// Adds the next expression; they are numbered from 0.
  void add(const std::vector<Clause>& clauses) {
    for (const Clause& clause : clauses) {
      for (const std::string& string : clause) strings_.emplace_back(string);
      end_of_strings_.push_back(static_cast<std::uint32_t>(strings_.size()));
    }
    end_of_clauses_.push_back(static_cast<std::uint32_t>(end_of_strings_.size() - 1));
  }

  /// Does the text hold a string of every clause of the expression?
  bool passes(std::size_t expression, PairedText& text) const {
    for (std::uint32_t i = end_of_clauses_[expression]; i < end_of_clauses_[expression + 1]; ++i) {
      const auto first = strings_.begin() + end_of_strings_[i];
      const auto end = strings_.begin() + end_of_strings_[i + 1];
      if (std::none_of(first, end, [&](const Sought& string) { return text.holds(string); })) return false;
    }
    return true;
  }

 private:
  std::vector<std::uint32_t> end_of_clauses_{0};  // of the expression before, and from 1 on of each
  std::vector<std::uint32_t> end_of_strings_{0};  // of the clause before, and from 1 on of each
  std::vector<Sought> strings_;
};

}  // namespace cleancopy
