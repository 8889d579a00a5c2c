#include "rules/mark_index.h"

#include <algorithm>

#include "text/unicode.h"

namespace cleancopy {

void MarkIndex::add(const SiteRules& rules) {
  files_.push_back(&rules);
  for (const auto& alternative : rules.marks) {
    for (const Matcher& mark : alternative) add_mark(mark);
  }
}

void MarkIndex::add_mark(const Matcher& mark) {
  const auto number = static_cast<std::uint32_t>(marks_.size());
  marks_.push_back(&mark);
  if (mark.selector) {
    selectors_.add(*mark.selector, number);
  } else if (mark.language == MatcherLanguage::pattern) {
    patterns_.add(mark.expression);
    pattern_marks_.push_back(number);
  } else if (mark.language == MatcherLanguage::equals) {
    literals_[mark.folded].push_back(number);
    longest_literal_ = std::max(longest_literal_, mark.folded.size());
  }
}

std::vector<char> MarkIndex::matching_files(const Tree* tree,
                                            std::span<const std::string_view> folded) const {
  std::vector<char> found(marks_.size());
  if (tree) find_in_tree(*tree, found);
  for (const std::string_view block : folded) find_in_text(block, found);

  std::vector<char> matching;
  auto next = found.begin();
  for (const SiteRules* rules : files_) {
    bool matches = false;
    for (const auto& alternative : rules->marks) {
      const auto end = next + static_cast<std::ptrdiff_t>(alternative.size());
      matches = matches || std::all_of(next, end, [](char is_found) { return is_found != 0; });
      next = end;
    }
    matching.push_back(matches);
  }
  return matching;
}

void MarkIndex::find_in_tree(const Tree& tree, std::vector<char>& found) const {
  SelectorCache cache;
  for (const auto& match : selectors_.sweep(tree, cache)) {
    const Matcher& mark = *marks_[match.number];
    const bool wants_value = mark.language == MatcherLanguage::attribute;
    const bool has_value = wants_value && !tree.attribute(match.node, mark.attribute).value_or("").empty();
    if (has_value || !wants_value) found[match.number] = 1;
  }
}

void MarkIndex::find_in_text(std::string_view folded, std::vector<char>& found) const {
  if (!patterns_.empty()) {
    for (const int number : patterns_.find(folded)) {
      const std::uint32_t mark = pattern_marks_[static_cast<std::size_t>(number)];
      if (is_short_enough(mark, folded)) found[mark] = 1;
    }
  }
  // Case folding shortens no text to less than a third, so paragraphs need not be folded.
  if (literals_.empty() || folded.size() > 3 * longest_literal_) return;
  const auto literal = literals_.find(fold_case_of_folded(std::string(folded)));
  if (literal == literals_.end()) return;
  for (const std::uint32_t mark : literal->second) {
    if (is_short_enough(mark, folded)) found[mark] = 1;
  }
}

bool MarkIndex::is_short_enough(std::uint32_t mark, std::string_view folded) const {
  const int words = marks_[mark]->words;
  return words == 0 || passes_guard(count_words(folded), words);
}

}  // namespace cleancopy
