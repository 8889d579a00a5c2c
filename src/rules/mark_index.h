// All marks of all files, so that finding the files that know a page costs one
// sweep over its tree and one over its blocks, however many files there are.
#pragma once

#include <cstdint>
#include <forward_list>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "markup/selector.h"
#include "markup/tree.h"
#include "rules/site_rules.h"
#include "text/pattern.h"

namespace cleancopy {

/// A block's text as rules search it. Views.
struct FoldedText {
  std::string_view folded;       ///< fold()
  std::string_view caseless;     ///< fold_case() …
  bool by_letter = false;        ///< … which is also lower_letters() of `folded`
  std::size_t words = 0;
};

/// The texts of a page's blocks, as patterns search them. Views of what the blocks hold; what of it is
/// not there already is made here.
class SearchTexts {
 public:
  explicit SearchTexts(std::span<const FoldedText> blocks);

  std::span<const SearchText> all() const { return texts_; }

 private:
  std::vector<SearchText> texts_;
  std::forward_list<std::string> lowered_;  // of the few that are not lowered by letter
};

/// Filled at load; after seal() immutable and shared among threads.
class MarkIndex {
 public:
  /// Adds the marks of the next file; they must outlive the index.
  void add(const SiteRules& rules);

  void seal() { patterns_.seal(); }

  /// For each file added, in order: does one of its alternatives match, all of
  /// it? Marks of CSS are false without a tree.
  std::vector<char> matching_files(const Tree* tree, std::span<const FoldedText> blocks) const;

 private:
  void add_mark(const Matcher& mark);
  void find_in_tree(const Tree& tree, std::vector<char>& found) const;
  void find_in_texts(std::span<const FoldedText> blocks, std::vector<char>& found) const;
  void find_literal(const FoldedText& block, std::vector<char>& found) const;

  /// Marks [first, end) of a file, all of which must match.
  struct Alternative {
    std::uint32_t file = 0, first = 0, end = 0;
  };

  std::uint32_t files_ = 0;
  std::vector<const Matcher*> marks_;  // of all files in a row; a mark's number is its place here
  std::vector<Alternative> alternatives_;
  SelectorIndex selectors_;
  PatternSet patterns_;
  std::vector<std::uint32_t> pattern_marks_;  // number in patterns_ → mark
  std::unordered_map<std::string_view, std::vector<std::uint32_t>> literals_;  // views into the marks
  std::size_t longest_literal_ = 0;
};

}  // namespace cleancopy
