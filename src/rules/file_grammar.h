// The tables of a rule file → SiteRules: hosts, marks, extends, off, keep, drop,
// test. One matcher is matcher_grammar.h; to read a file use parse_rules.
#pragma once

#include <string>

#include "rules/site_rules.h"
#include "rules/slips.h"
#include "rules/toml_value.h"

namespace cleancopy {

/// Reads a whole file. What cannot be read is noted in `slips` and left out.
SiteRules read_rules(Slips& slips, TomlValue file, const std::string& name);

}  // namespace cleancopy
