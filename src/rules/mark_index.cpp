#include "rules/mark_index.h"

#include <algorithm>

#include "text/unicode.h"

namespace cleancopy {

void MarkIndex::add(const SiteRules& rules) {
  for (const auto& alternative : rules.marks) {
    const auto first = static_cast<std::uint32_t>(marks_.size());
    for (const Matcher& mark : alternative) add_mark(mark);
    alternatives_.push_back({files_, first, static_cast<std::uint32_t>(marks_.size())});
  }
  ++files_;
}

void MarkIndex::add_mark(const Matcher& mark) {
  const auto number = static_cast<std::uint32_t>(marks_.size());
  marks_.push_back(&mark);
  if (mark.selector) {
    selectors_.add(*mark.selector, number);
  } else if (mark.language == MatcherLanguage::pattern) {
    patterns_.add(mark.expression, mark.words);
    pattern_marks_.push_back(number);
  } else if (mark.language == MatcherLanguage::equals) {
    literals_[mark.folded].push_back(number);
    longest_literal_ = std::max(longest_literal_, mark.folded.size());
  }
}

std::vector<char> MarkIndex::matching_files(const Tree* tree,
                                            std::span<const FoldedText> blocks) const {
  std::vector<char> found(marks_.size());
  if (tree) find_in_tree(*tree, found);
  find_in_texts(blocks, found);

  std::vector<char> matching(files_);
  for (const Alternative& alternative : alternatives_) {
    const auto marks = std::span(found).subspan(alternative.first, alternative.end - alternative.first);
    if (std::ranges::all_of(marks, [](char is_found) { return is_found != 0; })) {
      matching[alternative.file] = 1;
    }
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

void MarkIndex::find_in_texts(std::span<const FoldedText> blocks, std::vector<char>& found) const {
  if (!patterns_.empty()) {
    const SearchTexts texts(blocks);
    for (const TextMatch& match : patterns_.find(texts.all())) found[pattern_marks_[match.expression]] = 1;
  }
  for (const FoldedText& block : blocks) find_literal(block, found);
}

void MarkIndex::find_literal(const FoldedText& block, std::vector<char>& found) const {
  if (block.caseless.size() > longest_literal_) return;
  const auto literal = literals_.find(block.caseless);
  if (literal == literals_.end()) return;
  for (const std::uint32_t mark : literal->second) {
    if (passes_guard(block.words, marks_[mark]->words)) found[mark] = 1;
  }
}

SearchTexts::SearchTexts(std::span<const FoldedText> blocks) {
  texts_.reserve(blocks.size());
  for (const FoldedText& block : blocks) {
    const std::string_view lowered =
        block.by_letter ? block.caseless : lowered_.emplace_front(lower_letters(block.folded));
    texts_.push_back({block.folded, lowered, block.words});
  }
}

}  // namespace cleancopy
