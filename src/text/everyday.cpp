#include "text/everyday.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>

#include "text/characters.h"
#include "text/sixteen_bytes.h"
#include "text/unicode.h"
#include "text/word_count.h"

namespace cleancopy {
namespace {

constexpr std::size_t kUsual = 4096;  // few blocks are longer
constexpr std::size_t kSlack = 16;  // sixteen bytes are written at a time, whatever counts of them

void put(char* at, Sixteen bytes) { std::memcpy(at, &bytes, sizeof bytes); }

/// Three texts that grow together. `folded` and `caseless` keep step byte for byte.
struct Writing {
  char *canonical, *folded, *caseless;
  WordCount count = {};
  std::uint32_t after_space = 1;  // or at the start: no space is wanted here

  void take_ascii(Sixteen bytes, std::size_t size) {
    put(canonical, bytes);
    put(folded, bytes);
    put(caseless, lowered(bytes));
    count.take_ascii(bytes, size);
    advance(size, size);
  }

  /// Takes sixteen bytes after sixteen, as long as all of them are plain.
  void take_plain_sixteens(std::string_view& text) {
    for (; text.size() >= 16; text.remove_prefix(16)) {
      const Sixteen bytes = sixteen_bytes(text.data());
      if ((unplain_bytes(bytes, after_space) & 0xFFFF) != 0) return;
      take_ascii(bytes, 16);
      after_space = text[15] == ' ';
    }
  }

  void take_space() {
    if (after_space != 0) return;
    *canonical = *folded = *caseless = ' ';
    count.end_word();
    advance(1, 1);
    after_space = 1;
  }

  /// A character past ASCII that is no space. False, and nothing is done, when it is not everyday.
  bool take(Char next, std::string_view bytes) {
    if (!is_plain_compat(next.c)) return false;
    const char ascii = straight(next.c);
    if (ascii != '\0') *folded = *caseless = ascii;
    else if (!fold(next, bytes)) return false;
    take_bytes(canonical, bytes, next.length);
    advance(next.length, ascii != '\0' ? 1 : next.length);
    count.take(next.c);
    after_space = 0;
    return true;
  }

 private:
  static void take_bytes(char* to, std::string_view bytes, std::size_t length) {
    for (std::size_t i = 0; i < length; ++i) to[i] = bytes[i];
  }

  /// Folded and caseless, which are as long as the character.
  bool fold(Char next, std::string_view bytes) {
    const char32_t lower = next.c == kSharpS ? next.c : lowered_common(next.c);
    if (lower == 0) return false;
    take_bytes(folded, bytes, next.length);
    take_bytes(caseless, bytes, next.length);
    if (next.c == kSharpS) take_bytes(caseless, "ss", 2);
    else if (lower != next.c) put_two(caseless, lower);
    if (next.c == kEllipsis) {
      take_bytes(folded, "...", 3);
      take_bytes(caseless, "...", 3);
    }
    return true;
  }

  void advance(std::size_t size, std::size_t folded_size) {
    canonical += size;
    folded += folded_size;
    caseless += folded_size;
  }
};

}  // namespace

void EverydayText::make_room(std::size_t size) {
  if (size <= room_) return;
  room_ = std::bit_ceil(std::max(size, kUsual));
  page_ = std::make_unique_for_overwrite<char[]>(3 * (room_ + kSlack));
  canonical_ = page_.get();
  folded_ = canonical_ + room_ + kSlack;
  caseless_ = folded_ + room_ + kSlack;
}

bool EverydayText::read(std::string_view text) {
  if (text.size() > kMost) return false;
  make_room(text.size());
  Writing out{canonical_, folded_, caseless_};
  while (!text.empty()) {
    if (out.take_plain_sixteens(text); text.empty()) break;
    const Sixteen bytes = first_sixteen(text);
    const std::size_t plain = place_of_first(unplain_bytes(bytes, out.after_space));
    if (plain > 0) {
      out.take_ascii(bytes, plain);
      out.after_space = text[plain - 1] == ' ';
      text.remove_prefix(plain);
      if (plain == 16 || text.empty()) continue;
    }
    const Char next = next_char(text);
    if (is_space(next.c)) out.take_space();
    else if (!out.take(next, text) && !is_invisible(next.c)) return false;
    text.remove_prefix(next.length);
  }
  const std::size_t last_space = out.after_space != 0 && out.canonical > canonical_ ? 1 : 0;
  canonical_size_ = static_cast<std::size_t>(out.canonical - canonical_) - last_space;
  const std::string_view whole(folded_, static_cast<std::size_t>(out.folded - folded_) - last_space);
  folded_size_ = without_list_mark(whole).size();
  mark_ = whole.size() - folded_size_;
  words_ = out.count.words();
  return true;
}

}  // namespace cleancopy
