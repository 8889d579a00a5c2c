#include "blocks/enclosures.h"

#include <catch2/catch.hpp>

#include <cstdint>
#include <vector>

#include "blocks/pages.h"

using namespace cleancopy;
using namespace cleancopy::test;

TEST_CASE("telling_elements: those whose attributes say what they are, in order, then one that no page has") {
  const Tree tree = parse(
      "<div id=a style='color: red' class=x><p id=b hidden role=none><b id=c aria-hidden=true>x</b></p>"
      "<p id=d itemprop=articleBody role=main>y</div><nav id=e>z</nav><p id=f role=search>");
  std::vector<Telling> wanted = {{elements(tree, "#b")[0], kInHidden}, {elements(tree, "#c")[0], kInHidden},
                                 {elements(tree, "#d")[0], kInBody | kInMain},
                                 {elements(tree, "#f")[0], kInForm}, {kNoNode, 0}};
  std::vector<Telling> once;
  for (const Telling& telling : telling_elements(tree)) {
    if (once.empty() || once.back().element != telling.element) once.push_back(telling);
  }
  REQUIRE(once.size() == wanted.size());
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    CAPTURE(i);
    CHECK(once[i].element == wanted[i].element);
    CHECK(once[i].enclosures == wanted[i].enclosures);
  }
}

TEST_CASE("kTagEnclosures: what an element is by its name") {
  struct { Tag tag; std::uint32_t enclosure; } const table[] = {
      {Tag::nav, kInNav}, {Tag::menu, kInNav}, {Tag::header, kInHeader}, {Tag::footer, kInFooter},
      {Tag::aside, kInAside}, {Tag::label, kInForm}, {Tag::figcaption, kInFigure}, {Tag::dialog, kInDialog},
      {Tag::article, kInArticle}, {Tag::main, kInMain}, {Tag::table, kInTable}, {Tag::ol, kInList},
      {Tag::script, kInScript}, {Tag::li, 0}, {Tag::td, 0}, {Tag::div, 0}, {Tag::other, 0}};
  for (const auto& row : table) {
    CAPTURE(name_of(row.tag));
    CHECK(kTagEnclosures[static_cast<std::size_t>(row.tag)] == row.enclosure);
  }
}

TEST_CASE("holds_token: spaces divide") {
  CHECK(holds_token("a br b", "br"));
  CHECK(holds_token("br", "br"));
  CHECK_FALSE(holds_token("zebra", "br"));
  CHECK_FALSE(holds_token("", "br"));
}
