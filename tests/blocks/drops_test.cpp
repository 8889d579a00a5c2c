#include "blocks/drops.h"

#include <catch2/catch.hpp>

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "blocks/pages.h"
#include "sanitized.h"

using namespace cleancopy;
using namespace cleancopy::test;

namespace {

/// "kind rule: text" for each block that a drop rule takes when the story is blocks [first, last].
std::string dropped(const Files& files, std::string html, StoryBounds story = {99, 0},
                    std::string_view crawled = "") {
  const RuleFiles book = compile(files);
  const Tree tree = parse(std::move(html));
  const PageRules rules = book.rules_for("site.example", &tree, {});
  std::vector<PageBlock> blocks = flow(tree);
  SelectorCache cache;
  const PageView page{&tree, &blocks, &cache, crawled};
  const std::vector<DropHit> hits = find_drops(rules, page, blocks);
  const std::vector<const DropRule*> takers = rules_that_take(hits, page, story);
  std::string out;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const DropRule* const rule = takers[i];
    if (rule != nullptr)
      out += std::string(name_of(rule->kind)) + " " + rule->id + ": " + blocks[i].block.text + "\n";
  }
  return out;
}

std::string site(const std::string& rules) { return "hosts = ['site.example']\n" + rules; }

}  // namespace

TEST_CASE("drops: a rule takes what it selects and is named by file, kind and number") {
  const Files files = {
      {"site", site("[drop]\nad = ['.ad', '= Advertisement']\nrelated = { at = '= Read on', next = 1 }")}};
  CHECK(dropped(files, "<p class=ad>Buy</p><p>Story</p><p>Advertisement</p><p>Read on</p><p>Link</p>") ==
        "ad site/ad.1: Buy\nad site/ad.2: Advertisement\nrelated site/related.1: Read on\nrelated "
        "site/related.1: Link\n");
}

TEST_CASE("drops: the first label wins: site, then platform, then generic, and in a file the first rule") {
  const Files files = {{"site", site("extends = ['platform/p']\n[drop]\nad = ['.a']\nsocial = ['.a', '.b']")},
                       {"platform/p", "[drop]\nwidget = ['.a', '.b', '.c']"},
                       {"generic", "[drop]\nfurniture = ['p']"}};
  CHECK(dropped(files, "<p class=a>1</p><p class=b>2</p><p class=c>3</p><p>4</p>") ==
        "ad site/ad.1: 1\nsocial site/social.2: 2\nwidget platform/p/widget.3: 3\nfurniture "
        "generic/furniture.1: 4\n");
}

TEST_CASE("drops: a rule switched off or out of its time is silent") {
  const Files files = {
      {"site", site("off = ['generic/ad.1']\n[drop]\nsocial = [{ at = '.s', until = 2020-12-31 }]")},
      {"generic", "[drop]\nad = ['.a', '= a']\nnote = ['= b']"}};
  CHECK(dropped(files, "<p class=a>x</p><p>a</p><p>b</p><p class=s>s</p>", {99, 0}, "2024-01-01") ==
        "ad generic/ad.2: a\nnote generic/note.1: b\n");
}

TEST_CASE("drops: an extent to the end stops where the next such rule starts") {
  const Files files = {{"site", site("[drop]\ncomments = [{ at = '= Comments', to = 'end' }]\n"
                                     "related = [{ at = '= More', to = 'end' }]\nad = ['.ad']")}};
  CHECK(dropped(files, "<p>Story</p><p>Comments</p><p>c</p><p>More</p><p>m</p><p class=ad>a</p>") ==
        "comments site/comments.1: Comments\ncomments site/comments.1: c\n"
        "related site/related.1: More\nrelated site/related.1: m\nrelated site/related.1: a\n");
}

TEST_CASE("drops: a rule that a guard refuses does not end another's extent") {
  const Files files = {{"site", site("[drop]\ncomments = [{ at = '= Comments', to = 'end' }]\n"
                                     "related = [{ at = '~ ^More', to = 'end', words = 2 }]")}};
  CHECK(dropped(files, "<p>Comments</p><p>More than two words</p><p>c</p>") ==
        "comments site/comments.1: Comments\ncomments site/comments.1: More than two words\ncomments "
        "site/comments.1: c\n");
}

TEST_CASE("drops: an inline element is cut out of its paragraph, which keeps its words") {
  const Files files = {{"site", site("[drop]\nrelated = ['a.more']")}};
  CHECK(dropped(files, "<p>The dam broke. <a class=more href=x>Read on</a> It was old.</p>") ==
        "related site/related.1: Read on\n");
}

TEST_CASE("drops: a rule that a guard refuses leaves the paragraph in one piece") {
  for (const char* guard : {"words = 1", "zone = 'head'", "zone = 'tail'"}) {
    CAPTURE(guard);
    const RuleFiles book =
        compile({{"site", site(std::string("[drop]\nrelated = [{ at = 'b', ") + guard + " }]")}});
    const Tree tree = parse("<p>One <b>two three</b> four.</p>");
    const PageRules rules = book.rules_for("site.example", &tree, {});
    std::vector<PageBlock> blocks = flow(tree);
    SelectorCache cache;
    find_drops(rules, {&tree, &blocks, &cache, ""}, blocks);
    CHECK(texts_of(blocks) == Strings{"One two three four."});
  }
}

TEST_CASE("drops: zones look to the story's bounds") {
  const Files files = {
      {"site",
       site("[drop]\nbyline = [{ at = '~ ^By', zone = 'head' }]\napp = [{ at = '~ ^Get', zone = 'tail' }]")}};
  CHECK(dropped(files, "<p>By Ann<p>Get up<p>Story<p>By noon<p>Get the app", {2, 3}) ==
        "byline site/byline.1: By Ann\napp site/app.1: Get the app\n");
}

TEST_CASE("drops: repeats are labelled wherever they stand in the zone") {
  const Files files = {{"site", site("[drop]\ncaption = [{ at = 'repeat', zone = 'head' }]")}};
  CHECK(dropped(files, "<p>The old harbour<p>The old harbour (AP)<p>Story<p>Story", {2, 3}) ==
        "caption site/caption.1: The old harbour\ncaption site/caption.1: The old harbour (AP)\n");
}

TEST_CASE("drops: rules of text work on plain text, those of CSS are silent") {
  const RuleFiles book = compile({{"site", site("[drop]\nad = ['p', '= Advertisement', '~ ^Buy']")}});
  const PageRules rules = book.rules_for("site.example", nullptr, {});
  std::vector<PageBlock> blocks = split("Advertisement\nStory.\nBuy it.");
  SelectorCache cache;
  const PageView page{nullptr, &blocks, &cache, ""};
  const std::vector<DropHit> hits = find_drops(rules, page, blocks);
  const std::vector<const DropRule*> takers = rules_that_take(hits, page, {99, 0});
  CHECK(takers[0]->id == "site/ad.2");
  CHECK(takers[1] == nullptr);
  CHECK(takers[2]->id == "site/ad.3");
}

TEST_CASE("pathological: drops: a hundred thousand hits whose extents all cover the page") {
  const Files files = {
      {"site",
       site("[drop]\nrelated = [{ at = '= Recommended', up = 'div' }, { at = '~ ^Rec', to = 'end' }]")}};
  std::string html = "<div>";
  for (std::size_t i = 0; i < rounds(100'000); ++i) html += "<p>Recommended";
  const auto start = std::chrono::steady_clock::now();
  const std::string out = dropped(files, std::move(html), {200'000, 0});
  CHECK(out.starts_with("related site/related.1: Recommended\n"));
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(20));
}
