#include "blocks/judge.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <string>
#include <vector>

#include "blocks/pages.h"

using namespace cleancopy;
using namespace cleancopy::test;

namespace {

std::string site(const std::string& rules) { return "hosts = ['site.example']\n" + rules; }

/// A paragraph of 22 words and over 100 bytes that begins with `word`.
std::string sentence(const std::string& word) {
  return word +
         " and the council of the lower town met again on the quay to talk about the old dam, which broke on "
         "Monday.";
}

std::string p(const std::string& word) { return "<p>" + sentence(word) + "</p>"; }

/// Two layouts of one site.
const std::string kLayouts = "[[keep]]\nbody = '.new'\n[[keep]]\nbody = '.old'\n";

}  // namespace

TEST_CASE("judge: every block gets a verdict with a reason, and the layout's body is kept") {
  const Judged page =
      judge_html({{"site", site(kLayouts + "[drop]\nad = ['.ad']")}},
                 "<nav>Menu</nav><div class=new>" + p("One") + "<p class=ad>Buy</p>" + p("Two") +
                     "</div><figure><figcaption>Pic</figcaption></figure><p hidden>h</p><p>Foot</p>");
  CHECK(page.judgement.layout == "site/keep.1");
  CHECK(page.of(Kind::body) == Strings{sentence("One"), sentence("Two")});
  CHECK(page.rule_of("One") == "site/keep.1");
  CHECK(page.of(Kind::nav) == Strings{"Menu"});
  CHECK(page.of(Kind::ad) == Strings{"Buy"});
  CHECK(page.of(Kind::caption) == Strings{"Pic"});
  CHECK(page.of(Kind::hidden) == Strings{"h"});
  CHECK(page.of(Kind::furniture) == Strings{"Foot"});
  for (const PageBlock& block : page.blocks) CHECK_FALSE(block.block.verdict.rule.empty());
}

TEST_CASE("judge: the layout is the first with 200 bytes of body and half of what the longest has") {
  const std::string two = p("One") + p("Two"), four = two + p("Six") + p("Ten"),
                    six = four + p("Xan") + p("Zoe");
  struct { std::string html; const char* layout; } const table[] = {
      {"<div class=new>" + two + "</div><div class=old>" + two + "</div>", "site/keep.1"},
      {"<div class=old>" + two + "</div>", "site/keep.2"},
      {"<div class=new>" + p("One") + "</div><div class=old>" + two + "</div>", "site/keep.2"},
      {"<div class=new>" + two + "</div><div class=old>" + four + "</div>", "site/keep.1"},
      {"<div class=new>" + two + "</div><div class=old>" + six + "</div>", "site/keep.2"},
      {"<div class=new>" + p("One") + "</div>", "generic"},
      {"<div>" + six + "</div>", "generic"},
  };
  for (const auto& row : table) {
    CAPTURE(row.html);
    CHECK(judge_html({{"site", site(kLayouts)}}, row.html).judgement.layout == row.layout);
  }
}

TEST_CASE("judge: own layouts come before inherited ones, and one switched off never comes") {
  const std::string html = "<div class=a>" + p("One") + p("Two") + "</div>";
  const std::pair<std::string, std::string> platform = {"platform/p", "[[keep]]\nbody = '.a'"};
  CHECK(judge_html({platform, {"site", site("extends = ['platform/p']\n[[keep]]\nbody = 'div'")}}, html)
            .judgement.layout == "site/keep.1");
  CHECK(judge_html({platform, {"site", site("extends = ['platform/p']")}}, html).judgement.layout ==
        "platform/p/keep.1");
  CHECK(judge_html({platform, {"site", site("extends = ['platform/p']\noff = ['platform/p/keep.1']")}}, html)
            .judgement.layout == "generic");
}

TEST_CASE("judge: of a body's matchers the first with text counts, and nested matches count once") {
  const Files files = {{"site", site("[[keep]]\nbody = ['.none', 'div', 'p']")}};
  const Judged page =
      judge_html(files, "<div>" + p("One") + "<div>" + p("Two") + "</div></div>" + p("Three"));
  CHECK(page.of(Kind::body) == Strings{sentence("One"), sentence("Two")});
}

TEST_CASE("judge: a body may be chosen by text, and by date") {
  const Files by_text = {{"site", site("[[keep]]\nbody = { at = '= Full story', to = 'end' }")}};
  CHECK(judge_text(by_text, "Title\nFull story\n" + sentence("One") + "\n" + sentence("Two") + "\n" +
                                sentence("Three"))
            .judgement.layout == "site/keep.1");
  const Files by_date = {
      {"site", site("[[keep]]\nbody = { at = 'div', until = 2020-12-31 }\n[[keep]]\nbody = 'section'")}};
  const std::string html = "<section><div>" + p("One") + p("Two") + "</div></section>";
  CHECK(judge_html(by_date, html, "2020-01-01").judgement.layout == "site/keep.1");
  CHECK(judge_html(by_date, html, "2021-01-01").judgement.layout == "site/keep.2");
}

TEST_CASE("judge: a drop removes neither the body nor an element around it") {
  const std::string body =
      "<form class=f><div class=new>" + p("One") + p("Two") + "<form></form></div></form>";
  for (const char* drop :
       {"'form'", "'.new'", "'body'", "{ at = '~ ^One', up = 'form' }", "{ at = '.new', up = '.f' }"}) {
    CAPTURE(drop);
    const Judged page = judge_html({{"site", site(kLayouts + "[drop]\nfurniture = [" + drop + "]")}}, body);
    CHECK(page.of(Kind::body).size() == 2);
  }
}

TEST_CASE("judge: a drop inside the body removes its part of it") {
  const Judged page = judge_html(
      {{"site", site("[[keep]]\nbody = '.part'\n[drop]\nrelated = ['.part.links']")}},
      "<div class=part>" + p("One") + p("Two") + "</div><div class='part links'>" + p("Three") + "</div>");
  CHECK(page.of(Kind::body) == Strings{sentence("One"), sentence("Two")});
  CHECK(page.of(Kind::related) == Strings{sentence("Three")});
}

TEST_CASE("judge: without a layout no element that holds most of the story is dropped") {
  const std::string html =
      "<form><div>" + p("One") + p("Two") + "<p>Recommended</p>" + p("Six") +
      "</div><fieldset>Search</fieldset></form>";
  for (const char* drop : {"'form'", "'div'", "{ at = '= Recommended', up = 'form' }"}) {
    CAPTURE(drop);
    const Judged page = judge_html({{"generic", std::string("[drop]\nfurniture = [") + drop + "]"}}, html);
    const Strings body = page.of(Kind::body);
    for (const char* word : {"One", "Two", "Six"})
      CHECK(std::count(body.begin(), body.end(), sentence(word)) == 1);
  }
}

TEST_CASE("judge: a byline or long caption above the story is head, also when it reads like story") {
  const std::string byline =
      "By Ann Lee, who has covered the coast of the lower county for this newspaper since it was founded.";
  const std::string drops =
      "[drop]\nbyline = [{ at = '~ ^By [A-Z]', zone = 'head' }]\ncaption = [{ at = 'repeat', zone = 'head' "
      "}]";
  const Judged page = judge_html({{"site", site(kLayouts + drops)}},
                                 "<div class=new><p>" + byline + "</p>" + p("One") +
                                     "<p>By Monday it was over, they said to us.</p>" + p("Two") + "</div>");
  CHECK(page.of(Kind::byline) == Strings{byline});
  CHECK(page.of(Kind::body).size() == 3);
}

TEST_CASE("judge: the page is overcut when drops take more than 60 % of the body's words") {
  const std::string body =
      "<div class=new>" + p("One") + p("Two") + p("Three") + p("Four") + p("Five") + "</div>";
  struct { const char* drop; bool overcut; } const table[] = {
      {"'p:nth-child(-n+3)'", false}, {"'p:nth-child(-n+4)'", true}, {"'.none'", false}};
  for (const auto& row : table) {
    CAPTURE(row.drop);
    CHECK(
        judge_html({{"site", site(kLayouts + "[drop]\nad = [" + row.drop + "]")}}, body).judgement.overcut ==
        row.overcut);
  }
}

TEST_CASE("judge: what a layout names moves to its field") {
  const Judged page =
      judge_html({{"site", site("[[keep]]\nbody = 'article'\ntitle = { at = 'h1', before = ' |' "
                                "}\nstandfirst = '.intro'\nbyline = '.by'\n"
                                "date = ['.none', '.date']\ncredit = '.agency'\ntags = '.tags a'")}},
                 "<article><h1>Dam broke | Gazette</h1><p class=intro>It was old.</p><p class=by>By Ann Lee "
                 "and Bo Ek</p>"
                 "<p class=date>3 March 2024</p>" +
                     p("One") + p("Two") +
                     "<p class=agency>Reuters</p></article><p class=tags><a>Floods</a> <a>Coast</a></p>");
  const RuleFields& named = page.judgement.named;
  CHECK(named.title.value == "Dam broke");
  CHECK(named.title.source == "site/keep.1");
  CHECK(named.standfirst.value == "It was old.");
  CHECK(named.date.value == "2024-03-03");
  REQUIRE(named.authors.size() == 2);
  CHECK(named.authors[0].value == "Ann Lee");
  CHECK(named.authors[1].value == "Bo Ek");
  CHECK(named.tags == Strings{"Floods", "Coast"});
  CHECK(page.of(Kind::body) == Strings{sentence("One"), sentence("Two")});
  CHECK(page.of(Kind::credit) == Strings{"Reuters"});
  CHECK(page.of(Kind::title) == Strings{"Dam broke | Gazette"});
}

TEST_CASE("judge: of a field's matchers the first with text is used, and the others' blocks stay") {
  const Judged page = judge_html(
      {{"site", site("[[keep]]\nbody = 'article'\nstandfirst = ['.intro', 'article p:first-of-type']")}},
      "<p class=intro>It was old.</p><article>" + p("One") + p("Two") + "</article>");
  CHECK(page.of(Kind::standfirst) == Strings{"It was old."});
  CHECK(page.of(Kind::body) == Strings{sentence("One"), sentence("Two")});
}

TEST_CASE("judge: a field that the layout lacks comes from inherited files, unless they are switched off") {
  const std::string platform = "[[keep]]\nbody = '.none'\ntitle = 'h2'\ntags = 'i'";
  const std::string html = "<h2>Dam broke</h2><i>Coast</i><div class=new>" + p("One") + p("Two") + "</div>";
  const Judged page =
      judge_html({{"platform/p", platform}, {"site", site("extends = ['platform/p']\n" + kLayouts)}}, html);
  CHECK(page.judgement.named.title.value == "Dam broke");
  CHECK(page.judgement.named.title.source == "platform/p/keep.1");
  CHECK(page.judgement.named.tags == Strings{"Coast"});
  const Judged off =
      judge_html({{"platform/p", platform},
                  {"site", site("extends = ['platform/p']\noff = ['platform/p/keep.1']\n" + kLayouts)}},
                 html);
  CHECK(off.judgement.named.title.value.empty());
  CHECK(off.judgement.named.tags.empty());
}

TEST_CASE("judge: an empty list ends the search for a field in weaker files, and for that field alone") {
  const std::string platform = "[[keep]]\nbody = '.none'\nstandfirst = 'h2'\ntags = 'i'";
  const std::string html = "<h2>Dam broke</h2><i>Coast</i><div class=new>" + p("One") + p("Two") + "</div>";
  const Judged page = judge_html(
      {{"platform/p", platform},
       {"site", site("extends = ['platform/p']\n[[keep]]\nbody = '.new'\nstandfirst = []")}},
      html);
  CHECK(page.judgement.named.standfirst.value.empty());
  CHECK(page.judgement.named.tags == Strings{"Coast"});
}

TEST_CASE("judge: a weak matcher gives a value of its own, beside the strong ones") {
  const Judged page = judge_html(
      {{"site", site("[[keep]]\nbody = 'article'\nbyline = [{ is = 'Gazette', weak = true }, '.by']\n"
                     "date = { at = 'script', json = '/day', weak = true }")}},
      "<script>{\"day\": \"2024-03-03\"}</script><article><p class=by>Ann Lee</p>" + p("One") + p("Two") +
          "</article>");
  REQUIRE(page.judgement.named.authors.size() == 1);
  CHECK(page.judgement.named.authors[0].value == "Ann Lee");
  CHECK(page.judgement.named.date.value.empty());
  REQUIRE(page.judgement.weak.authors.size() == 1);
  CHECK(page.judgement.weak.authors[0].value == "Gazette");
  CHECK(page.judgement.weak.date.value == "2024-03-03");
}

TEST_CASE("judge: a short line that the layout calls a heading is one, and its words stay") {
  const std::string rules = site("[[keep]]\nbody = 'article'\nheadings = ['p > b:only-child', 'li > b']\n"
                                 "[drop]\nad = ['.ad']");
  const Judged page = judge_html(
      {{"site", rules}}, "<article>" + p("One") + "<p><b>The dam</b></p><p><b>Ann Lee:</b> it broke.</p>" +
                             "<p><b>" + sentence("Bold") + "</b></p><ul><li><b>Item</b></ul>" +
                             "<p class=ad><b>Buy</b></p>" + p("Two") + "</article><p><b>Foot</b></p>");
  Strings headings;
  for (const PageBlock& block : page.blocks) {
    if (block.block.role == Role::heading) headings.push_back(block.block.text);
  }
  CHECK(headings == Strings{"The dam"});
  CHECK(page.of(Kind::body).size() == 6);
}

TEST_CASE("judge: a body in a script is body by the layout's word, and drops label it like any other") {
  const std::string rules =
      site("[[keep]]\nbody = { at = '#data', json = '/text' }\ntitle = { at = '#data', json = '/t' }\n"
           "[drop]\nnewsletter = ['= Get our mail']\nrelated = ['[data-json] .more']\n"
           "duplicate = [{ at = 'repeat' }]");
  const std::string value =
      p("One") + p("Two") + "<p>Get our mail</p><p class=more>More of it</p>" + p("Three");
  const Judged page =
      judge_html({{"site", rules}}, "<article>" + p("One") +
                                        "</article><script id=data>{\"t\": \"Dam\", \"text\": \"" + value +
                                        "\"}</script><footer>" + p("Foot") + "</footer>");
  CHECK(page.judgement.layout == "site/keep.1");
  CHECK(page.judgement.named.title.value == "Dam");
  CHECK(page.of(Kind::body) == Strings{sentence("One"), sentence("Two"), sentence("Three")});
  CHECK(page.of(Kind::newsletter) == Strings{"Get our mail"});
  CHECK(page.of(Kind::related) == Strings{"More of it"});
  CHECK(page.of(Kind::title) == Strings{"Dam"});
  CHECK(page.of(Kind::furniture) == Strings{sentence("One"), sentence("Foot")});
  CHECK(page.of(Kind::duplicate).empty());
}

TEST_CASE("judge: what a script holds is hidden where no layout takes it for the body") {
  const std::string json =
      "<script id=data>{\"text\": \"" + p("One") + p("Two") + p("Six") + "\"}</script>";
  const std::string html = json + "<article>" + p("Ten") + p("Xan") + p("Zoe") + "</article>";
  struct { const char* layouts; const char* used; } const table[] = {
      {"[[keep]]\nbody = 'article'\n[[keep]]\nbody = { at = '#data', json = '/text' }", "site/keep.1"},
      {"[[keep]]\nbody = '.none'\nstandfirst = { at = '#data', json = '/text' }", "generic"},
  };
  for (const auto& row : table) {
    CAPTURE(row.layouts);
    const Judged page = judge_html({{"site", site(row.layouts)}}, html);
    CHECK(page.judgement.layout == row.used);
    CHECK(page.of(Kind::hidden) == Strings{sentence("One"), sentence("Two"), sentence("Six")});
    CHECK(page.of(Kind::body) == Strings{sentence("Ten"), sentence("Xan"), sentence("Zoe")});
  }
}

TEST_CASE("judge: a drop key that is a field moves the block there, trimmed") {
  const std::string drops =
      "[drop]\nbyline = [{ at = '.by', after = 'Words: ' }]\ndate = ['~ ^Published ']\nstandfirst = "
      "['.intro']\n"
      "credit = ['= Reuters']";
  const Judged page =
      judge_html({{"site", site(drops)}},
                 "<p class=by>Words: Ann Lee</p><p>Published 3 March 2024</p><p class=intro>It was</p>"
                 "<p class=intro>old.</p>" +
                     p("One") + p("Two") + "<p>Reuters</p>");
  const RuleFields& moved = page.judgement.moved;
  REQUIRE(moved.authors.size() == 1);
  CHECK(moved.authors[0].value == "Ann Lee");
  CHECK(moved.authors[0].source == "site/byline.1");
  CHECK(moved.date.value == "2024-03-03");
  CHECK(moved.standfirst.value == "It was old.");
  CHECK(page.of(Kind::body) == Strings{sentence("One"), sentence("Two")});
  CHECK(page.of(Kind::credit) == Strings{"Reuters"});
  CHECK(page.blocks.back().block.role == Role::credit);
  CHECK(page.blocks.back().block.verdict.kept());
}

TEST_CASE("judge: an author said twice is named once") {
  const Judged page = judge_html({{"site", site("[drop]\nbyline = ['~ ^By ']")}},
                                 "<p>By Ann Lee</p>" + p("One") + p("Two") + "<p>By Ann Lee</p>");
  CHECK(page.judgement.moved.authors.size() == 1);
}

TEST_CASE("judge: the page's own title above the story is no body text, the same words below it are") {
  const std::string html =
      "<head><title>The dam broke at night</title></head><div class=new><p>The dam broke at night</p>" +
      p("One") + "<p>The dam broke at night</p>" + p("Two") + "</div>";
  const Judged page = judge_html({{"site", site(kLayouts)}}, html);
  CHECK(page.of(Kind::title) == Strings{"The dam broke at night"});
  CHECK(page.of(Kind::body) == Strings{sentence("One"), "The dam broke at night", sentence("Two")});
}

TEST_CASE("judge: the first line of plain text is its title, all others are body until a rule drops them") {
  const Judged page = judge_text({{"site", site("[drop]\nad = ['= Advertisement']")}},
                                 sentence("Title") + "\nOne.\nAdvertisement\nTwo.");
  CHECK(page.of(Kind::title) == Strings{sentence("Title")});
  CHECK(page.judgement.moved.title.value == sentence("Title"));
  CHECK(page.of(Kind::body) == Strings{"One.", "Two."});
  CHECK(page.of(Kind::ad) == Strings{"Advertisement"});
  CHECK(page.judgement.layout == "generic");
}

TEST_CASE("judge: a list item is no title, nor is a paragraph that stands alone") {
  CHECK(judge_text({}, "• One\nTwo.").of(Kind::body) == Strings{"One", "Two."});
  CHECK(judge_text({}, sentence("Alone")).of(Kind::body) == Strings{sentence("Alone")});
  CHECK(judge_text({}, "Page not found").of(Kind::body).empty());
}

TEST_CASE("judge: a page without text has no blocks and no faults") {
  CHECK(judge_html({{"site", site(kLayouts)}}, "").blocks.empty());
  CHECK(judge_text({{"site", site(kLayouts)}}, "").blocks.empty());
  CHECK_FALSE(judge_html({{"site", site(kLayouts)}}, "").judgement.overcut);
}
