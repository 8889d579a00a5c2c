#include <catch2/catch.hpp>

#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "fetch/feed.h"

using namespace cleancopy;

namespace cleancopy {

bool operator==(const Link& a, const Link& b) { return a.url == b.url && a.changed == b.changed; }
std::ostream& operator<<(std::ostream& out, const Link& link) {
  return out << link.url << " of " << link.changed;
}

}  // namespace cleancopy

namespace {

using Links = std::vector<Link>;

const std::string kUrl = "https://www.example.org/news/feed.xml";

Feed read(std::string_view bytes) {
  const auto feed = read_feed(bytes, kUrl);
  INFO(bytes << (feed ? "" : feed.error().what));
  REQUIRE(feed);
  CHECK(feed.value().broken.empty());
  return feed.value();
}

Links pages(std::string_view bytes) { return read(bytes).pages; }

// One item of RSS 2.0, with the usual namespaces.
Links item(std::string_view fields) {
  return pages("<rss version='2.0' xmlns:atom='http://www.w3.org/2005/Atom' "
               "xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:dcterms='http://purl.org/dc/terms/' "
               "xmlns:feedburner='http://rssnamespace.org/feedburner/ext/1.0' "
               "xmlns:media='http://search.yahoo.com/mrss/'><channel><link>https://www.example.org/</link>"
               "<item>" + std::string(fields) + "</item></channel></rss>");
}

Links entry(std::string_view fields) {
  return pages("<feed xmlns='http://www.w3.org/2005/Atom'><link href='https://www.example.org/'/>"
               "<id>https://www.example.org/id</id><updated>2026-01-01T00:00:00Z</updated>"
               "<entry>" + std::string(fields) + "</entry></feed>");
}

Links json(std::string_view item) {
  return pages("{\"version\": \"https://jsonfeed.org/version/1.1\", "
               "\"home_page_url\": \"https://example.org/\", "
               "\"items\": [{" + std::string(item) + "}]}");
}

Links one(std::string url, std::string changed = "") { return {{std::move(url), std::move(changed)}}; }

}  // namespace

TEST_CASE("feed_forms: RSS 2.0: an item's link and the day it was published") {
  CHECK(item("<title>A</title><link>https://example.org/a</link>"
             "<pubDate>Sun, 22 Nov 2026 15:30:00 +0100</pubDate>") ==
        one("https://example.org/a", "2026-11-22T15:30:00+01:00"));
}

TEST_CASE("feed_forms: RSS 2.0: white space, CDATA, entities and relative links") {
  CHECK(item("<link>\n  https://example.org/a?x=1&amp;y=2\n </link>") ==
        one("https://example.org/a?x=1&y=2"));
  CHECK(item("<link><![CDATA[ https://example.org/a?x=1&y=2 ]]></link>") ==
        one("https://example.org/a?x=1&y=2"));
  CHECK(item("<link>https://example.org/a<!-- -->/b</link>") == one("https://example.org/a/b"));
  CHECK(item("<link>/a</link>") == one("https://www.example.org/a"));
  CHECK(item("<link>a</link>") == one("https://www.example.org/news/a"));
  CHECK(item("<link>//example.com/a</link>") == one("https://example.com/a"));
  CHECK(item("<title>Q&nbsp;&hellip;</title><link>/a</link>") == one("https://www.example.org/a"));
}

TEST_CASE("feed_forms: RSS 2.0: a guid is a link where it says so, and is a URL") {
  CHECK(item("<guid>https://example.org/g</guid>") == one("https://example.org/g"));
  CHECK(item("<guid isPermaLink='true'>https://example.org/g</guid>") == one("https://example.org/g"));
  CHECK(item("<guid isPermaLink='FALSE'>https://example.org/g</guid>").empty());
  CHECK(item("<guid>tag:example.org,2026:1</guid>").empty());
  CHECK(item("<guid>12345</guid>").empty());
  CHECK(item("<guid>https://example.org/g</guid><link>https://example.org/a</link>") ==
        one("https://example.org/a"));
  CHECK(item("<guid>https://example.org/g</guid><link>  </link>") == one("https://example.org/g"));
  CHECK(item("<guid>https://example.org/g</guid><link>javascript:go()</link>") ==
        one("https://example.org/g"));
}

TEST_CASE("feed_forms: RSS 2.0: the link before a redirect service, and Atom's") {
  CHECK(item("<link>https://feeds.example.com/~r/1</link>"
             "<feedburner:origLink>https://example.org/a</feedburner:origLink>") ==
             one("https://example.org/a"));
  CHECK(item("<atom:link href='https://example.org/a'/>") == one("https://example.org/a"));
  CHECK(item("<atom:link rel='self' href='https://example.org/self'/><link>/a</link>") ==
        one("https://www.example.org/a"));
  CHECK(item("<link rel='alternate' href='/a'/>") == one("https://www.example.org/a"));
}

TEST_CASE("feed_forms: RSS 2.0: links of other things in an item are not its own") {
  CHECK(item("<media:content><link>https://example.org/no</link></media:content>"
             "<source url='https://example.org/no'>x</source><comments>https://example.org/no</comments>"
             "<media:link>https://example.org/no</media:link><link>/a</link>") ==
             one("https://www.example.org/a"));
}

TEST_CASE("feed_forms: RSS 2.0: a later change counts before the day of publication") {
  CHECK(item("<link>/a</link><dc:date>2026-11-21T08:00:00Z</dc:date>") ==
        one("https://www.example.org/a", "2026-11-21T08:00:00Z"));
  for (const char* name : {"atom:updated", "dcterms:modified"}) {
    const std::string changed = "<" + std::string(name) + ">2026-11-22T09:00:00Z</" + name + ">";
    CHECK(item("<link>/a</link><pubDate>Sat, 21 Nov 2026 08:00:00 GMT</pubDate>" + changed) ==
          one("https://www.example.org/a", "2026-11-22T09:00:00Z"));
  }
  CHECK(item("<link>/a</link><pubDate>yesterday</pubDate>") == one("https://www.example.org/a"));
}

TEST_CASE("feed_forms: RSS: prefixes without a namespace, and a namespace of its own, do no harm") {
  CHECK(pages("<rss><channel><item><media:x/><feedburner:origLink>/o</feedburner:origLink><link>/a</link>"
              "<dc:date>2026-11-21</dc:date></item></channel></rss>") ==
        one("https://www.example.org/o", "2026-11-21"));
  for (const char* space : {"http://backend.userland.com/rss2", "http://www.w3.org/2005/Atom", "urn:x"})
    CHECK(pages("<rss xmlns='" + std::string(space) +
                "'><channel><item><link>/a</link></item></channel></rss>") ==
          one("https://www.example.org/a"));
}

TEST_CASE("feed_forms: RSS 1.0: items stand beside the channel, and are what they are about") {
  const std::string start =
      "<!DOCTYPE rdf:RDF [<!ENTITY % HTMLlat1 PUBLIC '-//W3C//ENTITIES Latin 1 for XHTML//EN' 'x'>]>"
      "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/' "
      "xmlns:dc='http://purl.org/dc/elements/1.1/'><channel rdf:about='https://example.org/'>"
      "<link>https://example.org/</link><items><rdf:Seq><rdf:li resource='https://example.org/1'/>"
      "</rdf:Seq></items>"
      "</channel>";
  CHECK(pages(start + "<item rdf:about='https://example.org/about'><link>https://example.org/1</link>"
                      "<dc:date>2026-11-22T10:00+01:00</dc:date></item>"
                      "<item rdf:about='https://example.org/2'/>"
                      "<item rdf:about='#3'/></rdf:RDF>") ==
        Links{{"https://example.org/1", "2026-11-22T10:00:00+01:00"}, {"https://example.org/2", ""}});
}

TEST_CASE("feed_forms: Atom: the alternate link or one without a relation, and when it was updated") {
  CHECK(entry("<link rel='self' href='/self'/><link rel='enclosure' href='/e'/><link href='/a'/>"
              "<published>2026-11-21T08:00:00Z</published><updated>2026-11-22T09:00:00.5Z</updated>") ==
        one("https://www.example.org/a", "2026-11-22T09:00:00Z"));
  CHECK(entry("<link rel='alternate' type='application/pdf' href='/pdf'/>"
              "<link rel='alternate' type='text/html' href='/a'/>"
              "<published>2026-11-21T08:00:00Z</published>") ==
        one("https://www.example.org/a", "2026-11-21T08:00:00Z"));
  CHECK(entry("<link rel='alternate' type='application/pdf' href='/pdf'/>") ==
        one("https://www.example.org/pdf"));
  CHECK(entry("<link rel='http://www.iana.org/assignments/relation/alternate' href='/a'/>") ==
        one("https://www.example.org/a"));
  CHECK(entry("<id>https://www.example.org/id</id><link rel='replies' href='/r'/>").empty());
}

TEST_CASE("feed_forms: Atom: what an entry quotes has links and dates of its own") {
  CHECK(entry("<source><link href='/source'/><updated>2020-01-01T00:00:00Z</updated></source>"
              "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><a href='/no'>x</a>"
              "<link href='/no'/></div></content><link href='/a'/><updated>2026-11-22T09:00:00Z</updated>") ==
        one("https://www.example.org/a", "2026-11-22T09:00:00Z"));
}

TEST_CASE("feed_forms: Atom: links are relative to the nearest xml:base, and that to the one around it") {
  CHECK(pages("<feed xmlns='http://www.w3.org/2005/Atom' xml:base='https://example.com/x/'>"
              "<entry xml:base='2026/'><link href='a'/></entry>"
              "<entry><link xml:base='/y/' href='b'/></entry>"
              "<entry xml:base='mailto:x'><link href='c'/></entry>"
              "<entry><link href='https://example.org/d'/></entry></feed>") ==
        Links{{"https://example.com/x/2026/a", ""}, {"https://example.com/y/b", ""},
              {"https://example.com/x/c", ""},
              {"https://example.org/d", ""}});
}

TEST_CASE("feed_forms: Atom: with a prefix, of version 0.3, without a namespace, and a lone entry") {
  CHECK(pages("<a:feed xmlns:a='http://www.w3.org/2005/Atom'>"
              "<a:entry><a:link href='/a'/></a:entry></a:feed>") == one("https://www.example.org/a"));
  CHECK(pages("<feed version='0.3' xmlns='http://purl.org/atom/ns#'><entry><link rel='alternate' href='/a'/>"
              "<issued>2004-05-01T00:00:00Z</issued>"
              "<modified>2004-05-02T00:00:00Z</modified></entry></feed>") ==
        one("https://www.example.org/a", "2004-05-02T00:00:00Z"));
  CHECK(pages("<feed><entry><link href='/a'/></entry></feed>") == one("https://www.example.org/a"));
  CHECK(pages("<entry xmlns='http://www.w3.org/2005/Atom'><link href='/a'/></entry>") ==
        one("https://www.example.org/a"));
}

TEST_CASE("feed_forms: JSON Feed: an item's url, else an id that is one, and its dates") {
  CHECK(json("\"id\": \"1\", \"url\": \"/a\", \"external_url\": \"https://example.com/\", "
             "\"date_published\": \"2026-11-21T08:00:00-05:00\"") ==
        one("https://www.example.org/a", "2026-11-21T08:00:00-05:00"));
  CHECK(json("\"id\": \"https://example.org/1\", \"date_published\": \"2026-11-21\", "
             "\"date_modified\": \"2026-11-22\"") == one("https://example.org/1", "2026-11-22"));
  CHECK(json("\"id\": \"1\"").empty());
  CHECK(json("\"id\": 1, \"url\": null").empty());
  CHECK(pages("{\"items\": [1, \"x\", null, [], {\"url\": \"/a\"}]}") == one("https://www.example.org/a"));
  CHECK(pages("\xEF\xBB\xBF\n{\"items\": []}").empty());
}

TEST_CASE("pathological: feed_forms: JSON of a million values is refused before it is read") {
  const auto feed = read_feed("{\"items\": [" + std::string(kMaxJsonNodes, ',') + "]}", kUrl);
  REQUIRE_FALSE(feed);
  CHECK(feed.error().what == "is JSON of too many values");
}

TEST_CASE("feed_forms: sitemap: a page's address and when it was changed, or else came out") {
  const Feed feed = read(
      "<?xml version='1.0' encoding='UTF-8'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' "
      "xmlns:news='http://www.google.com/schemas/sitemap-news/0.9' "
      "xmlns:image='http://www.google.com/schemas/sitemap-image/1.1' "
      "xmlns:xhtml='http://www.w3.org/1999/xhtml'>"
      "<url><loc> https://example.org/1 </loc><lastmod>2026-11-22T09:00+00:00</lastmod>"
      "<news:news><news:publication><news:name>X</news:name></news:publication>"
      "<news:publication_date>2026-11-21</news:publication_date></news:news>"
      "<image:image><image:loc>https://example.org/1.jpg</image:loc></image:image>"
      "<xhtml:link rel='alternate' hreflang='de' href='https://example.org/de/1'/></url>"
      "<url><image:image><image:loc>https://example.org/2.jpg</image:loc></image:image><news:news>"
      "<news:publication_date>2026-11-21T07:00:00Z</news:publication_date></news:news>"
      "<loc>https://example.org/2</loc></url><url><loc>https://example.org/3</loc></url></urlset>");
  CHECK(feed.feeds.empty());
  CHECK(feed.pages == Links{{"https://example.org/1", "2026-11-22T09:00:00Z"},
                            {"https://example.org/2", "2026-11-21T07:00:00Z"},
                            {"https://example.org/3", ""}});
}

TEST_CASE("feed_forms: sitemap index: other feeds, and when they were changed") {
  for (const char* space :
       {"http://www.sitemaps.org/schemas/sitemap/0.9", "https://www.sitemaps.org/schemas/sitemap/0.9",
        "http://www.google.com/schemas/sitemap/0.84", ""}) {
    const Feed feed = read("<sitemapindex xmlns='" + std::string(space) +
                           "'><sitemap><loc>https://example.org/1.xml.gz</loc><lastmod>2026-11-22</lastmod>"
                           "</sitemap>"
                           "<sitemap><loc>/2.xml</loc></sitemap><sitemap><loc/></sitemap></sitemapindex>");
    CHECK(feed.pages.empty());
    CHECK(feed.feeds ==
          Links{{"https://example.org/1.xml.gz", "2026-11-22"}, {"https://www.example.org/2.xml", ""}});
  }
}
