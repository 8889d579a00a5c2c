#include "blocks/naming.h"

#include <catch2/catch.hpp>

#include <string>

#include "blocks/pages.h"

using namespace cleancopy;
using namespace cleancopy::test;

TEST_CASE("naming: whole words of class and id name a kind") {
  struct { const char* attributes; const char* kind; } const table[] = {
      {"class=related", "related"},
      {"class='article__related-links'", "related"},
      {"class=relatedLinks", "related"},
      {"class=AdContainer", "ad"},
      {"class='ad300'", "ad"},
      {"class=RELATED", "related"},
      {"id=comments", "comments"},
      {"class='story wide' id='newsletter-box'", "newsletter"},
      {"id=nav class=comments", "nav"},
      {"class='comments share'", "comments"},
      {"class=advertisement", "ad"},
      {"class=widget", "widget"},
      {"class=commentlist", "comments"},
      // no whole word of the list
      {"class=header", "body"},
      {"class=download", "body"},
      {"class=headline", "body"},
      {"class=shadow", "body"},
      {"class=unrelated", "body"},
      {"class=recommendationsystems", "body"},
      {"class=''", "body"},
      {"", "body"},
      {"data-kind=related title=related", "body"},
      {"class='été-ad'", "ad"},
  };
  for (const auto& row : table) {
    CAPTURE(row.attributes);
    const Tree tree = parse(std::string("<div ") + row.attributes + ">x</div>");
    CHECK(name_of(named_kind(tree, elements(tree, "div")[0])) == row.kind);
  }
}
