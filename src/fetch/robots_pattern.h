// Paths of robots.txt: their one spelling, and does a pattern match. By RFC 9309,
// 2.2.2 and 2.2.3; for robots.cpp, everybody else asks Robots.
//
// The one surprise: an encoded reserved character is the same as a plain one
// ("%2F", "/"). The RFC wants both encoded before they are compared, and its
// table has a rule with "https://" that matches a path with "https%3A%2F%2F".
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace cleancopy {

/// The target of a request, spelled for comparison: what is unreserved or reserved in
/// RFC 3986 plain, all else "%XX"; so are "*" and "$", which mean themselves here.
std::string normal_target(std::string_view target);

/// A rule's path in the same spelling, but for each "*" and a "$" at its end: those stay.
std::string normal_pattern(std::string_view path);

/// Does the pattern match from the target's first octet on (both normal)? Takes the
/// comparisons it makes off `steps`; when none are left the answer is no.
bool pattern_matches(std::string_view pattern, std::string_view target, std::size_t& steps);

}  // namespace cleancopy
