#include "text/unicode.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "text/ascii.h"
#include "text/characters.h"
#include "text/sixteen_bytes.h"
#include "text/normal_forms.h"

namespace cleancopy {
namespace {

constexpr char32_t kEllipsis = 0x2026;  // as long as its three dots
constexpr char32_t kSharpS = 0xDF;      // as long as "ss"

std::size_t ascii_prefix(std::string_view text) {
  for (std::size_t at = 0;; at += 16) {
    const std::size_t ascii = place_of_first(past_ascii(first_sixteen(text.substr(at))));
    if (ascii < 16 || at + 16 >= text.size()) return std::min(text.size(), at + ascii);
  }
}

bool is_ascii(std::string_view text) { return ascii_prefix(text) == text.size(); }

void straighten(std::string& text) {
  std::size_t to = 0;
  for (std::size_t from = 0; from < text.size();) {
    if (const std::size_t ascii = ascii_prefix(std::string_view(text).substr(from)); ascii > 0) {
      std::memmove(text.data() + to, text.data() + from, ascii);
      to += ascii;
      from += ascii;
      continue;
    }
    const Char next = next_char(std::string_view(text).substr(from));
    const char ascii = straight(next.c);
    if (next.c == kEllipsis) std::fill_n(text.begin() + static_cast<std::ptrdiff_t>(from), next.length, '.');
    if (ascii != '\0') text[to++] = ascii;
    for (std::size_t i = 0; ascii == '\0' && i < next.length; ++i) text[to++] = text[from + i];
    from += next.length;
  }
  text.resize(to);
}

// The commonest ranges come first.
bool is_plain_compat(char32_t c) {
  return (c >= 0xC0 && c <= 0x131) || (c >= 0x2018 && c <= 0x201F) || in_ranges(kPlainCompat, c);
}

bool is_plain_case(char32_t c) { return c == kSharpS || lowered_common(c) != 0; }

struct Piece {
  std::size_t begin = 0, end = 0;
};

// The next characters that are neither ASCII nor plain, with the one before them, which marks among
// them may join. An empty piece at the end of the text when there are none.
template <class IsPlain>
Piece next_odd(std::string_view text, std::size_t from, IsPlain is_plain) {
  std::size_t last = from;
  for (std::size_t at = from;;) {
    const std::size_t ascii = ascii_prefix(text.substr(at));
    if (ascii > 0) last = at + ascii - 1;
    at += ascii;
    if (at == text.size()) return {at, at};
    const Char next = next_char(text.substr(at));
    if (!is_plain(next.c)) break;
    last = at;
    at += next.length;
  }
  std::size_t end = last;
  do end += next_char(text.substr(end)).length;
  while (end < text.size() && text[end] < 0 && !is_plain(next_char(text.substr(end)).c));
  return {last, end};
}

// Converts the odd pieces alone. The result is that of the whole text: plain characters stay as they
// are whatever stands before them.
template <class IsPlain, class Convert>
std::string convert_odd(std::string_view text, IsPlain is_plain, Convert convert) {
  std::string out;
  std::size_t kept = 0;
  for (Piece odd = next_odd(text, 0, is_plain); odd.begin < text.size(); odd = next_odd(text, kept, is_plain)) {
    out += text.substr(kept, odd.begin - kept);
    out += convert(text.substr(odd.begin, odd.end - odd.begin));
    kept = odd.end;
  }
  out += text.substr(kept);
  return out;
}

// Sixteen at a time, the last sixteen of them maybe twice.
void lower_ascii(std::string& text) {
  const auto lower_sixteen = [](char* at) {
    Sixteen bytes = sixteen_bytes(at);
    bytes |= std::bit_cast<Sixteen>(in_range(bytes, 'A', 'Z')) & 0x20;
    std::memcpy(at, &bytes, sizeof bytes);
  };
  if (text.size() < 16) {
    for (char& c : text) c = lower(c);
    return;
  }
  for (std::size_t at = 0; at + 16 < text.size(); at += 16) lower_sixteen(text.data() + at);
  lower_sixteen(text.data() + text.size() - 16);
}

// Folds case in place where characters are plain; false when there are others.
bool lower_common(std::string& text) {
  lower_ascii(text);
  bool all = true;
  for (std::size_t at = 0;;) {
    at += ascii_prefix(std::string_view(text).substr(at));
    if (at == text.size()) return all;
    const Char next = next_char(std::string_view(text).substr(at));
    const char32_t lowered = lowered_common(next.c);
    if (next.c == kSharpS) {
      text[at] = text[at + 1] = 's';
    } else if (lowered == 0) {
      all = false;
    } else if (lowered != next.c) {
      text[at] = static_cast<char>(0xC0 | lowered >> 6);
      text[at + 1] = static_cast<char>(0x80 | (lowered & 0x3F));
    }
    at += next.length;
  }
}

void append_lowered(std::string& out, char32_t c) {
  constexpr char32_t dotted_i = 0x130;
  if (c < 0x80 || c == dotted_i) {
    out += c < 0x80 ? lower(static_cast<char>(c)) : 'i';
    return;
  }
  const char32_t common = lowered_common(c);
  utf8proc_int32_t folded[16] = {static_cast<utf8proc_int32_t>(common)};
  int last_class = 0;
  const auto count = common != 0 ? 1
                                 : utf8proc_decompose_char(static_cast<utf8proc_int32_t>(c), folded, 16,
                                                           UTF8PROC_CASEFOLD, &last_class);
  for (utf8proc_ssize_t i = 0; i < count && i < 16; ++i) {
    utf8proc_uint8_t bytes[4];
    const auto length = utf8proc_encode_char(folded[i], bytes);
    out.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(length));
  }
}

// Counts words over ASCII by sixteens and other characters one by one. Whether an apostrophe joins
// two parts is known when the second comes: a word begins with a letter that has neither a part
// of a word before it nor an apostrophe that has one before itself.
class WordCount {
 public:
  /// The first `size` bytes, all ASCII; 1 to 16.
  void take_ascii(Sixteen bytes, std::size_t size) {
    const Found letters = in_range(bytes | 0x20, 'a', 'z'), digits = in_range(bytes, '0', '9');
    const std::uint32_t taken = 0xFFFF >> (16 - size);
    const std::uint32_t parts = bits_of(letters | digits) & taken;
    const std::uint32_t behind_parts = parts << 1 | after_part_;
    const std::uint32_t joints = bits_of(bytes == '\'') & behind_parts & taken;
    words_ += count_bits(parts & ~behind_parts & ~(joints << 1 | after_joint_));
    after_part_ = parts >> (size - 1);
    after_joint_ = joints >> (size - 1);
  }

  void take(char32_t c) {
    const bool part = is_everyday_letter(c) || (!is_everyday_sign(c) && is_letter_digit_or_mark(c));
    const bool unspaced = part && c >= 0xE00 && in_ranges(kUnspaced, c);
    if (unspaced) halves_ += !is_category_mark(c);
    else words_ += part && (after_part_ | after_joint_) == 0;
    after_joint_ = c == kApostrophe ? after_part_ : 0;
    after_part_ = part && !unspaced;
  }

  std::size_t words() const { return words_ + (halves_ + 1) / 2; }

 private:
  static constexpr char32_t kApostrophe = 0x2019;

  std::size_t words_ = 0, halves_ = 0;
  std::uint32_t after_part_ = 0, after_joint_ = 0;  // 1 or 0: what the last character was
};

std::string_view trim_front(std::string_view text) {
  while (!text.empty() && is_space(next_char(text).c)) text.remove_prefix(next_char(text).length);
  return text;
}

}  // namespace

std::string fold(std::string_view text) { return fold_of_normal(normalize(text)); }

std::string fold_of_normal(std::string normal) {
  if (!is_ascii(normal)) {
    if (next_odd(normal, 0, is_plain_compat).begin < normal.size())
      normal = normalize(convert_odd(normal, is_plain_compat, to_nfkc));
    straighten(normal);
  }
  normal.erase(0, normal.size() - without_list_mark(normal).size());
  return normal;
}

std::string fold_case(std::string_view text) { return fold_case_of_folded(fold(text)).text; }

Caseless fold_case_of_folded(std::string folded) {
  if (lower_common(folded)) return {std::move(folded), true};
  return {fold(convert_odd(folded, is_plain_case, to_nfkc_caseless)), false};
}

std::string lower_letters(std::string_view text) {
  std::string out(text.size(), '\0');
  std::size_t ascii = 0;
  for (; ascii < text.size() && text[ascii] >= 0; ++ascii) out[ascii] = lower(text[ascii]);
  out.resize(ascii);
  text.remove_prefix(ascii);
  while (!text.empty()) {
    const Char next = next_char(text);
    append_lowered(out, next.c);
    text.remove_prefix(next.length);
  }
  return out;
}

std::string_view without_list_mark(std::string_view text) {
  for (;;) {
    const std::string_view marked = trim_front(text);
    if (marked.empty() || !is_list_mark(next_char(marked).c)) return text;
    const std::string_view after = marked.substr(next_char(marked).length);
    const std::string_view rest = trim_front(after);
    if (rest.size() == after.size() || rest.empty()) return text;
    text = rest;
  }
}

std::size_t count_words(std::string_view text) {
  WordCount count;
  while (!text.empty()) {
    const Sixteen bytes = first_sixteen(text);
    const std::size_t ascii = std::min(text.size(), place_of_first(past_ascii(bytes)));
    if (ascii > 0) count.take_ascii(bytes, ascii);
    text.remove_prefix(ascii);
    while (!text.empty() && text[0] < 0) {
      const Char next = next_char(text);
      count.take(next.c);
      text.remove_prefix(next.length);
    }
  }
  return count.words();
}

}  // namespace cleancopy
