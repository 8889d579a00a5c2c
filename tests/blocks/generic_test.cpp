#include "blocks/generic.h"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include "blocks/pages.h"

using namespace cleancopy;
using namespace cleancopy::test;

namespace {

/// A paragraph of 33 words that begins with `word`.
std::string sentence(const std::string& word) {
  return word +
         ", the keeper of the old lighthouse said, was when no boat had come in since the storm of Tuesday "
         "night. "
         "\"We waited at the window,\" he added, \"and the sea took the road.\"";
}

std::string p(const std::string& word) { return "<p>" + sentence(word) + "</p>"; }

const Strings kWords = {"One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight"};

std::string paragraphs() {
  std::string html;
  for (const std::string& word : kWords) html += p(word);
  return html;
}

Strings story() {
  Strings texts;
  for (const std::string& word : kWords) texts.push_back(sentence(word));
  return texts;
}

std::string links(int count, const std::string& text) {
  std::string html = "<ul>";
  for (int i = 0; i < count; ++i) {
    const std::string number = std::to_string(i);
    html += "<li><a href=/" + number + ">" + text + " " + number + "</a></li>";
  }
  return html + "</ul>";
}

/// What stands around the story of any site.
std::string page_of(const std::string& story_html) {
  return "<html><head><title>The storm | Gazette</title></head><body><header><a "
         "href=/>Gazette</a></header><nav>" +
         links(8, "Section") + "</nav><h1>The storm</h1>" + story_html +
         "<div class=related><h3>Related</h3>" + links(5, "Another headline of another story of the town") +
         "</div><footer>" + links(6, "Imprint") +
         "<p>Gazette Media, all the news of the coast</p></footer></body></html>";
}

Strings body_of(const std::string& html) { return judge_html({}, page_of(html)).of(Kind::body); }

}  // namespace

TEST_CASE("generic: the story comes out of whatever it is wrapped in") {
  std::string quoted, broken, apart;
  for (const std::string& word : kWords) {
    quoted += "<p class=paywall>" + sentence(word) + "</p>";
    broken += sentence(word) + "<br><br>";
    apart += "<div>" + p(word) + "</div>";
  }
  struct {
    const char* what;
    std::string html;
  } const table[] = {
      {"article", "<article>" + paragraphs() + "</article>"},
      {"a div", "<div>" + paragraphs() + "</div>"},
      {"nothing", paragraphs()},
      {"a widget", "<div class=widget><div class=widget-content>" + paragraphs() + "</div></div>"},
      {"a form", "<form id=aspnetForm>" + paragraphs() + "</form>"},
      {"paragraphs of a paywall", "<div>" + quoted + "</div>"},
      {"breaks", "<div>" + broken + "</div>"},
      {"several containers", "<div>" + apart + "</div>"},
      {"a table of layout", "<table><tr><td>" + paragraphs() + "</td></tr></table>"},
      {"font tags", "<center><font>" + paragraphs() + "</font></center>"},
  };
  for (const auto& row : table) {
    CAPTURE(row.what);
    CHECK(body_of(row.html) == story());
  }
}

TEST_CASE("generic: what is no story goes under the kind of what it lies in") {
  const Judged page = judge_html(
      {},
      page_of("<article>" + paragraphs() +
              "<figure><img src=a><figcaption>The harbour at dawn</figcaption></figure>" +
              "<div class=newsletter-signup><p>The week in one letter</p></div>" + p("Nine") +
              "</article><section id=comments><div class=comment><p>Ann</p><p>So true!</p></div></section>"));
  CHECK(page.of(Kind::body).size() == 9);
  CHECK(page.of(Kind::caption) == Strings{"The harbour at dawn"});
  CHECK(page.of(Kind::newsletter) == Strings{"The week in one letter"});
  CHECK(page.of(Kind::comments) == Strings{"Ann", "So true!"});
  CHECK(page.of(Kind::nav).size() == 9);
  CHECK(page.of(Kind::related).size() == 6);
  CHECK(page.rule_of("One") == "generic/judge");
  CHECK(page.rule_of("The harbour") == "generic/judge");
  CHECK(page.judgement.layout == "generic");
}

TEST_CASE("generic: headings with story below stay, those without go") {
  const Strings body = body_of("<article>" + p("One") + p("Two") + "<h2>The storm tide</h2>" + p("Three") +
                               p("Four") + "<h2>The boats</h2><h3>In port</h3>" + p("Five") + p("Six") +
                               "<h2>More</h2><h3>On this</h3></article>");
  CHECK(body == Strings{sentence("One"), sentence("Two"), "The storm tide", sentence("Three"),
                        sentence("Four"), "The boats", "In port", sentence("Five"), sentence("Six")});
}

TEST_CASE("generic: a verdict that was asked for its reasons names clues and what they weighed") {
  const Judged page = judge_html({}, page_of("<article>" + paragraphs() + "</article>"), "", Detail::reasons);
  for (const PageBlock& block : page.blocks) {
    if (block.block.verdict.rule != "generic/judge") continue;
    CAPTURE(block.block.text, block.block.verdict.because);
    CHECK(block.block.verdict.because.find(" (") != std::string::npos);
  }
  CHECK(judge_html({}, page_of(paragraphs())).blocks.front().block.verdict.because.empty());
}

TEST_CASE("generic: a paragraph printed twice is kept once, a short line as often as it stands") {
  const Judged page =
      judge_html({}, page_of("<article>" + p("One") + p("Two") + "<p>There was silence.</p>" + p("Three") +
                             p("One") + "<p>There was silence.</p>" + p("Four") + p("Five") + "</article>"));
  CHECK(page.of(Kind::body) == Strings{sentence("One"), sentence("Two"), "There was silence.",
                                       sentence("Three"), "There was silence.", sentence("Four"),
                                       sentence("Five")});
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
    for (const PageBlock& block : page.blocks) CHECK(is_judged_by_evidence(block.block.verdict));
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
  struct {
    const char* html;
    bool reads;
  } const table[] = {
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
