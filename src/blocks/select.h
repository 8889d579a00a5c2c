// Which blocks a matcher of a rule file selects: the matcher itself, then its
// guards, then its extent. What is done with them is judge()'s business.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "blocks/page_block.h"
#include "markup/selector.h"
#include "markup/tree.h"
#include "rules/site_rules.h"

namespace cleancopy {

/// A run of blocks: [begin, end).
struct BlockRange {
  std::size_t begin = 0;
  std::size_t end = 0;
  friend bool operator==(const BlockRange&, const BlockRange&) = default;
};

/// Where the story begins and ends, for the guards `zone = "head"` and "tail".
struct StoryBounds {
  std::size_t first = 0;  ///< the first block of the story; blocks.size() when there is none
  std::size_t last = 0;   ///< the last one
};

/// The page as matchers see it. `tree` is null for plain text.
struct PageView {
  const Tree* tree = nullptr;
  const std::vector<PageBlock>* blocks = nullptr;
  SelectorCache* cache = nullptr;
  std::string_view crawled;

  const std::vector<PageBlock>& all() const { return *blocks; }
};

/// The elements that a CSS matcher selects, in document order; with a `json`, those
/// that unpack() put into the scripts for it. None for matchers of text and plain text.
std::vector<NodeId> select_elements(const Matcher& matcher, const PageView& page);

/// The blocks that lie wholly inside an element. Logarithmic in the number of blocks.
BlockRange blocks_inside(const PageView& page, NodeId element);

/// Does the matcher itself (no guard, no extent) hit this block's text? False for CSS.
bool hits_text(const Matcher& matcher, const PageBlock& block);

/// May the rule speak on a page crawled then? (`since`, `until`; an unknown date is no bar.)
bool is_in_force(const Matcher& matcher, std::string_view crawled);

/// The nearest element around the hit that the matcher's `up` names, or kNoNode.
NodeId enclosing_element(const Matcher& matcher, const PageView& page, BlockRange hit);

/// What the matcher takes when it hit these blocks (an element's, or one text
/// block): empty when a guard refuses it or its `to` is not there.
BlockRange extent_of(const Matcher& matcher, const PageView& page, BlockRange hit, const StoryBounds& story);

/// Blocks whose text is on the page twice, or again with a credit in brackets: all of them.
std::vector<std::size_t> repeated_blocks(const std::vector<PageBlock>& blocks);

/// All blocks that the matcher selects on a page, by CSS or by text.
std::vector<BlockRange> select_blocks(const Matcher& matcher, const PageView& page, const StoryBounds& story);

/// A value cut by the matcher's `after` and `before`, where they occur in it.
std::string trimmed(const Matcher& matcher, std::string value);

/// The value of the matcher as a field: the text of the first match that has
/// any and that no guard refuses, trimmed by `after` and `before`; empty when there is none.
std::string first_value(const Matcher& matcher, const PageView& page, const StoryBounds& story);

/// The same for the first match and those of its siblings that match: one text
/// with a space between. For a standfirst of several paragraphs.
std::string sibling_values(const Matcher& matcher, const PageView& page, const StoryBounds& story);

/// The same for every match, each once. For bylines and tags.
std::vector<std::string> all_values(const Matcher& matcher, const PageView& page, const StoryBounds& story);

}  // namespace cleancopy
