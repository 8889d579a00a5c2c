#include "fetch/robots.h"

#include <catch2/catch.hpp>

#include <string>
#include <utility>
#include <vector>

using namespace cleancopy;

namespace {

struct Asked {
  std::string target;
  bool allowed;
};

void check(const Robots& robots, const std::vector<Asked>& cases) {
  for (const auto& [target, allowed] : cases) {
    INFO(target);
    CHECK(robots.allows(target) == allowed);
  }
}

void check(std::string_view bytes, const std::vector<Asked>& cases) {
  INFO(bytes);
  check(Robots::parse(bytes), cases);
}

// What the one rule says to the target, with a weaker one that says the opposite.
bool disallows(std::string_view rule, std::string_view target) {
  return !Robots::parse("User-agent: *\nDisallow: " + std::string(rule)).allows(target);
}

}  // namespace

TEST_CASE("robots: RFC 9309, 2.1: a group is names, then rules, and ends where the next names begin") {
  constexpr std::string_view kBytes =
      "User-agent: alpha\nUser-agent: cleancopy\nDisallow: /ours\n\nAllow: /ours/too\n"
      "User-agent: beta\nDisallow: /theirs\n";
  check(kBytes, {{"/ours", false}, {"/ours/too", true}, {"/theirs", true}, {"/", true}});
}

TEST_CASE("robots: RFC 9309, 2.2.1: a group is found by the product token in any case") {
  for (const char* name : {"cleancopy", "CleanCopy", "CLEANCOPY", "cleancopy/0.1", "cleancopy/9 (beta)"}) {
    INFO(name);
    const std::string bytes = "User-Agent: " + std::string(name) + "\nDisallow: /a\n";
    CHECK_FALSE(Robots::parse(bytes).allows("/a"));
  }
}

TEST_CASE("robots: RFC 9309, 2.2.1: only the whole token is ours") {
  for (const char* name :
       {"clean", "cleancopybot", "cleancopy-news", "mycleancopy", "cleancopy2", "", "**"}) {
    INFO(name);
    CHECK(Robots::parse("User-agent: " + std::string(name) + "\nDisallow: /\n").allows("/a"));
  }
}

TEST_CASE("robots: RFC 9309, 2.2.1: all groups with one name are one group") {
  check("user-agent: cleancopy\ndisallow: /fish\nuser-agent: other\ndisallow: /\n"
        "user-agent: cleancopy\ndisallow: /carp\n",
        {{"/fish", false}, {"/carp", false}, {"/other", true}});
  check("user-agent: *\ndisallow: /fish\nuser-agent: *\ndisallow: /carp\n",
        {{"/fish", false}, {"/carp", false}, {"/other", true}});
}

TEST_CASE("robots: RFC 9309, 2.2.1: rules for all others count where no group has our name") {
  constexpr std::string_view kBoth =
      "User-agent: *\nDisallow: /foo\nDisallow: /bar\n"
      "User-agent: examplebot\nUser-agent: foobot\nDisallow: /example/page.html\n"
      "Allow: /example/allowed.gif\n";
  check(kBoth, {{"/foo", false}, {"/example/page.html", true}});
  const Robots foobot = Robots::parse(kBoth, "FooBot");
  check(foobot, {{"/foo", true}, {"/example/page.html", false}, {"/example/allowed.gif", true}});
}

TEST_CASE("robots: RFC 9309, 2.2.1: our own group counts alone, even when it has no rule") {
  check("User-agent: *\nDisallow: /\nUser-agent: cleancopy\nDisallow:\n", {{"/a", true}});
  check("User-agent: cleancopy\n\nUser-agent: *\nDisallow: /\n", {{"/a", false}});  // two names, one group
}

TEST_CASE("robots: RFC 9309, 2.2.1: where no group is for us all is allowed") {
  check("User-agent: other\nDisallow: /\n", {{"/", true}, {"/a", true}});
  check("", {{"/", true}});
  check("Disallow: /\n", {{"/a", true}});  // before any name
}

TEST_CASE("robots: RFC 9309, 2.2.2: rules match from the first octet, with regard to case") {
  check("User-agent: *\nDisallow: /Fish\n",
        {{"/Fish", false}, {"/Fish/salmon", false}, {"/Fish?id=1", false}, {"/Fishing", false},
         {"/fish", true}, {"/cat/Fish", true}, {"/", true}});
}

TEST_CASE("robots: RFC 9309, 2.2.2: the rule with the most octets decides, wherever it stands") {
  check("User-agent: *\nAllow: /example/page/\nDisallow: /example/page/disallowed.gif\n",
        {{"/example/page/", true}, {"/example/page/disallowed.gif", false},
         {"/example/page/other.gif", true}});
  check("User-agent: *\nDisallow: /a/b\nDisallow: /\nAllow: /a\n",
        {{"/a", true}, {"/a/c", true}, {"/a/b/c", false}, {"/x", false}});
}

TEST_CASE("robots: RFC 9309, 2.2.2: of an allow and a disallow with one path the allow counts") {
  for (const char* rules : {"Allow: /page\nDisallow: /page\n", "Disallow: /page\nAllow: /page\n"})
    check("User-agent: *\n" + std::string(rules), {{"/page", true}, {"/page/2", true}});
}

TEST_CASE("robots: RFC 9309, 2.2.2: octets compare alike however they are encoded") {
  // The RFC's table: a path of a rule, and a target that it is to match.
  const std::vector<std::pair<std::string, std::string>> cases{
      {"/foo/bar?baz=quz", "/foo/bar?baz=quz"},
      {"/foo/bar?baz=https://foo.bar", "/foo/bar?baz=https%3A%2F%2Ffoo.bar"},
      {"/foo/bar?baz=https%3a%2f%2Ffoo.bar", "/foo/bar?baz=https://foo.bar"},
      {"/foo/bar/\u30C4", "/foo/bar/%E3%83%84"},
      {"/foo/bar/%E3%83%84", "/foo/bar/%e3%83%84"},
      {"/foo/bar/%E3%83%84", "/foo/bar/\u30C4"},
      {"/foo/bar/%62%61%7A", "/foo/bar/baz"},
      {"/foo/bar/baz", "/foo/bar/%62%61%7a"},
  };
  for (const auto& [rule, target] : cases) {
    INFO(rule << " and " << target);
    CHECK(disallows(rule, target));
  }
  CHECK_FALSE(disallows("/foo/bar/%62%61%7A", "/foo/bar/ba%C5%BA"));
  CHECK_FALSE(disallows("/foo/bar/%2562", "/foo/bar/%62"));
}

TEST_CASE("robots: RFC 9309, 2.2.2: an empty path is no rule, and /robots.txt is always allowed") {
  check("User-agent: *\nDisallow:\n", {{"/", true}, {"/a", true}});
  check("User-agent: *\nDisallow: /\nDisallow: /robots.txt\n",
        {{"/robots.txt", true}, {"/robots.txt.bak", false}});
  check(Robots::nothing(), {{"/robots.txt", true}});
}

TEST_CASE("robots: RFC 9309, 2.2.3: # begins a comment, $ ends a path, * is any octets") {
  check("# for all\nUser-agent: * # everyone\nDisallow: /private # not for crawlers\n#Disallow: /open\n",
        {{"/private", false}, {"/open", true}});
  check("User-agent: *\nAllow: /this/path/exactly$\nDisallow: /this/path\n",
        {{"/this/path/exactly", true}, {"/this/path/exactly/not", false}, {"/this/path", false}});
  check("User-agent: *\nDisallow: /this/*/exactly\n",
        {{"/this/path/exactly", false}, {"/this/a/b/exactly/and", false}, {"/this//exactly", false},
         {"/this/exactly", true}});
}

TEST_CASE("robots: RFC 9309, 2.2.3: a star or dollar that means itself is written %2A or %24") {
  CHECK(disallows("/path/file-with-a-%2A.html", "/path/file-with-a-*.html"));
  CHECK_FALSE(disallows("/path/file-with-a-%2A.html", "/path/file-with-a-b.html"));
  CHECK(disallows("/path/foo-%24", "/path/foo-$"));
  CHECK(disallows("/path/foo-%24", "/path/foo-$bar"));
  CHECK_FALSE(disallows("/path/foo-%24", "/path/foo-"));
  CHECK(disallows("/a$b", "/a$b"));  // not at the end it means itself
}

TEST_CASE("robots: RFC 9309, 2.2.4: other records do not end a group") {
  check("User-agent: cleancopy\nSitemap: https://example.org/map.xml\nUser-agent: other\nCrawl-delay: 2\n"
        "Disallow: /a\nSitemap: https://example.org/more.xml\nDisallow: /b\n",
        {{"/a", false}, {"/b", false}, {"/c", true}});
}

TEST_CASE("robots: RFC 9309, 2.3.1.3 and 2.3.1.4: no file allows everything, no answer nothing") {
  check(Robots::everything(), {{"/", true}, {"/a?b", true}});
  check(Robots::nothing(), {{"/", false}, {"/a?b", false}});
  CHECK_FALSE(Robots::everything().crawl_delay());
}

TEST_CASE("robots: RFC 9309, 2.5: the first 500 KiB are read, up to a line that is whole") {
  const std::string first = "User-agent: *\nDisallow: /first\n#", last = "\nDisallow: /last";
  const std::string filled = first + std::string(kMaxRobotsBytes - first.size() - last.size(), '.') + last;
  REQUIRE(filled.size() == kMaxRobotsBytes);
  check(Robots::parse(filled + "\nDisallow: /late\n"),
        {{"/first", false}, {"/last", false}, {"/late", true}});
  check(Robots::parse("#" + filled + "\nDisallow: /late\n"), {{"/last", true}, {"/late", true}});
  check(Robots::parse(filled + "-longer\n"), {{"/first", false}, {"/last", true}});
}

TEST_CASE("robots: RFC 9309, 5.1: its example") {
  constexpr std::string_view kBytes =
      "User-Agent: *\nDisallow: *.gif$\nDisallow: /example/\nAllow: /publications/\n\n"
      "User-Agent: foobot\nDisallow:/\nAllow:/example/page.html\nAllow:/example/allowed.gif\n\n"
      "User-Agent: barbot\nUser-Agent: bazbot\nDisallow: /example/page.html\n\n"
      "User-Agent: quxbot\n";
  check(Robots::parse(kBytes),
        {{"/a.gif", false}, {"/a.gif?x", true}, {"/example/", false}, {"/publications/", true}});
  check(Robots::parse(kBytes, "foobot"),
        {{"/", false}, {"/example/page.html", true}, {"/example/allowed.gif", true},
         {"/publications/", false}});
  for (const char* product : {"barbot", "bazbot"})
    check(Robots::parse(kBytes, product), {{"/example/page.html", false}, {"/a.gif", true}});
  check(Robots::parse(kBytes, "quxbot"), {{"/", true}, {"/a.gif", true}, {"/example/page.html", true}});
}

TEST_CASE("robots: RFC 9309, 5.2: its example of the longest match") {
  check(Robots::parse("User-Agent: foobot\nAllow: /example/page/\nDisallow: /example/page/disallowed.gif\n",
                      "foobot"),
        {{"/example/page/disallowed.gif", false}, {"/example/page/", true}});
}

TEST_CASE("robots: lines end in LF, CR or both, and a byte-order mark is passed over") {
  for (const std::string end : {"\n", "\r", "\r\n", "\n\n", "\r\n\r\n"}) {
    const std::string bytes = "User-agent: *" + end + "Disallow: /a" + end + "Allow: /a/b" + end;
    check(bytes, {{"/a", false}, {"/a/b", true}});
    check("\xEF\xBB\xBF" + bytes, {{"/a", false}, {"/a/b", true}});
    check(bytes.substr(0, bytes.size() - end.size()), {{"/a/b", true}});
  }
}

TEST_CASE("robots: junk between the lines is passed over") {
  constexpr std::string_view kBytes =
      "<html><body>\n:\n::\nUser-agent\n \t user-AGENT \t : \t * \t\n"
      "no colon here\nDisallow /b\nDisallow\t:\t/a\t\n"
      "Dissallow: /c\nDisallow: https://example.org/d\nDisallow: e\n\x01\x02\xFF: \xFF\n";
  check(kBytes, {{"/a", false}, {"/b", true}, {"/c", true}, {"/d", true}, {"/e", true}});
}

TEST_CASE("robots: a page that stands where robots.txt should allows everything") {
  check("<!doctype html>\n<title>Not found</title>\n<p>User-agent: who? Disallow: what?\n",
        {{"/", true}, {"/a", true}});
}

TEST_CASE("robots: Crawl-delay is that of our own group, else of all, and the longest") {
  const auto delay = [](std::string_view bytes) { return Robots::parse(bytes).crawl_delay(); };
  CHECK(delay("User-agent: *\nCrawl-delay: 2.5\n") == 2.5);
  CHECK(delay("User-agent: *\nCrawl-delay: 2\nUser-agent: cleancopy\nCrawl-delay: 10 # seconds\n") == 10.0);
  CHECK(delay("User-agent: cleancopy\nDisallow: /a\nUser-agent: *\nCrawl-delay: 2\n") == std::nullopt);
  CHECK(delay("User-agent: *\nCrawl-delay: 3\nDisallow: /a\n"
              "User-agent: *\nCrawl-delay: 7\nCrawl-delay: 5\n") == 7.0);
  CHECK(delay("User-agent: *\ncrawl-DELAY: 5s\n") == 5.0);
  CHECK(delay("User-agent: *\nCrawl-delay: .5\n") == 0.5);
  CHECK(delay("User-agent: *\nCrawl-delay: 1e3\n") == 1.0);
  CHECK(delay("Crawl-delay: 4\n") == std::nullopt);
}

TEST_CASE("robots: a Crawl-delay that is no number is none") {
  for (const char* value : {"", "-1", "nan", "inf", "infinity", "soon", "+3", "0x10 ", "."}) {
    INFO(value);
    const auto delay =
        Robots::parse("User-agent: *\nCrawl-delay: " + std::string(value) + "\n").crawl_delay();
    CHECK(delay.value_or(0) == 0);
  }
  CHECK_FALSE(Robots::parse("User-agent: *\nCrawl-delay: " + std::string(400, '9')).crawl_delay());
}

TEST_CASE("robots: a delay before the next name is not for that name") {
  const Robots robots = Robots::parse("User-agent: slow\nCrawl-delay: 30\nUser-agent: *\nDisallow: /a\n");
  CHECK_FALSE(robots.crawl_delay());
  CHECK_FALSE(robots.allows("/a"));
}

TEST_CASE("pathological: robots: thousands of rules of stars cost no more than the steps allowed") {
  std::string bytes = "User-agent: *\nAllow: /\n";
  while (bytes.size() < kMaxRobotsBytes) bytes += "Disallow: /*aaaaaaaaaaaaaaaaaaa*a*a*a*b\n";
  const Robots robots = Robots::parse(bytes);
  CHECK(robots.allows("/news/story"));
  CHECK_FALSE(robots.allows("/" + std::string(8000, 'a')));  // the steps are used up
}
