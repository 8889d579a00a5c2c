#include <catch2/catch.hpp>

#include <chrono>

#include "round_case.h"

namespace cleancopy {
namespace {

using test::RoundCase;
using Urls = std::vector<std::string>;

const std::string kRobots = "https://a.example/robots.txt";
const std::string kList = "https://a.example/list.txt";

// A list of two pages.
void set_up(RoundCase& c) {
  c.follow(kList);
  c.web.replies[kList] = RoundCase::list({"https://a.example/1", "https://a.example/2"});
  c.web.replies["https://a.example/1"] = RoundCase::page("one");
  c.web.replies["https://a.example/2"] = RoundCase::page("two");
}

test::Reply robots(const std::string& rules) { return {200, rules, "text/plain"}; }

TEST_CASE("what robots.txt forbids is not asked for: pages, sources, and where a redirect leads") {
  RoundCase c;
  set_up(c);
  c.follow("https://a.example/closed/feed");
  c.web.replies[kRobots] = robots("User-agent: *\nDisallow: /1\nDisallow: /closed/\n");
  c.web.replies["https://a.example/2"] = test::redirect_to("/closed/2");
  const RoundResult result = c.round();
  CHECK(c.web.asked() == Urls{kRobots, kList, "https://a.example/2"});
  CHECK(result.counts.forbidden == 2);
  CHECK(result.counts.sources_failed == 1);
  CHECK(c.heard.said == Urls{"https://a.example/closed/feed: its robots.txt forbids it"});
}

TEST_CASE("robots.txt of every host on the way is asked for, also of a redirect's target") {
  RoundCase c;
  set_up(c);
  c.web.replies["https://a.example/1"] = test::redirect_to("https://b.example/1");
  c.web.replies["https://b.example/1"] = RoundCase::page("one");
  c.web.replies["https://b.example/robots.txt"] = robots("User-agent: *\nDisallow: /\n");
  c.round();
  const Urls asked = c.web.asked();
  CHECK(std::count(asked.begin(), asked.end(), "https://b.example/robots.txt") == 1);
  CHECK(std::count(asked.begin(), asked.end(), "https://b.example/1") == 0);
}

TEST_CASE("a robots.txt counts for a day") {
  RoundCase c;
  set_up(c);
  c.round();
  c.web.asked();
  c.web.pass(std::chrono::hours(12));
  CHECK(c.asked_in_round() == Urls{kList});
  c.web.pass(std::chrono::hours(13));
  CHECK(c.asked_in_round() == Urls{kRobots, kList});
}

TEST_CASE("RFC 9309, 2.3.1.3: without a robots.txt all is allowed") {
  for (const int status : {404, 410, 403}) {
    RoundCase c;
    set_up(c);
    c.web.replies[kRobots] = {status};
    CHECK(c.round().counts.kept == 2);
  }
}

TEST_CASE("RFC 9309, 2.3.1.4: when robots.txt cannot be had nothing is asked for, and it is left alone") {
  for (const test::Reply& reply : {test::Reply{500}, test::Reply{503}, test::Reply{429}, test::down()}) {
    RoundCase c;
    set_up(c);
    c.follow("https://b.example/list.txt");  // another that answers: the network is there
    c.web.replies[kRobots] = reply;
    c.round();
    const Urls asked = c.web.asked();
    CHECK(std::count(asked.begin(), asked.end(), kRobots) == 1);
    CHECK(std::count(asked.begin(), asked.end(), kList) == 0);
    c.web.pass(std::chrono::minutes(5));
    CHECK(c.asked_in_round().empty());
    c.web.replies.erase(kRobots);
    c.web.pass(std::chrono::minutes(20));
    CHECK(c.round().counts.kept == 2);
  }
}

TEST_CASE("RFC 9309, 2.3.1.2: five redirects of a robots.txt are followed, and beyond them all is allowed") {
  for (const int redirects : {5, 6}) {
    CAPTURE(redirects);
    RoundCase c;
    set_up(c);
    std::string from = kRobots;
    for (int i = 1; i <= redirects; ++i) {
      const std::string to = "https://" + std::string(1, static_cast<char>('b' + i)) + ".example/r.txt";
      c.web.replies[from] = test::redirect_to(to);
      from = to;
    }
    c.web.replies[from] = robots("User-agent: *\nDisallow: /1\n");
    CHECK(c.round().counts.kept == (redirects == 5 ? 1 : 2));
  }
}

TEST_CASE("a Crawl-delay longer than ours is kept, up to a bound") {
  const std::vector<std::pair<std::string, int>> table = {{"1", 5}, {"20", 20}, {"86400", 120}};
  for (const auto& [asked, seconds] : table) {
    CAPTURE(asked);
    RoundCase c;
    set_up(c);
    c.web.replies[kRobots] = robots("User-agent: *\nCrawl-delay: " + asked + "\n");
    c.round();
    REQUIRE(c.web.visits.size() == 4);
    for (std::size_t i = 1; i < 4; ++i) {
      const auto pause = c.web.visits[i].began - c.web.visits[i - 1].ended;
      CHECK(pause >= std::chrono::seconds(seconds));
      CHECK(pause < std::chrono::seconds(seconds + 1));
    }
  }
}

TEST_CASE("Retry-After is kept, as seconds and as a date, and what waits is fetched then") {
  // The clock begins at 08:00:00.
  for (const char* value : {"7200", "Fri, 15 Jan 2027 10:00:10 GMT"}) {
    CAPTURE(value);
    RoundCase c;
    set_up(c);
    for (const char* page : {"https://a.example/1", "https://a.example/2"})
      c.web.replies[page] = {429, "", "", "Retry-After: " + std::string(value) + "\r\n"};
    const RoundResult result = c.round();
    CHECK(result.counts.requests == 3);
    c.web.replies["https://a.example/1"] = RoundCase::page("one");
    c.web.replies["https://a.example/2"] = RoundCase::page("two");
    c.web.pass(std::chrono::minutes(110));
    c.web.asked();
    CHECK(c.asked_in_round().empty());
    c.web.pass(std::chrono::minutes(11));
    CHECK(c.round().counts.kept == 2);
  }
}

TEST_CASE("a host that fails three times in a row is left alone, and one page's failure is its own") {
  RoundCase c;
  c.follow(kList);
  Urls urls;
  for (int i = 0; i < 9; ++i) urls.push_back("https://a.example/" + std::to_string(i));
  c.web.replies[kList] = RoundCase::list(urls);
  for (const auto& url : urls) c.web.replies[url] = {500};
  CHECK(c.round().counts.requests == 5);

  RoundCase one;
  one.follow(kList);
  one.web.replies[kList] = RoundCase::list(urls);
  for (const auto& url : urls) one.web.replies[url] = RoundCase::page(url);
  one.web.replies[urls[4]] = {500};
  CHECK(one.round().counts.kept == 8);
}

}  // namespace
}  // namespace cleancopy
