// A verdict and a reason for every block: the site's rules first, then evidence.
//
//     drops (site, platform, generic: the first label wins)
//       → layout (which blocks are the body)  → fields (title, byline …)  → the rest
//
// Where no layout yields, judge_generic() (blocks/generic.h) finds the body.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "blocks/fields.h"
#include "blocks/page_block.h"
#include "cleancopy.h"
#include "markup/metadata.h"
#include "rules/rulebook.h"

namespace cleancopy {

/// How much a verdict tells of itself.
enum class Detail : std::uint8_t { verdicts, reasons };

/// All that is known of a page besides its blocks.
struct Case {
  const Tree* tree = nullptr;  ///< null for plain text
  const Metadata& metadata;
  const PageRules& rules;
  std::string_view crawled;
  Detail detail = Detail::verdicts;
  std::string_view url = {};   ///< the address asked for, if known
};

/// What the rules said of the page as a whole.
struct Judgement {
  std::string layout;     ///< the layout's id, or "generic"
  RuleFields named;       ///< what layouts name: stronger than what the page says of itself
  RuleFields moved;       ///< what was a block of the page: weaker
  RuleFields weak;        ///< what layouts name with `weak = true`: the last resort
  bool overcut = false;   ///< drops took more than 60 % of the body's words
  bool live = false;      ///< a live blog
  std::string no_article; ///< why the page is none, when nothing was kept; else empty
};

/// Sets every block's verdict. May add blocks: an inline element that a rule
/// drops becomes a block of its own beside its paragraph. Time is linear in the
/// page for each rule file that speaks for it.
Judgement judge(const Case& page_case, std::vector<PageBlock>& blocks);

}  // namespace cleancopy
