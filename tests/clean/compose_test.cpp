#include "clean/compose.h"

#include <catch2/catch.hpp>

#include <string>
#include <utility>
#include <vector>

#include "blocks/pages.h"

using namespace cleancopy;
using namespace cleancopy::test;

namespace {

Article composed(Judgement judgement, Metadata metadata, const Page& page = {}) {
  return compose(page, {}, std::move(judgement), std::move(metadata), {});
}

PageBlock block_of(const std::string& text, Kind kind) {
  PageBlock block;
  block.set_text(text);
  block.block.verdict = {kind, "a/b.1"};
  return block;
}

}  // namespace

TEST_CASE(
    "compose: a field is the layout's, else the page's own, else that of a moved block, else a weak one") {
  const Field named{"named", "a/keep.1"}, own{"own", "json-ld"}, moved{"moved", "a/date.1"},
      weak{"weak", "a/keep.2"}, none;
  struct { Field named, own, moved, weak; const char* value; const char* source; } const table[] = {
      {named, own, moved, weak, "named", "a/keep.1"},
      {none, own, moved, weak, "own", "json-ld"},
      {none, none, moved, weak, "moved", "a/date.1"},
      {none, none, none, weak, "weak", "a/keep.2"},
      {none, none, none, none, "", ""},
  };
  for (const auto& row : table) {
    CAPTURE(row.value);
    Judgement judgement;
    judgement.named.title = judgement.named.date = row.named;
    judgement.moved.title = judgement.moved.date = row.moved;
    if (!row.named.value.empty()) judgement.named.authors = {row.named};
    if (!row.moved.value.empty()) judgement.moved.authors = {row.moved};
    judgement.weak.title = judgement.weak.date = row.weak;
    if (!row.weak.value.empty()) judgement.weak.authors = {row.weak};
    Metadata metadata;
    metadata.title = metadata.published = row.own;
    if (!row.own.value.empty()) metadata.authors = {row.own};
    const Article article = composed(judgement, metadata);
    CHECK(article.title.value == row.value);
    CHECK(article.title.source == row.source);
    CHECK(article.published.value == row.value);
    CHECK((article.authors.empty() ? "" : article.authors[0].value) == row.value);
  }
}

TEST_CASE("compose: a standfirst is a text of the page, never its description") {
  Judgement judgement;
  judgement.moved.standfirst = {"moved", "a/standfirst.1"};
  Metadata metadata;
  metadata.description = {"description", "og:description"};
  CHECK(composed(judgement, metadata).standfirst.value == "moved");
  CHECK(composed({}, metadata).standfirst.value.empty());
}

TEST_CASE("compose: the rest of the metadata is handed over") {
  Metadata metadata;
  metadata.url = "https://a.example/own";
  metadata.modified = {"2024-01-02", "json-ld"};
  metadata.language = {"en-GB", "html"};
  metadata.tags = {"Coast"};
  metadata.paywalled = true;
  Judgement judgement;
  judgement.layout = "a/keep.1";
  judgement.overcut = judgement.live = true;
  const Article article = composed(judgement, metadata, {.id = "7"});
  CHECK(article.id == "7");
  CHECK(article.url == "https://a.example/own");
  CHECK(article.layout == "a/keep.1");
  CHECK(article.modified.value == "2024-01-02");
  CHECK(article.language.value == "en-GB");
  CHECK(article.tags == Strings{"Coast"});
  CHECK(article.flags == Strings{"overcut", "live", "paywalled"});
  CHECK(composed({}, metadata, {.url = "https://a.example/asked"}).url == "https://a.example/asked");
}

TEST_CASE("compose: the rule files are named, strongest first") {
  const RuleFiles book = compile({{"a.example", "hosts = ['a.example']\nextends = ['platform/p']"},
                                  {"platform/p", ""},
                                  {"generic", ""}});
  const Article article = compose({}, book.rules_for("a.example", nullptr, {}), {}, {}, {});
  CHECK(article.site == "a.example");
  CHECK(article.rules == Strings{"a.example", "platform/p", "generic"});
}

TEST_CASE("compose: an article with one kept block is cleaned, one without is none") {
  struct { Kind kind; Status status; } const table[] = {{Kind::body, Status::cleaned},
                     {Kind::credit, Status::cleaned},
                     {Kind::title, Status::no_article},
                     {Kind::ad, Status::no_article}};
  for (const auto& row : table) {
    CAPTURE(name_of(row.kind));
    const Article article =
        compose({}, {}, {}, {}, {block_of("x", Kind::furniture), block_of("y", row.kind)});
    CHECK(article.status == row.status);
    REQUIRE(article.blocks.size() == 2);
    CHECK(article.blocks[1].text == "y");
    CHECK(article.blocks[1].verdict.kind == row.kind);
  }
  Judgement none;
  none.no_article = "an error page";
  CHECK(compose({}, {}, none, {}, {}).status == Status::no_article);
  CHECK(compose({}, {}, none, {}, {}).reason == "an error page");
}

TEST_CASE("compose: a block's place is its first text on the page, or its line") {
  std::vector<PageBlock> lines = split("One.\n\nTwo.");
  CHECK(compose({}, {}, {}, {}, std::move(lines)).blocks[1].place == 3);
  const Tree tree = parse("<p>One<p><b>Two</b>");
  std::vector<PageBlock> blocks = flow(tree);
  const NodeId first = blocks[1].first;
  CHECK(compose({}, {}, {}, {}, std::move(blocks)).blocks[1].place == first);
}

TEST_CASE("compose: a date after the crawl is none, and the next best is taken") {
  Judgement judgement;
  judgement.named.date = {"2031-01-01", "a/keep.1"};
  Metadata metadata;
  metadata.published = {"2024-05-01T10:00:00Z", "json-ld"};
  metadata.modified = {"2024-06-01", "json-ld"};
  Page page;
  page.crawled = "2024-05-02";
  const Article article = composed(judgement, metadata, page);
  CHECK(article.published.value == "2024-05-01T10:00:00Z");
  CHECK(article.modified.value.empty());
  CHECK(composed(judgement, metadata).published.value == "2031-01-01");
}
