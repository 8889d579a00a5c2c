#include "text/decode.h"

#include <bit>

#include <catch2/catch.hpp>

#include "random.h"

using namespace cleancopy;
using namespace std::string_literals;

namespace {

const std::string kFffd = "\xEF\xBF\xBD";

std::string utf16(std::u16string_view text, std::endian order) {
  std::string out;
  for (const char16_t unit : text) {
    const char low = static_cast<char>(unit & 0xFF), high = static_cast<char>(unit >> 8);
    out += order == std::endian::little ? std::string{low, high} : std::string{high, low};
  }
  return out;
}

// Is this nothing but scalar values as utf8() writes them? Slow and plain, to hold is_utf8() against.
bool is_written_utf8(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto lead = static_cast<unsigned char>(bytes[0]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    char32_t c = length == 1 ? lead : lead & (0x7FU >> length);
    for (const char tail : bytes.substr(1, length - 1))
      c = c << 6 | (static_cast<unsigned char>(tail) & 0x3FU);
    if (c > 0x10FFFF || (c >= 0xD800 && c < 0xE000) || !bytes.starts_with(utf8(c))) return false;
    bytes.remove_prefix(utf8(c).size());
  }
  return true;
}

void check_decoded(const Decoded& got, std::string_view text, std::string_view charset,
                   std::size_t invalid = 0) {
  CAPTURE(got.text, got.charset, got.invalid);
  CHECK(got.text == text);
  CHECK(got.charset == charset);
  CHECK(got.invalid == invalid);
}

}  // namespace

TEST_CASE("is_utf8: exactly the sequences of Unicode table 3-7 are well formed") {
  constexpr std::string_view kEdges = "A\x7F\x80\x8F\x90\x9F\xA0\xBF\xC0\xC2\xE1\xF1";
  for (int pair = 0; pair < 0x10000; ++pair) {
    const std::string start = {static_cast<char>(pair >> 8), static_cast<char>(pair & 0xFF)};
    CAPTURE(pair);
    REQUIRE(is_utf8(start) == is_written_utf8(start));
    for (const char third : kEdges) {
      const std::string three = start + third;
      if (is_utf8(three) != is_written_utf8(three)) FAIL("third byte " << static_cast<int>(third));
      const std::string four = three + '\x80';
      if (is_utf8(four) != is_written_utf8(four)) FAIL("fourth byte after " << static_cast<int>(third));
    }
  }
}

TEST_CASE("is_utf8: a bad byte is found at every place of a long ASCII text") {
  for (std::size_t at = 0; at < 100; ++at) {
    std::string text(100, 'x');
    REQUIRE(is_utf8(text));
    text[at] = '\xE9';
    REQUIRE_FALSE(is_utf8(text));
  }
  CHECK(is_utf8(""));
}

TEST_CASE("decode: valid UTF-8 wins over any label") {
  for (const char* type :
       {"", "text/html; charset=iso-8859-1", "text/html; charset=gb2312", "charset=utf-16"}) {
    check_decoded(decode("caf\u00E9", type), "caf\u00E9", "utf-8");
  }
  check_decoded(decode("<meta charset=koi8-r>\u00E9"), "<meta charset=koi8-r>\u00E9", "utf-8");
}

TEST_CASE("decode: labels of the Encoding Standard mean what browsers read") {
  struct Row {
    const char* label;
    std::string bytes;
    const char* text;
    const char* charset;
  };
  const Row row = GENERATE(values<Row>({
      {"iso-8859-1", "\x93x\x94 \x80", "\u201Cx\u201D \u20AC", "windows-1252"},
      {"latin1", "a\x81\xE9", "a\u0081\u00E9", "windows-1252"},
      {"US-ASCII", "\xE9t\xE9", "\u00E9t\u00E9", "windows-1252"},
      {"x-user-defined", "\xE9!", "\u00E9!", "windows-1252"},
      {"hz-gb-2312", "\xE9!", "\u00E9!", "windows-1252"},
      {"iso-8859-2", "\xA3\xF3", "\u0141\u00F3", "iso-8859-2"},
      {"iso-8859-7", "\xC1\xE8\xDE", "\u0391\u03B8\u03AE", "iso-8859-7"},
      {"iso-8859-8-i", "\xF9\xEC", "\u05E9\u05DC", "iso-8859-8-i"},
      {"visual", "\xF9\xEC", "\u05E9\u05DC", "iso-8859-8"},
      {"iso-8859-9", "\xFEi", "\u015Fi", "windows-1254"},
      {"iso8859-11", "\xA1\xD2", "\u0E01\u0E32", "windows-874"},
      {"l9", "\xA4.", "\u20AC.", "iso-8859-15"},
      {"iso-8859-16", "\xAA\xFE\x41", "\u0218\u021BA", "iso-8859-16"},
      {"windows-1250", "\x9A\xE8", "\u0161\u010D", "windows-1250"},
      {"cp1251", "\xCF\xF0", "\u041F\u0440", "windows-1251"},
      {"windows-1256", "\xE3\xC7", "\u0645\u0627", "windows-1256"},
      {"koi8-r", "\xF0\xD2", "\u041F\u0440", "koi8-r"},
      {"koi8_r", "\xF0\xD2", "\u041F\u0440", "koi8-r"},
      {"ibm866", "\x8F\xE0", "\u041F\u0440", "ibm866"},
      {"mac", "\x8E\xD2", "\u00E9\u201C", "macintosh"},
      {"x-mac-cyrillic", "\x8F\xF0", "\u041F\u0440", "x-mac-cyrillic"},
      {"gb2312", "\xD6\xD0\xB9\xFA", "\u4E2D\u56FD", "gbk"},
      {"gbk", "\x81\x40", "\u4E02", "gbk"},
      {"gb18030", "\x95\x32\x82\x36", "\U00020000", "gb18030"},
      {"big5", "\xA4\xA4\xB0\xEA", "\u4E2D\u570B", "big5"},
      {"shift_jis", "\x93\xFA\x96\x7B\xB1", "\u65E5\u672C\uFF71", "shift_jis"},
      {"windows-31j", "\x87\x40", "\u2460", "shift_jis"},
      {"euc-jp", "\xC6\xFC\xCB\xDC", "\u65E5\u672C", "euc-jp"},
      {"euc-kr", "\xC7\xD1\xB1\xB9\x81\x41", "\uD55C\uAD6D\uAC02", "euc-kr"},
      {"ks_c_5601-1987", "\xC7\xD1", "\uD55C", "euc-kr"},
      {"utf-16le", "\xE9\x00"s, "\u00E9", "utf-16le"},
      {"utf-16be", "\x30\x42\xD8\x3D\xDE\x00"s, "\u3042\U0001F600", "utf-16be"},
  }));
  CAPTURE(row.label);
  check_decoded(decode(row.bytes, "text/html; charset="s + row.label), row.text, row.charset);
}

TEST_CASE("decode: the HTTP label goes before <meta>, and <meta> before an XML declaration") {
  check_decoded(decode("<meta charset=koi8-r>\xCF", "text/html;charset=windows-1251"),
                "<meta charset=koi8-r>\u041F", "windows-1251");
  CHECK(decode("<?xml version='1.0' encoding='koi8-r'?><meta charset=cp1251>\xCF").charset == "windows-1251");
  CHECK(decode("<?xml version='1.0' encoding='koi8-r'?><p>\xCF").charset == "koi8-r");
  CHECK(decode(" <?xml encoding='koi8-r'?><p>\xCF").charset == "windows-1252");
}

TEST_CASE("decode: a charset is found however <meta> is written") {
  const std::pair<std::string, const char*> row = GENERATE(values<std::pair<std::string, const char*>>({
      {"<meta charset=windows-1251>", "windows-1251"},
      {"<META CHARSET = 'WINDOWS-1251' />", "windows-1251"},
      {"<meta\n\tname=x charset=\"windows-1251\">", "windows-1251"},
      {"<meta/charset=windows-1251/>", "windows-1251"},
      {"<meta charset=\x93windows-1251\x94>", "windows-1251"},
      {"<meta http-equiv=Content-Type content='text/html; charset=windows-1251'>", "windows-1251"},
      {"<meta content=\"text/html;charset='windows-1251'\" http-equiv=\"content-type\">", "windows-1251"},
      {"<meta content=text/html;charset=windows-1251 http-equiv=content-type>", "windows-1251"},
      {"<meta content='charset charset = windows-1251' http-equiv=content-type>", "windows-1251"},
      {"<meta charset=nonsense><meta charset=windows-1251>", "windows-1251"},
      {"<title>x</title><style>" + std::string(300'000, 'x') + "</style><meta charset=windows-1251>",
       "windows-1251"},
      {"</head><meta charset=windows-1251>", "windows-1251"},
      {"<meta content='text/html; charset=windows-1251' name=description>", "windows-1252"},
      {"<!-- <meta charset=windows-1251> -->", "windows-1252"},
      {"<script>'<meta charset=windows-1251>'</script>", "windows-1252"},
      {"<body><meta charset=windows-1251>", "windows-1252"},
      {"<metal charset=windows-1251>", "windows-1252"},
      {"<meta data-charset=windows-1251>", "windows-1252"},
      {"<meta charset=windows-1251", "windows-1251"},
      {"<meta charset='windows-1251", "windows-1251"},
      {"<meta charset=", "windows-1252"},
      {"<meta charset=''>", "windows-1252"},
      {"<!-- <meta charset=windows-1251>", "windows-1252"},
  }));
  CAPTURE(row.first.substr(0, 100));
  CHECK(decode(row.first + "\xCF.\xD0 ").charset == row.second);
}

TEST_CASE("decode: without any label it is windows-1252") {
  check_decoded(decode("na\xEFve \x96 caf\xE9"), "na\u00EFve \u2013 caf\u00E9", "windows-1252");
}

TEST_CASE("decode: a UTF-8 label on windows-1252 bytes is a lie") {
  check_decoded(decode("na\xEFve caf\xE9.", "text/html; charset=utf-8"), "na\u00EFve caf\u00E9.",
                "windows-1252");
  check_decoded(decode("<meta charset=utf-16>caf\xE9."), "<meta charset=utf-16>caf\u00E9.", "windows-1252");
}

TEST_CASE("decode: a page that is nearly UTF-8 is UTF-8, whatever it is labelled") {
  const std::string ten = "\u00E9\u00E8\u2019\u2019\u20AC\u00E9\u00E8\u2019\u2019\u20AC";
  check_decoded(decode(ten + "\xE9.", "charset=latin1"), ten + kFffd + ".", "utf-8", 1);
  CHECK(decode(ten + "\xE9.\xE9.", "charset=latin1").charset == "windows-1252");
  check_decoded(decode("\u00E9\xFF.", "charset=utf-8"), "\u00E9" + kFffd + ".", "utf-8", 1);
}

TEST_CASE("decode: each maximal broken part of UTF-8 is one U+FFFD") {
  const std::pair<std::string, std::size_t> row = GENERATE(values<std::pair<std::string, std::size_t>>({
      {"\xC0\x80", 2}, {"\xE0\x80\x80", 3}, {"\xED\xA0\x80", 3}, {"\xF0\x9F\x98", 1}, {"\xF4\x90\x80\x80", 4},
      {"\xE2\x82", 1}, {"\xFF", 1}, {"\xC3\xC3", 2}, {"\xF0\x90\xC3", 2}, {"\x80\xBF", 2},
  }));
  std::string fffd;
  for (std::size_t i = 0; i < row.second; ++i) fffd += kFffd;
  check_decoded(decode("\xEF\xBB\xBF" + row.first + "x"), fffd + "x", "utf-8", row.second);
}

TEST_CASE("decode: a page cut short within a character has one invalid sequence") {
  for (const std::string& part : {"\xC3"s, "\xE2\x82"s, "\xF0\x9F\x98"s}) {
    check_decoded(decode("caf\u00E9 " + part), "caf\u00E9 " + kFffd, "utf-8", 1);
    check_decoded(decode("cafe " + part, "charset=utf-8"), "cafe " + kFffd, "utf-8", 1);
  }
  check_decoded(decode("\xD6\xD0\xB9", "charset=gbk"), "\u4E2D" + kFffd, "gbk", 1);
}

TEST_CASE("decode: malformed sequences of a legacy charset are counted and spare the ASCII after them") {
  check_decoded(decode("\xD6\xD0\xFF<p>", "charset=gbk"), "\u4E2D" + kFffd + "<p>", "gbk", 1);
  check_decoded(decode("\x93\xFA\x81<p>", "charset=shift_jis"), "\u65E5" + kFffd + "<p>", "shift_jis", 1);
  check_decoded(decode("\xA1.\xF9", "charset=iso-8859-8"), kFffd + ".\u05E9", "iso-8859-8", 1);
}

TEST_CASE("decode: byte-order marks decide and vanish") {
  check_decoded(decode("\xEF\xBB\xBF\xC3\xA9", "charset=latin1"), "\u00E9", "utf-8");
  check_decoded(decode("\xEF\xBB\xBF\xEF\xBB\xBFx"), "x", "utf-8");
  check_decoded(decode("\xFF\xFE" + utf16(u"h\u00E9\U0001F600", std::endian::little)), "h\u00E9\U0001F600",
                "utf-16le");
  check_decoded(decode("\xFE\xFF" + utf16(u"h\u00E9\U0001F600", std::endian::big)), "h\u00E9\U0001F600",
                "utf-16be");
  check_decoded(decode("\xFE\xFF\xD8\x3D\x00x"s), kFffd + "x", "utf-16be", 1);
  check_decoded(decode("\xFF\xFEx"), kFffd, "utf-16le", 1);
}

TEST_CASE("decode: UTF-16 without a mark is recognised by its NULs") {
  const std::u16string page = u"<html><title>\u65E5\u672C\u8A9E</title><p>caf\u00E9";
  const std::string text = "<html><title>\u65E5\u672C\u8A9E</title><p>caf\u00E9";
  check_decoded(decode(utf16(page, std::endian::little), "charset=utf-8"), text, "utf-16le");
  check_decoded(decode(utf16(page, std::endian::big)), text, "utf-16be");
  check_decoded(decode("one \0 two \0 three"s), "one \0 two \0 three"s, "utf-8");
}

TEST_CASE("decode: ISO-2022-JP is read where it is labelled, though its bytes are ASCII") {
  const std::string bytes = "a \x1B$BF|K\\\x1B(B b";
  check_decoded(decode(bytes, "text/html; charset=ISO-2022-JP"), "a \u65E5\u672C b", "iso-2022-jp");
  check_decoded(decode("<meta charset=iso-2022-jp>" + bytes), "<meta charset=iso-2022-jp>a \u65E5\u672C b",
                "iso-2022-jp");
  check_decoded(decode(bytes), bytes, "utf-8");
  check_decoded(decode("plain", "charset=iso-2022-jp"), "plain", "utf-8");
}

TEST_CASE("decode: nothing comes of nothing") { check_decoded(decode(""), "", "utf-8"); }

TEST_CASE("decode: its output is valid UTF-8 and decodes to itself, whatever the bytes") {
  const std::vector<std::string> pieces = {
      "a",      "<meta charset=", "iso-2022-jp>", "gbk>", "shift_jis>", "utf-16>", "\x1B$B", "\x1B(B", "\0"s,
      "b\0"s, "\0c\0d"s, "\xEF\xBB\xBF", "\xFF\xFE",      "\xFE\xFF", "\u00E9", "\u65E5",  "\xE9",
      "\xED\xA0\x80",
      "\xF0\x9F", "\x81", "\x1B", "F|K\\", "<!--", "-->", "<body>", "<?xml encoding='euc-jp'?>"};
  const std::vector<std::string> types = {"", "charset=iso-2022-jp", "charset=gb18030", "charset=big5",
                                          "charset=utf-16", "charset=shift_jis", "charset=euc-kr",
                                          "charset=utf-8", "charset=euc-jp", "charset=windows-874",
                                          "charset=iso-8859-16"};
  Random random(1);
  for (int i = 0; i < 40'000; ++i) {
    const std::string bytes = i % 2 == 0 ? random.bytes(40) : random.join_of(pieces, 14);
    const std::string& type = types[random.below(types.size())];
    const Decoded once = decode(bytes, type);
    const Decoded twice = decode(once.text, type);
    CAPTURE(bytes, type, once.text);
    REQUIRE(is_utf8(once.text));
    REQUIRE_FALSE(once.text.starts_with("\xEF\xBB\xBF"));
    REQUIRE(twice.text == once.text);
    REQUIRE(twice.invalid == 0);
  }
}

TEST_CASE("decode: each single byte of each charset gives text") {
  for (const char* label : {"ibm866", "l2", "l3", "l4", "arabic", "hebrew", "cyrillic", "l6", "iso8859-13",
                            "iso8859-14", "iso-8859-16", "koi8-u", "cp1253", "cp1255", "cp1257", "cp1258"}) {
    for (int byte = 0x80; byte < 0x100; ++byte) {
      const Decoded got = decode(std::string{static_cast<char>(byte), '.'}, "charset="s + label);
      CAPTURE(label, byte);
      REQUIRE(got.charset != "utf-8");
      REQUIRE(got.text.ends_with('.'));
      REQUIRE((got.text == kFffd + ".") == (got.invalid == 1));
    }
  }
}

TEST_CASE("pathological: heads that open ever more than they close") {
  for (const char* piece :
       {"<meta ", "<!--", "<script", "<meta charset=\"", "<", "charset", "<meta content=charset="}) {
    std::string page;
    while (page.size() < 500'000) page += piece;
    CHECK(decode(page + "\xE9.").charset == "windows-1252");
  }
}
