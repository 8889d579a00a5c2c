#include "blocks/carve.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <chrono>
#include <sstream>
#include <string>
#include <vector>

#include "blocks/pages.h"
#include "sanitized.h"
#include "text/random.h"
#include "text/unicode.h"

using namespace cleancopy;
using namespace cleancopy::test;

namespace {

std::vector<PageBlock> carved(const Tree& tree, std::string_view selector) {
  std::vector<PageBlock> blocks = flow(tree);
  carve(tree, elements(tree, selector), blocks);
  return blocks;
}

}  // namespace

TEST_CASE("carve: an inline element becomes a block beside what remains") {
  struct { const char* html; Strings blocks; } const table[] = {
      {"<p><b>Cut</b> at the start", {"Cut", "at the start"}},
      {"<p>In the <b>cut</b> middle", {"In the middle", "cut"}},
      {"<p>At the end <b>cut</b>", {"At the end", "cut"}},
      {"<p>Two <b>first</b> and <b>second</b>.", {"Two and .", "first", "second"}},
      {"<p><b>first</b><b>second</b>", {"first", "second"}},
      {"<p>One <b>outer <b>inner</b> outer</b> two", {"One two", "outer inner outer"}},
      {"<p>One <i>two <b>cut</b></i> three", {"One two three", "cut"}},
      {"<p>Text <b>cut<br>cut</b> more", {"Text", "cut", "cut", "more"}},
      {"<p>Text<b> </b>only", {"Text only"}},
      {"<p>one<b> cut</b>two<b>cut </b>three<b>cut</b>", {"one two three", "cut", "cut", "cut"}},
      {"<p>a note<sup><b>1</b></sup>, and more", {"a note, and more", "1"}},
      {"<p>Text <b><img></b>only", {"Text only"}},
      {"<p>a <b>b<select><option>x</select>c</b>", {"a", "b c"}},
      {"<ul><li>• Item <b>cut</b></ul>", {"Item", "cut"}},
      {"<p>One <b>cut</b></p><p>Two <b>cut</b></p>", {"One", "cut", "Two", "cut"}},
      {"loose <b>cut</b><p>child</p>loose", {"loose", "cut", "child", "loose"}},
  };
  for (const auto& row : table) {
    CAPTURE(row.html);
    CHECK(texts_of(carved(parse(row.html), "b")) == row.blocks);
  }
}

TEST_CASE("carve: whole blocks and rows of tables are left as they are") {
  struct { const char* html; const char* selector; Strings blocks; } const table[] = {
      {"<p><b>The whole of it</b></p>", "b", {"The whole of it"}},
      {"<p> <b>The whole</b> &nbsp;</p>", "b", {"The whole"}},
      {"<div><p>One</p><p>Two</p></div>", "div, p", {"One", "Two"}},
      {"<div>loose<p>One</p></div>", "div", {"loose", "One"}},
      {"<table><tr><td>a <b>b</b><td>c</table>", "b, td", {"a b | c"}},
      {"<p>Nothing <i>cut</i>", "b", {"Nothing cut"}},
  };
  for (const auto& row : table) {
    CAPTURE(row.html);
    CHECK(texts_of(carved(parse(row.html), row.selector)) == row.blocks);
  }
}

TEST_CASE("carve: each part weighs what is its own") {
  const Tree tree = parse("<p>Short text. <a href=x>A link much longer than the text</a> <i>more</i></p>");
  const std::vector<PageBlock> blocks = carved(tree, "a");
  REQUIRE(texts_of(blocks) == Strings{"Short text. more", "A link much longer than the text"});
  CHECK(blocks[0].words == 3);
  CHECK(blocks[0].characters == 14);
  CHECK(blocks[0].link_characters == 0);
  CHECK(blocks[0].folded == "Short text. more");
  CHECK(blocks[1].words == 7);
  CHECK(blocks[1].link_share() == 1.0);
  CHECK(blocks[1].element == elements(tree, "a")[0]);
}

TEST_CASE("carve: a part inside a link that goes on around it is linked") {
  const std::vector<PageBlock> blocks = carved(parse("<p><a href=x>One <b>two</b> three</a></p>"), "b");
  REQUIRE(blocks.size() == 2);
  CHECK(blocks[0].link_share() == 1.0);
  CHECK(blocks[1].link_share() == 1.0);
}

TEST_CASE("carve: law: no word is lost or doubled, and blocks stay canonical") {
  static const std::vector<std::string> tags = {"<p>",    "</p>",       "<b>",   "</b>",   "<i>",
                                                "</i>",   "<a href=x>", "</a>",  "<br>",   "<div>",
                                                "</div>", "<ul><li>",   "</ul>", "&nbsp;", "<img>"};
  Random random(7);
  for (std::size_t round = 0; round < rounds(3000); ++round) {
    std::string html;
    const std::size_t length = random.below(30);
    for (std::size_t i = 0; i < length; ++i) {
      html += random.below(2) == 0 ? " w" + std::to_string(i) + " " : tags[random.below(tags.size())];
    }
    CAPTURE(html);
    const Tree tree = parse(html);
    const std::vector<PageBlock> before = flow(tree);
    const std::vector<PageBlock> after = carved(tree, "b, a, div");
    const auto sorted_words = [](const std::vector<PageBlock>& blocks) {
      Strings words;
      for (const PageBlock& block : blocks) {
        std::istringstream stream(block.block.text);
        for (std::string word; stream >> word;) words.push_back(word);
      }
      std::sort(words.begin(), words.end());
      return words;
    };
    REQUIRE(sorted_words(after) == sorted_words(before));
    NodeId first = 0;
    for (const PageBlock& block : after) {
      REQUIRE(normalize(block.block.text) == block.block.text);
      REQUIRE(block.first > first);
      REQUIRE(block.first <= block.last);
      REQUIRE(block.link_characters <= block.characters);
      first = block.first;
    }
  }
}

TEST_CASE("pathological: carve: a hundred thousand elements in one paragraph, or loose between breaks") {
  for (const char* piece : {"text <b>cut</b> ", "text <b>cut</b><br>"}) {
    std::string html;
    for (std::size_t i = 0; i < rounds(100'000); ++i) html += piece;
    const Tree tree = parse(std::move(html));
    const auto start = std::chrono::steady_clock::now();
    CHECK(carved(tree, "b").size() > rounds(100'000));
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(10));
  }
}
