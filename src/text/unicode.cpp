#include "text/unicode.h"

#include <utf8proc.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "text/ascii.h"
#include "text/characters.h"
#include "text/everyday.h"
#include "text/normal_forms.h"
#include "text/sixteen_bytes.h"
#include "text/word_count.h"

namespace cleancopy {
namespace {

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
  for (;;) {
    const Piece odd = next_odd(text, kept, is_plain);
    out += text.substr(kept, odd.begin - kept);
    if (odd.begin == text.size()) return out;
    out += convert(text.substr(odd.begin, odd.end - odd.begin));
    kept = odd.end;
  }
}

// Sixteen at a time, the last sixteen of them maybe twice.
void lower_ascii(std::string& text) {
  const auto lower_sixteen = [](char* at) {
    Sixteen bytes = sixteen_bytes(at);
    bytes = lowered(bytes);
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
      put_two(text.data() + at, lowered);
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

std::string fold_case(std::string_view text) {
  thread_local EverydayText everyday;  // has room for most texts from the first on
  if (everyday.read(text)) return std::string(everyday.caseless());
  return fold_case_of_folded(fold(text)).text;
}

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
