// Rules that load but are not sound: they rot, hit too much, or never fire.
// What does not load at all is found by Rulebook::load.
#pragma once

#include <string_view>
#include <vector>

#include "cleancopy.h"
#include "rules/site_rules.h"

namespace cleancopy::app {

/// The doubts about one file, in the order of its lines: a selector on a build
/// hash, an unanchored `~` without `words`, a drop rule like an earlier one of
/// the file, a site without a test.
std::vector<Error> doubts_about(const SiteRules& rules);

/// Was this class or id made by a build tool, so that the next build changes
/// it? "sc-buvPDS", "css-u7urgs", "jsx-3810287163"; not "css-grid", "sc-article".
bool is_build_hash(std::string_view name);

}  // namespace cleancopy::app
