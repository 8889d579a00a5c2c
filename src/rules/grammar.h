// The text of a rule file → SiteRules, or every slip in it.
// To read all files of a folder use Rulebook::load (cleancopy.h). The one
// surprise: rules keep the order of the file, which toml++ itself forgets.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cleancopy.h"
#include "rules/site_rules.h"

namespace cleancopy {

/// Reads one rule file. `path` is used in messages, `name` in rule ids
/// ("bbc.co.uk" gives "bbc.co.uk/caption.2").
/// Fails with all slips at once, each at `path:line:column`, with the nearest
/// known word where one is near: `no such kind 'newsleter'; did you mean 'newsletter'?`
Result<SiteRules, std::vector<Error>> parse_rules(std::string_view toml, const std::string& path,
                                                  const std::string& name);

/// "rules/bbc.co.uk.toml:12:5", as errors say it.
std::string place_in(const std::string& path, Place place);

/// The word of `known` nearest to `word` by edit distance, as "; did you mean
/// 'x'?"; "" when more than a third of the letters would have to change.
std::string suggestion(std::string_view word, const std::vector<std::string_view>& known);

}  // namespace cleancopy
