// The pages that a rule draft learns from, read from disk or fetched from the
// web. One that cannot be had is told and left out; fetching is for a handful
// of pages that a human named, so it asks no robots.txt and does not wait.
#pragma once

#include <string>
#include <vector>

#include "app/report.h"
#include "app/rule_draft.h"
#include "fetch/http.h"

namespace cleancopy::app {

struct DraftPages {
  std::vector<DraftPage> pages;
  ExitCode failed = kDone;  ///< of the first page that could not be had
};

/// Reads each place in turn: a URL ("scheme://…") is fetched, all else is a
/// path, or "-" for standard input. A fetched page has its address after
/// redirects and its Content-Type. A message is printed for each that failed.
DraftPages read_draft_pages(const std::vector<std::string>& places, const FetchOptions& options);

}  // namespace cleancopy::app
