#include "text/json.h"

#include <catch2/catch.hpp>

#include <string>
#include <thread>
#include <vector>

#include "random.h"

using namespace cleancopy;
using namespace std::string_literals;

namespace {

Json parsed(std::string_view text) {
  auto json = Json::parse(text);
  CAPTURE(text, json ? "" : json.error().what);
  REQUIRE(json);
  return std::move(json.value());
}

// Back to JSON, in one line, as an oracle for what was read.
std::string printed(const Json& json) {
  const auto& nodes = json.nodes();
  std::string out;
  std::vector<std::uint32_t> open;
  const auto close = [&](std::uint32_t at) {
    for (; !open.empty() && nodes[open.back()].end == at; open.pop_back()) {
      out += nodes[open.back()].type == JsonType::object ? '}' : ']';
    }
  };
  for (std::uint32_t i = 0; i < nodes.size(); ++i) {
    close(i);
    if (!out.empty() && out.back() != '{' && out.back() != '[') out += ',';
    if (!open.empty() && nodes[open.back()].type == JsonType::object)
      append_json_string(out, nodes[i].key), out += ':';
    switch (nodes[i].type) {
      case JsonType::object: out += '{', open.push_back(i); break;
      case JsonType::array: out += '[', open.push_back(i); break;
      case JsonType::string: append_json_string(out, nodes[i].text); break;
      case JsonType::null: out += "null"; break;
      default: out += nodes[i].text;
    }
  }
  close(static_cast<std::uint32_t>(nodes.size()));
  return out;
}

// What was read, or why nothing was.
std::string outcome_of(std::string_view text) {
  const auto json = Json::parse(text);
  return json ? printed(json.value()) : json.error().what + std::to_string(json.error().offset);
}

}  // namespace

TEST_CASE("json: a document is an array in document order, a subtree a range") {
  const Json json = parsed(R"({"a": {"b": 1}, "c": [true, null, "x"]})");
  const auto& nodes = json.nodes();
  REQUIRE(nodes.size() == 7);
  const std::vector<std::uint32_t> ends = {7, 3, 3, 7, 5, 6, 7};
  for (std::size_t i = 0; i < nodes.size(); ++i) CHECK(nodes[i].end == ends[i]);
  CHECK(nodes[0].type == JsonType::object);
  CHECK(nodes[2].key == "b");
  CHECK(nodes[2].type == JsonType::number);
  CHECK(nodes[3].type == JsonType::array);
  CHECK(nodes[4].type == JsonType::boolean);
  CHECK(nodes[4].text == "true");
  CHECK(nodes[4].key.empty());
  CHECK(nodes[5].type == JsonType::null);
  CHECK(nodes[6].text == "x");
}

TEST_CASE("json: strict documents come back as they were") {
  const char* text = GENERATE(values({
      "{}", "[]", "\"\"", "null", "true", "false", "0", "[[],{},[{}]]", "{\"\":{\"\":[]}}",
      "[0,-0,1.50,1e5,-1E+05,1e-7,123456789012345678901234567890,18446744073709551616,1e999]",
      "[\"a\\\"b\\\\\",\"\\n\\t\\r\\b\\f\\u0001\",\"1.5e\",\"\u65E5\U0001F600\"]", "{\"a\":1,\"a\":2}",
      "\"\\u2028\\u2029\"", "\"\u007F\"",
  }));
  CHECK(printed(parsed(text)) == text);
  CHECK(printed(parsed(" \n\t\r"s + text + " \n")) == text);
  const auto lenient = Json::parse_lenient(text);
  REQUIRE(lenient);
  CHECK(printed(lenient.value()) == text);
}

TEST_CASE("json: what is no JSON is a SyntaxError") {
  const std::string text = GENERATE(values<std::string>({
      "", " ", "{", "}", "[1,]", "{\"a\":1,}", "[1 2]", "{\"a\" 1}", "{a:1}", "'a'", "01", "1.", ".5", "+1",
      "-", "1e", "1e+", "1.2.3", "0x1", "12abc", "abc12", "true1", "NaN", "tru", "\"a", "\"\\x\"", "\"\n\"",
      "\"\\u12\"", "[] []",
      "[1]x", "// x\n[]", "\"\xFF\"", "\"\xED\xA0\x80\"", "{\"\xC3\":1}", "[\"\\\"]", "\\", "\xEF\xBB\xBF[1",
  }));
  CAPTURE(text);
  const auto json = Json::parse(text);
  REQUIRE_FALSE(json);
  CHECK_FALSE(json.error().what.empty());
}

TEST_CASE("json: a document is read the same whatever was read before it") {
  const std::string large = "[\"" + std::string(200'000, 'x') + "\",1]";
  std::string many = "[0";
  for (int i = 0; i < 20'000; ++i) many += ",0";
  many += ']';
  const std::vector<std::string> documents = {
      "{\"a\":[1,\"b\",{}]}", "[", "", large, many, "\"\\ud83d\"", "[1,2", "null"};
  Random random(3);
  std::vector<std::string> alone;
  for (const std::string& document : documents) {
    std::thread([&] { alone.push_back(outcome_of(document)); }).join();
  }
  for (int round = 0; round < 200; ++round) {
    const std::size_t i = random.below(documents.size());
    CHECK(outcome_of(documents[i]) == alone[i]);
  }
}

TEST_CASE("json: strings of any length end where they do, escapes wherever they stand") {
  for (std::size_t size = 0; size < 40; ++size) {
    const std::string letters(size, 'x');
    CHECK(parsed("[\"" + letters + "\",7]").nodes()[1].text == letters);
    CHECK(parsed("[\"" + letters + "\\\"y\",7]").nodes()[1].text == letters + "\"y");
    CHECK(parsed("[\"" + letters + "\\ud800y\",7]").nodes()[1].text == letters + "\uFFFDy");
    CHECK_FALSE(Json::parse("[\"" + letters));
    CHECK_FALSE(Json::parse("[\"" + letters + "\\"));
    CHECK_FALSE(Json::parse("[\"" + letters + "\\\""));
  }
}

TEST_CASE("json: the offset of a bad number is told") {
  CHECK(Json::parse("[10, \"1.\", 01]").error().offset == 11);
}

TEST_CASE("json: 64 levels are read, 65 are not") {
  const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  CHECK(Json::parse(nested(64)));
  const auto json = Json::parse(nested(65));
  REQUIRE_FALSE(json);
  CHECK(json.error().offset == 64);
}

TEST_CASE("json: escapes become their characters, lone surrogates U+FFFD") {
  const std::pair<const char*, std::string> row = GENERATE(values<std::pair<const char*, std::string>>({
      {R"("\u00e9\/")", "\u00E9/"},
      {R"("\ud83d\ude00")", "\U0001F600"},
      {R"("\uD83D")", "\uFFFD"},
      {R"("\ude00x")", "\uFFFDx"},
      {R"("\ud83d\ud83d\ude00")", "\uFFFD\U0001F600"},
      {R"("\ud83d\u0041")", "\uFFFDA"},
      {R"("\\ud83d")", "\\ud83d"},
      {R"("a\u0000b")", "a\0b"s},
  }));
  CAPTURE(row.first);
  CHECK(parsed(row.first).nodes()[0].text == row.second);
}

TEST_CASE("json: member gives the first of that name, and string only strings") {
  const Json json = parsed(R"({"o": {"name": "deep"}, "name": "x", "name": "y", "n": 1, "a": ["name"]})");
  CHECK(json.string(0, "name") == "x");
  CHECK(json.string(*json.member(0, "o"), "name") == "deep");
  CHECK(json.member(0, "n").has_value());
  CHECK_FALSE(json.string(0, "n").has_value());
  CHECK_FALSE(json.member(0, "absent").has_value());
  CHECK_FALSE(json.member(*json.member(0, "a"), "name").has_value());
  CHECK_FALSE(json.member(*json.member(0, "n"), "").has_value());
}

TEST_CASE("json: children are walked by their ends") {
  const Json json = parsed(R"([[1, 2], {"k": [3]}, 4])");
  std::vector<std::uint32_t> children;
  for (auto i = Json::first_child(0); i < json.nodes()[0].end; i = json.nodes()[i].end) children.push_back(i);
  CHECK(children == std::vector<std::uint32_t>{1, 4, 7});
}

TEST_CASE("json: what CMSs do to JSON-LD is mended") {
  const std::pair<const char*, const char*> row = GENERATE(values<std::pair<const char*, const char*>>({
      {"<!-- {\"a\":1} -->", "{\"a\":1}"},
      {"<!--\n{\"a\":1}\n//-->", "{\"a\":1}"},
      {"<!-- SEO plugin -->\n{\"a\":1}\n<!-- /SEO -->", nullptr},
      {"<!-- SEO plugin -->\n{\"a\":1}", "{\"a\":1}"},
      {"//<![CDATA[\n{\"a\":1}\n//]]>", "{\"a\":1}"},
      {"// <![CDATA[\n{\"a\":1}\n// ]]>", "{\"a\":1}"},
      {"/* <![CDATA[ */ {\"a\":1} /* ]]> */", "{\"a\":1}"},
      {"/*<![CDATA[*/[1]/*]]>*/", "[1]"},
      {"<!--//--><![CDATA[//><!--\n{\"a\":1}\n//--><!]]>", nullptr},
      {"<![CDATA[{\"a\":1}]]>", "{\"a\":1}"},
      {"// a line\n{\"a\":1}", "{\"a\":1}"},
      {"{\"a\":1};", "{\"a\":1}"},
      {"{\"a\":1} ; \n", "{\"a\":1}"},
      {"\xEF\xBB\xBF{\"a\":1}", "{\"a\":1}"},
      {"{\"a\":[1,2,],}", "{\"a\":[1,2]}"},
      {"{\"a\":1 , \n }", "{\"a\":1}"},
      {"{\"a\":\"x,]\",}", "{\"a\":\"x,]\"}"},
      {"{\"a\":\"one\ntwo\tthree\x01\"}", "{\"a\":\"one\\ntwo\\tthree\\u0001\"}"},
      {"{\"a\":\"it\\'s \\& \\\n\"}", "{\"a\":\"it's & \\n\"}"},
      {"{\"a\":\"// <!-- /* ;\\\"\",}", "{\"a\":\"// <!-- /* ;\\\"\"}"},
      {"[1,,]", nullptr},
      {"[,]", "[]"},
      {"{\"a\":\"cut", nullptr},
      {"{\"a\":\"\xFF\",}", nullptr},
      {"<!--", nullptr},
      {"", nullptr},
  }));
  CAPTURE(row.first);
  const auto json = Json::parse_lenient(row.first);
  REQUIRE(static_cast<bool>(json) == (row.second != nullptr));
  if (json) CHECK(printed(json.value()) == row.second);
}

TEST_CASE("json: strings are written with the escapes of RFC 8259 and no others") {
  const std::pair<std::string, const char*> row = GENERATE(values<std::pair<std::string, const char*>>({
      {"", "\"\""},
      {"plain", "\"plain\""},
      {"\"\\", "\"\\\"\\\\\""},
      {"/<>&'", "\"/<>&'\""},
      {"\b\f\n\r\t", "\"\\b\\f\\n\\r\\t\""},
      {"\0\x1F\x7F"s, "\"\\u0000\\u001f\x7F\""},
      {"a\u2028b\u2029c\u2027", "\"a\\u2028b\\u2029c\u2027\""},
      {"\u65E5\U0001F600", "\"\u65E5\U0001F600\""},
  }));
  std::string out = "x";
  append_json_string(out, row.first);
  CHECK(out == "x"s + row.second);
}

TEST_CASE("json: what must be escaped is, wherever in a text it stands, and no other dash") {
  const std::pair<std::string, std::string> escapes[] = {
      {"\"", "\\\""},           {"\\", "\\\\"},         {"\n", "\\n"},        {"\x1F", "\\u001f"},
      {"\u2028", "\\u2028"}, {"\u2029", "\\u2029"}, {"\u2014", "\u2014"}, {"\u201C", "\u201C"}};
  for (std::size_t before = 0; before < 36; ++before) {
    for (std::size_t after = 0; after < 20; ++after) {
      for (const auto& [plain, escaped] : escapes) {
        const std::string head(before, 'a'), tail(after, 'z');
        std::string out;
        append_json_string(out, head + plain + tail);
        CAPTURE(before, after);
        REQUIRE(out == '"' + head + escaped + tail + '"');
      }
    }
  }
}

TEST_CASE("json: any text that is written is read back the same") {
  Random random(4);
  for (int i = 0; i < 10'000; ++i) {
    const std::string text =
        random.join_of({"a", "\"", "\\", "\n", "\0"s, "u", "\u2028", "\u65E5", "\x1F", "/"}, 12);
    std::string json;
    append_json_string(json, text);
    REQUIRE(parsed(json).nodes()[0].text == text);
  }
}

TEST_CASE(
    "json: whatever the bytes, parsing ends with nodes or an error, and mending changes no valid document") {
  const std::vector<std::string> pieces = {
      "{",  "}",   "[",   "]",         ",",    ":",       "\"",   "\"a\"",  "\\",      "1",
      "-",  "0.5", "e",   "true",      "null", " ",       "\n",   "<!--",   "-->",     "//",
      "/*", "*/",  "]]>", "<![CDATA[", ";",    "\\ud83d", "\xFF", "\u00E9", "{\"k\":", "[]"};
  Random random(5);
  int valid = 0;
  for (int i = 0; i < 30'000; ++i) {
    const std::string text = random.join_of(pieces, 9);
    CAPTURE(text);
    const auto strict = Json::parse(text);
    const auto lenient = Json::parse_lenient(text);
    REQUIRE((!strict || printed(strict.value()) == printed(lenient.value())));
    if (!lenient) continue;
    ++valid;
    REQUIRE(lenient.value().nodes()[0].end == lenient.value().nodes().size());
    REQUIRE(printed(parsed(printed(lenient.value()))) == printed(lenient.value()));
  }
  CHECK(valid > 500);
}

TEST_CASE("pathological: wrappings that open ever more than they close") {
  for (const char* piece :
       {"<!--x\n", "<!--", "/*", "*/", "//", "//\n", "]]>", ";", "<![CDATA[", "[", "\"", "\\", ",", "1,"}) {
    std::string text;
    while (text.size() < 500'000) text += piece;
    CHECK_FALSE(Json::parse_lenient(text));
  }
}
