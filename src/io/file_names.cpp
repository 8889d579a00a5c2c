#include "io/file_names.h"

#include <algorithm>

#include "text/ascii.h"
#include "text/decode.h"
#include "text/hash.h"
#include "text/unicode.h"
#include "text/url.h"

namespace cleancopy {
namespace {

constexpr std::size_t kMaxReadableBytes = 100;
constexpr std::size_t kMostReadBytes = 2000;     // of an id, in search of them
constexpr std::size_t kMaxComponentBytes = 230;  // of 255, so that ".jsonl.zst" and a hash have room
constexpr std::size_t kHashDigits = 16;

bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); }

std::string hash_of(std::string_view bytes) { return hex_digits(fnv1a(bytes)); }

// Windows opens a device for these, whatever follows the first dot.
bool is_reserved(std::string_view name) {
  const std::string stem = lowered(std::string(name.substr(0, name.find('.'))));
  if (stem == "con" || stem == "prn" || stem == "aux" || stem == "nul") return true;
  return stem.size() == 4 && (stem.starts_with("com") || stem.starts_with("lpt")) && is_digit(stem[3]);
}

bool has_hash(std::string_view name) {
  if (name.size() <= kHashDigits || name[name.size() - kHashDigits - 1] != '-') return false;
  return std::all_of(name.end() - kHashDigits, name.end(), is_hex);
}

bool is_line(std::string_view name) {
  return name.starts_with("line-") && std::all_of(name.begin() + 5, name.end(), is_digit);
}

// Can the id be the name, without being like the name of another one?
bool is_own_name(std::string_view id) {
  const auto is_plain = [](char c) { return is_lower(c) || is_digit(c) || c == '-' || c == '_' || c == '.'; };
  return id.size() <= kMaxReadableBytes && std::all_of(id.begin(), id.end(), is_plain) && id.front() != '.' &&
         id.front() != '-' && id.back() != '.' && !is_reserved(id) && !has_hash(id) && !is_line(id);
}

std::string percent_decoded(std::string_view url) {
  std::string out;
  while (!url.empty()) {
    const auto octet = encoded_octet(url);
    out += octet.value_or(url[0]);
    url.remove_prefix(octet ? kEncodedOctet : 1);
  }
  return out;
}

// What people can read of an id. Whatever a shell or a file system stumbles over
// is a '_', several of them one; NFC and normalize() take the rest.
std::string readable_part(std::string_view id) {
  const bool is_url = id.starts_with("http://") || id.starts_with("https://");
  std::string bytes = is_url ? percent_decoded(id.substr(id.find(':') + 3)) : std::string(id);
  if (!is_utf8(bytes)) bytes = decode(bytes).text;
  std::string name;
  for (const char c : normalize(bytes)) {
    const bool is_safe = is_letter(c) || is_digit(c) || c == '-' || c == '.' || (c & 0x80) != 0;
    if (is_safe) {
      if (!name.empty() || (c != '-' && c != '.')) name += c;
    } else if (!name.empty() && name.back() != '_') {
      name += '_';
    }
  }
  name = opening_of(name, kMaxReadableBytes);
  while (!name.empty() && (name.back() == '_' || name.back() == '.')) name.pop_back();
  return is_reserved(name) ? "_" + name : name;
}

std::string safe_component(std::string_view component) {
  if (component.empty() || component == "." || component == "..") return "_";
  if (component.size() <= kMaxComponentBytes) return std::string(component);
  return std::string(opening_of(component, kMaxComponentBytes - kHashDigits - 1)) + "-" + hash_of(component);
}

}  // namespace

std::string name_of_record(std::string_view id, std::string_view url, std::size_t line_number) {
  const std::string_view name = id.empty() ? url : id;
  if (name.empty()) return "line-" + std::to_string(line_number);
  if (is_own_name(name)) return std::string(name);
  const std::string readable = readable_part(opening_of(name, kMostReadBytes));
  return readable + (readable.empty() ? "_-" : "-") + hash_of(name);
}

std::string place_within(std::string_view place) {
  std::string out;
  while (true) {
    const std::size_t slash = place.find('/');
    out += safe_component(place.substr(0, slash));
    if (slash == std::string_view::npos) return out;
    out += '/';
    place.remove_prefix(slash + 1);
  }
}

}  // namespace cleancopy
