#include "markup/token_index.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include "blocks/pages.h"
#include "markup/graft.h"

using namespace cleancopy;

namespace {

/// The names of the elements that have the token, in the order in which they are told.
std::string having(Token token, const Tree& tree) {
  std::string names;
  tree.tokens().each(token, [&](NodeId node) { names += std::string(tree.name(node)) + " "; });
  return names;
}

}  // namespace

TEST_CASE("token index: an element has its name, its attributes, their values and its classes") {
  const Tree tree = parse("<main id=p1 class='lead\twide lead'><x-promo DATA-a=b hidden></x-promo>"
                          "<p class=lead data-a=c></p></main>");
  struct { Token token; const char* elements; } const table[] = {
      {tag_token(Tag::main, "main"), "main "},
      {tag_token(Tag::other, "x-promo"), "x-promo "},
      {tag_token(Tag::other, "x-other"), ""},
      {tag_token(Tag::div, "div"), ""},
      {attribute_token("class"), "main p "},
      {attribute_token("data-a"), "x-promo p "},
      {attribute_token("hidden"), "x-promo "},
      {attribute_token("data-b"), ""},
      {class_token("lead"), "main p "},
      {class_token("wide"), "main "},
      {class_token("lea"), ""},
      {class_token("p1"), ""},
      {value_token(attribute_token("id"), "p1"), "main "},
      {value_token(attribute_token("data-a"), "b"), "x-promo "},
      {value_token(attribute_token("data-b"), "b"), ""},
      {value_token(attribute_token("hidden"), ""), "x-promo "},
  };
  for (const auto& row : table) {
    CHECK(having(row.token, tree) == row.elements);
    CHECK(tree.tokens().has(row.token) == !std::string(row.elements).empty());
  }
}

TEST_CASE("token index: of one class said a hundred times, each element is told once and in order") {
  std::string html;
  for (int i = 0; i < 100; ++i) html += i % 3 == 0 ? "<p class='k a k'></p>" : "<i class='a k'></i>";
  const Tree tree = parse(html);
  std::vector<NodeId> nodes;
  tree.tokens().each(class_token("k"), [&](NodeId node) { nodes.push_back(node); });
  CHECK(nodes.size() == 100);
  for (std::size_t i = 1; i < nodes.size(); ++i) CHECK(nodes[i - 1] < nodes[i]);
}

TEST_CASE("token index: a value of up to 32 letters is found, and not by its beginning or its end") {
  for (std::size_t length = 1; length < 32; ++length) {
    const std::string value = std::string("abcdefghijklmnopqrstuvwxyzabcdefghijklmnop").substr(0, length);
    const Tree tree = parse("<p id='" + value + "'>");
    CAPTURE(value);
    CHECK(tree.tokens().has(value_token(attribute_token("id"), value)));
    CHECK(!tree.tokens().has(value_token(attribute_token("id"), value.substr(1))));
    CHECK(!tree.tokens().has(value_token(attribute_token("id"), value.substr(0, length - 1))));
    CHECK(!tree.tokens().has(value_token(attribute_token("id"), value + "a")));
  }
}

TEST_CASE("token index: a longer value is found wherever its attribute is") {
  const Tree tree = parse("<p id='" + std::string(40, 'a') + "'>");
  CHECK(tree.tokens().has(value_token(attribute_token("id"), std::string(40, 'a'))));
  CHECK(tree.tokens().has(value_token(attribute_token("id"), std::string(33, 'b'))));
  CHECK(!tree.tokens().has(value_token(attribute_token("title"), std::string(40, 'a'))));
}

TEST_CASE("token index: a part of a class may be on the page, one with four letters of none may not") {
  const std::string classes = "Article_story__x1 wide-caption";
  const Tree tree = parse("<p class='" + classes + "'></p><p class=abc>");
  for (std::size_t i = 0; i < classes.size(); ++i) {
    for (std::size_t size = 0; size <= classes.size() - i; ++size) {
      CHECK(tree.tokens().may_be_in_class(classes.substr(i, size)));
    }
  }
  CHECK(tree.tokens().may_be_in_class("zzz"));
  CHECK(!tree.tokens().may_be_in_class("zzzz"));
  CHECK(!tree.tokens().may_be_in_class("Article_story__x2"));
  CHECK(!TokenIndex().may_be_in_class("Article"));
}

TEST_CASE("token index: what is grafted is in it, and what stands behind it has moved") {
  Tree tree = parse("<script>{}</script><p class=behind></p>");
  const NodeId script = test::elements(tree, "script").at(0);
  Arena arena;
  tree = graft(std::move(tree), {{script, "/a", {"<p class=inside>One</p>"}}}, arena);
  CHECK(having(class_token("inside"), tree) == "p ");
  CHECK(having(value_token(attribute_token(kGraftMark), "/a"), tree) == "div ");
  tree.tokens().each(class_token("behind"),
                     [&](NodeId node) { CHECK(tree.attribute(node, "class") == "behind"); });
  CHECK(having(class_token("behind"), tree) == "p ");
}

TEST_CASE("token index: where too many tokens want one place all are found, in document order, each once") {
  TokenIndex index(1);
  constexpr Token kStep = 1u << 16;  // to the same place of any small index
  for (TokenIndex::Node node = 40; node > 0; --node) {
    index.add(node * kStep, node);
    index.add(7 * kStep, node);
  }
  for (TokenIndex::Node node = 1; node <= 40; ++node) {
    std::vector<TokenIndex::Node> having;
    index.each(node * kStep, [&](TokenIndex::Node found) { having.push_back(found); });
    CAPTURE(node);
    CHECK(std::ranges::find(having, node) != having.end());
    CHECK(std::ranges::adjacent_find(having, std::greater_equal()) == having.end());
  }
  CHECK(!index.has(kStep + 100));
}
