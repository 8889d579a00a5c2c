#include "text/unicode.h"

#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include <catch2/catch.hpp>

#include <cstdint>
#include <utility>

#include "random.h"
#include "sanitized.h"
#include "text/characters.h"
#include "text/decode.h"
#include "text/normal_forms.h"

using namespace cleancopy;
using namespace std::string_literals;

namespace {

using Row = std::pair<std::string, std::string>;

// By ICU, so that utf8proc does not vouch for itself.
std::u16string utf16(const std::string& text) {
  UErrorCode error = U_ZERO_ERROR;
  std::u16string units(text.size() + 1, u'\0');
  std::int32_t size = 0;
  u_strFromUTF8(units.data(), static_cast<std::int32_t>(units.size()), &size, text.data(),
                static_cast<std::int32_t>(text.size()), &error);
  units.resize(static_cast<std::size_t>(size));
  return units;
}

bool is_nfc(const std::string& text) {
  UErrorCode error = U_ZERO_ERROR;
  const std::u16string units = utf16(text);
  const auto size = static_cast<std::int32_t>(units.size());
  return unorm2_isNormalized(unorm2_getNFCInstance(&error), units.data(), size, &error) != 0 &&
         U_SUCCESS(error);
}

/// What `convert(out, room, error)`, a function of ICU that writes UTF-16, gives.
template <class Convert>
std::string by_icu(const Convert& convert) {
  UErrorCode error = U_ZERO_ERROR;
  std::u16string units(4000, u'\0');
  const std::int32_t size = convert(units.data(), static_cast<std::int32_t>(units.size()), &error);
  std::string text(3 * static_cast<std::size_t>(size), '\0');
  std::int32_t bytes = 0;
  u_strToUTF8(text.data(), static_cast<std::int32_t>(text.size()), &bytes, units.data(), size, &error);
  REQUIRE(U_SUCCESS(error) != 0);
  text.resize(static_cast<std::size_t>(bytes));
  return text;
}

std::string compatible_by_icu(const std::string& text) {
  const std::u16string units = utf16(text);
  return by_icu([&](char16_t* out, std::int32_t room, UErrorCode* error) {
    const auto size = static_cast<std::int32_t>(units.size());
    return unorm2_normalize(unorm2_getNFKCInstance(error), units.data(), size, out, room, error);
  });
}

std::string case_folded_by_icu(const std::string& text) {
  const std::u16string units = utf16(text);
  return by_icu([&](char16_t* out, std::int32_t room, UErrorCode* error) {
    const auto size = static_cast<std::int32_t>(units.size());
    return u_strFoldCase(out, room, units.data(), size, U_FOLD_CASE_DEFAULT, error);
  });
}

bool is_canonical(const std::string& text) {
  return is_utf8(text) && is_nfc(text) && !text.starts_with(' ') && !text.ends_with(' ') &&
         text.find("  ") == std::string::npos;
}

bool obeys_the_laws(const std::string& text) {
  const std::string canonical = normalize(text), folded = fold(text), caseless = fold_case(text);
  return is_canonical(canonical) && normalize(canonical) == canonical && is_canonical(folded) &&
         fold(folded) == folded && fold(canonical) == folded && fold_case(caseless) == caseless &&
         fold_case(folded) == caseless && fold(caseless) == caseless &&
         fold_case_of_folded(folded).text == caseless;
}

// Characters that break careless normalisers, and everyday ones to stand between them.
std::vector<std::string> troublesome() {
  std::vector<std::string> out = {" ", "\n", "\t", "a", "A", "e", "-", "*", "\"", "\0"s};
  for (const char32_t c :
       {0x85, 0xA0, 0xAD, 0xB4, 0xB7, 0x130, 0x149, 0x2BC, 0x301, 0x323, 0x338, 0x344, 0x345, 0x34F, 0x390,
        0x3A3, 0x3B1, 0x416, 0x5B0, 0x5BC, 0x627, 0x645, 0x653, 0x6CC, 0x915, 0x93C, 0x94D, 0x951, 0x958,
        0x9BE, 0x9C7, 0xD28, 0xD4D, 0xDCA, 0xDCF, 0xDD9, 0xDDA, 0xDDC, 0xF71, 0xF73, 0xF75, 0xF80, 0xF81,
        0x1100, 0x1161, 0x11A8, 0x1E9E, 0x1EC7, 0x1FB3, 0x2013, 0x2018, 0x201C, 0x2022, 0x2028, 0x200B,
        0x200C, 0x200D, 0x200D, 0x202E, 0x2122, 0x2194, 0x2640, 0x2695, 0x3000, 0x304B, 0x3099, 0x30CF,
        0xAC00, 0xFC5E, 0xFDFA, 0xFE0F, 0xFE8D, 0xFEFF, 0xFF8A, 0xFF9E, 0xFFFE, 0x110A5, 0x110BA, 0x11127,
        0x11131, 0x1F130, 0x1F3FD, 0x1F469, 0xE0067}) {
    out.push_back(utf8(c));
  }
  return out;
}

}  // namespace

TEST_CASE("normalize: every kind of space is one U+0020, and none stands at the ends") {
  for (const char32_t space :
       {0x00,   0x01,   0x09,   0x0A,   0x0B,   0x0C,   0x0D,   0x1B,   0x1F,   0x20,   0x7F,
        0x80,   0x85,   0x9F,   0xA0,   0x1680, 0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005,
        0x2006, 0x2007, 0x2008, 0x2009, 0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000}) {
    const std::string s = utf8(space);
    CAPTURE(static_cast<std::uint32_t>(space));
    CHECK(normalize(s + "a" + s + s + "b" + s) == "a b");
    CHECK(normalize("\u00E9" + s + " \u65E5" + s) == "\u00E9 \u65E5");
    CHECK(normalize(s + s).empty());
  }
}

TEST_CASE("normalize: what nobody sees is gone") {
  for (const char32_t c : {0xAD,   0x34F,  0x61C,  0x180E, 0x200B,  0x200E,   0x200F, 0x202A, 0x202B,
                           0x202C, 0x202D, 0x202E, 0x2060, 0x2061,  0x2066,   0x2067, 0x2068, 0x2069,
                           0xFDD0, 0xFEFF, 0xFFFE, 0xFFFF, 0x1FFFE, 0x10FFFF, 0x200C, 0x200D}) {
    CAPTURE(c);
    CHECK(normalize(utf8(static_cast<char32_t>(c)) + "so" + utf8(static_cast<char32_t>(c)) + "ft") == "soft");
    CHECK(normalize("a " + utf8(static_cast<char32_t>(c)) + " b") == "a b");
  }
}

TEST_CASE("normalize: text is composed, also across what is removed") {
  const Row row = GENERATE(values<Row>({
      {"", ""},
      {"plain", "plain"},
      {"cafe\u0301", "caf\u00E9"},
      {"cafe\u00AD\u0301", "caf\u00E9"},
      {"e\u0301\u0323", "\u1EB9\u0301"},
      {"\u212B\u2126", "\u00C5\u03A9"},
      {"\u1112\u1161\u11AB", "\uD55C"},
      {"\uD558\u11AB", "\uD55C"},
      {"\u304B\u3099", "\u304C"},
      {"\u0438\u0306", "\u0439"},
      {"\uFB01 \u00BD \u2026", "\uFB01 \u00BD \u2026"},
      {"\u201CIt\u2019s\u201D \u2014 so", "\u201CIt\u2019s\u201D \u2014 so"},
      {" \u0301", "\u0301"},
      {"a \u0301", "a \u0301"},
      {"\u2764\uFE0F", "\u2764\uFE0F"},
  }));
  CAPTURE(row.first);
  CHECK(normalize(row.first) == row.second);
}

TEST_CASE("normalize: joiners stay where they are spelling") {
  const Row row = GENERATE(values<Row>({
      {"\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645",
       "\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645"},
      {"\u06F2\u06F0\u200C\u0627\u0645", "\u06F2\u06F0\u200C\u0627\u0645"},
      {"\u0915\u094D\u200D\u0937", "\u0915\u094D\u200D\u0937"},
      {"\u0D28\u0D4D\u200D.", "\u0D28\u0D4D\u200D."},
      {"\u0D28\u0D4D\u200D", "\u0D28\u0D4D\u200D"},
      {"\u0645\u200C\u200C\u200D\u062E", "\u0645\u200C\u062E"},
      {"\u0645\u200C \u062E", "\u0645 \u062E"},
      {"\u0645 \u200C\u062E", "\u0645 \u062E"},
      {"\u0645\u200Ca", "\u0645a"},
      {"a\u200C\u0645", "a\u0645"},
      {"\u060C\u200C\u0645", "\u060C\u0645"},
      {"\U0001F469\u200D\u2695\uFE0F", "\U0001F469\u200D\u2695\uFE0F"},
      {"\U0001F469\U0001F3FD\u200D\U0001F680", "\U0001F469\U0001F3FD\u200D\U0001F680"},
      {"\u2764\uFE0F\u200D\U0001F525", "\u2764\uFE0F\u200D\U0001F525"},
      {"\U0001F469\u200C\U0001F680", "\U0001F469\U0001F680"},
      {"\U0001F469\u200Dx", "\U0001F469x"},
      {"\u65E5\u200D\u672C", "\u65E5\u672C"},
  }));
  CAPTURE(row.first);
  CHECK(normalize(row.first) == row.second);
}

TEST_CASE("normalize: thirty combining marks on one letter are enough") {
  std::string thirty = "x", many = "x";
  for (int i = 0; i < 30; ++i) thirty += "\u0323";
  for (int i = 0; i < 500; ++i) many += "\u0323";
  CHECK(normalize(thirty + "y") == thirty + "y");
  CHECK(normalize(many + "y") == thirty + "y");
}

TEST_CASE("pathological: a megabyte of marks that all need sorting takes linear time") {
  for (const char* pair :
       {"\u0301\u0323", "\uFF9E\u094D", "\u0F73\u0301", "\u200D\u0301", "\u0915\u200D\u0301\u200C"}) {
    std::string text = "\u0915";
    while (text.size() < 1'000'000) text += pair;
    CHECK(is_canonical(fold_case(text)));
  }
}

TEST_CASE("fold: quotes and dashes are straight, compatibility forms plain, case as it was") {
  const Row row = GENERATE(values<Row>({
      {"\u201CIt\u2019s\u201D", "\"It's\""},
      {"\u201Ea\u201F \u00ABb\u00BB", "\"a\" \"b\""},
      {"\u2018a\u2019 \u201Ab\u201B \u2039c\u203A", "'a' 'b' 'c'"},
      {"a \u2013 b \u2014 c \u2212 d\u2010e\u2011f\u2015", "a - b - c - d-e-f-"},
      {"\uFF21\uFB01\u2026\u2122\u00BD", "Afi...TM1\u20442"},
      {"\uFF8A\uFF9E", "\u30D0"},
      {"caf\u00E9 na\u00EFve", "caf\u00E9 na\u00EFve"},
      {"a\u00A0b", "a b"},
      {"\u2022 item", "item"},
      {"\u2022 \u2013 item", "item"},
      {"\u2014 item", "item"},
      {"-5 degrees", "-5 degrees"},
      {"", ""},
  }));
  CAPTURE(row.first);
  CHECK(fold(row.first) == row.second);
}

TEST_CASE("fold_case: case is gone by Unicode's rules") {
  const Row row = GENERATE(values<Row>({
      {"READ More", "read more"},
      {"\u00C9T\u00C9 \u00D7 \u00DE\u00FF", "\u00E9t\u00E9 \u00D7 \u00FE\u00FF"},
      {"STRASSE Stra\u00DFe \u1E9E", "strasse strasse ss"},
      {"\u041F\u0440\u0418\u0419 \u0401\u0451\u040F", "\u043F\u0440\u0438\u0439 \u0451\u0451\u045F"},
      {"\u0391\u03A3\u03C3\u03C2", "\u03B1\u03C3\u03C3\u03C3"},
      {"\u0141\u00F3d\u017A \u0130", "\u0142\u00F3d\u017A i\u0307"},
      {"\u2018X\u2019 \u65E5\u672C \uD55C \u30AB", "'x' \u65E5\u672C \uD55C \u30AB"},
      {"\u20AC5 \u00B5", "\u20AC5 \u03BC"},
  }));
  CAPTURE(row.first);
  CHECK(fold_case(row.first) == row.second);
}

// An odd character sends the one before it the long way round with it, by utf8proc.
TEST_CASE("fold, fold_case, lower_letters: what everyday characters are spared is what utf8proc would do") {
  const std::string odd = "\u2460", odd_case = "\u1E9E";
  for (char32_t c = 0x80; c < 0x20000; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    const std::string text = "x" + utf8(c) + "y";
    const std::string folded = fold(text);
    CAPTURE(static_cast<std::uint32_t>(c));
    const std::string start = "x" + utf8(c), lower = fold_case(text);
    if (fold(start + odd + "y") != folded.substr(0, folded.size() - 1) + "1y") FAIL_CHECK("fold");
    if (fold_case(start + odd_case + "y") != lower.substr(0, lower.size() - 1) + "ssy") {
      FAIL_CHECK("fold_case");
    }
    const Caseless caseless = fold_case_of_folded(folded);
    if (caseless.by_letter && caseless.text != lower_letters(folded)) FAIL_CHECK("lower_letters");
  }
}

TEST_CASE("fold, fold_case: what is converted piece by piece is as if converted whole, by ICU") {
  const std::vector<std::string> pieces = troublesome();
  Random random(8);
  for (int i = 0; i < 10'000; ++i) {
    const std::string canonical = normalize(random.join_of(pieces, 12)), folded = fold(canonical);
    CAPTURE(canonical);
    REQUIRE(folded == fold(compatible_by_icu(canonical)));
    REQUIRE(fold_case(folded) == fold(compatible_by_icu(case_folded_by_icu(folded))));
  }
}

TEST_CASE("fold_case_of_folded: most news is lowered letter by letter") {
  for (const char* text : {"Mayor", "Stra\u00DFe", "\u0141\u00F3d\u017A",
                           "\u0413\u0430\u0437\u0435\u0442\u0430", "\u00A9 2024"}) {
    CAPTURE(text);
    CHECK(fold_case_of_folded(fold(text)).by_letter);
  }
  CHECK_FALSE(fold_case_of_folded("\u0130").by_letter);
}

TEST_CASE("without_list_mark: a mark goes only before more text") {
  const Row row = GENERATE(values<Row>({
      {"\u2022 item", "item"},
      {" \u2022\u00A0 item", "item"},
      {"\u00B7 item", "item"},
      {"\u25AA item", "item"},
      {"\u25A0 item", "item"},
      {"\u25E6 item", "item"},
      {"\u2023 item", "item"},
      {"\u2013 item", "item"},
      {"- item", "item"},
      {"* item ", "item "},
      {"* - item", "item"},
      {"\u2014 said he", "\u2014 said he"},
      {"-item", "-item"},
      {"\u2022item", "\u2022item"},
      {"\u2022", "\u2022"},
      {"- ", "- "},
      {"- -", "-"},
      {" item", " item"},
      {"item - item", "item - item"},
      {"", ""},
  }));
  CAPTURE(row.first);
  CHECK(without_list_mark(row.first) == row.second);
}

TEST_CASE("count_words: words as readers count them") {
  const std::pair<std::string, std::size_t> row = GENERATE(values<std::pair<std::string, std::size_t>>({
      {"", 0},
      {" \u2014 ... ", 0},
      {"one", 1},
      {"one two, three.", 3},
      {"it's the dogs\u2019 d\u2019\u00E9t\u00E9", 4},
      {"'quoted' words", 2},
      {"well-known", 2},
      {"7 of 9", 3},
      {"cafe\u0301 na\u00EFve", 2},
      {"\u0421\u0435\u0433\u043E\u0434\u043D\u044F \u0432", 2},
      {"\u092E\u0902\u0924\u094D\u0930\u0940 \u0928\u0947", 2},
      {"\uD55C\uAD6D \uB274\uC2A4", 2},
      {"\u65E5", 1},
      {"\u65E5\u672C\u8A9E", 2},
      {"\u65E5\u672C\u3001\u304B\u306A\u3002", 2},
      {"NHK\u306E\u65B0\u805E", 3},
      {"\u0E01\u0E34\u0E01\u0E34", 1},
      {"\U0001F600", 0},
  }));
  CAPTURE(row.first);
  CHECK(count_words(row.first) == row.second);
}

TEST_CASE("opening_of, clipped: no character is cut through, and what is left out is told") {
  struct { std::string_view text; std::size_t limit; std::string_view opening, clipped; } const table[] = {
      {"", 0, "", ""},
      {"ferry", 5, "ferry", "ferry"},
      {"ferry", 4, "ferr", "ferr\u2026"},
      {"ferry", 0, "", "\u2026"},
      {"caf\u00E9", 5, "caf\u00E9", "caf\u00E9"},
      {"caf\u00E9", 4, "caf", "caf\u2026"},
      {"\U0001F600s", 4, "\U0001F600", "\U0001F600\u2026"},
      {"\U0001F600s", 3, "", "\u2026"},
      {"\x80\x80\x80", 2, "", "\u2026"},
  };
  for (const auto& row : table) {
    CAPTURE(row.text, row.limit);
    CHECK(opening_of(row.text, row.limit) == row.opening);
    CHECK(clipped(row.text, row.limit) == row.clipped);
  }
}

// Character by character, as its comment in the header says it.
std::size_t count_words_plainly(std::string_view text) {
  std::size_t words = 0, halves = 0;
  bool in_word = false;
  const auto is_part = [](std::string_view rest) {
    return !rest.empty() && is_letter_digit_or_mark(next_char(rest).c);
  };
  for (; !text.empty(); text.remove_prefix(next_char(text).length)) {
    const Char next = next_char(text);
    const bool part = is_part(text), apostrophe = next.c == '\'' || next.c == 0x2019;
    if (part && in_ranges(kUnspaced, next.c)) {
      halves += !is_category_mark(next.c);
      in_word = false;
      continue;
    }
    words += part && !in_word;
    in_word = part || (in_word && apostrophe && is_part(text.substr(next.length)));
  }
  return words + (halves + 1) / 2;
}

TEST_CASE("count_words: by sixteens as by characters") {
  std::vector<std::string> pieces = troublesome();
  for (const char* piece :
       {"a", "b", "word ", "'", "'", "\u2019", " ", "7", ".", "z", "@", "`", "{", "/", ":"}) {
    for (int weight = 0; weight < 6; ++weight) pieces.emplace_back(piece);
  }
  Random random(9);
  for (int i = 0; i < 20'000; ++i) {
    const std::string text = random.join_of(pieces, i % 100 == 0 ? 200 : 24);
    CAPTURE(text);
    REQUIRE(count_words(text) == count_words_plainly(text));
  }
  for (char32_t c = 1; c < 0x20000; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    const std::string text = "a" + utf8(c) + "b";
    if (count_words(text) != count_words_plainly(text)) FAIL(static_cast<std::uint32_t>(c));
  }
}

TEST_CASE("unicode: every character obeys the laws, alone and in company") {
  for (char32_t c = 0; c < 0x30000; ++c) {
    if (c >= 0xD800 && c < 0xE000) continue;
    // Han, Hangul, private use and the third plane are much of a muchness.
    const bool many = (c >= 0x3400 && c < 0xA000) || (c >= 0xAC00 && c < 0xF900) || c >= 0x17000;
    if (many && c % 64 != 0 && !(c >= 0x1D000 && c < 0x20000)) continue;
    if (test::kSanitized && c >= 0x3000 && c % 8 != 0) continue;
    const std::string s = utf8(c);
    CAPTURE(static_cast<std::uint32_t>(c));
    if (!obeys_the_laws("e\u0323" + s + s + "\u0301")) FAIL("breaks a law");
    if (!obeys_the_laws(s + "-")) FAIL("breaks a law at the start");
  }
}

TEST_CASE("unicode: any text obeys the laws") {
  const std::vector<std::string> pieces = troublesome();
  Random random(6);
  for (std::size_t i = 0; i < test::rounds(30'000); ++i) {
    const std::string text = random.join_of(pieces, i % 100 == 0 ? 90 : 10);
    CAPTURE(text);
    REQUIRE(obeys_the_laws(text));
  }
}

TEST_CASE("unicode: bytes that are no UTF-8 do no harm") {
  Random random(7);
  for (int i = 0; i < 10'000; ++i) {
    const std::string bytes = random.bytes(12);
    CHECK(normalize(bytes).size() <= 3 * bytes.size());
    CHECK(without_list_mark(bytes).size() <= bytes.size());
    CHECK(count_words(bytes) <= bytes.size());
    CHECK(fold_case(bytes).size() <= 100 * bytes.size());
  }
}
