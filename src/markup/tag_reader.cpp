#include "markup/tag_reader.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <iterator>
#include <string>

#include "markup/entities.h"
#include "text/ascii.h"
#include "text/sixteen_bytes.h"

namespace cleancopy {
namespace {

/// What a character of a tag is, as bits.
enum CharacterClass : std::uint8_t {
  kEndsName = 1, kEndsAttributeName = 2, kEndsValue = 4, kCapital = 8, kSpace = 16, kBetweenAttributes = 32,
};

constexpr auto kClasses = [] {
  std::array<std::uint8_t, 256> classes{};
  constexpr std::uint8_t ends_all = kEndsName | kEndsAttributeName | kEndsValue;
  for (const char c : {' ', '\n', '\t', '\r', '\f'})
    classes[static_cast<unsigned char>(c)] = ends_all | kSpace | kBetweenAttributes;
  classes['>'] = ends_all;
  classes['/'] = kEndsName | kEndsAttributeName | kBetweenAttributes;
  classes['='] = kEndsAttributeName;
  for (std::size_t c = 'A'; c <= 'Z'; ++c) classes[c] = kCapital;
  return classes;
}();

std::uint8_t classes_of(char c) { return kClasses[static_cast<unsigned char>(c)]; }

const char* pass_spaces(const char* at, const char* end) {
  while (at != end && (classes_of(*at) & kSpace) != 0) ++at;
  return at;
}

std::string_view between(const char* begin, const char* end) {
  return {begin, static_cast<std::size_t>(end - begin)};
}

constexpr auto kAllThenNone = [] {
  std::array<char, 32> mask{};
  std::fill_n(mask.begin(), 16, '\xFF');
  return mask;
}();

/// The first `size` of the bytes, and zeros past them.
Sixteen first_of(Sixteen bytes, std::size_t size) {
  return bytes & sixteen_bytes(kAllThenNone.data() + 16 - size);
}

std::uint64_t first_half(Sixteen bytes) { return std::bit_cast<std::array<std::uint64_t, 2>>(bytes)[0]; }

/// A name of fewer than 16 letters, and zeros past them; of none if there is no such name.
struct ShortName {
  Sixteen letters{};
  std::size_t size = 0;
};

/// The name that begins at `at`, if it is short, in lower case, and not at the end of the page.
template <std::uint8_t kEnds>
inline ShortName short_name(const char* at, const char* end) {
  if (end - at < 16) return {};
  const Sixteen bytes = sixteen_bytes(at);
  const Found stops = (bytes <= ' ') | (bytes == '/') | (bytes == '>') | (bytes == '=');
  const Found odd = stops | in_range(bytes, 'A', 'Z');
  const std::size_t size = place_of_first(bits_of(odd) & ~1u);
  if (size == 16 || is_upper(*at) || (classes_of(at[size]) & kEnds) == 0) return {};
  return {first_of(bytes, size), size};
}

/// A part of the page; `is_plain` when it is to be read as it is written.
struct Written {
  std::string_view text;
  bool is_plain = true;
};

/// Any name. Its first character is part of it, whatever it is.
template <std::uint8_t kEnds>
Written take_name(const char*& at, const char* end) {
  const char* const begin = at;
  std::uint8_t classes = 0;
  for (std::uint8_t next = classes_of(*at) & kCapital; (next & kEnds) == 0; next = classes_of(*at)) {
    classes |= next;
    if (++at == end) break;
  }
  return {between(begin, at), (classes & kCapital) == 0};
}

template <char kQuote>
inline Written take_quoted(const char*& at, const char* end) {
  const char* const begin = ++at;
  const char* stop = find_any<kQuote, '&', '\0'>(begin, end);
  const bool is_plain = stop == end || *stop == kQuote;
  if (!is_plain) stop = find_any<kQuote>(stop, end);
  at = stop == end ? stop : stop + 1;
  return {between(begin, stop), is_plain};
}

inline Written take_value(const char*& at, const char* end) {
  if (at == end) return {};
  if (*at == '"') return take_quoted<'"'>(at, end);
  if (*at == '\'') return take_quoted<'\''>(at, end);
  const char* const begin = at;
  while (at != end && (classes_of(*at) & kEndsValue) == 0) ++at;
  return {between(begin, at), find_any<'&', '\0'>(begin, at) == at};
}

}  // namespace

std::string_view TagReader::lowered(std::string_view name) {
  if (std::ranges::none_of(name, is_upper)) return name;
  return decoded_.keep(name.size(), [name](std::string& copy) {
    std::ranges::transform(name, std::back_inserter(copy), lower);
  });
}

std::optional<std::size_t> TagReader::read(std::size_t from, PageTag& tag) {
  tag.record.first_attribute = static_cast<std::uint32_t>(attributes_.size());
  const char* const end = page_.data() + page_.size();
  const char* at = read_name(page_.data() + from, tag.record);
  while (at != end) {
    const char c = *at;
    if (c == '>') return static_cast<std::size_t>(at + 1 - page_.data());
    if ((classes_of(c) & kBetweenAttributes) != 0) {
      ++at;
      tag.self_closing = c == '/' && at != end && *at == '>';
    } else {
      at = read_attribute(at, tag.record);
    }
  }
  forget(tag);
  return std::nullopt;
}

inline const char* TagReader::read_name(const char* at, TagRecord& record) {
  if (const ShortName name = short_name<kEndsName>(at, end()); name.size > 0 && name.size <= 8) {
    record.name = {at, name.size};
    record.tag = tag_of_letters(first_half(name.letters));
    return at + name.size;
  }
  const Written name = take_name<kEndsName>(at, end());
  record.name = name.is_plain ? name.text : lowered(name.text);
  record.tag = tag_named(record.name);
  return at;
}

inline TagReader::AttributeName TagReader::take_attribute_name(const char*& at) {
  if (const ShortName name = short_name<kEndsAttributeName>(at, end()); name.size > 0) {
    const std::string_view letters(at, name.size);
    at += name.size;
    return {letters, attribute_token(name.letters, name.size)};
  }
  const Written name = take_name<kEndsAttributeName>(at, end());
  const std::string_view letters = name.is_plain ? name.text : lowered(name.text);
  return {letters, attribute_token(letters)};
}

inline const char* TagReader::read_attribute(const char* at, TagRecord& record) {
  const AttributeName name = take_attribute_name(at);
  const char* const after = pass_spaces(at, end());
  Written value;
  if (after != end() && *after == '=') {
    at = pass_spaces(after + 1, end());
    value = take_value(at, end());
  }
  if (record.attribute_count == kMaxAttributes) {
    saw_too_many_ = true;
    return at;
  }
  ++record.attribute_count;
  const std::string_view text = value.is_plain ? value.text : decoded(value.text);
  attributes_.push_back({name.letters, text, name.token, value_token(name.token, text)});
  return at;
}

std::string_view TagReader::decoded(std::string_view value) {
  return decoded_.keep(value.size() * kMostBytesDecoded, [value](std::string& copy) {
    append_decoded(copy, value, Reference::in_attribute);
  });
}

}  // namespace cleancopy
