#include "blocks/split.h"

#include <catch2/catch.hpp>

#include <cstdint>
#include <string>
#include <vector>

#include "blocks/pages.h"
#include "text/random.h"
#include "text/unicode.h"

using namespace cleancopy;
using namespace cleancopy::test;

TEST_CASE("split: a line is a block, whatever ends it") {
  struct { const char* text; Strings blocks; std::vector<std::uint32_t> lines; } const table[] = {
      {"", {}, {}},
      {"\n \r\n\t\r", {}, {}},
      {"One.", {"One."}, {1}},
      {"One.\nTwo.\n", {"One.", "Two."}, {1, 2}},
      {"One.\r\nTwo.\r\n", {"One.", "Two."}, {1, 2}},
      {"One.\rTwo.\r", {"One.", "Two."}, {1, 2}},
      {"\n\nOne.\n\n \nTwo.", {"One.", "Two."}, {3, 6}},
      {"One.\n\rTwo.", {"One.", "Two."}, {1, 3}},
      {"  One \t two.  ", {"One two."}, {1}},
  };
  for (const auto& row : table) {
    CAPTURE(row.text);
    const std::vector<PageBlock> blocks = split(row.text);
    CHECK(texts_of(blocks) == row.blocks);
    std::vector<std::uint32_t> lines;
    for (const PageBlock& block : blocks) lines.push_back(block.line);
    CHECK(lines == row.lines);
  }
}

TEST_CASE("split: bullets make list items, short lines above text make headings") {
  struct { const char* text; const char* roles; } const table[] = {
      {"• One\n▪ Two\n• – Three", "list_item: One\nlist_item: Two\nlist_item: Three\n"},
      {"– Nei, sa hun\n- Jo\n* Note\nEnd.",
       "paragraph: – Nei, sa hun\nparagraph: - Jo\nparagraph: * Note\nparagraph: End.\n"},
      {"A heading\nA sentence.", "heading: A heading\nparagraph: A sentence.\n"},
      {"A sentence.\nNothing below", "paragraph: A sentence.\nparagraph: Nothing below\n"},
      {"“Said so”\nIs it?\nYes!\nList:\nEnd.",
       "paragraph: “Said so”\nparagraph: Is it?\nparagraph: Yes!\nparagraph: List:\nparagraph: End.\n"},
      {"a b c d e f g h i j k l\na b c d e f g h i j k l m\nEnd.",
       "heading: a b c d e f g h i j k l\nparagraph: a b c d e f g h i j k l m\nparagraph: End.\n"},
  };
  for (const auto& row : table) {
    CAPTURE(row.text);
    CHECK(roles_of(split(row.text)) == row.roles);
  }
}

TEST_CASE("split: a block of text has words and folded text but neither nodes nor links") {
  const std::vector<PageBlock> blocks = split("“It’s — over,” he said.");
  REQUIRE(blocks.size() == 1);
  CHECK(blocks[0].first == kNoNode);
  CHECK(blocks[0].words == 4);
  CHECK(blocks[0].folded == "\"It's - over,\" he said.");
  CHECK(blocks[0].link_share() == 0.0);
  CHECK(split("two words")[0].characters == 8);
}

TEST_CASE("split: law: splitting what was split changes nothing") {
  static const std::vector<std::string> pieces = {"• ",     "- ", "– ",      "* ",      "·",     " ",
                                                  "\n",     "\r", "\r\n",    "word",    "A.",    "\u00A0",
                                                  "\u200B", "|",  "e\u0301", "▪\u00A0", "\u2028"};
  Random random(11);
  for (int round = 0; round < 5000; ++round) {
    const std::string text = random.join_of(pieces, 14);
    CAPTURE(text);
    std::string printed;
    const std::vector<PageBlock> blocks = split(text);
    for (const PageBlock& block : blocks) {
      REQUIRE_FALSE(block.block.text.empty());
      REQUIRE(normalize(block.block.text) == block.block.text);
      printed += (block.block.role == Role::list_item ? "• " : "") + block.block.text + "\n\n";
    }
    REQUIRE(roles_of(split(printed)) == roles_of(blocks));
  }
}
