#include "fetch/round.h"

#include <catch2/catch.hpp>

#include <chrono>
#include <map>
#include <set>

#include "round_case.h"

namespace cleancopy {
namespace {

using test::FakeWeb;
using test::RoundCase;
using Urls = std::vector<std::string>;

TEST_CASE("a round asks for robots.txt, the source and its pages, the latest first, and keeps them") {
  RoundCase c;
  c.follow("https://a.example/list.txt");
  c.web.replies["https://a.example/list.txt"] =
      RoundCase::list({"https://a.example/1", "https://a.example/2"});
  c.web.replies["https://a.example/1"] = RoundCase::page("one");
  c.web.replies["https://a.example/2"] = RoundCase::page("two");
  const RoundResult result = c.round();
  Urls asked = c.web.asked();
  REQUIRE(asked.size() == 4);
  CHECK(asked[0] == "https://a.example/robots.txt");
  CHECK(asked[1] == "https://a.example/list.txt");
  CHECK(std::set<std::string>(asked.begin() + 2, asked.end()) ==
        std::set<std::string>{"https://a.example/1", "https://a.example/2"});
  CHECK(result.ending == Ending::done);
  CHECK(result.reached == Reached::some);
  CHECK(result.counts.kept == 2);
  CHECK(result.counts.sources == 1);
  CHECK(result.counts.requests == 4);
  CHECK(c.pages_in_raw() == 2);
  CHECK(c.heard.said.empty());
}

TEST_CASE("a source that is not due is not asked, and one that has not changed costs one request") {
  RoundCase c;
  c.follow("https://a.example/list.txt");
  c.web.replies["https://a.example/list.txt"] = RoundCase::list({"https://a.example/1"}, "\"v1\"");
  c.web.replies["https://a.example/1"] = RoundCase::page("one");
  c.round();
  c.web.asked();
  CHECK(c.asked_in_round().empty());
  c.web.pass(std::chrono::minutes(59));
  const RoundResult second = c.round();
  CHECK(c.web.asked() == Urls{"https://a.example/list.txt"});
  CHECK(second.counts.not_modified == 1);
  CHECK(second.counts.sources_unchanged == 1);
  CHECK(second.counts.kept == 0);
}

TEST_CASE("pages that a source names again are not fetched again") {
  RoundCase c;
  c.follow("https://a.example/list.txt", 0);
  c.web.replies["https://a.example/list.txt"] = RoundCase::list({"https://a.example/1"});
  c.web.replies["https://a.example/1"] = RoundCase::page("one");
  c.round();
  c.web.asked();
  c.web.replies["https://a.example/list.txt"] =
      RoundCase::list({"http://www.a.example/1?utm_source=x", "https://a.example/2"});
  c.web.replies["https://a.example/2"] = RoundCase::page("two");
  const RoundResult result = c.round();
  CHECK(c.web.asked() == Urls{"https://a.example/list.txt", "https://a.example/2"});
  CHECK(result.counts.kept == 1);
  CHECK(result.counts.unchanged == 1);
}

TEST_CASE("a host rests from the end of an answer to its next request, and others meanwhile go on") {
  RoundCase c;
  c.job.limits.delay = 7;
  for (const std::string host : {"https://a.example", "https://b.example"}) {
    c.follow(host + "/list.txt");
    c.web.replies[host + "/list.txt"] = RoundCase::list({host + "/1", host + "/2", host + "/3"});
    for (const char* page : {"/1", "/2", "/3"}) c.web.replies[host + page] = RoundCase::page(host + page);
  }
  c.round();
  std::map<std::string, std::vector<FakeWeb::Visit>> by_host;
  for (const auto& visit : c.web.visits) by_host[visit.url.substr(0, 17)].push_back(visit);
  REQUIRE(by_host.size() == 2);
  for (const auto& [host, visits] : by_host) {
    REQUIRE(visits.size() == 5);
    for (std::size_t i = 1; i < visits.size(); ++i) {
      const auto pause = visits[i].began - visits[i - 1].ended;
      CHECK(pause >= std::chrono::seconds(7));
      CHECK(pause < std::chrono::milliseconds(7500));
    }
  }
}

TEST_CASE("what is the same bytes as before is not kept again, and what differs is kept beside it") {
  RoundCase c;
  c.follow("https://a.example/feed", 0);
  const auto feed = [](const std::string& date) {
    return test::Reply{200,
                       "<rss version='2.0'><channel><item><link>https://a.example/1</link><pubDate>" + date +
                           "</pubDate></item></channel></rss>",
                       "application/rss+xml"};
  };
  c.web.replies["https://a.example/1"] = RoundCase::page("one");
  c.web.replies["https://a.example/feed"] = feed("Fri, 15 Jan 2027 07:00:00 GMT");
  c.round();
  c.web.pass(std::chrono::hours(2));
  c.web.replies["https://a.example/feed"] = feed("Fri, 15 Jan 2027 09:00:00 GMT");
  CHECK(c.round().counts.unchanged == 1);
  CHECK(c.pages_in_raw() == 1);
  c.web.pass(std::chrono::hours(2));
  c.web.replies["https://a.example/feed"] = feed("Fri, 15 Jan 2027 11:00:00 GMT");
  c.web.replies["https://a.example/1"] = RoundCase::page("one, and more");
  CHECK(c.round().counts.kept == 1);
  CHECK(c.pages_in_raw() == 2);
}

TEST_CASE("what is no page, missing or empty is not kept, and counted") {
  RoundCase c;
  c.follow("https://a.example/list.txt");
  c.web.replies["https://a.example/list.txt"] =
      RoundCase::list({"https://a.example/pdf", "https://a.example/gone", "https://a.example/empty"});
  c.web.replies["https://a.example/pdf"] = {200, "%PDF", "application/pdf"};
  c.web.replies["https://a.example/gone"] = {410};
  c.web.replies["https://a.example/empty"] = {200, ""};
  const RoundResult result = c.round();
  CHECK(result.counts.kept == 0);
  CHECK(result.counts.not_pages == 1);
  CHECK(result.counts.failed == 2);
  CHECK(c.pages_in_raw() == 0);
  c.web.asked();
  CHECK(c.asked_in_round().empty());
}

TEST_CASE("no more pages of a host or a run are fetched than the limits say, and the rest the next time") {
  RoundCase c;
  c.job.limits.per_host = 3;
  c.job.limits.per_run = 5;
  for (const std::string host : {"https://a.example", "https://b.example"}) {
    c.follow(host + "/list.txt");
    Urls urls;
    for (int i = 0; i < 4; ++i) urls.push_back(host + "/" + std::to_string(i));
    for (const auto& url : urls) c.web.replies[url] = RoundCase::page(url);
    c.web.replies[host + "/list.txt"] = RoundCase::list(urls);
  }
  const RoundResult first = c.round();
  CHECK(first.counts.kept == 5);
  CHECK(first.ending == Ending::done);
  CHECK(c.round().counts.kept == 3);
  CHECK(c.pages_in_raw() == 8);
}

TEST_CASE("when its time is up a round takes nothing more, and the next goes on") {
  RoundCase c;
  c.job.limits.delay = 10;
  c.job.limits.seconds = 60;
  c.follow("https://a.example/list.txt");
  Urls urls;
  for (int i = 0; i < 8; ++i) urls.push_back("https://a.example/" + std::to_string(i));
  for (const auto& url : urls) c.web.replies[url] = RoundCase::page(url);
  c.web.replies["https://a.example/list.txt"] = RoundCase::list(urls);
  const RoundResult first = c.round();
  CHECK(first.ending == Ending::deadline);
  CHECK(first.counts.kept == 4);
  CHECK(c.round().ending == Ending::done);
  CHECK(c.pages_in_raw() == 8);
}

TEST_CASE("a round stopped after any request is gone on with, and no page is fetched twice or lost") {
  for (std::size_t stop_after = 1; stop_after < 12; ++stop_after) {
    CAPTURE(stop_after);
    RoundCase c;
    c.follow("https://a.example/list.txt");
    c.follow("https://b.example/list.txt");
    Urls urls;
    for (const std::string host : {"https://a.example", "https://b.example"}) {
      Urls own;
      for (int i = 0; i < 3; ++i) own.push_back(host + "/" + std::to_string(i));
      for (const auto& url : own) c.web.replies[url] = RoundCase::page(url);
      c.web.replies[host + "/list.txt"] = RoundCase::list(own);
      urls.insert(urls.end(), own.begin(), own.end());
    }
    std::size_t visits = 0;
    c.web.after_visit = [&] { c.stop = ++visits == stop_after; };
    CHECK(c.round().ending == (stop_after < 11 ? Ending::stopped : Ending::done));
    c.web.pass(std::chrono::hours(1));
    c.round();
    CHECK(c.pages_in_raw() == 6);
    const Urls asked = c.web.asked();
    for (const auto& url : urls) CHECK(std::count(asked.begin(), asked.end(), url) == 1);
  }
}

TEST_CASE("when no server can be reached it is our own network, and none is left alone for it") {
  RoundCase c;
  c.follow("https://a.example/list.txt");
  c.follow("https://b.example/list.txt");
  for (const std::string host : {"https://a.example", "https://b.example"}) {
    c.web.replies[host + "/robots.txt"] = test::down();
  }
  const RoundResult first = c.round();
  CHECK(first.reached == Reached::none);
  CHECK(first.counts.sources_failed == 2);
  c.web.asked();
  CHECK(c.asked_in_round() == Urls{"https://a.example/robots.txt", "https://b.example/robots.txt"});
}

TEST_CASE(
    "when every server is at a private address that is told, and a page that is too large is an answer") {
  RoundCase c;
  c.follow("https://a.example/list.txt", 0);
  c.web.replies["https://a.example/robots.txt"] = {.fault = FetchFault::refused};
  CHECK(c.round().reached == Reached::refused);

  RoundCase large;
  large.follow("https://a.example/list.txt", 0);
  large.web.replies["https://a.example/list.txt"] = RoundCase::list({"https://a.example/1"}, "\"v1\"");
  large.web.replies["https://a.example/1"] = {.fault = FetchFault::bound};
  CHECK(large.round().reached == Reached::some);
  large.web.replies["https://a.example/list.txt"] = {.fault = FetchFault::bound};
  CHECK(large.round().reached == Reached::some);
}

}  // namespace
}  // namespace cleancopy
