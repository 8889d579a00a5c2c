#include "markup/open_tags.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <string>
#include <vector>

#include "../text/random.h"
#include "markup/parse.h"
#include "markup/scan.h"
#include "sanitized.h"

using namespace cleancopy;

namespace {

// What may stand open without being counted (rows and cells in templates) makes a tree at
// most this much deeper than the bound.
constexpr std::size_t kDeepest = 5 * kMaxDepth;

std::size_t depth_of(const Tree& tree) {
  std::vector<std::size_t> depth(tree.size());
  std::size_t deepest = 0;
  for (NodeId i = 1; i < tree.size(); ++i) {
    depth[i] = depth[tree[i].parent] + 1;
    deepest = std::max(deepest, depth[i]);
  }
  return deepest;
}

std::string times(std::size_t n, const std::string& unit) {
  std::string out;
  out.reserve(n * unit.size());
  for (; n > 0; --n) out += unit;
  return out;
}

}  // namespace

TEST_CASE("open_tags: elements open to the bound and are refused, with their end tags, past it") {
  OpenTags tags(2);
  CHECK(tags.open(Tag::div, "div"));
  CHECK(tags.open(Tag::span, "span"));
  CHECK_FALSE(tags.open(Tag::b, "b"));
  CHECK(tags.open(Tag::br, "br"));
  CHECK(tags.close(Tag::b, "b") == 0);
  CHECK(tags.close(Tag::span, "span") == 1);
  CHECK(tags.open(Tag::i, "i"));
  CHECK(tags.close(Tag::i, "i") == 1);
  CHECK(tags.close(Tag::div, "div") == 1);
}

TEST_CASE("open_tags: elements that may leave out their end tags do not pile up") {
  struct Row {
    const char* unit;
  };
  const Row row = GENERATE(values<Row>({
      {"<p>1"}, {"<li>1"}, {"<dt>1<dd>2"}, {"<a href=x>1"}, {"<button>1"}, {"<h1>1<h2>2</h1>"}, {"<td>1"},
      {"<br>1"},
      {"<table><tr><td>1<td>2<tr><td>3</table>"}, {"<select><option>1<option>2</select>"},
      {"<p>1<ul><li>2</ul>"},
      {"<form>1</form>"}, {"<p><b>1</b>"}, {"<x-a><x-b>1</x-a>"}, {"<math><mi/><mo/>1</math>"},
      {"<select>1<input>"},
      {"<option>1"}, {"<p><i>1"}, {"<div><p>1</div>"}, {"<table><caption>1<colgroup><col><tbody></table>"},
  }));
  CAPTURE(row.unit);
  const Tree tree = parse(times(2 * kMaxDepth, row.unit));
  CHECK_FALSE(tree.fences().any());
  CHECK(depth_of(tree) < 64);
}

TEST_CASE("open_tags: elements are not believed closed by tags that Gumbo passes over") {
  struct Row {
    const char* start;
    const char* unit;
  };
  const Row row = GENERATE(values<Row>({
      {"", "<body><div></body>"}, {"", "<html><div></html>"}, {"", "<head><div></head>"},
      {"", "<div></frameset>"},
      {"", "<form><span></form>"}, {"", "<form><object></form><form></object></form>"},
      {"", "<div><select></div></select>"},
      {"", "<td><div>"}, {"<template>", "<div><td>"}, {"", "<option><span>"}, {"", "<foo><bar></foo>"},
      {"", "<search><div></search>"}, {"", "<p><b></p>1"}, {"", "<b><a>"}, {"", "<div><p><i></p>1"},
      {"<table><td>", "<math><td>"}, {"", "<math><param>"}, {"", "<h2><span><h1></h2>"},
      {"<frameset>", "<frameset>"},
      {"<!doctype html>", "<p><table></table><span></p>"}, {"", "<b><b><b><b><div></b></b></b></b>"},
      {"", "<math><html>"}, {"", "<span><dialog><div></dialog></span>"}, {"", "<nobr><div>"},
      {"", "<font>1<a>"},
      {"", "<template><select><td><select>"}, {"", "<template><form><p>1<span>"}, {"", "<ruby><rt><rp>"},
  }));
  const std::string page = row.start + times(8 * kMaxDepth, row.unit);
  CAPTURE(row.start, row.unit);
  CHECK(depth_of(parse(page)) <= kDeepest);
}

TEST_CASE("open_tags: no short sequence of tags, however repeated, makes a tree much deeper than the bound") {
  std::vector<std::string> names{"foo", "bar", "p", "p", "table", "td", "select", "button", "object",
      "template"};
  for (int i = static_cast<int>(Tag::a); i <= static_cast<int>(Tag::xmp); ++i) {
    names.emplace_back(name_of(static_cast<Tag>(i)));
  }
  Random random(512);
  Arena arena;
  for (std::size_t k = 0; k < test::rounds(400); ++k) {
    std::string page = random.below(2) == 0 ? "<!doctype html>" : "";
    for (std::size_t parts = 1 + random.below(3); parts > 0; --parts) {
      std::string unit;
      for (std::size_t tags = 1 + random.below(5); tags > 0; --tags) {
        unit += (random.below(3) == 0 ? "</" : "<") + names[random.below(names.size())] + ">";
        if (random.below(5) == 0) unit += "1";
      }
      page += times(random.below(3) == 0 ? 1 + random.below(3) : 3 * kMaxDepth, unit);
    }
    const std::size_t depth = depth_of(parse(page, arena));
    if (depth > kDeepest) FAIL_CHECK("depth " << depth << " of " << page.substr(0, 300));
  }
}

TEST_CASE("open_tags: an end tag asks for one end tag for each unknown element that ends with it") {
  OpenTags tags(kMaxDepth);
  tags.open(Tag::other, "x-a");
  tags.open(Tag::other, "x-b");
  tags.open(Tag::span, "span");
  tags.open(Tag::other, "x-c");
  CHECK(tags.close(Tag::other, "x-d") == 0);
  CHECK(tags.close(Tag::other, "x-a") == 3);
  CHECK(tags.close(Tag::other, "x-b") == 0);
  tags.open(Tag::other, "x-a");
  tags.open(Tag::div, "div");
  CHECK(tags.close(Tag::other, "x-a") == 0);
}

TEST_CASE("open_tags: inside a formula it is known until something ends it") {
  OpenTags tags(kMaxDepth);
  CHECK_FALSE(tags.in_math());
  tags.open(Tag::math, "math");
  tags.open(Tag::other, "mrow");
  CHECK(tags.in_math());
  CHECK(tags.close(Tag::math, "math") == 1);
  CHECK_FALSE(tags.in_math());
  tags.open(Tag::math, "math");
  tags.open(Tag::p, "p");
  CHECK_FALSE(tags.in_math());
  CHECK(tags.holds(Tag::p));
}
