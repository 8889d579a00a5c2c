// HTML character references (HTML, section 13.2.5.72 and 13.5).
// In Trees, attributes are decoded already; this is for text runs and for
// strings inside JSON-LD that were escaped for HTML.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace cleancopy {

/// Attributes keep "&copy=" and "&copyright" as they are; text does not.
enum class Reference : std::uint8_t { in_text, in_attribute };

/// For each byte of a reference no more are appended: "&nGt;" stands for six.
inline constexpr std::size_t kMostBytesDecoded = 2;

/// Appends `raw` with named and numeric references decoded, as the standard
/// does it (windows-1252 for &#128;…&#159;, U+FFFD for what is no character).
/// U+0000 is dropped. Linear.
void append_decoded(std::string& out, std::string_view raw, Reference where);

/// Appends the character as UTF-8; U+FFFD for U+0000, surrogates and what is past U+10FFFF.
void append_code_point(std::string& out, std::uint32_t code);

}  // namespace cleancopy
