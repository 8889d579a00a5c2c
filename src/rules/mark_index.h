// All marks of all files, so that finding the files that know a page costs one
// sweep over its tree and one over its blocks, however many files there are.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "markup/selector.h"
#include "markup/tree.h"
#include "rules/site_rules.h"
#include "text/pattern.h"

namespace cleancopy {

/// Filled at load; after seal() immutable and shared among threads.
class MarkIndex {
 public:
  /// Adds the marks of the next file; they must outlive the index.
  void add(const SiteRules& rules);

  void seal() { patterns_.seal(); }

  /// For each file added, in order: does one of its alternatives match, all of
  /// it? Marks of CSS are false without a tree. `folded` is fold() of every block.
  std::vector<char> matching_files(const Tree* tree, std::span<const std::string_view> folded) const;

 private:
  void add_mark(const Matcher& mark);
  void find_in_tree(const Tree& tree, std::vector<char>& found) const;
  void find_in_text(std::string_view folded, std::vector<char>& found) const;
  bool is_short_enough(std::uint32_t mark, std::string_view folded) const;

  std::vector<const SiteRules*> files_;
  std::vector<const Matcher*> marks_;  // of all files in a row; a mark's number is its place here
  SelectorIndex selectors_;
  PatternSet patterns_;
  std::vector<std::uint32_t> pattern_marks_;  // number in patterns_ → mark
  std::unordered_map<std::string, std::vector<std::uint32_t>> literals_;
  std::size_t longest_literal_ = 0;
};

}  // namespace cleancopy
