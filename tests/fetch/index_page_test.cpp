#include "fetch/index_page.h"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace cleancopy;

namespace {

std::vector<std::string> picked(std::string_view html, std::string_view selector) {
  const auto links = Selector::compile(selector);
  REQUIRE(links);
  Page page;
  page.url = "https://www.example.org/politics/";
  page.bytes = html;
  std::vector<std::string> urls;
  for (const Link& link : read_index_page(page, links.value()).pages) urls.push_back(link.url);
  return urls;
}

using Urls = std::vector<std::string>;

}  // namespace

TEST_CASE("index_page: a link that is picked gives its own address, in the page's order, once") {
  CHECK(picked("<h2><a href='/b'>B</a></h2><a href='/no'>no</a><h2><a href='a?x=1&amp;y=2#top'>A</a></h2>"
               "<h2><a href='https://www.example.org/b'>B again</a></h2>",
               "h2 a") ==
        Urls{"https://www.example.org/b", "https://www.example.org/politics/a?x=1&y=2"});
}

TEST_CASE("index_page: what is no link gives the first in it, else the nearest around it") {
  constexpr std::string_view kHtml =
      "<article><a name='top'></a><h2><a href='/in'>In</a></h2><a href='/second'>more</a></article>"
      "<a href='/outer'><div><article><h2>Around</h2></article></div></a>"
      "<article>none</article>";
  CHECK(picked(kHtml, "article") == Urls{"https://www.example.org/in", "https://www.example.org/outer"});
}

TEST_CASE("index_page: links are relative to the page's base, where it has one") {
  CHECK(picked("<head><base target='_top'><base href='/archive/'><base href='/late/'></head>"
               "<a href='1'>1</a>", "a") == Urls{"https://www.example.org/archive/1"});
  CHECK(picked("<base href='https://cdn.example/'><a href='1'>1</a>", "a") == Urls{"https://cdn.example/1"});
  CHECK(picked("<base href='data:,x'><a href='1'>1</a>", "a") == Urls{"https://www.example.org/politics/1"});
}

TEST_CASE("index_page: what leads nowhere else is passed over") {
  CHECK(picked("<a href='#top'>1</a><a href=''>2</a><a href='/politics/'>3</a><a href='javascript:go()'>4</a>"
               "<a href='mailto:a@example.org'>5</a><a href='ftp://example.org/'>6</a><a>7</a>"
               "<a href='/8'>8</a>",
               "a") == Urls{"https://www.example.org/8"});
}

TEST_CASE("index_page: a page in another charset, cut short or without a match gives what there is") {
  CHECK(picked("<meta charset=iso-8859-1><a href='/caf\xE9'>1</a><a href='/2", "a") ==
        Urls{"https://www.example.org/caf%c3%a9"});
  CHECK(picked("", "a").empty());
  CHECK(picked("<p>none", "a").empty());
}

TEST_CASE("index_page: no more links than a feed may have") {
  std::string html;
  for (std::size_t i = 0; i <= kMaxLinks; ++i) html += "<a href=" + std::to_string(i) + ">x</a>";
  const auto links = Selector::compile("a");
  Page page;
  page.url = "https://example.org/";
  page.bytes = html;
  const Feed feed = read_index_page(page, links.value());
  CHECK(feed.cut);
  CHECK(feed.pages.size() == kMaxLinks);
}

TEST_CASE("index_page: a page names its feeds in its head") {
  Page page;
  page.url = "https://example.org/";
  page.bytes =
      "<link rel=alternate type=application/rss+xml href=/rss.xml>"
      "<link rel='ALTERNATE home' type='Application/Atom+XML; charset=utf-8' href='atom'>"
      "<link rel=alternate type=application/feed+json href=https://example.com/feed.json>"
      "<link rel=alternate hreflang=de href=/de><link rel=stylesheet type=application/rss+xml href=/no>"
      "<link rel=alternate type=application/rss+xml href=/rss.xml>";
  CHECK(feeds_named_by(page) ==
        Urls{"https://example.org/rss.xml", "https://example.org/atom", "https://example.com/feed.json"});
}
