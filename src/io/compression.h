// Forms of compression, and how a file tells which one it has. What does it:
// io/compress.h and io/decompress.h.
#pragma once

#include <cstdint>
#include <string_view>

namespace cleancopy {

/// Files are gzip or zstd; bodies in archives also deflate or brotli.
enum class Compression : std::uint8_t { none, gzip, deflate, brotli, zstd };

/// How a zstd frame begins (RFC 8878, 3.1.1).
inline constexpr std::string_view kZstdMagic = "\x28\xB5\x2F\xFD";

/// ".gz" or ".zst"; "" for those that files do not have.
std::string_view extension_of(Compression compression);

/// What a name ending in .gz or .zst tells, in any case; else none.
Compression compression_by_name(std::string_view path);

/// What the first four bytes tell; only gzip and zstd begin with something of their own.
Compression compression_by_magic(std::string_view bytes);

/// What the first bytes of a file tell or else its name, which is wrong if they are text.
Compression compression_of(std::string_view first_bytes, Compression named);

}  // namespace cleancopy
