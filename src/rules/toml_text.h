// A TOML file's text → the array of toml_value.h. The only door to toml++.
// For rule files use parse_rules (grammar.h). The one surprise: tables keep the
// order of the file, which toml++ itself forgets.
#pragma once

#include <string_view>
#include <vector>

#include "rules/slips.h"
#include "rules/toml_value.h"

namespace cleancopy {

/// The nodes of the file, its root first. Of what is no TOML the first slip is noted, and nothing comes back.
std::vector<TomlNode> parse_toml(Slips& slips, std::string_view text);

}  // namespace cleancopy
