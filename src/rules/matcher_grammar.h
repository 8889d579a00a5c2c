// One matcher → Matcher: a string, whose first character tells which language it
// speaks, or a table that adds an extent, a guard or a trim.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "cleancopy.h"
#include "rules/site_rules.h"
#include "rules/slips.h"
#include "rules/toml_value.h"
#include "text/syntax_error.h"

namespace cleancopy {

/// What a matcher is for: some keys and languages mean nothing in some places.
enum class Use : std::uint8_t {
  mark, body, field, heading, furniture, moved_field, end_of_extent, enclosing
};

/// Reads `.css`, `css@attribute`, `= literal`, `~ pattern` or `repeat`. Fails
/// with the byte and the reason. A pattern that holds a character which
/// fold() replaces fails too: it would compile, and never match.
Result<Matcher, SyntaxError> parse_matcher(std::string_view text);

/// Reads a string or a table; nullopt after a slip.
std::optional<Matcher> read_matcher(Slips& slips, TomlValue value, Use use);

/// Reads one matcher or an array of them.
std::vector<Matcher> read_matchers(Slips& slips, TomlValue value, Use use);

}  // namespace cleancopy
