#include "io/http_message.h"

#include <algorithm>
#include <charconv>

#include "io/decompress.h"
#include "text/ascii.h"

namespace cleancopy {
namespace {

constexpr std::size_t kMaxEncodings = 4;  // one upon the other; more are an attack

std::string_view trim(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

std::string_view take_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return line.ends_with('\r') ? line.substr(0, line.size() - 1) : line;
}

// The size that a chunk begins with (RFC 9112, 7.1), without its extensions.
std::optional<std::size_t> chunk_size(std::string_view line) {
  std::size_t size = 0;
  line = trim(line);
  const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), size, 16);
  const std::string_view rest = trim(line.substr(static_cast<std::size_t>(end - line.data())));
  if (error != std::errc() || (!rest.empty() && rest[0] != ';')) return std::nullopt;
  return size;
}

HttpBody unchunk(std::string_view body) {
  HttpBody whole;
  if (std::string_view rest = body; !chunk_size(take_line(rest))) {
    whole.bytes = body;  // stored unchunked
    return whole;
  }
  while (!body.empty()) {
    const auto size = chunk_size(take_line(body));
    if (!size) {
      whole.refusal = "its chunks are broken";
      return whole;
    }
    if (*size == 0) break;
    whole.bytes += body.substr(0, *size);
    body.remove_prefix(std::min(*size, body.size()));
    take_line(body);
  }
  return whole;
}

bool begins_like_markup(std::string_view body) {
  const std::size_t first = body.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  return first != std::string_view::npos && body[first] == '<';
}

std::optional<Compression> compression_of(std::string_view encoding) {
  if (encoding == "gzip" || encoding == "x-gzip") return Compression::gzip;
  if (encoding == "deflate") return Compression::deflate;
  if (encoding == "br") return Compression::brotli;
  if (encoding == "zstd") return Compression::zstd;
  if (encoding == "identity" || encoding == "none" || encoding == "utf-8") return Compression::none;
  return std::nullopt;
}

// Undoes one encoding of `body`, unless it was undone before the body was stored.
void undo(std::string_view encoding, HttpBody& body, std::size_t limit) {
  const auto how = compression_of(encoding);
  if (!how && !begins_like_markup(body.bytes)) body.refusal = "its Content-Encoding is not known";
  if (!how || *how == Compression::none || body.bytes.empty()) return;
  const bool has_magic = *how == Compression::gzip || *how == Compression::zstd;
  if (has_magic && compression_by_magic(body.bytes) != *how) return;
  Unpacked unpacked = decompress(body.bytes, *how, limit);
  const std::string named = "its " + std::string(encoding) + " body ";
  switch (unpacked.outcome) {
    case Unpacked::Outcome::large:
      body.refusal = named + "is larger than " + std::to_string(limit) + " bytes";
      return;
    case Unpacked::Outcome::broken:
      if (!begins_like_markup(body.bytes)) body.refusal = named + "is broken";
      return;
    case Unpacked::Outcome::cut:
      if (unpacked.bytes.empty() && begins_like_markup(body.bytes)) return;
      break;
    case Unpacked::Outcome::whole: break;
  }
  body.bytes = std::move(unpacked.bytes);
}

}  // namespace

std::string media_type(std::string_view content_type) {
  const std::size_t end = std::min(content_type.find_first_of("; \t,"), content_type.size());
  return lowered(std::string(content_type.substr(0, end)));
}

std::optional<Format> page_format(std::string_view content_type) {
  const std::string type = media_type(content_type);
  if (type == "text/html" || type == "application/xhtml+xml") return Format::html;
  if (type == "text/plain") return Format::text;
  return std::nullopt;
}

HeaderFields HeaderFields::parse(std::string_view text) {
  HeaderFields header;
  while (!text.empty()) {
    const std::string_view line = take_line(text);
    if (line.empty()) break;
    if ((line[0] == ' ' || line[0] == '\t') && !header.fields_.empty()) {
      header.fields_.back().second.append(" ").append(trim(line));
      continue;
    }
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    header.fields_.emplace_back(trim(line.substr(0, colon)), trim(line.substr(colon + 1)));
  }
  return header;
}

std::string_view HeaderFields::value(std::string_view name) const {
  for (const auto& [field, text] : fields_) {
    if (equals_ignoring_case(field, name)) return text;
  }
  return {};
}

std::vector<std::string> HeaderFields::list(std::string_view name) const {
  std::vector<std::string> elements;
  for (const auto& [field, text] : fields_) {
    std::string_view rest = equals_ignoring_case(field, name) ? text : std::string_view();
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find(','), rest.size());
      std::string element = lowered(std::string(trim(rest.substr(0, end))));
      if (!element.empty()) elements.push_back(std::move(element));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  return elements;
}

std::optional<std::size_t> end_of_header(std::string_view bytes) {
  for (std::size_t at = bytes.find('\n'); at != std::string_view::npos; at = bytes.find('\n', at + 1)) {
    const std::string_view next = bytes.substr(at + 1);
    if (next.starts_with('\n')) return at + 2;
    if (next.starts_with("\r\n")) return at + 3;
  }
  return std::nullopt;
}

std::optional<HttpHead> parse_http_head(std::string_view bytes) {
  if (!bytes.starts_with("HTTP/")) return std::nullopt;
  HttpHead head;
  head.size = end_of_header(bytes).value_or(bytes.size());
  std::string_view text = bytes.substr(0, head.size);
  const std::string_view line = take_line(text);
  const std::string_view status = trim(line.substr(std::min(line.find(' '), line.size())));
  const auto [end, error] = std::from_chars(status.data(), status.data() + status.size(), head.status);
  if (error != std::errc() || end - status.data() != 3 || head.status < 100) return std::nullopt;
  head.fields = HeaderFields::parse(text);
  return head;
}

HttpBody decode_body(const HttpHead& head, std::string_view body, std::size_t limit) {
  std::vector<std::string> encodings = head.fields.list("Content-Encoding");
  std::vector<std::string> transfer = head.fields.list("Transfer-Encoding");
  HttpBody decoded;
  if (!transfer.empty() && transfer.back() == "chunked") {
    transfer.pop_back();
    decoded = unchunk(body);
  } else {
    decoded.bytes = body;
  }
  encodings.insert(encodings.end(), transfer.begin(), transfer.end());
  if (encodings.size() > kMaxEncodings) decoded.refusal = "it has too many encodings";
  while (!encodings.empty() && decoded.refusal.empty()) {
    undo(encodings.back(), decoded, limit);
    encodings.pop_back();
  }
  if (decoded.refusal.empty() && decoded.bytes.size() > limit)
    decoded.refusal = "its body is larger than " + std::to_string(limit) + " bytes";
  return decoded;
}

}  // namespace cleancopy
