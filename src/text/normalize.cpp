#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <utility>

#include "text/ascii.h"
#include "text/characters.h"
#include "text/normal_forms.h"
#include "text/sixteen_bytes.h"
#include "text/unicode.h"

namespace cleancopy {
namespace {

constexpr int kNfc = UTF8PROC_STABLE | UTF8PROC_COMPOSE;
constexpr int kNfkc = kNfc | UTF8PROC_COMPAT;

std::string mapped(std::string_view text, int options) {
  utf8proc_uint8_t* raw = nullptr;
  const auto size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                 static_cast<utf8proc_ssize_t>(text.size()), &raw,
                                 static_cast<utf8proc_option_t>(options));
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owned(raw, &std::free);
  if (size < 0) return std::string(text);
  return {reinterpret_cast<const char*>(raw), static_cast<std::size_t>(size)};
}

// No word of any language stacks more on one letter (UAX #15, stream-safe text);
// utf8proc sorts a stack in quadratic time.
constexpr int kMaxMarks = 30;

constexpr char32_t kZwnj = 0x200C;
constexpr char32_t kZwj = 0x200D;
constexpr std::size_t kJoinerBytes = 3;

int combining_class(char32_t c) {
  return utf8proc_get_property(static_cast<utf8proc_int32_t>(c))->combining_class;
}

// A combining mark, or what normal forms make one of: three Tibetan vowel signs
// and the halfwidth marks of kana, which stand on their own by class.
bool is_mark(char32_t c) {
  return combining_class(c) != 0 || c == 0xF73 || c == 0xF75 || c == 0xF81 || c == 0xFF9E || c == 0xFF9F;
}

utf8proc_category_t category(char32_t c) { return utf8proc_category(static_cast<utf8proc_int32_t>(c)); }

bool is_joining(char32_t c) { return in_ranges(kJoiningScripts, c) && is_letter_digit_or_mark(c); }

constexpr int kVirama = 9;  // its combining class in every script

// The marks that a character carries in itself: é has one.
struct Carried {
  int marks = 0;
  bool virama = false;
};

Carried carried_by(char32_t c) {
  utf8proc_int32_t parts[16];
  int last_class = 0;
  const auto count = utf8proc_decompose_char(static_cast<utf8proc_int32_t>(c), parts, 16,
                                             UTF8PROC_DECOMPOSE, &last_class);
  Carried carried;
  for (utf8proc_ssize_t i = 0; i < count && i < 16; ++i) {
    const int its_class = combining_class(static_cast<char32_t>(parts[i]));
    carried.marks = its_class == 0 ? 0 : carried.marks + 1;
    carried.virama = its_class == kVirama || (carried.virama && its_class != 0);
  }
  return carried;
}

// One pass that does all of normalize() but NFC. What it decides about a joiner
// or a mark depends only on what NFC keeps: which base characters stand around,
// and how many marks between them, never on the order of the marks.
class Tidying {
 public:
  explicit Tidying(std::size_t size) { out_.reserve(size); }

  // Of plain_prefix().
  void take_plain(std::string_view stretch) {
    begin_base(next_char(stretch).c);
    out_ += stretch;
    std::size_t last = stretch.size() - 1;
    while (last > 0 && is_continuation(stretch[last])) --last;
    base_ = next_char(stretch.substr(last)).c;
  }

  void take_space() {
    if (out_.empty() || space_due_) return;
    settle_joiner(' ');
    space_due_ = !out_.empty();
  }

  void take(char32_t c, std::string_view bytes) {
    if (common_char(bytes) > 0) {
      begin_base(c);
      out_ += bytes;
      return;
    }
    if (in_ranges(kSpaces, c)) return take_space();
    if (is_invisible(c)) return;
    if (c == kZwj || c == kZwnj) return take_joiner(bytes);
    if (c >= 0xFE00 && c <= 0xFE0F) return append(bytes);  // a variation selector is part of its base
    const bool plain = in_ranges(kPlain, c);
    plain_ &= plain;
    if ((!plain || c >= 0xFF9E) && is_mark(c)) return take_mark(c, bytes);
    begin_base(c);
    out_ += bytes;
  }

  std::string finish() {
    settle_joiner(' ');
    return plain_ ? std::move(out_) : to_nfc(out_);
  }

 private:
  static constexpr std::size_t kNone = std::string::npos;

  void append(std::string_view bytes) {
    if (space_due_) begin_base(' ');
    out_ += bytes;
  }

  void begin_base(char32_t c) {
    settle_joiner(c);
    if (space_due_) out_ += ' ';
    space_due_ = false;
    base_ = c;
    marks_ = kUncounted;
    virama_ = false;
  }

  void take_mark(char32_t c, std::string_view bytes) {
    if (space_due_) begin_base(' ');
    if (marks_ == kUncounted) marks_ = carried_by(base_).marks;
    const int more = std::max(1, carried_by(c).marks);
    if (marks_ + more > kMaxMarks) return;
    marks_ += more;
    virama_ |= combining_class(c) == kVirama;
    out_ += bytes;
  }

  // A joiner waits in `out_` until the next base shows whether it joins anything.
  void take_joiner(std::string_view bytes) {
    const bool joins = is_joining(base_) || in_ranges(kPictures, base_);
    if (space_due_ || joiner_at_ != kNone || !joins) return;
    joiner_at_ = out_.size();
    after_virama_ = virama_ || carried_by(base_).virama;
    zwj_ = bytes.back() == '\x8D';
    out_ += bytes;
  }

  void settle_joiner(char32_t next) {
    if (joiner_at_ == kNone) return;
    const bool spelling = is_joining(base_) && (after_virama_ || is_joining(next));
    const bool picture = zwj_ && in_ranges(kPictures, base_) && in_ranges(kPictures, next);
    if (!spelling && !picture) out_.erase(joiner_at_, kJoinerBytes);
    joiner_at_ = kNone;
  }

  static constexpr int kUncounted = -1;

  std::string out_;
  bool space_due_ = false;
  bool plain_ = true;             // nothing for NFC to do so far
  char32_t base_ = ' ';           // the last character that is no mark
  int marks_ = kUncounted;        // on it
  bool virama_ = false;           // among them
  std::size_t joiner_at_ = kNone;
  bool after_virama_ = false;
  bool zwj_ = false;
};

std::size_t space_prefix(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size() && kind_of(text[at]) == Byte::space) ++at;
  return at;
}

std::string_view trim_ascii(std::string_view text) {
  text.remove_prefix(space_prefix(text));
  while (!text.empty() && kind_of(text.back()) == Byte::space) text.remove_suffix(1);
  return text;
}

// How many bytes from the start are canonical for certain, whatever follows: visible ASCII and common
// characters with single spaces between them. It begins and ends with no space.
std::size_t plain_prefix(std::string_view text) {
  std::size_t at = 0, end = 0;  // what was looked at, and that without a last space
  for (std::uint32_t after_space = 1;;) {
    const std::size_t plain = place_of_first(unplain_bytes(first_sixteen(text.substr(at)), after_space));
    if (plain > 0) {
      at += plain;
      after_space = text[at - 1] == ' ';
      end = at - after_space;
      if (plain == 16) continue;
    }
    std::size_t common = common_char(text.substr(at));
    if (common == 0) return end;
    for (; common > 0; common = common_char(text.substr(at))) at += common;
    end = at;
    after_space = 0;
  }
}

}  // namespace

std::string to_nfc(std::string_view text) { return mapped(text, kNfc); }
std::string to_nfkc(std::string_view text) { return mapped(text, kNfkc); }
std::string to_nfkc_caseless(std::string_view text) { return mapped(text, kNfkc | UTF8PROC_CASEFOLD); }

bool is_letter_digit_or_mark(char32_t c) {
  if (c < 0x80) return is_letter(static_cast<char>(c)) || is_digit(static_cast<char>(c));
  return category(c) >= UTF8PROC_CATEGORY_LU && category(c) <= UTF8PROC_CATEGORY_NO;
}

bool is_category_mark(char32_t c) {
  return category(c) >= UTF8PROC_CATEGORY_MN && category(c) <= UTF8PROC_CATEGORY_ME;
}

std::string normalize(std::string_view text) {
  text = trim_ascii(text);
  std::size_t plain = plain_prefix(text);
  if (plain == text.size()) return std::string(text);
  for (Tidying tidying(text.size());; plain = plain_prefix(text)) {
    if (text.empty()) return tidying.finish();
    if (plain > 0) {
      tidying.take_plain(text.substr(0, plain));
      text.remove_prefix(plain);
    } else if (const std::size_t spaces = space_prefix(text); spaces > 0) {
      tidying.take_space();
      text.remove_prefix(spaces);
    } else {
      const Char next = next_char(text);
      tidying.take(next.c, text.substr(0, next.length));
      text.remove_prefix(next.length);
    }
  }
}

}  // namespace cleancopy
