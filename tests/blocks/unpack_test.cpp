#include "blocks/unpack.h"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include "blocks/pages.h"

using namespace cleancopy;
using namespace cleancopy::test;

namespace {

const std::string kSite = "hosts = ['site.example']\n[[keep]]\n";

std::vector<Graft> unpacked(const std::string& layout, const std::string& html,
                            std::string_view crawled = "") {
  const RuleFiles book = compile({{"site", kSite + layout}});
  const Tree tree = parse(html);
  return unpack(book.rules_for("site.example", &tree, {}), tree, crawled);
}

}  // namespace

TEST_CASE("unpack: body and fields are found by the script and the path") {
  const auto grafts =
      unpacked("body = { at = '#data', json = '/a/*' }\ntitle = { at = 'script', json = 'x/t' }",
               "<script>x = {\"t\": \"Dam\"}</script><script id=data>{\"a\": [\"One\", \"Two\"]}</script>");
  REQUIRE(grafts.size() == 2);
  CHECK(grafts[0].mark == "x/t");
  CHECK(grafts[0].values == Strings{"Dam"});
  CHECK(grafts[1].mark == "/a/*");
  CHECK(grafts[1].values == Strings{"One", "Two"});
  CHECK(grafts[0].script < grafts[1].script);
}

TEST_CASE("unpack: what is not there, not JSON or not in force is not found") {
  const std::string body = "body = { at = 'script', json = '/a' }";
  struct {
    std::string layout;
    const char* html;
    std::size_t found;
  } const table[] = {
      {body, "<script>{\"a\": \"One\"}</script>", 1},
      {body + "\ntitle = { at = 'script', json = '/a' }", "<script>{\"a\": \"One\"}</script>", 1},
      {body, "<script>{\"a\": \"One\"}</script><script>{\"a\": \"Two\"}</script>", 2},
      {body, "<script>{\"b\": \"One\"}</script>", 0},
      {body, "<script>{\"a\": \"One\"</script>", 0},
      {body, "<script>{'a': 'One'}</script>", 0},
      {body, "<div>{\"a\": \"One\"}</div>", 0},
      {"body = { at = 'script', json = '/a', since = 2025-01-01 }", "<script>{\"a\": \"One\"}</script>", 0},
      {"body = 'script'", "<script>{\"a\": \"One\"}</script>", 0},
  };
  for (const auto& row : table) {
    CAPTURE(row.layout, row.html);
    CHECK(unpacked(row.layout, row.html, "2024-06-01").size() == row.found);
  }
}

TEST_CASE("unpack: JSON nested deeper than 64, or past 8 MiB, holds nothing") {
  const std::string body = "body = { at = 'script', json = '/a' }";
  const auto page = [](const std::string& rest) {
    return "<script>{\"a\": \"One\", \"b\": " + rest + "}</script>";
  };
  CHECK(unpacked(body, page(std::string(60, '[') + std::string(60, ']'))).size() == 1);
  CHECK(unpacked(body, page(std::string(70, '[') + std::string(70, ']'))).empty());
  CHECK(unpacked(body, page("\"" + std::string(9u << 20, 'x') + "\"")).empty());
}
