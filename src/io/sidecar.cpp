#include "io/sidecar.h"

#include <algorithm>
#include <charconv>

#include "io/compression.h"
#include "text/date.h"
#include "text/decode.h"
#include "text/hash.h"
#include "text/json.h"

namespace cleancopy {
namespace {

constexpr std::string_view kExtension = ".json";
constexpr std::size_t kMaxUrlBytes = 8192;

// A header is bytes, JSON is UTF-8: each byte is the character of that number (ISO 8859-1).
std::string as_characters(std::string_view bytes) {
  std::string text;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      text += c;
    } else {
      text += static_cast<char>(0xC0 | (byte >> 6));
      text += static_cast<char>(0x80 | (byte & 0x3F));
    }
  }
  return text;
}

// Back; what is past U+00FF, and no byte then, becomes '?'.
std::string as_bytes(std::string_view text) {
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const bool is_latin = (byte == 0xC2 || byte == 0xC3) && i + 1 < text.size();
    if (is_latin) {
      bytes += static_cast<char>(((byte & 0x03) << 6) | (static_cast<unsigned char>(text[++i]) & 0x3F));
    } else if (byte < 0x80 || byte >= 0xC0) {
      bytes += byte < 0x80 ? text[i] : '?';
    }
  }
  return bytes;
}

void append_member(std::string& out, std::string_view name, std::string_view value) {
  out += out.empty() ? "{" : ",";
  append_json_string(out, name);
  out += ':';
  append_json_string(out, is_utf8(value) ? std::string(value) : decode(value).text);
}

bool is_web_url(std::string_view url) {
  const bool is_web = url.starts_with("http://") || url.starts_with("https://");
  const auto is_visible = [](char c) { return c > ' ' && c < '\x7F'; };
  return is_web && url.size() <= kMaxUrlBytes && std::all_of(url.begin(), url.end(), is_visible);
}

int status_in(const Json& record) {
  const auto member = record.member(0, "status");
  if (!member || record.nodes()[*member].type != JsonType::number) return 0;
  const std::string& digits = record.nodes()[*member].text;
  int status = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), status);
  return read.ptr == digits.data() + digits.size() && status >= 100 && status <= 999 ? status : 0;
}

bool is_digest(std::string_view text) {
  const auto is_hex = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
  return text.size() == 16 && std::all_of(text.begin(), text.end(), is_hex);
}

}  // namespace

std::string digest_of(std::string_view bytes) { return hex_digits(fnv1a(bytes)); }

std::string sidecar_of(const std::string& page) {
  const std::size_t packed = extension_of(compression_by_name(page)).size();
  return page.substr(0, page.size() - packed).append(kExtension);
}

bool is_sidecar(std::string_view name) {
  return name.ends_with(".html.json") || name.ends_with(".htm.json") || name.ends_with(".txt.json");
}

std::string to_json(const Sidecar& sidecar) {
  std::string out;
  append_member(out, "url", sidecar.url);
  append_member(out, "asked", sidecar.asked);
  append_member(out, "source", sidecar.source);
  append_member(out, "fetched", sidecar.fetched);
  out.append(",\"status\":").append(std::to_string(sidecar.status));
  append_member(out, "digest", sidecar.digest);
  append_member(out, "head", as_characters(std::string_view(sidecar.head).substr(0, kMaxSidecarHead)));
  return out + "}\n";
}

Result<Sidecar, std::string> parse_sidecar(std::string_view bytes) {
  const auto parsed = Json::parse(bytes);
  if (!parsed) return parsed.error().what;
  const Json& record = parsed.value();
  if (record.nodes()[0].type != JsonType::object) return std::string("not a JSON object");
  const auto value = [&](std::string_view key) { return std::string(record.string(0, key).value_or("")); };
  const auto url = [&](std::string_view key) {
    const std::string text = value(key);
    return is_web_url(text) ? text : std::string();
  };
  Sidecar sidecar;
  sidecar.url = url("url");
  sidecar.asked = url("asked");
  sidecar.source = url("source");
  sidecar.fetched = iso_date(value("fetched"));
  sidecar.status = status_in(record);
  sidecar.digest = value("digest");
  if (!is_digest(sidecar.digest)) sidecar.digest.clear();
  sidecar.head = as_bytes(record.string(0, "head").value_or("")).substr(0, kMaxSidecarHead);
  return sidecar;
}

}  // namespace cleancopy
