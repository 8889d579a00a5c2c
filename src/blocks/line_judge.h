// The judge for plain text of unknown sites: which lines are no story? It has seen two kinds,
// all that a page shows, a line an element, and what an extractor left of it. In the second
// nearly every line is story, and only what looks like a label or a prompt may go.
#pragma once

#include <vector>

#include "blocks/judge.h"
#include "blocks/page_block.h"

namespace cleancopy {

/// Did judge_lines() give this verdict, rather than a rule?
bool is_judged_by_line(const Verdict& verdict);

/// Gives every line that has no verdict yet (empty rule) one: "generic/line" if it is
/// kept, else "generic/line-judge". Takes none where the site is known (its rules say
/// what it adds), where nothing tells story from the rest, and never more than a
/// fifth of an extract. Linear in the text.
void judge_lines(const Case& page_case, std::vector<PageBlock>& lines);

}  // namespace cleancopy
