#include "markup/graft.h"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include "blocks/pages.h"
#include "text/unicode.h"

using namespace cleancopy;
using namespace cleancopy::test;

namespace {

Tree grafted(const std::string& html, const std::vector<std::string>& values) {
  Tree tree = parse(html);
  const NodeId script = elements(tree, "script").at(0);
  Arena arena;
  return graft(std::move(tree), {{script, "/a", values}}, arena);
}

}  // namespace

TEST_CASE("graft: a value is markup, escaped markup, or lines of plain text") {
  struct { const char* value; Strings blocks; } const table[] = {
      {"<p>One</p>\n<p>Two <b>three</b></p>", {"One", "Two three"}},
      {"&lt;h2&gt;One&lt;/h2&gt;&lt;p&gt;Two&amp;nbsp;three&lt;/p&gt;", {"One", "Two three"}},
      {"One line\nof text", {"One line", "of text"}},
      {"One\n\nTwo\r\nThree", {"One", "Two", "Three"}},
      {"<b>One</b>\n\nTwo", {"One", "Two"}},
      {"One<br>Two\nthree", {"One", "Two three"}},
      {"1 < 2 &amp; 3 <4", {"1 < 2 & 3 <4"}},
      {"<p>One<div><p>Two</div></section>Three", {"One", "Two", "Three"}},
      {"<ul><li>One<li>Two</ul>", {"One", "Two"}},
      {"<script>x</script><style>y</style>One", {"One"}},
      {"", {}},
  };
  for (const auto& row : table) {
    CAPTURE(row.value);
    CHECK(texts_of(flow(grafted("<script>{}</script>", {row.value}))) == row.blocks);
  }
}

TEST_CASE("graft: the values stand where their script stands, each in an element of its own") {
  const Tree tree = grafted("<div>Before<p>A</p><script>{}</script><p>B</p></div><p class=last>After",
                            {"<p>One <i>1</i>", "Two"});
  CHECK(texts_of(flow(tree)) == Strings{"Before", "A", "One 1", "Two", "B", "After"});
  CHECK(elements(tree, "script > [data-json='/a']").size() == 2);
  CHECK(elements(tree, "[data-json] + [data-json]").size() == 1);
  CHECK(elements(tree, "div > p + p").size() == 1);
  CHECK(elements(tree, "p.last").size() == 1);
  CHECK(elements(tree, "script p > i:only-child").size() == 1);
}

TEST_CASE("graft: every node lies in its parent and ends where the next begins") {
  Tree page = parse("<p>A<script>{1}</script>B<p>C<script>{2}</script><b>D</b><i>E</i>");
  const std::vector<NodeId> scripts = elements(page, "script");
  REQUIRE(scripts.size() == 2);
  Arena arena;
  const Tree tree = graft(std::move(page),
                          {{scripts[0], "/a", {"<p>x</p>y"}}, {scripts[1], "/a", {"z"}},
                           {scripts[1], "/b", {"w"}}}, arena);
  for (NodeId i = 1; i < tree.size(); ++i) {
    CAPTURE(i);
    REQUIRE(tree[i].parent < i);
    CHECK(tree[i].end > i);
    CHECK(tree[i].end <= tree[tree[i].parent].end);
    if (tree[i].previous == kNoNode) continue;
    CHECK(tree[i].previous < i);
    CHECK(tree[tree[i].previous].parent == tree[i].parent);
  }
  CHECK(texts_of(flow(tree)) == Strings{"A", "x", "y", "B", "C", "z", "w", "DE"});
}

TEST_CASE("graft: what scripts hold is no text of the elements around them") {
  const Tree tree = grafted("<h1>Dam <script>{}</script>broke</h1>", {"<p>One"});
  CHECK(normalize(tree.text_below(elements(tree, "h1").at(0))) == "Dam broke");
  CHECK(normalize(tree.text_below(elements(tree, "[data-json]").at(0))) == "One");
}

TEST_CASE("tree: a script with a brace is an element, and is not counted among its siblings") {
  const Tree tree = parse("<p>A</p><script id=x>{\"a\": 1}</script><p>B</p><script>plain</script>");
  const std::vector<NodeId> scripts = elements(tree, "script");
  REQUIRE(scripts.size() == 1);
  CHECK(tree.script_at(scripts[0]) == "{\"a\": 1}");
  CHECK(tree.script_at(elements(tree, "p").at(0)).empty());
  CHECK(elements(tree, "#x").size() == 1);
  CHECK(elements(tree, "p + p").size() == 1);
  CHECK(elements(tree, "p:nth-child(2):last-child").size() == 1);
}
