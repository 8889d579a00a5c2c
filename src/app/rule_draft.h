// A first draft of a rule file, from one or more pages of a site: what the
// generic judge kept tells where the body is, what it dropped inside tells
// what the site adds. A human reads it, strikes half of it and tests the rest.
#pragma once

#include <string>
#include <vector>

#include "cleancopy.h"

namespace cleancopy::app {

/// A page and the path that a [[test]] can name it by. A page that was fetched
/// has a URL and no path: its test is written as a comment.
struct DraftPage {
  Page page;
  std::string path;

  const std::string& where() const { return path.empty() ? page.url : path; }
};

/// The text of a commented rule file for the site of `pages` (at least one,
/// HTML). Fails when no page has a body to learn from. Cost: each page is
/// cleaned once and each candidate selector tried on each page.
Result<std::string> draft_rules(const std::vector<DraftPage>& pages, const Rulebook& book);

}  // namespace cleancopy::app
