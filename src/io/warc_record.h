// One WARC record (ISO 28500, versions 0.18 to 1.1), from its bytes to a page.
//
//     WARC/1.1 ... blank line │ block: HTTP header, blank line, body │ two line ends
//     head.size               │ head.block bytes
//
// Only records that hold a page become one: responses of status 200 to 299 and
// resources, if they are HTML or plain text, and conversions (WET).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "io/http_message.h"
#include "io/source.h"

namespace cleancopy {

inline constexpr std::string_view kWarcMagic = "WARC/";
inline constexpr std::size_t kMaxWarcHead = std::size_t{64} << 10;
inline constexpr std::size_t kMaxRecordBytes = std::size_t{64} << 20;  // far above what the Cleaner accepts

struct WarcHead {
  HeaderFields fields;
  std::size_t size = 0;     ///< of the head, with its blank line
  std::uint64_t block = 0;  ///< Content-Length
};

/// The head that `bytes` begins with; nothing when there is none that is whole
/// and has a type and a length.
std::optional<WarcHead> parse_warc_head(std::string_view bytes);

/// Does the record hold a page? `block` is how its block begins: 64 KiB will do.
bool holds_page(const WarcHead& head, std::string_view block);

/// Where `text` at or past `from` first looks as if a record began; npos if nowhere.
/// Not only in front of a line: what is broken may have lost its end.
std::size_t find_record(std::string_view text, std::size_t from);

/// The page of a record that holds one, or why it cannot be had. `record` may also
/// be the gzip member that the record is stored as. Never fails, whatever the bytes.
Input read_warc_record(std::string_view record);

}  // namespace cleancopy
