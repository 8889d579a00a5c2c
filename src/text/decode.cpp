#include "text/decode.h"

#include <simdjson.h>
#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <memory>

#include "text/charsets.h"
#include "text/declared.h"
#include "text/sixteen_bytes.h"

namespace cleancopy {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";
constexpr const Charset& kUtf8 = kCharsets[0];
constexpr const Charset& kLastResort = kCharsets[1];

constexpr std::size_t kUtf16Sample = 512;
constexpr std::size_t kTrustedRatio = 10;

enum class Shape : std::uint8_t { whole, broken, cut };

struct Sequence {
  std::size_t length;
  Shape shape;
};

struct Range {
  unsigned char low, high;
};

// Unicode 15, table 3-7: what the second byte may be after a lead byte.
Range second_byte(unsigned char lead) {
  switch (lead) {
    case 0xE0: return {0xA0, 0xBF};
    case 0xED: return {0x80, 0x9F};
    case 0xF0: return {0x90, 0xBF};
    case 0xF4: return {0x80, 0x8F};
    default: return {0x80, 0xBF};
  }
}

// The sequence at the start of `rest` (never empty); a broken one is as long as
// the "maximal subpart" that WHATWG turns into one U+FFFD.
Sequence next_sequence(std::string_view rest) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(rest[i]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return {1, Shape::whole};
  if (lead < 0xC2 || lead > 0xF4) return {1, Shape::broken};
  const std::size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  Range range = second_byte(lead);
  for (std::size_t i = 1; i < length; ++i) {
    if (i == rest.size()) return {i, Shape::cut};
    if (byte(i) < range.low || byte(i) > range.high) return {i, Shape::broken};
    range = {0x80, 0xBF};
  }
  return {length, Shape::whole};
}

struct Census {
  std::size_t valid = 0;   // sequences of two to four bytes
  std::size_t broken = 0;  // not counting one that the end cuts short
};

Census census_of(std::string_view bytes) {
  Census census;
  for (;;) {
    bytes.remove_prefix(ascii_prefix(bytes));
    if (bytes.empty()) return census;
    const Sequence sequence = next_sequence(bytes);
    census.valid += sequence.shape == Shape::whole;
    census.broken += sequence.shape == Shape::broken;
    bytes.remove_prefix(sequence.length);
  }
}

// NUL and ESC are text in no charset, and would make the result look like
// UTF-16 or ISO-2022-JP to whoever decodes it again; so would a second mark.
void settle(std::string& text) {
  if (text.find_first_of(std::string_view("\0\x1B", 2)) != std::string::npos) {
    std::erase_if(text, [](char c) { return c == '\0' || c == '\x1B'; });
  }
  std::size_t marks = 0;
  while (std::string_view(text).substr(marks).starts_with(kUtf8Mark)) marks += kUtf8Mark.size();
  text.erase(0, marks);
}

Decoded repair_utf8(std::string_view bytes) {
  Decoded out{.text = {}, .charset = std::string(kUtf8.name)};
  out.text.reserve(bytes.size() + 16);
  while (!bytes.empty()) {
    std::size_t length = ascii_prefix(bytes);
    Shape shape = Shape::whole;
    if (length == 0) {
      const Sequence sequence = next_sequence(bytes);
      length = sequence.length;
      shape = sequence.shape;
    }
    out.text += shape == Shape::whole ? bytes.substr(0, length) : kReplacement;
    out.invalid += shape != Shape::whole;
    bytes.remove_prefix(length);
  }
  settle(out.text);
  return out;
}

// Appends UTF-16, which comes in pieces: `lead` keeps a surrogate from one to the next.
void append_utf16(std::string& out, std::u16string_view units, char16_t& lead) {
  for (const char16_t unit : units) {
    char32_t c = unit;
    if (unit >= 0xD800 && unit < 0xDC00) {
      lead = unit;
      continue;
    }
    if (unit >= 0xDC00 && unit < 0xE000) c = 0x10000U + ((lead - 0xD800U) << 10) + (unit - 0xDC00U);
    if (c < 0x80) {
      out += static_cast<char>(c);
      continue;
    }
    if (c < 0x800) {
      out += static_cast<char>(0xC0 | c >> 6);
    } else {
      if (c < 0x10000) out += static_cast<char>(0xE0 | c >> 12);
      if (c >= 0x10000) out += static_cast<char>(0xF0 | c >> 18);
      if (c >= 0x10000) out += static_cast<char>(0x80 | (c >> 12 & 0x3F));
      out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
    }
    out += static_cast<char>(0x80 | (c & 0x3F));
  }
}

struct CloseConverter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};

// ICU calls this for each malformed sequence; `count` is Decoded::invalid.
void replace_malformed(const void* count, UConverterToUnicodeArgs* args, const char*, std::int32_t,
                       UConverterCallbackReason reason, UErrorCode* error) {
  if (reason > UCNV_IRREGULAR) return;  // reset, close or clone
  *error = U_ZERO_ERROR;
  const char16_t replacement = 0xFFFD;
  ucnv_cbToUWriteUChars(args, &replacement, 1, 0, error);
  ++*static_cast<std::size_t*>(const_cast<void*>(count));
}

void transcode_latin10(Decoded& out, std::string_view bytes) {
  char16_t lead = 0;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    const char16_t unit = byte < 0xA0 ? byte : kIso8859_16[byte - 0xA0U];
    append_utf16(out.text, {&unit, 1}, lead);
  }
}

void transcode_by_icu(Decoded& out, std::string_view bytes, const char* name) {
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, CloseConverter> converter(ucnv_open(name, &error));
  ucnv_setToUCallBack(converter.get(), replace_malformed, &out.invalid, nullptr, nullptr, &error);
  if (U_FAILURE(error)) {
    out = repair_utf8(bytes);  // an ICU built without this charset's data
    return;
  }
  const char* from = bytes.data();
  const char* const end = from + bytes.size();
  char16_t lead = 0;
  do {
    char16_t piece[2048];
    char16_t* to = piece;
    error = U_ZERO_ERROR;
    ucnv_toUnicode(converter.get(), &to, std::end(piece), &from, end, nullptr, true, &error);
    append_utf16(out.text, {piece, static_cast<std::size_t>(to - piece)}, lead);
  } while (error == U_BUFFER_OVERFLOW_ERROR);
}

Decoded transcode(std::string_view bytes, const Charset& charset) {
  if (charset.name == kUtf8.name) return repair_utf8(bytes);
  Decoded out{.text = {}, .charset = std::string(charset.name)};
  out.text.reserve(bytes.size() + bytes.size() / 8);
  if (charset.name == "iso-8859-16") {
    transcode_latin10(out, bytes);
  } else {
    transcode_by_icu(out, bytes, charset.converter);
  }
  settle(out.text);
  return out;
}

// UTF-16 without a mark: in markup and Latin text every other byte is NUL.
const Charset* evident_utf16(std::string_view bytes) {
  const std::string_view sample = bytes.substr(0, kUtf16Sample);
  const std::size_t pairs = sample.size() / 2;
  if (pairs < 4 || sample.find('\0') == std::string_view::npos) return nullptr;
  std::size_t nuls[2] = {0, 0};
  for (std::size_t i = 0; i < 2 * pairs; ++i) nuls[i % 2] += sample[i] == '\0';
  if (nuls[0] * 2 > pairs && nuls[1] * 8 < pairs) return charset_labelled("utf-16be");
  if (nuls[1] * 2 > pairs && nuls[0] * 8 < pairs) return charset_labelled("utf-16le");
  return nullptr;
}

// Escapes of ISO-2022-JP in seven-bit bytes that somebody labelled so. Most pages have a byte past ASCII.
const Charset* labelled_iso_2022_jp(std::string_view bytes, std::string_view content_type) {
  if (ascii_prefix(bytes) != bytes.size() || bytes.find('\x1B') == std::string_view::npos) return nullptr;
  const Charset* const jp = charset_labelled("iso-2022-jp");
  const bool labelled = charset_of_type(content_type) == jp || charset_of_head(bytes) == jp;
  return labelled ? jp : nullptr;
}

// For bytes that are not valid UTF-8. A label "utf-8" is a lie where more
// sequences are broken than whole: the bytes are then a CMS's windows-1252.
const Charset& charset_of_broken(std::string_view bytes, std::string_view content_type) {
  const Census census = census_of(bytes);
  if (census.valid > 0 && census.valid >= kTrustedRatio * census.broken) return kUtf8;
  for (const Charset* charset : {charset_of_type(content_type), charset_of_head(bytes)}) {
    if (charset == nullptr || (charset == &kUtf8 && census.broken > census.valid)) continue;
    return *charset;
  }
  return kLastResort;
}

}  // namespace

bool is_decoded(std::string_view bytes, std::string_view content_type) {
  // The marks of UTF-16 are no UTF-8.
  return !bytes.starts_with(kUtf8Mark) && evident_utf16(bytes) == nullptr &&
         labelled_iso_2022_jp(bytes, content_type) == nullptr && is_utf8(bytes);
}

Decoded decode(std::string_view bytes, std::string_view content_type) {
  if (bytes.starts_with(kUtf8Mark)) return repair_utf8(bytes);
  if (bytes.starts_with("\xFF\xFE")) return transcode(bytes.substr(2), *charset_labelled("utf-16le"));
  if (bytes.starts_with("\xFE\xFF")) return transcode(bytes.substr(2), *charset_labelled("utf-16be"));
  if (const Charset* wide = evident_utf16(bytes)) return transcode(bytes, *wide);
  if (const Charset* jp = labelled_iso_2022_jp(bytes, content_type)) return transcode(bytes, *jp);
  if (is_utf8(bytes)) return {.text = std::string(bytes), .charset = std::string(kUtf8.name)};
  return transcode(bytes, charset_of_broken(bytes, content_type));
}

bool is_utf8(std::string_view bytes) { return simdjson::validate_utf8(bytes.data(), bytes.size()); }

}  // namespace cleancopy
