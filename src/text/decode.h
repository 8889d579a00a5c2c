// Bytes of any charset → UTF-8. The only door to ICU.
// The one surprise: a label is believed only when the bytes are not valid UTF-8.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace cleancopy {

struct Decoded {
  std::string text;         ///< valid UTF-8 without byte-order mark, always
  std::string charset;      ///< "utf-8", "windows-1252", …: WHATWG's name of what was read
  std::size_t invalid = 0;  ///< malformed sequences, each now U+FFFD
};

/// Decodes a page. Valid UTF-8 wins over any label (except the escape-based
/// ISO-2022-JP and byte-order-marked or evident UTF-16); then the byte-order
/// mark, the charset of `content_type`, `<meta>` anywhere in the head, and
/// windows-1252. Labels are those of the WHATWG Encoding Standard, section 4.2.
/// What is UTF-8 but for one sequence in eleven is UTF-8; where more sequences are
/// broken than whole, a label that says UTF-8 counts as none. Bytes that had to be
/// changed also lose NUL and ESC, so decoding the result again changes nothing.
/// Never fails; linear in `bytes.size()`.
Decoded decode(std::string_view bytes, std::string_view content_type = {});

/// Would decode() give the bytes as they are? Then they can be read where they stand.
bool is_decoded(std::string_view bytes, std::string_view content_type = {});

/// Is this well-formed UTF-8 (Unicode 15, table 3-7: no surrogates, no overlongs)?
bool is_utf8(std::string_view bytes);

}  // namespace cleancopy
