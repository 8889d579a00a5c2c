#include "blocks/flow.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <functional>
#include <memory_resource>
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

std::vector<PageBlock> blocks_of(const std::string& html) { return flow(parse(html)); }

std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words;
  std::istringstream stream(text);
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

/// A page of random tags, each word of it another.
std::string random_page(Random& random) {
  static const std::vector<std::string> tags = {
      "<div>", "</div>", "<p>", "</p>", "<b>", "</b>", "<a href=x>", "</a>", "<br>", "<ul><li>", "<li>",
      "</ul>", "<h2>", "</h2>", "<blockquote>", "</blockquote>", "<table><tr><td>", "<td>", "<tr>",
      "</table>", "<span hidden>", "</span>", "<form>", "</form>", "<button>", "</button>", "<hr>",
      "<select><option>", "</select>", "<video>", "</video>", "&nbsp;", "\n", "<figure>", "<figcaption>",
      "</figure>", "<template>", "</template>", "<dl><dt>", "<dd>", "</dl>", "<textarea>", "</textarea>",
      " \n\t   \r\n                 ",
      "<svg><text>", "</svg>", "<img alt=x>", "<!-- c -->", " &frac12; ", " &#201;\u2019s ", " \u2014 "};
  std::string html;
  const std::size_t length = random.below(60);
  for (std::size_t i = 0; i < length; ++i) {
    html += random.below(2) == 0 ? " w" + std::to_string(i) + " " : tags[random.below(tags.size())];
  }
  return html;
}

/// The words of the page that a reader sees, in order.
std::vector<std::string> visible_words(const Tree& tree) {
  std::string text;
  for (NodeId i = 0; i < tree.size();) {
    const bool is_unseen = tree.is_element(i) && is_unrendered(tree, i);
    if (tree.is_text(i)) tree.append_text(i, text);
    i = is_unseen ? tree[i].end : i + 1;
  }
  return words_of(normalize(text));
}

std::vector<std::string> block_words(const std::vector<PageBlock>& blocks) {
  std::vector<std::string> words;
  for (const PageBlock& block : blocks) {
    for (std::string& word : words_of(block.block.text)) {
      if (word != "|") words.push_back(std::move(word));
    }
  }
  return words;
}

}  // namespace

TEST_CASE("flow: each leaf block element is a block") {
  struct { const char* html; Strings blocks; } const table[] = {
      {"", {}},
      {"<p> &nbsp;<b> </b>\n</p>", {}},
      {"<p>One<p>Two", {"One", "Two"}},
      {"<div>One <b>two</b><p>Three<br>four</p></div>", {"One two", "Three", "four"}},
      {"<div>own<p>child</p>own again</div>", {"own", "child", "own again"}},
      {"<div><div><div>deep</div></div></div>", {"deep"}},
      {"<h1>Title</h1>text<hr>more", {"Title", "text", "more"}},
      {"<a href=x><h3>Head</h3><p>Text</p></a>", {"Head", "Text"}},
      {"<dl><dt>Term<dd>Meaning</dl>", {"Term", "Meaning"}},
      {"<p>One<span class=br></span>two<span class='zebra br'></span>three</p>", {"One", "two", "three"}},
      {"<details><summary>More</summary>Text</details>", {"More", "Text"}},
      {"<pre>a\n  b</pre>", {"a b"}},
      {"<p>One<br><br>\n<br/>two</p>", {"One", "two"}},
  };
  for (const auto& row : table) {
    CAPTURE(row.html);
    CHECK(texts_of(blocks_of(row.html)) == row.blocks);
  }
}

TEST_CASE("flow: inline tags neither fuse nor split words") {
  struct { const char* html; Strings blocks; } const table[] = {
      {"<p>un<b>believ</b>able", {"unbelievable"}},
      {"<p>one <i>two</i> three", {"one two three"}},
      {"<p>one<i> two</i>", {"one two"}},
      {"<p><span>one</span>\n<span>two</span>", {"one two"}},
      {"<p><a>one</a><!-- --><a>two</a>", {"onetwo"}},
      {"<p>super<wbr>cali", {"supercali"}},
      {"<p>the <button>term</button> explained", {"the term explained"}},
      {"<p>H<sub>2</sub>O", {"H2O"}},
      {"<p>co&shy;operate", {"cooperate"}},
      {"<p>one<select><option>x</select>two", {"one two"}},
      {"<p>one <script>x()</script>two", {"one two"}},
      {"<p>one<my-tag>two</my-tag>", {"onetwo"}},
  };
  for (const auto& row : table) {
    CAPTURE(row.html);
    CHECK(texts_of(blocks_of(row.html)) == row.blocks);
  }
}

TEST_CASE("flow: character references are decoded and spaces are one") {
  CHECK(texts_of(blocks_of("<p>Fish &amp; chips &#163;5&nbsp;&nbsp;only\t &ldquo;today&rdquo;")) ==
        Strings{"Fish & chips £5 only “today”"});
  CHECK(texts_of(blocks_of("<p>&lt;b&gt; is no tag")) == Strings{"<b> is no tag"});
}

TEST_CASE("flow: what no reader sees is no block, what is only hidden is one") {
  struct { const char* html; Strings blocks; } const table[] = {
      {"<head><title>T</title></head><p>Text", {"Text"}},
      {"<select><option>One<option>Two</select>Text", {"Text"}},
      {"<textarea>Typed</textarea>Text", {"Text"}},
      {"<video>No video</video><p>Text", {"Text"}},
      {"<audio>No audio</audio><object>No object</object><iframe>No frame</iframe><p>Text", {"Text"}},
      {"<template><p>Later</p></template><p>Text", {"Text"}},
      {"<div><template shadowrootmode=open><p>Shadow</p></template></div>", {"Shadow"}},
      {"<style>p{}</style><noscript>On</noscript><svg><text>S</text></svg><p>Text", {"Text"}},
      {"<ruby>kan<rp>(</rp><rt>ji</rt><rp>)</rp></ruby>", {"kan(ji)"}},
      {"<p hidden>Hidden</p><nav>Menu</nav>", {"Hidden", "Menu"}},
  };
  for (const auto& row : table) {
    CAPTURE(row.html);
    CHECK(texts_of(blocks_of(row.html)) == row.blocks);
  }
}

TEST_CASE("flow: a block has the role of the nearest telling element") {
  struct { const char* html; const char* roles; } const table[] = {
      {"<p>a", "paragraph: a\n"},
      {"<h1>a</h1><h6>b</h6>", "heading: a\nheading: b\n"},
      {"<blockquote>a<p>b</p></blockquote>c", "quote: a\nquote: b\nparagraph: c\n"},
      {"<ul><li>a<li>b</ul>", "list_item: a\nlist_item: b\n"},
      {"<ul><li><h3>a</h3></ul>", "heading: a\n"},
      {"<ul><li><div><p>a</p></div></ul>", "list_item: a\n"},
      {"<figure><img><figcaption>a</figcaption></figure>", "caption: a\n"},
      {"<table><caption>a</caption><tr><td>b</table>", "caption: a\nparagraph: b\n"},
      {"<blockquote><ul><li>a</ul>b</blockquote>", "list_item: a\nquote: b\n"},
  };
  for (const auto& row : table) {
    CAPTURE(row.html);
    CHECK(roles_of(blocks_of(row.html)) == row.roles);
  }
}

TEST_CASE("flow: only the first block of a list item is one, and each nested item is") {
  struct { const char* html; const char* roles; } const table[] = {
      {"<ul><li><p>a</p><p>b</p><li>c</ul>", "list_item: a\nparagraph: b\nlist_item: c\n"},
      {"<ul><li>a<br>b</ul>", "list_item: a\nparagraph: b\n"},
      {"<ul><li>a<ul><li>b<li>c</ul><li>d</ul>", "list_item: a\nlist_item: b\nlist_item: c\nlist_item: d\n"},
      {"<ul><li>a<ol><li>b</ol>c</ul>", "list_item: a\nlist_item: b\nparagraph: c\n"},
      {"<ul>loose<li>a</ul>", "paragraph: loose\nlist_item: a\n"},
      {"<ul><li> <li>a</ul>", "list_item: a\n"},
  };
  for (const auto& row : table) {
    CAPTURE(row.html);
    CHECK(roles_of(blocks_of(row.html)) == row.roles);
  }
}

TEST_CASE("flow: a list mark is no text, a dash that opens speech is") {
  struct { const char* html; const char* roles; } const table[] = {
      {"<ul><li>• a<li>– b<li>- c</ul>", "list_item: a\nlist_item: b\nlist_item: c\n"},
      {"<p>• a</p><p>▪ b</p>", "list_item: a\nlist_item: b\n"},
      {"<p>• – a</p>", "list_item: a\n"},
      {"<p>– Nei, sa hun.</p><p>- Jo.</p><p>* Note</p>",
       "paragraph: – Nei, sa hun.\nparagraph: - Jo.\nparagraph: * Note\n"},
      {"<h2>• a</h2>", "heading: a\n"},
      {"<p>•</p><p>-5 degrees</p>", "paragraph: •\nparagraph: -5 degrees\n"},
  };
  for (const auto& row : table) {
    CAPTURE(row.html);
    CHECK(roles_of(blocks_of(row.html)) == row.roles);
  }
}

TEST_CASE("flow: a row of a table of data is one block, its cells joined by bars") {
  struct { const char* html; const char* roles; } const table[] = {
      {"<table><tr><th>Team<th>Points<tr><td>Wick<td>3</table>", "table: Team | Points\ntable: Wick | 3\n"},
      {"<table><tr>\n<td>a</td>\n<td>b</td>\n</tr></table>", "table: a | b\n"},
      {"<table><tr><td><p>a</p><td><p>b</p></table>", "table: a | b\n"},
      {"<table><tr><td>a<b>b</b><td> <i>c</i> d</table>", "table: ab | c d\n"},
      {"<table><tr><td></td><td>b</table>", "table: b\n"},
      {"<table><tr> <td></td> <td>b</td> </tr></table>", "table: b\n"},
      {"<table><tr><td>a<td><td>c</table>", "table: a | | c\n"},
  };
  for (const auto& row : table) {
    CAPTURE(row.html);
    CHECK(roles_of(blocks_of(row.html)) == row.roles);
  }
}

TEST_CASE("flow: a table of layout flows") {
  struct { const char* html; const char* roles; } const table[] = {
      {"<table><tr><td>only cell</table>", "paragraph: only cell\n"},
      {"<table><tr><td><p>a</p><p>b</p><p>c</p><td>d</table>",
       "paragraph: a\nparagraph: b\nparagraph: c\nparagraph: d\n"},
      {"<table><tr><td>a<br>b<td>c</table>", "paragraph: a\nparagraph: b\nparagraph: c\n"},
      {"<table><tr><td><h2>a</h2><td>b</table>", "heading: a\nparagraph: b\n"},
      {"<table><tr><td><table><tr><td>a<td>b</table><td>c</table>", "table: a | b\nparagraph: c\n"},
      {"<table><tr><td><ul><li>a</ul><td>b</table>", "list_item: a\nparagraph: b\n"},
  };
  for (const auto& row : table) {
    CAPTURE(row.html);
    CHECK(roles_of(blocks_of(row.html)) == row.roles);
  }
}

TEST_CASE("flow: a block knows how much of it is link") {
  struct { const char* html; std::uint32_t characters, linked; } const table[] = {
      {"<p>plain text", 9, 0},
      {"<p><a href=x>all link</a>", 7, 7},
      {"<a href=x><p>all link</p></a>", 7, 7},
      {"<p>half <a href=x>link</a>", 8, 4},
      {"<p>R&amp;D <a href=x><b>R&amp;D</b></a>", 6, 3},
      {"<p>a<span> </span> b", 2, 0},
      {"<table><tr><td>one<td><a href=x>two</a></table>", 6, 3},
  };
  for (const auto& row : table) {
    CAPTURE(row.html);
    const std::vector<PageBlock> blocks = blocks_of(row.html);
    REQUIRE(blocks.size() == 1);
    CHECK(blocks[0].characters == row.characters);
    CHECK(blocks[0].link_characters == row.linked);
  }
}

TEST_CASE("flow: a block knows the kinds of element around all of it") {
  struct { const char* html; std::uint32_t enclosures; } const table[] = {
      {"<p>x", 0},
      {"<nav><ul><li>x</ul></nav>", kInNav | kInList},
      {"<menu>x</menu>", kInNav},
      {"<div role=navigation>x</div>", kInNav},
      {"<div role=menubar>x</div>", kInNav},
      {"<header>x</header>", kInHeader},
      {"<div role=banner>x</div>", kInHeader},
      {"<footer>x</footer>", kInFooter},
      {"<div role=contentinfo>x</div>", kInFooter},
      {"<aside>x</aside>", kInAside},
      {"<div role=complementary>x</div>", kInAside},
      {"<form><p>x</form>", kInForm},
      {"<div role=search>x</div>", kInForm},
      {"<label>x</label>", kInForm},
      {"<button>x</button>", kInForm},
      {"<figure><figcaption>x</figcaption></figure>", kInFigure},
      {"<dialog>x</dialog>", kInDialog},
      {"<div role=alertdialog>x</div>", kInDialog},
      {"<main><article>x</article></main>", kInMain | kInArticle},
      {"<div role=main><div role=article>x</div></div>", kInMain | kInArticle},
      {"<div itemprop='articleBody'>x</div>", kInBody},
      {"<div itemprop='text articleBody'>x</div>", kInBody},
      {"<div itemprop='articleBodyless'>x</div>", 0},
      {"<div itemprop='articleBodyless articleBody'>x</div>", kInBody},
      {"<table><tr><td>x</table>", kInTable},
      {"<div hidden>x</div>", kInHidden},
      {"<div hidden=until-found>x</div>", 0},
      {"<div aria-hidden=true>x</div>", kInHidden},
      {"<div aria-hidden=false>x</div>", 0},
      {"<div style='color:red;display: none'>x</div>", kInHidden},
      {"<div style='display:none!important'>x</div>", kInHidden},
      {"<div style='display:block'>x</div>", 0},
      {"<p><span hidden>x</span>", kInHidden},
      {"<p><span hidden>x</span> y", 0},
      {"<p>x<span hidden><br></span>", 0},
  };
  for (const auto& row : table) {
    CAPTURE(row.html);
    const std::vector<PageBlock> blocks = blocks_of(row.html);
    REQUIRE(blocks.size() == 1);
    CHECK(blocks[0].enclosures == row.enclosures);
  }
}

TEST_CASE("flow: enclosures end with their element") {
  const std::vector<PageBlock> blocks = blocks_of("<div>a<aside>b<p>c</p></aside>d</div><nav></nav>e");
  REQUIRE(blocks.size() == 5);
  const std::uint32_t wanted[] = {0, kInAside, kInAside, 0, 0};
  for (std::size_t i = 0; i < blocks.size(); ++i) CHECK(blocks[i].enclosures == wanted[i]);
}

TEST_CASE("flow: blocks of equal surroundings have equal paths") {
  const std::vector<PageBlock> blocks =
      blocks_of("<div><p>a</p><p>b</p><ul><li>c</ul></div><section><p>d</p></section>");
  REQUIRE(blocks.size() == 4);
  CHECK(blocks[0].path == blocks[1].path);
  CHECK(blocks[0].path != blocks[2].path);
  CHECK(blocks[0].path != blocks[3].path);
}

TEST_CASE("flow: the element of a block is the nearest block element") {
  const Tree tree = parse("<div id=d>a<p id=p>b <b>c</b></p>d</div>");
  const std::vector<PageBlock> blocks = flow(tree);
  REQUIRE(blocks.size() == 3);
  CHECK(blocks[0].element == elements(tree, "#d")[0]);
  CHECK(blocks[1].element == elements(tree, "#p")[0]);
  CHECK(blocks[2].element == elements(tree, "#d")[0]);
}

TEST_CASE("flow: folded texts stand in the memory that is lent, those of a copy in their own") {
  const std::string html = "<p>The Mayor of Saint-Denis opened the bridge<p>Nobody \u201Cknew\u201D why";
  std::array<char, 4096> lent{};
  const auto is_lent = [&lent](std::string_view text) {
    return !std::less<>()(text.data(), lent.begin()) && std::less<>()(text.data(), lent.end());
  };
  std::vector<PageBlock> copies;
  {
    std::pmr::monotonic_buffer_resource memory(lent.data(), lent.size(), std::pmr::null_memory_resource());
    const std::vector<PageBlock> blocks = flow(parse(html), memory);
    for (const PageBlock& block : blocks) CHECK((is_lent(block.folded) && is_lent(block.caseless)));
    copies = blocks;
  }
  lent.fill('\0');
  REQUIRE(copies.size() == 2);
  for (const PageBlock& block : copies) CHECK_FALSE((is_lent(block.folded) || is_lent(block.caseless)));
  CHECK(copies[0].caseless == "the mayor of saint-denis opened the bridge");
  CHECK(copies[1].folded == "Nobody \"knew\" why");
}

TEST_CASE("flow: space at the ends of texts parts words, however much of it there is") {
  const std::string indent = "\n" + std::string(40, ' ') + "\t\r\n\f ";
  CHECK(texts_of(blocks_of("<p>" + indent + "a" + indent + "<b>" + indent + "b</b>c" + indent + "</p>")) ==
        std::vector<std::string>{"a bc"});
  CHECK(blocks_of("<p>" + indent + "<b>" + indent + "</b></p>").empty());
  CHECK(blocks_of("<p>a" + indent + "b &amp;" + indent + "<a href=x>c</a></p>").at(0).characters == 4);
}

TEST_CASE("flow: a text is the same in one run and in two, and what is no white space is counted in both") {
  Random random(411);
  for (std::size_t round = 0; round < rounds(1000); ++round) {
    std::string text = "a";
    for (std::size_t size = random.below(70); size > 0; --size) text += "aB 'x"[random.below(5)];
    text += "z";
    const std::size_t cut = 1 + random.below(text.size() - 1);
    CAPTURE(text, cut);
    const PageBlock whole = blocks_of("<p>" + text + "</p>").at(0);
    const std::string in_two = text.substr(0, cut) + "<b>" + text.substr(cut) + "</b>";
    const PageBlock two = blocks_of("<p>" + in_two + "</p>").at(0);
    REQUIRE(whole.block.text == two.block.text);
    REQUIRE(whole.folded == two.folded);
    REQUIRE(whole.caseless == two.caseless);
    REQUIRE(whole.characters == text.size() - static_cast<std::size_t>(std::ranges::count(text, ' ')));
    REQUIRE(two.characters == whole.characters);
  }
}

TEST_CASE("flow: a reference is seen wherever it stands in a text, and U+0000 is dropped") {
  for (std::size_t before = 0; before < 40; ++before) {
    const std::string letters(before, 'x');
    CHECK(texts_of(blocks_of("<p>" + letters + "&amp;y</p>")) == std::vector<std::string>{letters + "&y"});
    CHECK(texts_of(blocks_of("<p>" + letters + '\0' + "y</p>")) == std::vector<std::string>{letters + "y"});
  }
}

TEST_CASE("flow: law: each visible word is in one block, in order, and blocks are canonical and ascend") {
  Random random(20260);
  for (std::size_t round = 0; round < rounds(3000); ++round) {
    const std::string html = random_page(random);
    CAPTURE(html);
    const Tree tree = parse(html);
    const std::vector<PageBlock> blocks = flow(tree);
    REQUIRE(block_words(blocks) == visible_words(tree));
    NodeId past = 0;
    for (const PageBlock& block : blocks) {
      REQUIRE_FALSE(block.block.text.empty());
      REQUIRE(normalize(block.block.text) == block.block.text);
      REQUIRE(std::string_view(block.folded) == fold(block.block.text));
      REQUIRE(std::string_view(block.caseless) == fold_case(block.block.text));
      REQUIRE(block.words == count_words(block.block.text));
      REQUIRE(block.first > past);
      REQUIRE(block.first <= block.last);
      REQUIRE(block.link_characters <= block.characters);
      REQUIRE(tree.is_within(block.first, block.element));
      REQUIRE(tree.is_within(block.last, block.element));
      past = block.last;
    }
  }
}
