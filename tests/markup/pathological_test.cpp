// Pages made to hurt. Each must come through parse() and flow() with a tree of bounded depth and
// size, and with the text that a reader would still find. Time is bounded from outside, by the
// program test `hostile`.
#include <catch2/catch.hpp>

#include <algorithm>
#include <string>
#include <vector>

#include "blocks/flow.h"
#include "markup/parse.h"
#include "markup/scan.h"
#include "sanitized.h"

using namespace cleancopy;

namespace {

// Under sanitizers the same pages are a tenth as large.
constexpr std::size_t kMillion = test::rounds(1'000'000);
constexpr std::size_t kTenMegabytes = test::rounds(10'000'000);

// An element that a tag opens may have in it what formatting was open before: 14 kinds, three of each.
constexpr std::size_t kMaxReopened = 42;

std::string times(std::size_t n, const std::string& unit) {
  std::string out;
  out.reserve(n * unit.size());
  for (; n > 0; --n) out += unit;
  return out;
}

struct Outcome {
  std::size_t nodes = 0;
  std::size_t depth = 0;
  Fences fences;
  std::vector<std::string> blocks;
};

Outcome outcome_of(std::string page) {
  const Tree tree = parse(std::move(page));
  Outcome out{.nodes = tree.size(), .depth = 0, .fences = tree.fences(), .blocks = {}};
  std::vector<std::size_t> depth(tree.size());
  for (NodeId i = 1; i < tree.size(); ++i) {
    depth[i] = depth[tree[i].parent] + 1;
    out.depth = std::max(out.depth, depth[i]);
  }
  for (const PageBlock& block : flow(tree)) out.blocks.push_back(block.block.text);
  return out;
}

/// A story before and after `unit` n times: both must be found.
Outcome between_stories(std::size_t n, const std::string& unit) {
  const Outcome out = outcome_of("<p>First</p>" + times(n, unit) + "<p>Last</p>");
  CAPTURE(unit);
  CHECK(out.nodes <= 4 * kMaxTags);
  CHECK(out.depth <= 5 * kMaxDepth);
  REQUIRE_FALSE(out.blocks.empty());
  CHECK(out.blocks.front() == "First");
  CHECK(out.blocks.back() == "Last");
  return out;
}

}  // namespace

TEST_CASE("pathological: a million nested elements of any kind are as deep as the bound and no deeper") {
  const char* const unit = GENERATE("<div>", "<b>", "<span>", "<table>", "<a><div>", "<font>", "<x-y>",
                                    "<object>", "<ul><li>", "<dl><dd>", "<blockquote><p>", "<table><tr><td>",
                                    "<center><big>", "<section><h1>", "<form><fieldset>", "<button><i>",
                                    "<nobr>", "<ruby><rt>");
  const Outcome out = outcome_of("<p>First</p>" + times(kMillion, unit) + "Last");
  CAPTURE(unit);
  CHECK(out.nodes <= kMaxTags + kMaxDepth);
  CHECK(out.depth <= 2 * kMaxDepth);
  CHECK((out.blocks.front() == "First" || out.blocks.front() == "Last"));
}

TEST_CASE("pathological: a million nested elements leave the text around them") {
  for (const char* unit : {"<div>", "<span>", "<ul><li>", "<dl><dd>"}) {
    const Outcome out = outcome_of("<p>First</p>" + times(kMillion, unit) + "Last");
    CAPTURE(unit);
    CHECK(out.fences.depth);
    CHECK(out.nodes <= kMaxDepth + 8);
    CHECK(out.blocks == std::vector<std::string>{"First", "Last"});
  }
}

TEST_CASE("pathological: 20,000 nested svg, math and template are bounded too") {
  const Outcome svg = between_stories(20'000, "<svg>");
  CHECK(svg.nodes < 10);
  const Outcome closed = between_stories(1, times(20'000, "<svg>") + times(20'000, "</svg>"));
  CHECK(closed.nodes < 10);
  between_stories(20'000, "<math>");
  const Outcome templates = outcome_of(times(20'000, "<template>") + "x");
  CHECK(templates.nodes <= 2 * kMaxDepth);
  CHECK(templates.fences.depth);
}

TEST_CASE("pathological: 50,000 attributes on one tag, or on an end tag") {
  std::string attributes;
  for (int k = 0; k < 50'000; ++k) attributes += " a" + std::to_string(k) + "=" + std::to_string(k);
  CHECK(between_stories(1, "<div" + attributes + "></div>").fences.attributes);
  between_stories(1, "<div></div" + attributes + ">");
  between_stories(1, "<svg><path" + attributes + "/></svg>");
}

TEST_CASE("pathological: ten megabytes of one character are one text") {
  struct Row {
    char character;
    std::size_t size;  // of the text that comes of it
  };
  const Row row = GENERATE(values<Row>({
      {'<', kTenMegabytes}, {'&', kTenMegabytes}, {'x', kTenMegabytes}, {'>', kTenMegabytes},
      {'"', kTenMegabytes},
      {'-', kTenMegabytes}, {'\0', 0}, {' ', 0}, {'\n', 0}, {'\r', 0},
  }));
  const Outcome out = outcome_of("<p>" + std::string(kTenMegabytes, row.character));
  CAPTURE(row.character);
  CHECK(out.nodes < 10);
  REQUIRE(out.blocks.size() == (row.size > 0 ? 1 : 0));
  if (row.size > 0) CHECK(out.blocks.front().size() == row.size);
}

TEST_CASE("pathological: an attribute, name, comment, script or reference of ten megabytes, closed and not") {
  const std::string filling(kTenMegabytes, 'x');
  for (const char* start : {"<p class='", "<p ", "<p", "</", "<!--", "<!", "<?", "<!doctype ", "<script>",
                            "<style>", "<textarea>", "<noscript>", "<svg>", "<svg><![CDATA[", "<iframe>",
                            "<script><!--<script>"}) {
    const Outcome out = outcome_of("<p>First</p>" + (start + filling));
    CAPTURE(start);
    CHECK(out.nodes < 10);
    CHECK(out.blocks == std::vector<std::string>{"First"});
  }
  for (const char* unit : {"<!--x-->", "<script>x</script>", "<svg>x</svg>", "<b class='x'></b>", "</x x>"}) {
    std::string page(unit);
    between_stories(1, page.replace(page.find('x'), 1, filling));
  }
  CHECK(outcome_of("<p>&" + filling).blocks.front().size() == filling.size() + 1);
  CHECK(outcome_of("<p>&#" + std::string(kTenMegabytes, '1')).blocks.size() <= 1);
}

TEST_CASE("pathological: what never ends is looked for once, not once for each that begins") {
  for (const char* unit : {"<!--", "<!-- -", "<script", "<svg", "<svg><a ", "<a href=\"", "<a b='", "</a b='",
                           "<![CDATA[", "<svg><![CDATA[", "<script><!--", "<title", "&#", "&x", "<!", "</",
                           "<textarea ", "<b =\""}) {
    const Outcome out = outcome_of(times(kMillion, unit));
    CAPTURE(unit);
    CHECK(out.nodes < 3 * kMaxDepth);
  }
}

TEST_CASE("pathological: a million empty scripts, drawings, comments or end tags leave the text around") {
  for (const char* unit : {"<script></script>", "<svg></svg>", "<svg/>", "<!---->", "</div>", "</b>", "</a>",
                           "</x-y>", "</>", "</body>", "</html>", "<style></style>", "</script>", "</table>",
                           "</h1>"}) {
    const Outcome out = outcome_of("<p>First</p>" + times(kMillion, unit) + "<em>Last</em>");
    CAPTURE(unit);
    CHECK(out.nodes < 12);
    CHECK(out.blocks == std::vector<std::string>{"First", "Last"});
  }
}

TEST_CASE("pathological: 500,000 end tags of paragraphs that were never begun") {
  const Outcome out = outcome_of("<div>First" + times(kMillion / 2, "</p>") + "Last");
  CHECK(out.nodes <= kMaxTags + 10);
  CHECK(out.blocks == std::vector<std::string>{"First", "Last"});
}

TEST_CASE("pathological: formatting never closed is opened again in each paragraph, three of a kind") {
  constexpr std::size_t paragraphs = 20'000;
  const Outcome out = outcome_of(times(paragraphs, "<p><b><i><u>x"));
  CHECK(out.nodes <= paragraphs * (2 + 4 * 3));
  CHECK(out.depth < 64);
  CHECK(out.blocks.size() == paragraphs);
}

TEST_CASE("pathological: formatting may blow up a page past the arena's bound, and then the Tree is empty") {
  constexpr std::size_t paragraphs = test::rounds(400'000);
  const std::string all = "<a><b><big><code><em><font><i><nobr><s><small><strike><strong><tt><u>";
  const Outcome out = outcome_of("<p>x" + times(3, all) + times(paragraphs, "<p>x"));
  CHECK(out.nodes <= (2 + kMaxReopened) * paragraphs);
  CHECK(out.blocks.size() == (out.fences.memory ? 0 : paragraphs + 1));
}

TEST_CASE("pathological: misnested blocks and formatting at the bound") {
  for (const char* unit : {"<b><div></b>", "<a><p><table>", "<b><i><u><s><div></b></i></u></s></div>",
                           "<p><a><div></p>", "<table><b>x<tr>", "<table><div>x</div>",
                           "<select><div><option>x", "<i><ul><li></i>", "<form><span></form>",
                           "<foo><bar></foo>", "<option><span>", "<math><mi><div>"}) {
    const Outcome out = outcome_of(times(test::rounds(100'000), unit));
    CAPTURE(unit);
    CHECK(out.nodes <= 8 * kMaxTags);
    CHECK(out.depth <= 5 * kMaxDepth);
  }
}
