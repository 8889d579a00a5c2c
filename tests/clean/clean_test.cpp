// Cleaner, from bytes to Article, with rule files in a folder.
#include "cleancopy.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "io/render.h"
#include "sanitized.h"
#include "scratch.h"
#include "text/decode.h"
#include "text/random.h"
#include "text/unicode.h"

using namespace cleancopy;
using test::Scratch;

namespace {

using Strings = std::vector<std::string>;

/// Rules of a site, of a plugin known by its mark, and of every page.
Rulebook rulebook() {
  const Scratch folder;
  folder.write("site.example.toml",
               "hosts = ['site.example', '*.site.example']\n[[keep]]\nbody = '.story'\ntitle = 'h1'\n"
               "[drop]\nad = ['.ad', '= Advertisement']\nrelated = ['a.more']\n");
  folder.write("marked.toml",
               "hosts = ['marked.example']\nmarks = ['= Follow Marked', 'meta[content=Marked]']\n");
  folder.write("platform/button.toml",
               "marks = ['~ ^Like this button']\n[drop]\ndonation = ['~ ^Like this button']\n");
  folder.write("generic.toml",
               "[drop]\nnav = ['nav']\nbyline = [{ at = '~ ^By [A-Z]', words = 6, zone = 'head' }]\n");
  auto book = Rulebook::load({folder.path("")});
  if (!book) FAIL(book.error()[0].where << ": " << book.error()[0].what);
  return std::move(book.value());
}

std::string sentence(const std::string& word) {
  return word +
         " the keeper of the old lighthouse said that no boat had come in since the storm of Tuesday night, "
         "and left.";
}

std::string p(const std::string& word) { return "<p>" + sentence(word) + "</p>"; }

const std::string kPage =
    "<html lang=en><head><title>Storm</title></head><nav>Menu</nav><h1>The storm</h1><div class=story><p>By "
    "Ann Lee</p>" +
    p("One") + "<p class=ad>Buy</p><p>It rained. <a class=more>Read on</a></p>" + p("Two") + "</div>";

Strings kept(const Article& article) {
  Strings texts;
  for (const Block& block : article.blocks) {
    if (block.verdict.kept()) texts.push_back(block.text);
  }
  return texts;
}

/// All that an Article says, for comparison.
std::string print(const Article& article) {
  std::string out = to_jsonl(article, Removed::list);
  for (const Block& block : article.blocks) out += block.text + " " + block.verdict.rule + "\n";
  return out;
}

/// A page of random furniture, some of it broken.
std::string random_page(Random& random) {
  static const std::vector<std::string> pieces = {"<p>",
                                                  "</p>",
                                                  "<div class=story>",
                                                  "<div class=related>",
                                                  "</div>",
                                                  "<br>",
                                                  "<li>• ",
                                                  "<ul>",
                                                  "</ul>",
                                                  "<b>",
                                                  "</b>",
                                                  "<a class=more href=/x>",
                                                  "</a>",
                                                  "<h2>",
                                                  "</h2>",
                                                  "<table><tr><td>",
                                                  "<td>",
                                                  "</table>",
                                                  "Advertisement",
                                                  "By Ann Lee",
                                                  "– Nei, sa hun. ",
                                                  "- Jo. ",
                                                  "* Note ",
                                                  "• Item ",
                                                  "1. ",
                                                  " | ",
                                                  "&nbsp;",
                                                  "&shy;",
                                                  "\xE2\x80\x8B",
                                                  "\xFF",
                                                  "e\xCC\x81",
                                                  "<!--",
                                                  "-->",
                                                  "<p class=ad>",
                                                  "<form>",
                                                  "</form>",
                                                  "\n",
                                                  "Like this button",
                                                  "<title>Storm</title>",
                                                  "Storm "};
  std::string page;
  const std::size_t length = random.below(40);
  for (std::size_t i = 0; i < length; ++i) {
    page += random.below(3) == 0 ? sentence("Sentence " + std::to_string(random.below(30)))
                                 : pieces[random.below(pieces.size())];
  }
  return page;
}

}  // namespace

TEST_CASE("clean: a page of a known site comes out as its story, and all else has a reason") {
  const Rulebook book = rulebook();
  const Article article =
      Cleaner(book).clean({.id = "7", .url = "https://www.site.example/storm", .bytes = kPage});
  CHECK(article.id == "7");
  CHECK(article.url == "https://www.site.example/storm");
  CHECK(article.status == Status::cleaned);
  CHECK(article.site == "site.example");
  CHECK(article.layout == "site.example/keep.1");
  CHECK(article.rules == Strings{"site.example", "generic"});
  CHECK(article.title.value == "The storm");
  CHECK(article.title.source == "site.example/keep.1");
  CHECK(article.language.value == "en");
  CHECK(kept(article) == Strings{sentence("One"), "It rained.", sentence("Two")});
  REQUIRE(article.authors.size() == 1);
  CHECK(article.authors[0].value == "Ann Lee");
  CHECK(article.flags.empty());
  for (const Block& block : article.blocks) CHECK_FALSE(block.verdict.rule.empty());
}

TEST_CASE("clean: the site is what the caller says, else the url's host, else what the page calls itself") {
  const Rulebook book = rulebook();
  Cleaner cleaner(book);
  const std::string canonical = "<link rel=canonical href=https://site.example/a>" + kPage;
  struct { Page page; const char* site; } const table[] = {
      {{.bytes = kPage}, ""},
      {{.url = "https://site.example/a", .bytes = kPage}, "site.example"},
      {{.url = "https://other.example/a", .bytes = canonical}, ""},
      {{.bytes = canonical}, "site.example"},
      {{.bytes = "<meta property=og:url content=//m.site.example/a>" + kPage}, "site.example"},
      {{.url = "https://other.example/a", .bytes = kPage, .site = "site.example"}, "site.example"},
      {{.url = "https://site.example/a", .bytes = kPage, .site = "other.example"}, ""},
      {{.bytes = "Title\nText.", .format = Format::text, .site = "site.example"}, "site.example"},
  };
  for (const auto& row : table) {
    CAPTURE(row.page.url, row.page.site, row.page.bytes.substr(0, 60));
    CHECK(cleaner.clean(row.page).site == row.site);
  }
}

TEST_CASE("clean: without a host the marks decide, in markup and in plain text") {
  const Rulebook book = rulebook();
  Cleaner cleaner(book);
  CHECK(cleaner.clean({.bytes = kPage + "<p>Follow Marked</p>"}).site == "marked");
  CHECK(cleaner.clean({.bytes = "<meta name=generator content=Marked>" + kPage}).site == "marked");
  CHECK(cleaner.clean({.bytes = "Title\nText.\nFollow Marked", .format = Format::text}).site == "marked");
  CHECK(cleaner.clean({.url = "https://other.example", .bytes = kPage + "<p>Follow Marked</p>"}).site ==
        "marked");
  CHECK(cleaner.clean({.url = "https://site.example", .bytes = kPage + "<p>Follow Marked</p>"}).site ==
        "site.example");
  const Article plugin =
      cleaner.clean({.url = "https://site.example", .bytes = kPage + "<p>Like this button</p>"});
  CHECK(plugin.rules == Strings{"site.example", "platform/button", "generic"});
  CHECK(plugin.blocks.back().verdict.rule == "platform/button/donation.1");
}

TEST_CASE("clean: plain text is its title and its lines") {
  const Rulebook book = rulebook();
  const Article article = Cleaner(book).clean({.bytes = "The storm\r\nOne.\r\nAdvertisement\r\n• Two\r\n",
                                               .format = Format::text, .site = "site.example"});
  CHECK(article.status == Status::cleaned);
  CHECK(article.title.value == "The storm");
  CHECK(kept(article) == Strings{"One.", "Two"});
  CHECK(article.blocks[2].verdict.kind == Kind::ad);
}

TEST_CASE("clean: a page without a story has no article, and its blocks all the same") {
  const Rulebook book = rulebook();
  Cleaner cleaner(book);
  struct { const char* bytes; std::size_t blocks; } const table[] = {{"", 0},
                     {"<p>Not found</p>", 1},
                     {"<ul><li><a href=/>A</a><li><a href=/>B</a></ul>", 2},
                     {"\x01\x02\x03", 0}};
  for (const auto& row : table) {
    CAPTURE(row.bytes);
    const Article article = cleaner.clean({.bytes = row.bytes});
    CHECK(article.status == Status::no_article);
    CHECK(article.reason == "too little text that reads like a story");
    CHECK(article.blocks.size() == row.blocks);
  }
}

TEST_CASE("clean: a page past 16 MiB is rejected with a reason, one of that size is not") {
  const Rulebook book = rulebook();
  Cleaner cleaner(book);
  std::string bytes(16u << 20, ' ');
  CHECK(cleaner.clean({.bytes = bytes}).status == Status::no_article);
  bytes += ' ';
  const Article article = cleaner.clean({.id = "big", .url = "https://site.example/", .bytes = bytes});
  CHECK(article.status == Status::rejected);
  CHECK(article.reason == "larger than 16777216 bytes");
  CHECK(article.id == "big");
  CHECK(article.url == "https://site.example/");
}

TEST_CASE(
    "clean: a page past the bytes or seconds it may cost is rejected with a reason, the next is cleaned") {
  const Rulebook book = rulebook();
  Cleaner small(book, nullptr, {.bytes = kPage.size()});
  CHECK(small.clean({.bytes = kPage + " "}).reason ==
        "larger than " + std::to_string(kPage.size()) + " bytes");
  CHECK(small.clean({.url = "https://site.example/", .bytes = kPage}).status == Status::cleaned);

  Cleaner hasty(book, nullptr, {.seconds = 0.02});
  std::string slow;
  for (int i = 0; i < 200'000; ++i) slow += "<p><b>x";
  const Article late = hasty.clean({.id = "slow", .bytes = slow});
  CHECK(late.status == Status::rejected);
  CHECK(late.reason == "took longer than 0.02 seconds");
  CHECK(late.id == "slow");
  CHECK(late.blocks.empty());
  CHECK(hasty.clean({.bytes = ""}).status == Status::no_article);

  Cleaner never(book, nullptr, {.seconds = 0});
  CHECK(never.clean({.bytes = kPage}).reason == "took longer than 0 seconds");
  CHECK(never.clean({.bytes = "Title\nText.", .format = Format::text}).reason ==
        "took longer than 0 seconds");
}

TEST_CASE("clean: flags tell of invalid bytes and of fences") {
  const Rulebook book = rulebook();
  Cleaner cleaner(book);
  std::string deep;
  for (int i = 0; i < 600; ++i) deep += "<div>";
  const std::string broken =
      "<p>caf\xC3\xA9 \xFF caf\xC3\xA9 caf\xC3\xA9 caf\xC3\xA9 caf\xC3\xA9 caf\xC3\xA9 caf\xC3\xA9 "
      "caf\xC3\xA9 caf\xC3\xA9 "
      "caf\xC3\xA9 caf\xC3\xA9 caf\xC3\xA9 caf\xC3\xA9</p>" +
      kPage;
  CHECK(cleaner.clean({.bytes = kPage}).flags.empty());
  CHECK(cleaner.clean({.bytes = deep + kPage}).flags == Strings{"fenced"});
  CHECK(cleaner.clean({.bytes = broken}).flags == Strings{"invalid_bytes"});
  CHECK(cleaner.clean({.bytes = "Title\n" + broken, .format = Format::text}).flags ==
        Strings{"invalid_bytes"});
}

TEST_CASE("clean: the bytes' charset is that of the header when they are not UTF-8") {
  const Rulebook book = rulebook();
  const std::string bytes = "<p>" + sentence("Caf\xE9") + "</p>" + p("Two");
  const Article article =
      Cleaner(book).clean({.bytes = bytes, .content_type = "text/html; charset=iso-8859-1"});
  REQUIRE(kept(article).size() == 2);
  CHECK(kept(article)[0] == sentence("Café"));
}

TEST_CASE("clean: law: the article is valid UTF-8, of the page's blocks, and the same whoever cleans it") {
  const Rulebook book = rulebook();
  Cleaner used(book);
  Random random(4);
  for (std::size_t round = 0; round < test::rounds(1500); ++round) {
    const Page page{.url = round % 2 == 0 ? "https://site.example/" : "", .bytes = random_page(random),
                    .format = round % 5 == 0 ? Format::text : Format::html};
    CAPTURE(page.bytes);
    const Article article = used.clean(page);
    REQUIRE(print(used.clean(page)) == print(article));
    REQUIRE(print(Cleaner(book).clean(page)) == print(article));
    const bool any = std::any_of(article.blocks.begin(), article.blocks.end(),
                                 [](const Block& b) { return b.verdict.kept(); });
    REQUIRE((article.status == Status::cleaned) == any);
    for (const Block& block : article.blocks) {
      REQUIRE(is_utf8(block.text));
      REQUIRE_FALSE(block.text.empty());
      REQUIRE(normalize(block.text) == block.text);
      REQUIRE_FALSE(block.verdict.rule.empty());
    }
  }
}

TEST_CASE("clean: law: cleaning the clean text again changes nothing") {
  const Rulebook book = rulebook();
  Cleaner cleaner(book);
  Random random(5);
  int cleaned = 0;
  for (int round = 0; round < 1500; ++round) {
    const std::string html = "<title>A storm at sea</title>" + random_page(random);
    CAPTURE(html);
    const Article article = cleaner.clean({.url = "https://site.example/", .bytes = html});
    const std::string text = render(article, {});
    if (text.empty()) continue;
    ++cleaned;
    const Article again = cleaner.clean({.bytes = text, .format = Format::text, .site = "site.example"});
    REQUIRE(render(again, {}) == text);
  }
  CHECK(cleaned > 100);
}

TEST_CASE("clean: a page is no article for what it calls itself, not for the address it was asked by") {
  std::string links;
  for (const char* const town : {"Orle", "Quay", "Hern", "Tarn", "Wick"})
    links += "<li><a href=/" + std::string(town) + ">What the council of " + town + " said on Monday</a>";
  const std::string story =
      "<p>The bakery on Mill Street will open again in June, said its owner, "
      "who had shut it in the autumn when his oven broke "
      "and nobody in the whole county could mend it.</p><ul>" + links + "</ul>";
  const Rulebook book = rulebook();
  Cleaner cleaner(book);
  CHECK(cleaner.clean({.url = "https://a.example/", .bytes = story}).status == Status::cleaned);
  const Article index = cleaner.clean(
      {.url = "https://a.example/", .bytes = "<link rel=canonical href='https://a.example/'>" + story});
  CHECK(index.status == Status::no_article);
  CHECK(index.reason == "an index of other pages");
  const Article author = cleaner.clean({.url = "https://a.example/author/jo", .bytes = story});
  CHECK(author.reason == "an index of other pages");
}
