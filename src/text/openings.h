// How the texts begin that a regular expression can match, told from its letters. A rule is mostly
// anchored, and its first bytes are not a text's: so one look at these spares trying it.
//
//     ^(?i)(?:sign[ -]?up|subscribe)$     →     "sign up\0"  "sign-up\0"  "signup\0"  "subscrib"
//
// The surprises: a NUL is the text's end, and bytes that UTF-8 does not use are classes of bytes.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace cleancopy {

inline constexpr std::size_t kLongestOpening = 8;  // bytes

inline constexpr char kDigitByte = '\xFC';   // in an opening: a digit (or one of ":;<=>?"), …
inline constexpr char kFigureByte = '\xFD';  // … a digit or a sign, from ' ' to '?', …
inline constexpr char kAsciiByte = '\xFE';   // … and, but not first, any byte of ASCII, …
inline constexpr char kOtherByte = '\xFF';   // … or any other

/// Does this byte of an opening stand for letters, too?
constexpr bool is_wide_class(char byte) { return byte == kAsciiByte || byte == kOtherByte; }

/// The openings of a readable expression (RE2 syntax): with one of them begins lower_letters() of any
/// text that it matches, with a NUL behind it. Each of kLongestOpening bytes at most; none begins
/// another. Nothing when they cannot be told: it is not anchored, or begins with too much or with what
/// is not read here. Linear in its bytes.
std::vector<std::string> openings_of(std::string_view expression);

}  // namespace cleancopy
