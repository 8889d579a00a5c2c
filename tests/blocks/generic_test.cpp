#include "blocks/generic.h"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include "blocks/pages.h"

using namespace cleancopy;
using namespace cleancopy::test;

namespace {

/// A paragraph of 22 words that begins with `word`.
std::string sentence(const std::string& word) {
  return word +
         " the keeper of the old lighthouse said that no boat had come in since the storm of Tuesday night, "
         "and left.";
}

std::string p(const std::string& word) { return "<p>" + sentence(word) + "</p>"; }

const Strings kStory = {sentence("One"), sentence("Two"), sentence("Three")};
const std::string kParagraphs = p("One") + p("Two") + p("Three");

Strings body_of(const std::string& html) { return judge_html({}, html).of(Kind::body); }

}  // namespace

TEST_CASE("generic: the story comes out of whatever it is wrapped in") {
  const std::string around =
      "<header><a href=/>Gazette</a></header><nav><a href=/a>News</a><a href=/b>Sport</a></nav>";
  const std::string below =
      "<aside>" + p("Aside") +
      "</aside><div class=related><h3>Related</h3><ul><li><a href=/c>Another long headline of another story "
      "that was printed on Monday</a><li><a href=/d>And one more</a></ul></div><div id=comments>" +
      p("Comment") + "</div><footer>" + p("Footer") + "</footer>";
  struct { const char* what; std::string html; } const table[] = {
      {"article", "<article>" + kParagraphs + "</article>"},
      {"a div", "<div>" + kParagraphs + "</div>"},
      {"nothing", kParagraphs},
      {"a widget", "<div class=widget><div class=widget-content>" + kParagraphs + "</div></div>"},
      {"a form", "<form id=aspnetForm>" + kParagraphs + "</form>"},
      {"paragraphs of a paywall", "<div><p class=paywall>" + sentence("One") + "</p><p class=paywall>" +
                                      sentence("Two") + "</p><p class=paywall>" + sentence("Three") +
                                      "</p></div>"},
      {"breaks",
       "<div>" + sentence("One") + "<br><br>" + sentence("Two") + "<br>" + sentence("Three") + "</div>"},
      {"several containers",
       "<div><div>" + p("One") + "</div><div>" + p("Two") + "</div><div>" + p("Three") + "</div></div>"},
      {"a table of layout", "<table><tr><td>" + kParagraphs + "</td></tr></table>"},
      {"font tags", "<center><font>" + kParagraphs + "</font></center>"},
  };
  for (const auto& row : table) {
    CAPTURE(row.what);
    CHECK(body_of(around + row.html + below) == kStory);
  }
}

TEST_CASE("generic: furniture has its reason") {
  const Judged page =
      judge_html({}, "<nav>Menu</nav><article>" + kParagraphs + "<figure><figcaption>" + sentence("Caption") +
                         "</figcaption></figure>"
                         "<p hidden>" +
                         sentence("Hidden") +
                         "</p><p><a href=/x>See the other story of the storm</a></p>"
                         "<div class=newsletter>" +
                         p("Letter") + "</div>" + p("Four") + "</article><div><p>Contact us</p></div>");
  CHECK(page.of(Kind::body).size() == 4);
  CHECK(page.rule_of("Menu") == "generic/nav");
  CHECK(page.rule_of("One") == "generic/story");
  CHECK(page.rule_of("Caption") == "generic/figure");
  CHECK(page.of(Kind::caption) == Strings{sentence("Caption")});
  CHECK(page.rule_of("Hidden") == "generic/hidden");
  CHECK(page.rule_of("See the other") == "generic/links");
  CHECK(page.rule_of("Letter") == "generic/named");
  CHECK(page.of(Kind::newsletter) == Strings{sentence("Letter")});
  CHECK(page.rule_of("Contact us") == "generic/outside");
  CHECK(page.judgement.layout == "generic");
}

TEST_CASE("generic: headings with story below stay, those without go") {
  const Judged page = judge_html({}, "<article>" + p("One") + "<h2>The storm</h2>" + p("Two") +
                                         "<h2>The boats</h2><h3>In port</h3>" + p("Three") +
                                         "<h2>More</h2><h3>On this</h3></article>");
  CHECK(page.of(Kind::body) ==
        Strings{sentence("One"), "The storm", sentence("Two"), "The boats", "In port", sentence("Three")});
}

TEST_CASE("generic: a heading over links is the links'") {
  const Judged page = judge_html({}, "<article>" + p("One") +
                                         "<h2>Read on</h2><p><a href=/x>Another story of the storm</a></p>" +
                                         p("Two") + "</article>");
  CHECK(page.of(Kind::body) == Strings{sentence("One"), sentence("Two")});
}

TEST_CASE("generic: short lines between paragraphs are story, labels at the edges are not") {
  const Judged page =
      judge_html({}, "<article><p>Share</p><p>It rained.</p><p>By the sea it was worse.</p>" + p("One") +
                         "<p>Nothing.</p><ul><li>one "
                         "boat<li>two boats</ul>" +
                         p("Two") + "<p>They waited all night long.</p><p>Share</p></article>");
  CHECK(page.of(Kind::body) == Strings{"By the sea it was worse.", sentence("One"), "Nothing.", "one boat",
                                       "two boats", sentence("Two"), "They waited all night long."});
}

TEST_CASE("generic: a paragraph printed twice is kept once, a short line as often as it stands") {
  const Judged page = judge_html({}, "<article>" + p("One") + "<p>Silence.</p>" + p("Two") + p("One") +
                                         "<p>Silence.</p>" + p("Three") + "</article>");
  CHECK(page.of(Kind::body) ==
        Strings{sentence("One"), "Silence.", sentence("Two"), "Silence.", sentence("Three")});
  CHECK(page.of(Kind::duplicate) == Strings{sentence("One")});
}

TEST_CASE("generic: a page of links, labels or one short line has no story") {
  std::string index = "<ul>";
  for (int i = 0; i < 40; ++i)
    index +=
        "<li><a href=/" + std::to_string(i) + ">A headline of some story that is told on another page</a>";
  for (const std::string& html : {index, std::string("<p>Not found</p>"),
                                  std::string("<p>Page 404.</p><p>Go home</p>"), std::string()}) {
    CAPTURE(html);
    const Judged page = judge_html({}, html);
    CHECK(page.of(Kind::body).empty());
    for (const PageBlock& block : page.blocks) CHECK(block.block.verdict.rule == "generic/no-story");
  }
}

TEST_CASE("generic: a verdict that a rule gave is not changed") {
  const Judged page = judge_html(
      {{"generic", "[drop]\ncaption = ['.c']"}},
      "<article>" + p("One") + "<p class=c>" + sentence("Two") + "</p>" + p("Three") + "</article>");
  CHECK(page.of(Kind::body) == Strings{sentence("One"), sentence("Three")});
  CHECK(page.rule_of("Two") == "generic/caption.1");
}

TEST_CASE("generic: a block reads like story by its words, its end and its links") {
  struct { const char* html; bool reads; } const table[] = {
      {"<p>The boats came in late on Tuesday and left again.", true},
      {"<p>The boats came in late on Tuesday and left.", false},
      {"<p>The boats came in late on Tuesday and left again", false},
      {"<p>“The boats came in late on Tuesday and left again.”", true},
      {"<p>The boats came in late on Tuesday and left again.)", true},
      {"<h2>The boats came in late on Tuesday and left again.</h2>", false},
      {"<p><a href=x>The boats came in late on Tuesday</a> and left again.", false},
      {"<p>a b c d e f g h i j k l m n o p q r s t u v w x y", true},
  };
  for (const auto& row : table) {
    CAPTURE(row.html);
    CHECK(reads_like_story(flow(parse(row.html))[0]) == row.reads);
  }
}
