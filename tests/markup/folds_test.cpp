#include "markup/folds.h"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include "../text/random.h"
#include "markup/scan.h"
#include "markup/verify.h"

using namespace cleancopy;

namespace {

/// The tags that Gumbo is shown, texts apart.
std::string shown(const std::string& page) {
  const Skeleton skeleton = scan(page, Folding::plain);
  std::string out;
  for (const char c : skeleton.text) {
    if (static_cast<unsigned char>(c) < 0x80) out += c;
  }
  return out;
}

/// Tags of every kind, most of them opened and closed in order.
std::string soup(Random& random) {
  static const std::vector<std::string> names{
      "div", "p", "span", "a", "b", "i", "ul", "li", "dl", "dt", "dd", "h1", "h2", "table", "tr", "td",
      "caption", "form", "button", "section", "x-a", "font", "em", "center", "pre", "object", "select",
      "option", "tbody", "thead", "th", "optgroup"};
  static const std::vector<std::string> nests{
      "<table><tr><td>", "<table> <tbody> <tr> <td>", "<table><caption>1</caption><tr><th>", "<ul><li>",
      "<ul><li><p>", "<select><option>", "<dl><dt>1<dd>", "<table><thead><tr><td>1<td>2<tbody><tr><td>"};
  static const std::vector<std::string> ends{
      "</table>", "</td></tr></table>", "</ul>", "</li></ul>", "</select>", "</dl>"};
  static const std::vector<std::string> beginnings{
      "", "<!doctype html>", "<!doctype html><html><head><title>1</title></head><body>",
      "<html> <head> </head> <body> ", "<html><head><meta></head>1<body>", "<html><body>",
      "<head><link><title> 1</title></head>", "<html><head></body>", "<html><head><div></div></head><body>",
      "<html></head><head></head></form><body></html>"};
  std::string page = beginnings[random.below(beginnings.size())];
  std::vector<std::string> open;
  for (std::size_t n = 4 + random.below(40); n > 0; --n) {
    const std::size_t turn = random.below(15);
    const bool slips = random.below(12) == 0;
    if (turn < 5 || open.empty()) {
      open.push_back(names[random.below(names.size())]);
      page += "<" + open.back() + ">";
    } else if (turn < 9) {
      const std::string other = random.below(4) == 0 ? "body" : names[random.below(names.size())];
      const std::string closed = slips ? other : open.back();
      page += "</" + closed + ">";
      open.pop_back();
    } else if (turn > 12) {
      page += nests[random.below(nests.size())];
      if (random.below(2) == 0) page += "1";
      page += ends[random.below(ends.size())];
    } else if (turn == 12) {
      open.pop_back();  // its end tag is left out
    } else {
      page += turn == 9 ? " " : turn == 10 ? "<br>" : std::to_string(n);
    }
  }
  return page;
}

/// Elements in good order, but for an end tag of a paragraph here and there, and templates among them.
std::string tidy_soup(Random& random) {
  static const std::vector<std::string> names{"div", "p", "span", "b", "ul", "li", "section", "h2", "button",
                                              "template", "x-a", "form", "td", "a"};
  static const std::vector<std::string> leaves{
      "</p>", "</p>", "1", " ", "<br>", "<template><p>1</template>", "<template></p>2</template>",
      "<template><tr><td>1</td></tr></template>", "<table><tr><td></p><template><i>1</i></template></table>"};
  std::string page = random.below(2) == 0
                         ? "<html><head><template></p><b>1</b></template></head><body>"
                         : "<html><head><title>1</title></head><body></p>";
  std::vector<std::string> open;
  for (std::size_t n = 4 + random.below(30); n > 0; --n) {
    const std::size_t turn = random.below(5);
    if (turn < 2) {
      open.push_back(names[random.below(names.size())]);
      page += "<" + open.back() + ">";
    } else if (turn == 2 || open.empty()) {
      page += leaves[random.below(leaves.size())];
    } else {
      page += "</" + open.back() + ">";
      open.pop_back();
    }
  }
  return page;
}

/// Four thousand pages of the kind have the tree of a bare parse.
void check_as_bare(std::string (*make)(Random&), unsigned seed) {
  Arena arena;
  Random random(seed);
  for (int n = 0; n < 4'000; ++n) {
    const std::string page = make(random);
    CAPTURE(page);
    REQUIRE(verify_parse(page, arena).difference == "");
  }
}

}  // namespace

TEST_CASE("folds: what is plainly nested is not shown to Gumbo") {
  struct Row {
    const char* page;
    const char* shown;
  };
  const Row row = GENERATE(values<Row>({
      {"<div><p>1</p><ul><li>2</li> <li><a>3</a></li></ul></div>", "<div></div>"},
      {"<div><h2>1</h2><img><br>2<hr><x-a><x-b>3</x-b></x-a></div><p><b>4</b></p>", "<div></div><p></p>"},
      // may end a paragraph around the link
      {"<a><div>1</div></a>", "<a><div></div></a>"},
      {"<div><a><div>1</div></a></div>", "<div></div>"},
      {"<div><p>1<div>2</div></div>", "<div></div>"},                     // the inner div ends the paragraph
      {"<div>1<p>2</p></span></div>", "<div></div>"},                     // an end tag too many: ends nothing
      {"<span><div>1<p>2</p></span></div></span>", "<span><div><p></p></span></div></span>"},
      {"<div>1</p>2</div>", "<div></div>"},                               // and this one is a paragraph
      {"<div><i>1</p>2</i><ul></p></ul></div>", "<div></div>"},
      {"<div><p>1<span></p></span></div>", "<div><p><span></p></span></div>"},  // but this one ends another
      {"<div><template></p></template></div>", "<div><template></p></template></div>"},
      {"<table></p></table>", "<table></p></table>"},
      {"<ul><li><i>1</i><li>2</ul>", "<ul></ul>"},                        // end tags left out
      {"<div><p>1<p>2<ul><li><p>3<li>4</ul><dl><dt>5<dd>6</dl></div>", "<div></div>"},
      {"<ul><li><i>1<li>2</ul>", "<ul><li><i><li></ul>"},                 // but that of <i> may not
      {"<div><p>1<b>2<p>3</div>", "<div><p><b><p></div>"},
      {"<b><p>1</b><p><i>2</i></p>", "<b><p></b><p></p>"},                // misnested
      // <b> goes on in the second paragraph
      {"<p><b>1</p><p><i>2</i></p>", "<p><b></p><p><i></i></p>"},
      {"<div><a>1<a>2</a></a></div>", "<div><a><a></a></a></div>"},
      {"<div><button>1<button>2</button></button></div>", "<div><button><button></button></button></div>"},
      {"<div><h1>1<h2>2</h2></h1></div>", "<div><h1><h2></h2></h1></div>"},
      {"<div><li>1</li></div>", "<div></div>"},
      {"<ul><li><div><li>1</li></div></li></ul>", "<ul><li><div><li></li></div></li></ul>"},
      {"<div><form><p>1</p></form></div>", "<div></div>"},
      {"<div><form>1<form>2</form></form></div>", "<div><form><form></form></form></div>"},
      {"<div><form>1</div></form><div><form>2</form></div>", "<div><form></div></form><div></div>"},
      {"<div><table><tr><th>1<td>2<tr><td><p>3</td></table></div>", "<div></div>"},
      {"<div><table> <caption>1</caption> <thead><tr><td>1<tbody><tr></tr></tbody></table></div>",
       "<div></div>"},
      // fostered
      {"<div><table>1<tr><td>2</td></tr></table></div>", "<div><table><tr><td></td></tr></table></div>"},
      {"<p><table><tr><td>1</td></tr></table></p>", "<p><table></table></p>"},        // may end the paragraph
      {"<p><i><table><tr><td>1</td></tr></table></i></p>", "<p><i><table><tr><td></td></tr></table></i></p>"},
      {"<table><div><p>1</p></div><tr><td><div><p>2</p></div></td></table>",
       "<table><div><p></p></div><tr><td><div></div></td></table>"},
      {"<p><select><option>1</option><optgroup><option>2</option></optgroup></select></p>", "<p></p>"},
      {"<div><select><option>1<option>2</select></div>", "<div></div>"},
      {"<div><select><option>1</select><option>2</div>", "<div><select></select><option></div>"},
      {"<div><select><b>1</b></select></div>", "<div><select><b></b></select></div>"},
      {"<html><head><title>1</title></head><body><p>2</p></body></html>", "<html></html>"},
      {" <html> <head><meta></head> <body><div>1</body></html> <p>2</p>", "<html></html>"},
      {"<head><title>1</title></head><body><p>2</p>", "<head></head><body><p></p>"},
      {"<html><head><p>1</p></head><body>2", "<html><head><p></p></head><body>"},
      {"<html><head></head>1<body>2", "<html><head></head><body>"},
      {"<html><head></head><body><p>1<div>2</div><p>3</html>", "<html></html>"},
      {"<template><div><p>1</p></div></template>", "<template></template>"},
      {"<p><template>1<div><b>2</b></div><p>3</template>4</p>", "<p></p>"},
      {"<html><head><template><p>1</p></template></head><body>2", "<html></html>"},
      {"<div><template><tr><td>1</td></tr></template></div>",
       "<div><template><tr><td></td></tr></template></div>"},
      {"<div><template><form></form></template></div>", "<div><template><form></form></template></div>"},
      {"<div><p>1</p></div><frameset>", "<div><p></p></div><frameset>"},
      {"<div><img>1</img></div><div>1</br></div>", "<div></div><div></br></div>"},
      {"<div><x-a>1</x-b></x-a></div>", "<div><x></x></div>"},
  }));
  CAPTURE(row.page);
  CHECK(shown(row.page) == row.shown);
}

TEST_CASE("folds: the tree is that of a bare parse, whatever was folded") {
  check_as_bare(soup, 11);
}

TEST_CASE("folds: templates and empty paragraphs are those of a bare parse") {
  check_as_bare(tidy_soup, 12);
}

TEST_CASE("folds: of a page that is written well Gumbo sees next to nothing") {
  std::string page = "<!doctype html><body>";
  for (int n = 0; n < 100; ++n) page += "<div><p>1 <a href=x>2</a></p><ul><li><span>3</span></li></ul></div>";
  CHECK(scan(page, Folding::plain).marks.size() == 101);
  CHECK(scan(page, Folding::none).marks.size() == 601);
}
