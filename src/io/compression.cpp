#include "io/compression.h"

#include <algorithm>

#include "text/ascii.h"

namespace cleancopy {
namespace {

constexpr std::string_view kGzipMagic = "\x1F\x8B\x08";

bool ends_with(std::string_view path, std::string_view extension) {
  return path.size() >= extension.size() &&
         equals_ignoring_case(path.substr(path.size() - extension.size()), extension);
}

}  // namespace

std::string_view extension_of(Compression compression) {
  switch (compression) {
    case Compression::gzip: return ".gz";
    case Compression::zstd: return ".zst";
    default: return "";
  }
}

Compression compression_by_name(std::string_view path) {
  if (ends_with(path, ".gz")) return Compression::gzip;
  return ends_with(path, ".zst") ? Compression::zstd : Compression::none;
}

Compression compression_by_magic(std::string_view bytes) {
  if (bytes.starts_with(kGzipMagic)) return Compression::gzip;
  // RFC 8878, 3.1.2: also a frame to be skipped, such as a dictionary.
  const bool is_skippable =
      bytes.size() >= 4 && (bytes[0] & '\xF0') == '\x50' && bytes.substr(1, 3) == "\x2A\x4D\x18";
  return is_skippable || bytes.starts_with(kZstdMagic) ? Compression::zstd : Compression::none;
}

Compression compression_of(std::string_view first_bytes, Compression named) {
  const Compression told = compression_by_magic(first_bytes);
  const auto is_ascii = [](char c) { return (c >= ' ' && c <= '~') || c == '\n' || c == '\r' || c == '\t'; };
  const std::string_view first = first_bytes.substr(0, 4);
  const bool is_text = !first.empty() && std::all_of(first.begin(), first.end(), is_ascii);
  return told != Compression::none || is_text ? told : named;
}

}  // namespace cleancopy
