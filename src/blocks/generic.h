// The judge for pages that no layout knows: where is the story, by evidence alone?
// Class names are evidence here (blocks/naming.h), never a verdict: those are for rule files.
#pragma once

#include <vector>

#include "blocks/judge.h"
#include "blocks/page_block.h"

namespace cleancopy {

/// Does it read like a sentence or more of a story: enough words, few in links, an end?
bool reads_like_story(const PageBlock& block);

/// Did judge_generic() give this verdict, rather than a rule?
bool is_judged_by_evidence(const Verdict& verdict);

/// Gives every block that has no verdict yet (empty rule) one, "generic/…".
void judge_generic(const Case& page_case, std::vector<PageBlock>& blocks);

}  // namespace cleancopy
