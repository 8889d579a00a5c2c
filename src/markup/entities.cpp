#include "markup/entities.h"

#include <algorithm>
#include <array>

#include "text/ascii.h"
#include "text/hash.h"
#include "text/sixteen_bytes.h"

namespace cleancopy {
namespace {

struct Named {
  std::string_view name;  // with its ';' if it has one
  std::uint32_t first = 0;
  std::uint32_t second = 0;
};

constexpr Named kNamed[] = {
#include "markup/entities.inc"
};

// The names that old pages write without ';' have 2 ("lt") to 6 ("frac12") letters,
// the longest of all is "CounterClockwiseContourIntegral;".
constexpr std::size_t kShortestName = 2;
constexpr std::size_t kLongestBareName = 6;
constexpr std::size_t kLongestName = 32;

constexpr std::uint32_t kReplacement = 0xFFFD;
constexpr std::uint32_t kMaxCodePoint = 0x10FFFF;

// What &#128; … &#159; mean (HTML, section 13.2.5.80): the characters of windows-1252.
constexpr std::array<std::uint16_t, 32> kWindows1252 = {
    0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178};

bool is_alphanumeric(char c) {
  return is_digit(c) || is_letter(c);
}

/// The value of the digit in that base (10 or 16), or `base` when it is none.
std::uint32_t digit(char c, std::uint32_t base) {
  if (c >= '0' && c <= '9') return static_cast<std::uint32_t>(c - '0');
  if (base == 16 && c >= 'a' && c <= 'f') return static_cast<std::uint32_t>(c - 'a') + 10;
  if (base == 16 && c >= 'A' && c <= 'F') return static_cast<std::uint32_t>(c - 'A') + 10;
  return base;
}

constexpr std::size_t kSlots = 8192;

constexpr std::size_t slot_of(std::string_view name) { return spread(fnv1a(name)) >> 51; }

/// By slot, one past a name's place in kNamed, or 0. Open addressing, built by the compiler: most names that
/// are looked up are none ("&utm_source="), which one look tells.
constexpr auto kPlaces = [] {
  std::array<std::uint16_t, kSlots> places{};
  for (std::size_t i = 0; i < std::size(kNamed); ++i) {
    std::size_t slot = slot_of(kNamed[i].name);
    while (places[slot] != 0) slot = (slot + 1) % kSlots;
    places[slot] = static_cast<std::uint16_t>(i + 1);
  }
  return places;
}();

const Named* find_named(std::string_view name) {
  for (std::size_t slot = slot_of(name); kPlaces[slot] != 0; slot = (slot + 1) % kSlots) {
    const Named& named = kNamed[kPlaces[slot] - 1];
    if (named.name == name) return &named;
  }
  return nullptr;
}

/// The longest name that `rest` (after the '&') starts with, or nullptr.
const Named* longest_name(std::string_view rest) {
  const std::size_t limit = std::min(rest.size(), kLongestName);
  std::size_t letters = 0;
  while (letters < limit && is_alphanumeric(rest[letters])) ++letters;
  if (letters < limit && rest[letters] == ';') {
    if (const Named* exact = find_named(rest.substr(0, letters + 1))) return exact;
  }
  for (std::size_t size = std::min(letters, kLongestBareName); size >= kShortestName; --size) {
    if (const Named* bare = find_named(rest.substr(0, size))) return bare;
  }
  return nullptr;
}

/// Decodes the reference at the start of `raw` ("&eacute;…") and gives the bytes
/// it took: 0, with nothing appended, when it is no reference.
std::size_t append_named(std::string& out, std::string_view raw, Reference where) {
  const Named* found = longest_name(raw.substr(1));
  if (!found) return 0;
  const std::size_t size = 1 + found->name.size();
  // href="?a=1&copy=2" has a parameter named copy, whatever text would make of it.
  const bool bare = found->name.back() != ';';
  if (bare && where == Reference::in_attribute && size < raw.size() &&
      (raw[size] == '=' || is_alphanumeric(raw[size]))) {
    return 0;
  }
  append_code_point(out, found->first);
  if (found->second) append_code_point(out, found->second);
  return size;
}

/// The same for "&#233;" and "&#xE9;".
std::size_t append_numeric(std::string& out, std::string_view raw) {
  const bool hex = raw.size() > 2 && (raw[2] == 'x' || raw[2] == 'X');
  const std::uint32_t base = hex ? 16 : 10;
  const std::size_t first = hex ? 3 : 2;
  std::size_t at = first;
  std::uint32_t code = 0;
  for (; at < raw.size() && digit(raw[at], base) < base; ++at) {
    code = std::min(code * base + digit(raw[at], base), kMaxCodePoint + 1);
  }
  if (at == first) return 0;
  if (code >= 0x80 && code <= 0x9F) code = kWindows1252[code - 0x80];
  append_code_point(out, code);
  return at < raw.size() && raw[at] == ';' ? at + 1 : at;
}

/// A reference, and the character that it means wherever it stands.
struct Common {
  std::string_view written;
  char meant;
};

/// Nine in ten of those on real pages: most stand in JSON that an attribute holds, and in addresses.
constexpr Common kCommon[] = {{"&quot;", '"'}, {"&amp;", '&'}, {"&#34;", '"'}};

/// The same for any; an '&' that begins no reference is a character.
std::size_t append_reference(std::string& out, std::string_view raw, Reference where) {
  for (const Common& common : kCommon) {
    if (!raw.starts_with(common.written)) continue;
    out.push_back(common.meant);
    return common.written.size();
  }
  const bool is_numeric = raw.size() > 1 && raw[1] == '#';
  const std::size_t taken = is_numeric ? append_numeric(out, raw) : append_named(out, raw, where);
  if (taken > 0) return taken;
  out.push_back('&');
  return 1;
}

}  // namespace

void append_code_point(std::string& out, std::uint32_t code) {
  if (code == 0 || (code >= 0xD800 && code <= 0xDFFF) || code > kMaxCodePoint) code = kReplacement;
  const auto put = [&](std::uint32_t byte) { out.push_back(static_cast<char>(byte)); };
  const auto put_tail = [&](int shift) { put(0x80 | ((code >> shift) & 0x3F)); };
  if (code < 0x80) return put(code);
  if (code < 0x800) {
    put(0xC0 | (code >> 6));
  } else if (code < 0x10000) {
    put(0xE0 | (code >> 12));
    put_tail(6);
  } else {
    put(0xF0 | (code >> 18));
    put_tail(12);
    put_tail(6);
  }
  put_tail(0);
}

void append_decoded(std::string& out, std::string_view raw, Reference where) {
  const char* const end = raw.data() + raw.size();
  for (const char* at = raw.data(); at != end;) {
    const char* const stop = find_any<'&', '\0'>(at, end);
    out.append(at, static_cast<std::size_t>(stop - at));
    if (stop == end) return;
    const std::string_view rest(stop, static_cast<std::size_t>(end - stop));
    at = stop + (*stop == '&' ? append_reference(out, rest, where) : 1);
  }
}

}  // namespace cleancopy
