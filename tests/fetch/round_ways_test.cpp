#include <catch2/catch.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>

#include "memory.h"
#include "round_case.h"

namespace cleancopy {
namespace {

using test::redirect_to;
using test::RoundCase;
using Urls = std::vector<std::string>;

const std::string kList = "https://a.example/list.txt";

void name(RoundCase& c, const Urls& urls) { c.web.replies[kList] = RoundCase::list(urls); }

std::ptrdiff_t times(const Urls& asked, const std::string& url) {
  return std::count(asked.begin(), asked.end(), url);
}

TEST_CASE("a redirect is followed and remembered: both its ends are one page") {
  RoundCase c;
  c.follow(kList, 0);
  name(c, {"https://s.example/x"});
  c.web.replies["https://s.example/x"] = redirect_to("https://a.example/story", 301);
  c.web.replies["https://a.example/story"] = RoundCase::page("story");
  CHECK(c.round().counts.kept == 1);
  c.web.asked();
  name(c, {"https://s.example/x", "https://a.example/story", "https://a.example/story?utm_source=rss"});
  CHECK(c.asked_in_round() == Urls{kList});
  CHECK(c.pages_in_raw() == 1);
}

TEST_CASE("a redirect to a page that was kept is not followed") {
  RoundCase c;
  c.follow(kList, 0);
  name(c, {"https://a.example/story"});
  c.web.replies["https://a.example/story"] = RoundCase::page("story");
  c.web.replies["https://s.example/x"] = redirect_to("https://a.example/story");
  c.round();
  c.web.asked();
  name(c, {"https://a.example/story", "https://s.example/x"});
  const Urls asked = c.asked_in_round();
  CHECK(times(asked, "https://s.example/x") == 1);
  CHECK(times(asked, "https://a.example/story") == 0);
  CHECK(times(c.asked_in_round(), "https://s.example/x") == 0);
}

TEST_CASE("ways that lead nowhere end: circles, more than ten redirects, and what is no web address") {
  const auto ends = [](const std::function<void(RoundCase&)>& pave) {
    RoundCase c;
    c.follow(kList);
    name(c, {"https://a.example/0"});
    pave(c);
    const RoundResult result = c.round();
    CHECK(result.counts.kept == 0);
    CHECK(result.counts.failed == 1);
    REQUIRE(c.heard.said.size() == 1);
    return c.heard.said[0];
  };
  CHECK(ends([](RoundCase& c) { c.web.replies["https://a.example/0"] = redirect_to("/0"); }) ==
        "https://a.example/0: redirects in a circle");
  CHECK(ends([](RoundCase& c) {
          c.web.replies["https://a.example/0"] = redirect_to("https://b.example/1");
          c.web.replies["https://b.example/1"] = redirect_to("https://a.example/0");
        }) == "https://b.example/1: redirects in a circle");
  CHECK(ends([](RoundCase& c) {
          for (int i = 0; i < 20; ++i)
            c.web.replies["https://a.example/" + std::to_string(i)] =
                redirect_to("/" + std::to_string(i + 1));
        }) == "https://a.example/10: redirects more than ten times");
  CHECK(ends([](RoundCase& c) { c.web.replies["https://a.example/0"] = redirect_to("ftp://a.example/0"); }) ==
        "https://a.example/0: redirects to what is no web address");
}

TEST_CASE("ten redirects are followed, for pages and for sources") {
  RoundCase c;
  c.follow("https://a.example/s0");
  for (int i = 0; i < 10; ++i) {
    const std::string next = std::to_string(i + 1);
    c.web.replies["https://a.example/s" + std::to_string(i)] = redirect_to("/s" + next);
    c.web.replies["https://a.example/p" + std::to_string(i)] = redirect_to("/p" + next);
  }
  c.web.replies["https://a.example/s10"] = RoundCase::list({"https://a.example/p0"});
  c.web.replies["https://a.example/p10"] = RoundCase::page("story");
  CHECK(c.round().counts.kept == 1);
}

test::Reply sitemap_index(const std::vector<std::pair<std::string, std::string>>& sitemaps,
                          const std::string& etag) {
  std::string body = "<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>";
  for (const auto& [url, date] : sitemaps) {
    const std::string changed = date.empty() ? "" : "<lastmod>" + date + "</lastmod>";
    body += "<sitemap><loc>" + url + "</loc>" + changed + "</sitemap>";
  }
  return {200, body + "</sitemapindex>", "text/xml", {}, etag};
}

test::Reply sitemap(const std::string& page) {
  const std::string set = "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>";
  return {200, set + "<url><loc>" + page + "</loc></url></urlset>", "text/xml"};
}

TEST_CASE("of a sitemap index those sitemaps are read that are new, and not such as are long past") {
  RoundCase c;
  c.follow("https://a.example/index.xml");
  const auto index = [](const std::string& date, const std::string& etag) {
    return sitemap_index({{"https://a.example/new.xml", date},
                          {"https://a.example/old.xml", "2019-01-01"},
                          {"https://a.example/other.xml", "2027-01-10T00:00:00Z"}},
                         etag);
  };
  c.web.replies["https://a.example/index.xml"] = index("2027-01-15T07:00:00Z", "\"1\"");
  c.web.replies["https://a.example/new.xml"] = sitemap("https://a.example/1");
  c.web.replies["https://a.example/other.xml"] = sitemap("https://a.example/2");
  c.web.replies["https://a.example/1"] = RoundCase::page("one");
  c.web.replies["https://a.example/2"] = RoundCase::page("two");
  c.round();
  Urls asked = c.web.asked();
  CHECK(times(asked, "https://a.example/new.xml") == 1);
  CHECK(times(asked, "https://a.example/other.xml") == 1);
  CHECK(times(asked, "https://a.example/old.xml") == 0);

  c.web.pass(std::chrono::hours(1));
  CHECK(c.asked_in_round() == Urls{"https://a.example/index.xml"});  // 304

  c.web.pass(std::chrono::hours(1));
  c.web.replies["https://a.example/index.xml"] = index("2027-01-15T09:30:00Z", "\"2\"");
  CHECK(c.asked_in_round() == Urls{"https://a.example/index.xml", "https://a.example/new.xml"});
}

TEST_CASE("a round stopped between an index and its sitemaps does not pass over them the next time") {
  RoundCase c;
  c.follow("https://a.example/index.xml");
  c.web.replies["https://a.example/index.xml"] =
      sitemap_index({{"https://a.example/new.xml", "2027-01-15T07:00:00Z"}}, "\"1\"");
  c.web.replies["https://a.example/new.xml"] = sitemap("https://a.example/1");
  c.web.replies["https://a.example/1"] = RoundCase::page("one");
  c.web.after_visit = [&] { c.stop = c.web.visits.back().url == "https://a.example/index.xml"; };
  c.round();
  c.web.after_visit = nullptr;
  c.web.pass(std::chrono::hours(1));
  c.round();
  CHECK(c.pages_in_raw() == 1);
}

TEST_CASE("an index that names itself, or its sitemaps without dates, costs no more than it must") {
  RoundCase c;
  c.follow("https://a.example/index.xml", 0);
  c.web.replies["https://a.example/index.xml"] =
      sitemap_index({{"https://a.example/index.xml", ""}, {"https://a.example/new.xml", ""}}, "\"1\"");
  c.web.replies["https://a.example/new.xml"] = sitemap("https://a.example/1");
  c.web.replies["https://a.example/new.xml"].etag = "\"n\"";
  c.round();
  c.web.asked();
  const RoundResult second = c.round();
  CHECK(c.web.asked() == Urls{"https://a.example/index.xml", "https://a.example/new.xml"});
  CHECK(second.counts.not_modified == 1);
}

TEST_CASE("what a source no longer names when it is first read is forgotten after its days, and no sooner") {
  RoundCase c;
  c.follow(kList, 0);
  name(c, {"https://a.example/new"});
  const std::int64_t began = c.web.now().count() / 1000;
  const auto pages = [&] {
    State state = test::opened(c.job.state, began);
    return test::number(state, "SELECT count(*) FROM pages");
  };
  {
    State rebuilt = test::opened(c.job.state, began);  // from raw/: it knows pages, and no source
    test::commit(rebuilt, [&](Database& database) {
      return offer_pages(database, kList, {{"https://a.example/old", ""}}, began);
    });
  }
  c.web.pass(std::chrono::hours(24 * 89));
  c.round();
  CHECK(pages() == 2);
  c.web.pass(std::chrono::hours(24 * 2));
  c.round();
  CHECK(pages() == 1);
}

TEST_CASE("a source that fails is told, and asked more and more rarely") {
  RoundCase c;
  c.follow(kList);
  c.web.replies[kList] = {404};
  CHECK(c.round().counts.sources_failed == 1);
  CHECK(c.heard.said == Urls{kList + ": HTTP 404"});
  std::size_t asked = 0;
  for (int hour = 0; hour < 24 * 7; ++hour) {
    c.web.pass(std::chrono::hours(1));
    c.round();
  }
  for (const auto& url : c.web.asked()) asked += url == kList ? 1 : 0;
  CHECK(asked < 20);
  CHECK(asked > 7);
}

}  // namespace
}  // namespace cleancopy
