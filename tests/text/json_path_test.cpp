#include "text/json_path.h"

#include <catch2/catch.hpp>

#include <chrono>
#include <string>
#include <vector>

using namespace cleancopy;

namespace {

using Strings = std::vector<std::string>;

JsonPath path(std::string_view text) {
  auto compiled = JsonPath::compile(text);
  if (!compiled) FAIL(compiled.error().what);
  return std::move(compiled.value());
}

Strings found(std::string_view text, std::string_view script) {
  const JsonPath compiled = path(text);
  const auto json = Json::parse_lenient(compiled.document_in(script));
  if (!json) return {"(no JSON)"};
  Strings strings;
  for (const std::string_view string : compiled.strings_in(json.value())) strings.emplace_back(string);
  return strings;
}

}  // namespace

TEST_CASE("json_path: names, numbers, the star and the bar lead to strings, in the document's order") {
  const char* const script =
      R"({"a": {"b": "one", "n": 3}, "list": [{"top": "1", "x": "no", "end": "2"}, {"end": "4", "top": )"
      R"("3"}],)"
      R"( "lines": ["p", 7, "q", ["deep"]], "s/t": "slash", "s~t": "tilde", "*": "star"})";
  struct { const char* path; Strings strings; } const table[] = {
      {"/a/b", {"one"}},
      {"/a/n", {}},
      {"/a", {}},
      {"/a/b/c", {}},
      {"/none", {}},
      {"/lines", {"p", "q"}},
      {"/lines/*", {"p", "q", "deep"}},
      {"/lines/2", {"q"}},
      {"/lines/02", {}},
      {"/lines/9", {}},
      {"/list/*/top", {"1", "3"}},
      {"/list/*/top|end", {"1", "2", "4", "3"}},
      {"/list/1/*", {"4", "3"}},
      {"/s~1t", {"slash"}},
      {"/s~0t", {"tilde"}},
      {"/*/b|nothing", {"one"}},
  };
  for (const auto& row : table) {
    CAPTURE(row.path);
    CHECK(found(row.path, script) == row.strings);
  }
}

TEST_CASE("json_path: the document is the script, or what it assigns to the path's name") {
  struct { const char* path; const char* script; Strings strings; } const table[] = {
      {"/a", "\n {\"a\": \"1\"} ", {"1"}},
      {"/a", "window.x = {\"a\": \"1\"}; y = {\"a\": \"2\"};", {"1"}},
      {"/a", "x = 5; y = f(); z={\"a\": \"1\"}", {"1"}},
      {"/0/a", "var list = [{\"a\": \"1\"}];", {"1"}},
      {"y/a", "x = {\"a\": \"1\"}; var y = {\"a\": \"2\"};", {"2"}},
      {"window.y/a", "window.y = window.y || {}; window.y={\"a\": \"2\"};", {"2"}},
      {"y/a", "my = {\"a\": \"1\"}; x.y = {\"a\": \"2\"}; y = {\"a\": \"3\"}", {"3"}},
      {"y/a", "if (y == z) { y.a = 1 }", {"(no JSON)"}},
      {"y/a", "y = {\"a\": \"}\\\"{\", \"b\": [1]}; z = 1", {"}\"{"}},
      {"y/a", "y = {\"a\": \"1\"", {"(no JSON)"}},
      {"y/a", "y = {\"a\": \"1", {"(no JSON)"}},
      {"y/a", "y = {\"a\": \"1\\", {"(no JSON)"}},
      {"y/a", "y = {a: '1'}", {"(no JSON)"}},
      {"y/a", "y = \"text\"", {"(no JSON)"}},
      {"/a", "x = {\"a\": \"1\",}", {"1"}},
      {"/a", "", {"(no JSON)"}},
  };
  for (const auto& row : table) {
    CAPTURE(row.path, row.script);
    CHECK(found(row.path, row.script) == row.strings);
  }
}

TEST_CASE("json_path: a path that leads nowhere by its form is an error at its byte") {
  std::string deep;
  for (int i = 0; i < 33; ++i) deep += "/a";
  struct { std::string path; std::size_t offset; const char* what; } const table[] = {
      {"", 0, "has a '/'"},
      {"$.a.b", 0, "has a '/'"},
      {"a b/c", 1, "stands a name"},
      {"/a//b", 2, "without a name"},
      {"/", 0, "without a name"},
      {"/a/", 2, "without a name"},
      {"/a/b||c", 4, "without a name"},
      {"/a~2", 2, "~0"},
      {deep, 64, "32 steps"},
  };
  for (const auto& row : table) {
    CAPTURE(row.path);
    const auto compiled = JsonPath::compile(row.path);
    REQUIRE_FALSE(compiled);
    CHECK(compiled.error().offset == row.offset);
    CHECK_THAT(compiled.error().what, Catch::Contains(row.what));
  }
}

TEST_CASE("json_path: 4,096 strings are taken at most") {
  std::string script = "[";
  for (int i = 0; i < 5000; ++i) script += i == 0 ? "\"x\"" : ",\"x\"";
  CHECK(found("/*", script + "]").size() == 4096);
}

TEST_CASE("json_path: pathological: a megabyte of near assignments and brackets is read in linear time") {
  const auto start = std::chrono::steady_clock::now();
  std::string names, brackets(1 << 20, '['), spaces = "x" + std::string(1 << 20, ' ') + "y";
  for (int i = 0; i < 1 << 18; ++i) names += "y = ";
  CHECK(path("y/a").document_in(names).empty());
  CHECK(path("/a").document_in(brackets).empty());
  CHECK(path("/a").document_in("x = " + spaces).empty());
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(2));
}
