// Title, standfirst, byline, date and tags, as the rules of a page give them.
// What the page says of itself is markup/metadata's; clean/compose decides between the two.
#pragma once

#include <string>
#include <vector>

#include "blocks/drops.h"
#include "blocks/page_block.h"
#include "blocks/select.h"
#include "cleancopy.h"
#include "rules/rulebook.h"

namespace cleancopy {

struct RuleFields {
  Field title, standfirst, date;  ///< the date is ISO 8601
  std::vector<Field> authors;
  std::vector<std::string> tags;
};

/// What the matchers of layouts give, and what those of them with `weak = true` do.
struct NamedFields {
  RuleFields strong, weak;
};

/// What layouts name: the chosen layout's matchers, then those of layouts in
/// weaker files, up to one that names the field with an empty list; with no
/// layout chosen, those of all files.
NamedFields named_fields(const PageRules& rules, const Layout* chosen, const PageView& page,
                        const StoryBounds& story);

/// The texts of blocks whose verdict moved them to a field, trimmed as the rules
/// behind `hits` say; several blocks of a standfirst are joined by a space.
RuleFields moved_fields(const std::vector<PageBlock>& blocks, const std::vector<DropHit>& hits);

}  // namespace cleancopy
