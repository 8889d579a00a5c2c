#include "markup/tree.h"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include "markup/parse.h"
#include "pages.h"
#include "text/unicode.h"

using namespace cleancopy;

namespace {

/// The first element of that name; the document when there is none.
NodeId find(const Tree& tree, std::string_view name) {
  for (NodeId i = 1; i < tree.size(); ++i) {
    if (tree.is_element(i) && tree.name(i) == name) return i;
  }
  return 0;
}

std::string lawbreaker(const Tree& tree) {
  struct Parent {
    NodeId last_child = kNoNode;
    std::uint32_t children = 0;
  };
  std::vector<Parent> parents(tree.size());
  for (NodeId i = 0; i < tree.size(); ++i) {
    const Node& node = tree[i];
    if (node.end <= i || node.end > tree.size()) return "end";
    if (i == 0) continue;
    if (node.parent >= i || node.end > tree[node.parent].end || i >= tree[node.parent].end) return "parent";
    if (!tree.is_within(i, node.parent) || !tree.is_within(i, 0)) return "is_within";
    if (tree.is_text(i)) {
      if (node.end != i + 1 || node.child_index != 0 || node.previous != kNoNode) return "text";
      if (tree.raw_text(i).empty()) return "run";
      continue;
    }
    Parent& parent = parents[node.parent];
    const bool counts = node.tag != Tag::script;
    if (!tree.is_element(i) || node.child_index != (counts ? ++parent.children : 0)) return "child_index";
    if (node.previous != parent.last_child) return "previous";
    if (tree.name(i).empty()) return "name";
    if (counts) parent.last_child = i;
  }
  return "none";
}

}  // namespace

TEST_CASE("tree: a subtree is a range, in document order, and siblings are numbered") {
  const Tree tree = parse("<div><p>a<b>c</b></p>d<i></i></div>");
  const NodeId div = find(tree, "div"), p = find(tree, "p"), b = find(tree, "b"), i = find(tree, "i");
  CHECK(p == div + 1);
  CHECK(tree[p].end == p + 4);
  CHECK(tree[div].end == tree.size());
  CHECK(tree[b].parent == p);
  CHECK(tree[b].child_index == 1);
  CHECK(tree[b].previous == kNoNode);
  CHECK(tree[i].child_index == 2);
  CHECK(tree[i].previous == p);
  CHECK(tree.is_within(b, div));
  CHECK_FALSE(tree.is_within(i, p));
}

TEST_CASE("tree: its laws hold for every page, however broken") {
  Random random(1);
  Arena arena;
  for (const std::string& page : sample_pages()) CHECK(lawbreaker(parse(page)) == "none");
  for (int k = 0; k < 3000; ++k) {
    const std::string page = mutated_page(random);
    const std::string broken = lawbreaker(parse(page, arena));
    CAPTURE(page);
    REQUIRE(broken == "none");
  }
}

TEST_CASE("tree: attributes are found by name, decoded, and of two alike the first counts") {
  const Tree tree = parse("<A HREF='?a=1&amp;b&#61;2' CLASS=x class=y disabled data-a=\"\">1</A>");
  const NodeId a = find(tree, "a");
  CHECK(tree.attribute(a, "href") == "?a=1&b=2");
  CHECK(tree.attribute(a, "class") == "x");
  CHECK(tree.attribute(a, "disabled") == "");
  CHECK(tree.attribute(a, "data-a") == "");
  CHECK_FALSE(tree.attribute(a, "id").has_value());
  CHECK(tree.attributes(a).size() == 5);
  CHECK(tree.attributes(a + 1).empty());
  CHECK(tree.attributes(0).empty());
}

TEST_CASE("tree: elements keep their names, also those that HTML does not know") {
  const Tree tree = parse("<My-Story><o:p>1</o:p></My-Story><dialog>2</dialog>");
  CHECK(find(tree, "my-story") != 0);
  CHECK(tree[find(tree, "my-story")].tag == Tag::other);
  CHECK(tree[find(tree, "o:p")].parent == find(tree, "my-story"));
  CHECK(tree[find(tree, "dialog")].tag == Tag::dialog);
  CHECK(tree.name(0) == "#document");
  CHECK(tree.name(find(tree, "o:p") + 1) == "#text");
}

TEST_CASE("tree: text is kept as written and decoded when it is asked for") {
  const Tree tree = parse(std::string("<p>a &amp; b\r\n\0c</p>", 20));
  const NodeId text = find(tree, "p") + 1;
  CHECK(tree.raw_text(text) == std::string_view("a &amp; b\r\n\0c", 13));
  std::string out = "so: ";
  tree.append_text(text, out);
  CHECK(out == "so: a & b\r\nc");
}

TEST_CASE("tree: the text below a node has spaces around its blocks and line breaks, none within words") {
  struct Row {
    const char* page;
    const char* text;
  };
  const Row row = GENERATE(values<Row>({
      {"<h1>One</h1>", "One"},
      {"<h1>O<b>n</b>e</h1>", "One"},
      {"<h1>One<br>two</h1>", "One two"},
      {"<h1><div>One</div>two</h1>", "One two"},
      {"<h1><div><p>One</p></div><span>two</span></h1>", "One two"},
      {"<h1><p>One</p><p>two</p>three</h1>four", "One two three"},
      {"<h1>One<script>2</script></h1>", "One"},
      {"<h1></h1>", ""},
  }));
  CAPTURE(row.page);
  const Tree tree = parse(row.page);
  CHECK(normalize(tree.text_below(find(tree, "h1"))) == row.text);
}

TEST_CASE("tree: scripts are kept aside, each with its type, id and body") {
  const Tree tree = parse(
      "<script>a</script><script type='Application/LD+JSON' id=x>{\"b\": \"<p>\"}</script><p>1"
      "<script type=text/x type=text/y></script>");
  REQUIRE(tree.scripts().size() == 3);
  CHECK(tree.scripts()[0].type.empty());
  CHECK(tree.scripts()[0].body == "a");
  CHECK(tree.scripts()[1].type == "application/ld+json");
  CHECK(tree.scripts()[1].id == "x");
  CHECK(tree.scripts()[1].body == "{\"b\": \"<p>\"}");
  CHECK(tree.scripts()[2].type == "text/x");
  CHECK(tree.scripts()[2].body.empty());
  CHECK(tree.script_at(find(tree, "script")) == tree.scripts()[1].body);
}
