#include "fetch/web_url.h"

#include <catch2/catch.hpp>

#include <optional>
#include <string>

using namespace cleancopy;

namespace {

struct Row {
  const char* in;
  const char* out;
};

constexpr std::string_view kStory = "https://www.example.org/news/2026/story.html?page=2#top";

}  // namespace

TEST_CASE("web_url: a reference means what RFC 3986 says in 5.4.1 and 5.4.2, without its fragment") {
  const Row rows[] = {
      {"g", "http://a/b/c/g"},
      {"./g", "http://a/b/c/g"},
      {"g/", "http://a/b/c/g/"},
      {"/g", "http://a/g"},
      {"//g", "http://g/"},
      {"?y", "http://a/b/c/d;p?y"},
      {"g?y", "http://a/b/c/g?y"},
      {"#s", "http://a/b/c/d;p?q"},
      {"g#s", "http://a/b/c/g"},
      {"g?y#s", "http://a/b/c/g?y"},
      {";x", "http://a/b/c/;x"},
      {"g;x", "http://a/b/c/g;x"},
      {"g;x?y#s", "http://a/b/c/g;x?y"},
      {"", "http://a/b/c/d;p?q"},
      {".", "http://a/b/c/"},
      {"./", "http://a/b/c/"},
      {"..", "http://a/b/"},
      {"../", "http://a/b/"},
      {"../g", "http://a/b/g"},
      {"../..", "http://a/"},
      {"../../", "http://a/"},
      {"../../g", "http://a/g"},
      {"../../../g", "http://a/g"},
      {"../../../../g", "http://a/g"},
      {"/./g", "http://a/g"},
      {"/../g", "http://a/g"},
      {"g.", "http://a/b/c/g."},
      {".g", "http://a/b/c/.g"},
      {"g..", "http://a/b/c/g.."},
      {"..g", "http://a/b/c/..g"},
      {"./../g", "http://a/b/g"},
      {"./g/.", "http://a/b/c/g/"},
      {"g/./h", "http://a/b/c/g/h"},
      {"g/../h", "http://a/b/c/h"},
      {"g;x=1/./y", "http://a/b/c/g;x=1/y"},
      {"g;x=1/../y", "http://a/b/c/y"},
      {"g?y/./x", "http://a/b/c/g?y/./x"},
      {"g?y/../x", "http://a/b/c/g?y/../x"},
      {"g#s/./x", "http://a/b/c/g"},
      {"g#s/../x", "http://a/b/c/g"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.in);
    CHECK(absolute_url("http://a/b/c/d;p?q", row.in) == std::string(row.out));
  }
  CHECK(absolute_url("http://a/b/c/d;p?q", "g:h") == std::nullopt);
  CHECK(absolute_url("http://a/b/c/d;p?q", "http:g") == std::nullopt);  // 5.4.2: for a strict reader
}

TEST_CASE("web_url: a link of a page is spelled as it will be sent") {
  const Row rows[] = {
      {"next.html", "https://www.example.org/news/2026/next.html"},
      {" \n\t/sport \r\n", "https://www.example.org/sport"},
      {"//cdn.example.org/x", "https://cdn.example.org/x"},
      {"?page=3", "https://www.example.org/news/2026/story.html?page=3"},
      {"HTTP://Example.ORG", "http://example.org/"},
      {"http://example.org:80/", "http://example.org/"},
      {"https://example.org:443/", "https://example.org/"},
      {"https://example.org:80/a", "https://example.org:80/a"},
      {"http://example.org:/a", "http://example.org/a"},
      {"http://example.org?a=b", "http://example.org/?a=b"},
      {"http://example.org#part", "http://example.org/"},
      {"http://[2A02:26F0::1]:8080/A", "http://[2a02:26f0::1]:8080/A"},
      {"http://[2A02:26F0::1]/", "http://[2a02:26f0::1]/"},
      {"/a b/\xC3\xA9?q=\xC3\xA9 z", "https://www.example.org/a%20b/%c3%a9?q=%c3%a9+z"},
      {"/%7Ejo/%C3%A9", "https://www.example.org/%7Ejo/%C3%A9"},
      {"/a/./b/../c", "https://www.example.org/a/c"},
      {"http://2130706433/", "http://127.0.0.1/"},
      {"http://0x7f.1/", "http://127.0.0.1/"},
      {"http://%65xample.org/", "http://example.org/"},
      {"http://B\xC3\xBC"
       "cher.example:8080/",
       "http://xn--bcher-kva.example:8080/"},
      {"http://b%C3%BC"
       "cher.example/",
       "http://xn--bcher-kva.example/"},
      {"http://\xEF\xBC\x91\xEF\xBC\x92\xEF\xBC\x97\xE3\x80\x82\x31/", "http://127.0.0.1/"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.in);
    const auto url = absolute_url(kStory, row.in);
    REQUIRE(url == std::string(row.out));
    CHECK(absolute_url(*url, "") == url);
    CHECK(origin_of(*url) + target_of(*url) == *url);
  }
}

TEST_CASE("web_url: what is no web URL is none, hostile or not") {
  const std::string rows[] = {
      "javascript:alert(1)",
      " JavaScript:alert(1)",
      "data:text/html,<p>x",
      "ftp://example.org/x",
      "file:///etc/passwd",
      "file://localhost/etc/passwd",
      "gopher://127.0.0.1/x",
      "mailto:press@example.org",
      "tel:+441234",
      "about:blank",
      "feed:https://example.org/rss",
      "http://",
      "https://?q",
      "http://user@example.org/",
      "http://user:word@example.org/",
      "http://:word@example.org/",
      "http://@example.org/",
      "//user@example.org/",
      "http://example.org\\@example.com/",
      "http:\\\\example.org\\x",
      "http://exam ple.org/",
      "http://example.org:65536/",
      "http://example.org:80a/",
      "http://[::1/",
      "http://*/",
      "http://a\xEF\xBC\x8F.example.org/",
      "http://\xFF/",
      "http://ex%00/",
      "http://ex%2Fample.org/",
      "/a\nb",
      "/a\tb",
      "/a\x1B[31m",
      "/a\x7F",
      std::string("/a\0b", 4),
      "http://example.org/\r\nX: y",
      "/" + std::string(100'000, 'a'),
      "data:image/png;base64," + std::string(100'000, 'A'),
      "/" + std::string(kMaxUrlBytes / 3, '\xE9'),  // three times as long once encoded
  };
  for (const std::string& row : rows) {
    CAPTURE(row);
    CHECK(absolute_url(kStory, row) == std::nullopt);
    CHECK_FALSE(web_url(row));
    CHECK(page_key(row).empty());
    CHECK(origin_of(row).empty());
    CHECK(target_of(row).empty());
  }
}

TEST_CASE("web_url: a URL is as long as kMaxUrlBytes, and no longer") {
  const std::string start = "https://example.org/";
  const std::string longest = start + std::string(kMaxUrlBytes - start.size(), 'a');
  CHECK(absolute_url(longest, "") == longest);
  CHECK(absolute_url("", longest + "a") == std::nullopt);
  CHECK(web_url(longest + "a").error().what == "longer than a URL may be");
  CHECK(absolute_url(longest + "a", "/b") == std::nullopt);
}

TEST_CASE("web_url: a base that is no URL leaves only what stands alone") {
  CHECK(absolute_url("", "https://example.org/a") == std::string("https://example.org/a"));
  CHECK(absolute_url("file:///tmp/x.html", "https://example.org/a") == std::string("https://example.org/a"));
  CHECK(absolute_url("file:///tmp/x.html", "a.html") == std::nullopt);
  CHECK(absolute_url("", "") == std::nullopt);
  CHECK(absolute_url("https://user@example.org/", "a") == std::nullopt);
}

TEST_CASE("web_url: links to one article have one key") {
  const char* const key = "example.org/news/a-story?id=3&v=b";
  for (const char* url : {
           "https://www.example.org/news/a-story?id=3&v=b",
           "http://example.org/news/a-story?id=3&v=b",
           "HTTPS://WWW.Example.ORG:443/news/a-story/?id=3&v=b",
           "http://www.example.org:80/news/x/../a-story?id=3&v=b#comments",
           "https://example.org./news/a-story?id=3&v=b",
           "https://example.org/news/a-story//?id=3&v=b",
           "https://example.org/news/%61%2Dstory?id=%33&v=b",
           "https://example.org/news/a-story?utm_source=rss&id=3&UTM_Medium=feed&v=b&fbclid=IwAR0",
           "https://example.org/news/a-story?&id=3&&v=b&",
           "https://example.org/news/a-story?id=3&amp;utm_campaign=x&v=b",
           "https://example.org/news/a-story?at_medium=RSS&at_campaign=KARANGA&id=3&v=b",
           "https://example.org/news/a-story?id=3&v=b&gclid=1&xtor=RSS-3208&ns_mchannel=rss&ITO=1490",
       }) {
    CAPTURE(url);
    CHECK(page_key(url) == key);
    CHECK(page_key("https://" + page_key(url)) == key);
  }
}

TEST_CASE("web_url: each tracking parameter is dropped, in any case") {
  for (const char* name :
       {"_ga", "_gl", "_hsenc", "_hsmi", "at_link_id", "at_medium", "cmpid", "dclid", "emc", "fbclid",
        "ftag", "gbraid", "gclid", "gclsrc", "hsa_acc", "icid", "igsh", "igshid", "ito", "li_fat_id",
        "mc_cid", "mc_eid", "mkt_tok", "msclkid", "mtm_campaign", "ns_campaign", "ocid", "pk_campaign",
        "ref_src", "smid", "smtyp", "srsltid", "ttclid", "twclid", "utm_source", "UTM_TERM", "wbraid",
        "wt_mc", "wt_zmc", "xtor", "yclid"}) {
    CAPTURE(name);
    CHECK(page_key("https://example.org/a?" + std::string(name) + "=1") == "example.org/a");
    CHECK(page_key("https://example.org/a?" + std::string(name)) == "example.org/a");
  }
}

TEST_CASE("web_url: links to two articles have two keys") {
  const Row rows[] = {
      {"https://example.org/a?id=3", "https://example.org/a?id=4"},
      {"https://example.org/a?id=3", "https://example.org/a"},
      {"https://example.org/a?x=1&y=2", "https://example.org/a?y=2&x=1"},
      {"https://example.org/a", "https://example.org/A"},
      {"https://example.org/a", "https://example.org:8080/a"},
      {"https://example.org/a", "https://news.example.org/a"},
      {"https://example.org/a%2Fb", "https://example.org/a/b"},
      {"https://example.org/a?q=x%26y", "https://example.org/a?q=x&y"},
      {"https://example.org/?ref=1", "https://example.org/?ref=2"},
      {"https://example.org/a?utmost=1", "https://example.org/a"},
      {"https://www.com/", "https://com/"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.in, row.out);
    CHECK(page_key(row.in) != page_key(row.out));
  }
}

TEST_CASE("web_url: a key has one spelling of host, percent-encoding and front page") {
  const Row rows[] = {
      {"https://www.example.org/", "example.org"},
      {"https://example.org", "example.org"},
      {"https://example.org/?id=1", "example.org?id=1"},
      {"https://example.org:8443/a", "example.org:8443/a"},
      {"https://www.com/a", "www.com/a"},
      {"http://B\xC3\xBC"
       "cher.example/",
       "xn--bcher-kva.example"},
      {"https://xn--bcher-kva.example/", "xn--bcher-kva.example"},
      {"https://example.org/%7ejo/caf\xC3\xA9", "example.org/~jo/caf%C3%A9"},
      {"https://example.org/~jo/caf%c3%a9", "example.org/~jo/caf%C3%A9"},
      {"https://example.org/100%", "example.org/100%"},
      {"https://example.org/%zz%4", "example.org/%zz%4"},
      {"http://[2A02:26F0::1]:8080/a", "[2a02:26f0::1]:8080/a"},
      {"http://[2A02:26F0::1]/a", "[2a02:26f0::1]/a"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.in);
    CHECK(page_key(row.in) == row.out);
  }
}

TEST_CASE("web_url: a URL is an origin and a target") {
  CHECK(origin_of(kStory) == "https://www.example.org");
  CHECK(target_of(kStory) == "/news/2026/story.html?page=2");
  CHECK(origin_of("HTTP://Example.org:8080") == "http://example.org:8080");
  CHECK(target_of("HTTP://Example.org:8080") == "/");
  CHECK(target_of("http://example.org?a#b") == "/?a");
}
