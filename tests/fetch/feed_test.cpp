#include "fetch/feed.h"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include "../io/pack.h"

using namespace cleancopy;

namespace {

const std::string kUrl = "https://www.example.org/news/feed";

Feed read(std::string_view bytes) {
  INFO(bytes.substr(0, 200));
  const auto feed = read_feed(bytes, kUrl);
  INFO((feed ? "" : feed.error().what));
  REQUIRE(feed);
  return feed.value();
}

std::string refusal(std::string_view bytes) {
  const auto feed = read_feed(bytes, kUrl);
  if (feed) return "none";
  CHECK(feed.error().where == kUrl);
  return feed.error().what;
}

std::vector<std::string> urls(std::string_view bytes) {
  std::vector<std::string> out;
  for (const Link& link : read(bytes).pages) out.push_back(link.url);
  return out;
}

using Urls = std::vector<std::string>;

std::string rss(std::string_view items) {
  return "<rss version='2.0'><channel>" + std::string(items) + "</channel></rss>";
}

std::string item(std::size_t number) {
  return "<item><link>https://example.org/" + std::to_string(number) + "</link></item>\n";
}

}  // namespace

TEST_CASE("feed: links keep their order, and each URL comes once") {
  const Feed feed =
      read(rss("<item><link>/b</link><pubDate>2026-11-22</pubDate></item><item><link>/a</link></item>"
               "<item><link>https://www.example.org/b#c</link><pubDate>2026-11-23</pubDate></item>"));
  REQUIRE(feed.pages.size() == 2);
  CHECK(feed.pages[0].url == "https://www.example.org/b");
  CHECK(feed.pages[0].changed == "2026-11-22");
  CHECK(feed.pages[1].url == "https://www.example.org/a");
  CHECK_FALSE(feed.cut);
  CHECK(feed.broken.empty());
}

TEST_CASE("feed: gzip and zstd are unpacked, whatever they hold") {
  for (const std::string& bytes : {rss(item(1)), std::string("https://example.org/1\n"),
                                   std::string("{\"items\": [{\"url\": \"https://example.org/1\"}]}")}) {
    CHECK(urls(test::gzip(bytes)) == Urls{"https://example.org/1"});
    CHECK(urls(test::zstd(bytes)) == Urls{"https://example.org/1"});
  }
}

TEST_CASE("feed: one that is cut where it is packed gives what there is, and says so") {
  std::string items;
  for (std::size_t i = 0; i < 5000; ++i) items += item(i);
  std::string packed = test::gzip(rss(items));
  packed.resize(packed.size() / 2);
  const Feed feed = read(packed);
  CHECK(feed.pages.size() > 100);
  CHECK(feed.broken.find("line") != std::string::npos);

  std::string lines;
  for (std::size_t i = 0; i < 5000; ++i) lines += "https://example.org/" + std::to_string(100'000 + i) + "\n";
  packed = test::gzip(lines);
  packed.resize(packed.size() / 2);
  const Feed list = read(packed);
  CHECK(list.broken == "it is cut or broken where it is packed");
  CHECK(list.pages.back().url.size() == std::string_view("https://example.org/100000").size());
  CHECK(refusal(packed.substr(0, 12)) == "cannot be unpacked: it is cut or broken");
}

TEST_CASE("feed: a feed that unpacks to more than its bound is an error") {
  CHECK(refusal(test::gzip(std::string(kMaxFeedBytes + 1, ' '))) == "is larger than 50 MiB");
  CHECK(refusal(std::string(kMaxFeedBytes + 1, ' ')) == "is larger than 50 MiB");
}

TEST_CASE("feed: past fifty thousand entries it is cut, whether they have links or not") {
  std::string items;
  for (std::size_t i = 0; i < kMaxLinks; ++i) items += i % 2 == 0 ? item(i) : "<item/>";
  CHECK_FALSE(read(rss(items)).cut);
  const Feed feed = read(rss(items + item(kMaxLinks)));
  CHECK(feed.cut);
  CHECK(feed.pages.size() == kMaxLinks / 2);
}

TEST_CASE("feed: a feed cut in the middle gives what stood before, and where it broke") {
  const std::string whole = rss("\n" + item(1) + item(2) + item(3));
  const Feed feed = read(std::string_view(whole).substr(0, whole.find("/3")));
  CHECK(feed.pages.size() == 2);
  CHECK(feed.broken == "no element found at line 4, column 32");
  const Feed bare = read("<rss><channel><item><link>/a</link></item><title>Q & A</title></channel></rss>");
  CHECK(bare.pages.size() == 1);
  CHECK(bare.broken == "not well-formed (invalid token) at line 1, column 53");
}

TEST_CASE("feed: one that breaks before its first link is an error, with line and column") {
  CHECK(refusal("<rss>\n<channel><title>Q & A</title></channel></rss>") ==
        "is XML that cannot be read: not well-formed (invalid token) at line 2, column 20");
}

TEST_CASE("feed: what is something else is an error that says what") {
  CHECK(refusal("") == "is empty");
  CHECK(refusal(" \r\n\t") == "is empty");
  CHECK(refusal("<svg><rect/></svg>") == "is XML, but no feed: its first element is <svg>");
  CHECK(refusal("<opml version='2.0'></opml>") == "is XML, but no feed: its first element is <opml>");
  CHECK(refusal("{\"error\": 404}") == "is JSON, but no feed: it has no items");
  CHECK(refusal("{\"items\": [") .starts_with("is JSON that cannot be read: "));
  CHECK(refusal("Not found\n") == "is no feed, no sitemap and no list of URLs: line 1 is no URL");
  CHECK(refusal(std::string("\x89PNG\r\n\x1A\n\0\0", 10)).starts_with("is no feed, no sitemap and no list"));
}

TEST_CASE("feed: an HTML page is an error that names the feeds of the page") {
  CHECK(refusal("<!DOCTYPE html><title>News</title>") == "is an HTML page; give it `links`");
  CHECK(refusal("\n<!-- x --><HTML><head><link rel=alternate type=application/rss+xml href='/rss.xml'>"
                "<link rel=alternate type=application/atom+xml href=atom></head>") ==
        "is an HTML page; give it `links`, or one of its feeds: https://www.example.org/rss.xml, "
        "https://www.example.org/news/atom");
  CHECK(refusal("<?xml version='1.0'?><!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0 Strict//EN' 'x'><html/>")
            .starts_with("is an HTML page"));
}

TEST_CASE("feed: charsets are those of the declaration or the byte-order mark") {
  const std::string cyrillic = "<item><link>/\xD0\xC9</link></item>";
  CHECK(urls("<?xml version='1.0' encoding='KOI8-R'?>" + rss(cyrillic)) ==
        Urls{"https://www.example.org/%d0%bf%d0%b8"});
  CHECK(urls("<?xml version='1.0' encoding='iso-8859-1'?>" + rss("<item><link>/\xE9</link></item>")) ==
        Urls{"https://www.example.org/%c3%a9"});
  CHECK(urls("\xEF\xBB\xBF\n" + rss(item(1))) == Urls{"https://example.org/1"});
  std::string wide = "\xFF\xFE";
  for (const char c : "<?xml version='1.0' encoding='utf-16'?>" + rss(item(1))) wide += {c, '\0'};
  CHECK(urls(wide) == Urls{"https://example.org/1"});
}

TEST_CASE("feed: a list has a URL a line") {
  CHECK(urls("\xEF\xBB\xBFhttps://example.org/1\r\n# a comment\r\n\r\n  HTTP://example.org/2  \r\n"
             "https://example.org/1\rhttps://example.org/\xC3\xA9") ==
        Urls{"https://example.org/1", "http://example.org/2", "https://example.org/%c3%a9"});
  CHECK(urls("# nothing yet\n").empty());
  const Feed feed =
      read("https://example.org/1\n\nexample.org/2\nhttps://example.org/3 and more\nftp://example.org/4\n");
  CHECK(feed.pages.size() == 1);
  CHECK(feed.broken == "line 3 is no URL");
}
