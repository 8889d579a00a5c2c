#include "markup/entities.h"

#include <gumbo.h>

#include <catch2/catch.hpp>
#include <string>
#include <string_view>
#include <vector>

using namespace cleancopy;
using namespace std::string_literals;

namespace {

struct Example {
  std::string in;
  std::string out;
};

std::string decoded(std::string_view raw, Reference where) {
  std::string out;
  append_decoded(out, raw, where);
  return out;
}

struct Row {
  std::string_view name;
  unsigned first;
  unsigned second = 0;
};

// The generated table, read once more to be held against Gumbo's own.
const Row kRows[] = {
#include "markup/entities.inc"
};

const GumboNode* title_of(const GumboOutput& page) {
  const auto* head = static_cast<const GumboNode*>(page.root->v.element.children.data[0]);
  return static_cast<const GumboNode*>(head->v.element.children.data[0]);
}

/// What Gumbo makes of the text, in a place where it is nothing but text, and of it as an attribute.
struct Witness {
  std::string text;
  std::string attribute;
};

Witness ask_gumbo(const std::string& raw) {
  const std::string page = "<title lang=\"" + raw + "\">[" + raw + "]</title>";
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;
  GumboOutput* output = gumbo_parse_with_options(&options, page.data(), page.size());
  const GumboElement& title = title_of(*output)->v.element;
  Witness said;
  said.attribute = gumbo_get_attribute(&title.attributes, "lang")->value;
  const std::string bracketed = static_cast<const GumboNode*>(title.children.data[0])->v.text.text;
  said.text = bracketed.substr(1, bracketed.size() - 2);
  gumbo_destroy_output(&options, output);
  return said;
}

}  // namespace

TEST_CASE("entities: the table holds all 2,231 names of the standard in byte order") {
  REQUIRE(std::size(kRows) == 2231);
  for (std::size_t i = 1; i < std::size(kRows); ++i) CHECK(kRows[i - 1].name < kRows[i].name);
}

TEST_CASE("entities: every named reference reads as Gumbo reads it, in text and in attributes") {
  for (const Row& row : kRows) {
    for (const char* next : {"", " ", ";", "x", "=", "1", "&"}) {
      const std::string raw = "&" + std::string(row.name) + next;
      const Witness witness = ask_gumbo(raw);
      INFO(raw);
      CHECK(decoded(raw, Reference::in_text) == witness.text);
      CHECK(decoded(raw, Reference::in_attribute) == witness.attribute);
    }
  }
}

TEST_CASE("entities: what a reference stands for is not longer than was promised") {
  for (const Row& row : kRows) {
    const std::string raw = "&" + std::string(row.name);
    CHECK(decoded(raw, Reference::in_text).size() <= raw.size() * kMostBytesDecoded);
  }
  for (const char* raw : {"&#9", "&#0", "&#x0", "&#xFFFF", "&#xD800", "&#1114111", "&#128", "&", "&x"}) {
    CHECK(decoded(raw, Reference::in_text).size() <= std::string(raw).size() * kMostBytesDecoded);
  }
}

TEST_CASE("entities: every numeric reference up to 400 reads as Gumbo reads it") {
  for (int code = 1; code <= 400; ++code) {
    const std::string raw = "&#" + std::to_string(code) + ";";
    INFO(raw);
    CHECK(decoded(raw, Reference::in_text) == ask_gumbo(raw).text);
  }
}

TEST_CASE("entities: text decodes the longest name, with or without a semicolon") {
  const std::vector<Example> table = {
      {"", ""},
      {"plain", "plain"},
      {"Marks &amp; Spencer", "Marks & Spencer"},
      {"Marks & Spencer", "Marks & Spencer"},
      {"AT&T", "AT&T"},
      {"&", "&"},
      {"&&amp;&", "&&&"},
      {"&amp;amp;", "&amp;"},
      {"caf&eacute; caf&eacute", "café café"},
      {"I'm &notit; I tell you", "I'm ¬it; I tell you"},
      {"I'm &notin; I tell you", "I'm ∉ I tell you"},
      {"&copyright", "©right"},
      {"&hellip &hellip;", "&hellip …"},
      {"&nosuch;", "&nosuch;"},
      {"&AMP &Amp;", "& &Amp;"},
      {"&NotEqualTilde;", "≂̸"},
      {"&CounterClockwiseContourIntegral;", "∳"},
      {"&CounterClockwiseContourIntegralX;", "&CounterClockwiseContourIntegralX;"},
      {"&am", "&am"},
  };
  for (const Example& row : table) CHECK(decoded(row.in, Reference::in_text) == row.out);
}

TEST_CASE("entities: attributes keep a bare name before '=' or a letter or digit") {
  const std::vector<Example> table = {
      {"?a=1&copy=2", "?a=1&copy=2"},
      {"?a=1&copyright", "?a=1&copyright"},
      {"?a=1&copy2", "?a=1&copy2"},
      {"?a=1&copy;=2", "?a=1©=2"},
      {"?a=1&amp;b=2", "?a=1&b=2"},
      {"?a=1&copy", "?a=1©"},
      {"?a=1&copy&reg", "?a=1©®"},
      {"&notit;", "&notit;"},
  };
  for (const Example& row : table) CHECK(decoded(row.in, Reference::in_attribute) == row.out);
}

TEST_CASE("entities: numeric references read windows-1252 and refuse what is no character") {
  const std::vector<Example> table = {
      {"&#233;&#xE9;&#Xe9;&#233 &#xe9z", "éééé éz"},
      {"&#128;&#145;&#146;&#147;&#148;&#150;&#151;&#x85;", "€‘’“”–—…"},
      {"&#129;", "\xC2\x81"},
      {"&#x1F600;&#65536;", "😀𐀀"},
      {"&#0;&#x0;&#000", "\uFFFD\uFFFD\uFFFD"},
      {"&#xD800;&#xDFFF;&#x110000;&#99999999999999999999;", "\uFFFD\uFFFD\uFFFD\uFFFD"},
      {"&#xD7FF;&#xE000;&#x10FFFF;", "\uD7FF\uE000\U0010FFFF"},
      {"&#;&#x;&#xg;&#", "&#;&#x;&#xg;&#"},
      {"&#0000000000000000065;", "A"},
      {"&#10;&#13;", "\n\r"},
  };
  for (const Example& row : table) {
    CHECK(decoded(row.in, Reference::in_text) == row.out);
    CHECK(decoded(row.in, Reference::in_attribute) == row.out);
  }
}

TEST_CASE("entities: the commonest read alike before anything, and only when they are whole") {
  for (const Reference where : {Reference::in_text, Reference::in_attribute}) {
    for (const std::string& next : {""s, "="s, "x"s, "1"s, ";"s, "&quot;"s, "amp;"s, "&"s, "\xC3\xA9"s}) {
      const std::string end = next == "&quot;" ? "\"" : next;
      for (const Example& row : {Example{"&quot;", "\""}, {"&amp;", "&"}, {"&#34;", "\""}}) {
        CAPTURE(row.in, next);
        CHECK(decoded("a" + row.in + next, where) == "a" + row.out + end);
      }
    }
  }
  for (const Example& row : {Example{"&quo;", "&quo;"}, {"&#34", "\""}, {"&#340;", "\xC5\x94"}, {"&amp", "&"},
                             {"&Quot;", "&Quot;"}, {"&", "&"}, {"&a", "&a"}}) {
    CAPTURE(row.in);
    CHECK(decoded(row.in, Reference::in_text) == row.out);
  }
}

TEST_CASE("entities: U+0000 is dropped wherever it stands") {
  CHECK(decoded("\0a\0\0b&amp;\0"s, Reference::in_text) == "ab&");
  CHECK(decoded("\0"s, Reference::in_text).empty());
  CHECK(decoded("&\0amp;"s, Reference::in_text) == "&amp;");
}

TEST_CASE("entities: what was there before is appended to") {
  std::string out = "a";
  append_decoded(out, "&lt;", Reference::in_text);
  append_code_point(out, 0xE9);
  CHECK(out == "a<é");
}
