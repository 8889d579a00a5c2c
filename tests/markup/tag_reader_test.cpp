#include "markup/tag_reader.h"

#include <catch2/catch.hpp>

#include <string>
#include <string_view>
#include <vector>

#include "../text/random.h"
#include "text/ascii.h"

using namespace cleancopy;
using namespace std::string_literals;

namespace {

/// "name|a=1|b=2/" of the tag at the start of `page`; "none" where the page ends first.
std::string read(std::string_view page) {
  std::vector<Attribute> attributes(1);
  KeptText decoded;
  TagReader reader(page, attributes, decoded);
  PageTag tag;
  const auto end = reader.read(1, tag);
  if (!end) return attributes.size() == 1 ? "none" : "leftovers";
  std::string out(tag.record.name);
  for (std::size_t i = 0; i < tag.record.attribute_count; ++i) {
    const Attribute& attribute = attributes.at(tag.record.first_attribute + i);
    ((out += "|").append(attribute.name) += "=").append(attribute.value);
  }
  if (tag.self_closing) out += '/';
  return out + std::string(page.substr(*end));
}

/// The standard's states (13.2.5.8 and 13.2.5.32 to 40), a character at a time, without references.
std::string read_plainly(std::string_view page) {
  std::size_t i = 1;
  const auto is_at = [&](std::string_view stops) {
    return i < page.size() && stops.find(page[i]) != stops.npos;
  };
  const auto until = [&](std::string_view stops) {
    std::string taken;
    for (; i < page.size() && !is_at(stops); ++i) taken += page[i];
    return taken;
  };
  std::string out = lowered(until(" \n/>"));
  for (bool closes = false; i < page.size();) {
    if (page[i] == '>') return out + (closes ? "/" : "") + std::string(page.substr(i + 1));
    closes = page[i] == '/';
    if (is_at(" \n/")) { ++i; continue; }
    std::string name(1, page[i++]);
    (out += "|").append(lowered(name + until(" \n/>="))) += "=";
    const std::size_t after = i;
    while (is_at(" \n")) ++i;
    if (!is_at("=")) { i = after; continue; }
    for (++i; is_at(" \n");) ++i;
    const std::string quote = is_at("\"'") ? std::string(1, page[i++]) : "";
    out += until(quote.empty() ? " \n>" : quote);
    if (!quote.empty() && i < page.size()) ++i;
  }
  return "none";
}

}  // namespace

TEST_CASE("tag_reader: a tag is its name and its attributes, as the standard reads them") {
  struct Row {
    std::string tag;
    std::string read;
  };
  const Row row = GENERATE(values<Row>({
      {"<p>1", "p1"},
      {"<DIV Class=\"A\" ID='b'>", "div|class=A|id=b"},
      {"<br/>", "br/"},
      {"<br / >", "br"},
      {"<a href=/x/>", "a|href=/x/"},
      {"<a href = x b>", "a|href=x|b="},
      {"<a =b=c>", "a|=b=c"},
      {"<a b='>'>1", "a|b=>1"},
      {"<a b=\"1\"c>", "a|b=1|c="},
      {"<a b=&lt;&copy=1>", "a|b=<&copy=1"},
      {"<a b='1&amp;2\"'>", "a|b=1&2\""},
      {"<o:P>", "o:p"},
      {"<blockquote>", "blockquote"},
      {"<Some-Long-Name a>", "some-long-name|a="},
      {"<b\0>"s, "b\0"s},
      {"<a b=\"0123456789012345678901234567890123456789\">", "a|b=0123456789012345678901234567890123456789"},
      {"<a b=\"1", "none"},
      {"<a b=", "none"},
      {"<a", "none"},
  }));
  CAPTURE(row.tag);
  CHECK(read(row.tag) == row.read);
}

TEST_CASE("tag_reader: only a name that is a tag's to the last byte has its Tag") {
  std::vector<Attribute> attributes;
  KeptText decoded;
  const auto tag_of = [&](std::string_view page) {
    PageTag tag;
    REQUIRE(TagReader(page, attributes, decoded).read(0, tag));
    return tag.record.tag;
  };
  CHECK(tag_of("TextArea>") == Tag::textarea);
  CHECK(tag_of("figCaption>") == Tag::figcaption);
  CHECK(tag_of("b\0>"s) == Tag::other);
  CHECK(tag_of("textareas>") == Tag::other);
  CHECK(tag_of("textarea-of-mine>") == Tag::other);
}

TEST_CASE("tag_reader: an attribute has the tokens of its name and value, wherever these or the page end") {
  const std::string letters = "data-abcdefghijklmnopqrstuvwxyz";
  for (std::size_t size = 1; size <= letters.size(); ++size) {
    for (const std::string end : {">", "=1>", " = '2' c>", "/>                            "}) {
      for (const std::string& name : {letters.substr(0, size), "X" + letters.substr(0, size)}) {
        const std::string page = "a " + name + end;
        std::vector<Attribute> attributes;
        KeptText decoded;
        PageTag tag;
        REQUIRE(TagReader(page, attributes, decoded).read(0, tag));
        CAPTURE(page);
        CHECK(attributes.at(0).name == lowered(name));
        CHECK(attributes.at(0).token == attribute_token(lowered(name)));
        CHECK(attributes.at(0).value_token == value_token(attributes.at(0).token, attributes.at(0).value));
      }
    }
  }
}

TEST_CASE("tag_reader: read fast, a tag says what it says when read letter by letter") {
  Random random(3);
  for (int n = 0; n < 20'000; ++n) {
    const std::string tag =
        "<a" + random.join_of({"a", "B", "=", "\"", "'", "/", ">", " ", "\n", "cdefcdefcdefcdefc"}, 14) + ">";
    CAPTURE(tag);
    REQUIRE(read(tag) == read_plainly(tag));
  }
}
