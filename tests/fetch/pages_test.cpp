#include "fetch/pages.h"

#include <catch2/catch.hpp>
#include <filesystem>

#include "fetch/backoff.h"
#include "fetch/forget.h"
#include "fetch/hosts.h"
#include "memory.h"

using namespace cleancopy;
using namespace cleancopy::test;

namespace {

Link dated(const std::string& url, std::int64_t changed) { return {url, iso_time(changed)}; }

const std::string kPage = "https://www.example.org/news/harbour-wall";

// The only page, wanted.
WantedPage only_wanted(State& state, std::int64_t now = kNoon) {
  const auto pages = wanted(state, now);
  REQUIRE(pages.size() == 1);
  return pages[0];
}

Moved move_to(State& state, const WantedPage& page, const std::string& url, std::int64_t now = kNoon) {
  return commit(state, [&](Database& database) { return move_page(database, page.id, url, now); });
}

}  // namespace

TEST_CASE("pages: a link is new once, whatever it is spelled like") {
  const Scratch folder;
  State state = opened(folder.path("s"));
  const auto first = offer(state, {{kPage, ""},
                                   {"http://example.org/news/harbour-wall/?utm_source=rss", ""},
                                   {"mailto:desk@example.org", ""}});
  CHECK(first.added == 1);
  CHECK(first.known == 1);
  CHECK(first.refused == 1);
  const WantedPage page = only_wanted(state);
  CHECK(page.url == kPage);
  CHECK(page.origin == "https://www.example.org");
  CHECK(page.source == kFeed);
  CHECK(page.path.starts_with("www.example.org/2026-11-22/harbour-wall-"));
  CHECK(page.planned == kNoon);
  CHECK(offer(state, {{kPage, ""}}).known == 1);
  CHECK(wanted(state).size() == 1);
}

TEST_CASE("pages: a page that was kept is not wanted, and its copy is cleaned once") {
  const Scratch folder;
  State state = opened(folder.path("s"));
  offer(state, {{kPage, ""}});
  const WantedPage page = only_wanted(state);
  keep(state, page, "d1");
  CHECK(wanted(state, kNoon + 30 * kDay).empty());
  CHECK(offer(state, {{kPage, ""}}, kNoon + kHour).known == 1);
  CHECK(wanted(state, kNoon + kHour).empty());
  const auto copies = unclean_copies(state.database(), 0, 10);
  REQUIRE(copies.size() == 1);
  CHECK(copies[0].path == page.path);
  CHECK(copies[0].digest == "d1");
  CHECK(unclean_copies(state.database(), copies[0].id, 10).empty());
  mark_cleaned(state.database(), copies[0].id);
  CHECK(unclean_copies(state.database(), 0, 10).empty());
}

TEST_CASE(
    "pages: a page is wanted again when its source gives it a later date, and asked with its validators") {
  const Scratch folder;
  State state = opened(folder.path("s"));
  offer(state, {dated(kPage, kNoon - kHour)});
  const WantedPage page = only_wanted(state);
  keep(state, page, "d1");
  CHECK(offer(state, {dated(kPage, kNoon - kHour)}, kNoon + kHour).changed == 0);
  CHECK(offer(state, {dated(kPage, kNoon - 2 * kHour)}, kNoon + kHour).changed == 0);
  CHECK(offer(state, {{kPage, "2031-01-01"}}, kNoon + kHour).changed == 0);
  CHECK(offer(state, {dated(kPage, kNoon + kHour)}, kNoon + kHour).changed == 1);
  const WantedPage again = only_wanted(state, kNoon + kHour);
  CHECK(again.validators.etag == "\"tag\"");
  CHECK(again.validators.last_modified == "then");
  CHECK(again.digest == "d1");
  CHECK(again.path == page.path.substr(0, page.path.size() - 5) + "-2.html");
  keep(state, again, "d2", kNoon + kHour);
  CHECK(unclean_copies(state.database(), 0, 10).size() == 2);
  CHECK(offer(state, {dated(kPage, kNoon + kHour)}, kNoon + 2 * kHour).changed == 0);
}

TEST_CASE("pages: a first date makes a page wanted only if it is later than our copy") {
  const Scratch folder;
  State state = opened(folder.path("s"));
  offer(state, {{kPage, ""}});
  keep(state, only_wanted(state), "d1");
  CHECK(offer(state, {dated(kPage, kNoon - kHour)}, kNoon + kHour).changed == 0);
  CHECK(offer(state, {dated(kPage, kNoon + kHour)}, kNoon + 2 * kHour).changed == 1);
}

TEST_CASE("pages: a source that dates all anew in each hour is believed more and more rarely") {
  const Scratch folder;
  State state = opened(folder.path("s"));
  offer(state, {dated(kPage, kNoon)});
  keep(state, only_wanted(state), "d1");
  std::size_t asked = 0;
  for (int hour = 1; hour <= 24 * 30; ++hour) {
    const std::int64_t now = kNoon + hour * kHour;
    offer(state, {dated(kPage, now)}, now);
    for (const WantedPage& page : wanted(state, now)) {
      ++asked;
      commit(state, [&](Database& database) { return leave_page(database, page.id, now), 0; });
    }
  }
  CHECK(asked < 15);
  CHECK(asked > 5);
}

TEST_CASE("pages: a redirect is remembered, and what is known by another name is not fetched twice") {
  const Scratch folder;
  State state = opened(folder.path("s"));
  offer(state, {{"https://short.example/a", ""}});
  const WantedPage named = only_wanted(state);
  CHECK(move_to(state, named, kPage) == Moved::follow);
  const WantedPage page = only_wanted(state);
  CHECK(page.id == named.id);
  CHECK(page.url == kPage);
  CHECK(page.origin == "https://www.example.org");
  CHECK(page.path.starts_with("www.example.org/"));
  keep(state, page, "d1");
  CHECK(offer(state, {{"https://short.example/a", ""}, {kPage, ""}}, kNoon + kHour).known == 2);
  CHECK(wanted(state, kNoon + kHour).empty());

  offer(state, {{"https://short.example/b", ""}}, kNoon + kHour);
  CHECK(move_to(state, only_wanted(state, kNoon + kHour), "http://short.example/a", kNoon + kHour) ==
        Moved::known);
  CHECK(wanted(state, kNoon + kHour).empty());
  CHECK(offer(state, {{"https://short.example/b", ""}}, kNoon + 2 * kHour).known == 1);
  CHECK(number(state, "SELECT count(*) FROM pages") == 1);
}

TEST_CASE("pages: redirects in a row lead to the last, and in a circle nowhere else") {
  const Scratch folder;
  State state = opened(folder.path("s"));
  offer(state, {{"https://a.example/1", ""}});
  const WantedPage page = only_wanted(state);
  CHECK(move_to(state, page, "https://a.example/2") == Moved::follow);
  CHECK(move_to(state, page, "https://a.example/3") == Moved::follow);
  CHECK(move_to(state, page, "https://a.example/1") == Moved::follow);
  CHECK(move_to(state, page, "https://www.a.example/3/") == Moved::follow);
  keep(state, only_wanted(state), "d1");
  CHECK(offer(state, {{"http://a.example/1", ""}, {"http://a.example/2", ""}, {"http://a.example/3", ""}})
            .known == 3);
}

TEST_CASE("pages: when all lead to one place it is nobody's page, and after a week each is asked again") {
  const Scratch folder;
  State state = opened(folder.path("s"));
  std::vector<Link> links;
  for (int i = 0; i < 12; ++i) links.push_back({"https://example.org/" + std::to_string(i), ""});
  offer(state, links);
  std::int64_t crowd = 0;
  for (const WantedPage& page : wanted(state)) {
    crowd += move_to(state, page, "https://example.org/maintenance") == Moved::crowd ? 1 : 0;
  }
  CHECK(crowd == 12 - kMaxNames);
  CHECK(offer(state, links, kNoon + 6 * kDay).added == 0);
  CHECK(offer(state, links, kNoon + 8 * kDay).added == static_cast<std::size_t>(kMaxNames));
}

TEST_CASE("pages: what fails is asked again later and later, then given up until it changes") {
  const Scratch folder;
  State state = opened(folder.path("s"));
  offer(state, {dated(kPage, kNoon)});
  std::int64_t now = kNoon;
  for (std::int64_t attempt = 1; attempt <= kMaxAttempts; ++attempt) {
    const WantedPage page = only_wanted(state, now);
    CHECK(page.attempts == attempt - 1);
    commit(state, [&](Database& database) { return fail_page(database, page.id, "timed out", now), 0; });
    const std::int64_t pause = pause_after(attempt, kPage);
    CHECK(wanted(state, now + pause - 1).empty());
    now += pause;
  }
  CHECK(wanted(state, now + kDay).empty());
  CHECK(number(state, "SELECT stage FROM pages") == static_cast<std::int64_t>(PageStage::given_up));
  CHECK(offer(state, {dated(kPage, kNoon)}, now).changed == 0);
  CHECK(offer(state, {dated(kPage, now)}, now).changed == 1);
  CHECK(only_wanted(state, now).attempts == 0);
}

TEST_CASE("pages: what is not there is gone after some looks, a page that is delayed has not failed") {
  const Scratch folder;
  State state = opened(folder.path("s"));
  offer(state, {{kPage, ""}});
  const std::int64_t id = only_wanted(state).id;
  commit(state, [&](Database& database) { return delay_page(database, id, kNoon + 60, "robots.txt"), 0; });
  CHECK(wanted(state, kNoon + 59).empty());
  CHECK(only_wanted(state, kNoon + 60).attempts == 0);
  std::int64_t now = kNoon + 60;
  for (std::int64_t look = 0; look < kMaxLosses; ++look, now += kDay) {
    CHECK(only_wanted(state, now).id == id);
    commit(state, [&](Database& database) { return lose_page(database, id, "HTTP 404", now), 0; });
  }
  CHECK(wanted(state, now).empty());
  CHECK(number(state, "SELECT stage FROM pages") == static_cast<std::int64_t>(PageStage::gone));
}

TEST_CASE("pages: what has not failed comes first, then the latest, an origin's backlog is bounded") {
  const Scratch folder;
  State state = opened(folder.path("s"));
  offer(state, {dated("https://a.example/old", kNoon - kDay), dated("https://a.example/new", kNoon),
                dated("https://a.example/bad", kNoon)});
  const auto before = wanted(state);
  REQUIRE(before.size() == 3);
  CHECK(before[0].url == "https://a.example/new");
  commit(state, [&](Database& database) { return fail_page(database, before[0].id, "", kNoon - kDay), 0; });
  const auto after = wanted(state, kNoon, 2);
  REQUIRE(after.size() == 2);
  CHECK(after[0].url == "https://a.example/bad");
  CHECK(after[1].url == "https://a.example/old");

  std::vector<Link> flood;
  for (std::size_t i = 0; i < kMaxWanted + 50; ++i)
    flood.push_back({"https://a.example/?id=" + std::to_string(i), ""});
  const Offered offered = offer(state, flood);
  CHECK(offered.added == kMaxWanted - 3);
  CHECK(offered.refused == 53);
  CHECK(offer(state, {{"https://b.example/", ""}}).added == 1);
}

TEST_CASE("forget: what no source names any more goes, what a source that never changes names stays") {
  const Scratch folder;
  State state = opened(folder.path("s"));
  const std::string still = "https://still.example/sitemap.xml";
  offer(state, {{"https://still.example/1", ""}}, kNoon, still);
  offer(state, {{"https://a.example/1", ""}, {"https://a.example/2", ""}});
  for (const WantedPage& page : wanted(state)) keep(state, page, "d");
  const std::int64_t later = kNoon + 100 * kDay;
  offer(state, {{"https://a.example/2", ""}}, later);
  commit(state, [&](Database& database) {
    save_source(database, source_state(database, still), later);  // 304
    return 0;
  });
  const auto forgotten =
      commit(state, [&](Database& database) { return forget_before(database, later - 90 * kDay); });
  CHECK(forgotten == 1);
  CHECK(number(state, "SELECT count(*) FROM pages") == 2);
  CHECK(number(state, "SELECT count(*) FROM copies") == 2);
  CHECK(offer(state, {{"https://a.example/1", ""}, {"https://still.example/1", ""}}, later, still).added ==
        1);
}

TEST_CASE("forget: a page, a host or a source is unknown afterwards, and whoever named it is asked anew") {
  for (const std::string name : {"https://short.example/1", "http://www.a.example/1", "a.example",
                                 "www.a.example", "https://feeds.example/rss"}) {
    CAPTURE(name);
    const Scratch folder;
    State state = opened(folder.path("s"));
    const std::string feed = "https://feeds.example/rss";
    offer(state, {{"https://short.example/1", ""}}, kNoon, feed);
    move_to(state, only_wanted(state), "https://a.example/1");
    keep(state, only_wanted(state), "d");
    offer(state, {{"https://b.example/1", ""}});
    commit(state, [&](Database& database) {
      SourceState source = source_state(database, feed);
      source.validators.etag = "x";
      source.due = kNoon + kDay;
      save_source(database, source, kNoon);
      save_host(database, {"https://a.example", RobotsAnswer::nothing, "", kNoon, kNoon, 3, ""}, kNoon);
      return 0;
    });
    CHECK(commit(state, [&](Database& database) { return forget(database, name); }) == 1);
    CHECK(number(state, "SELECT count(*) FROM pages") == 1);
    CHECK(number(state, "SELECT count(*) FROM redirects") == 0);
    CHECK(source_state(state.database(), feed).validators.etag.empty());
    CHECK(source_state(state.database(), feed).due == 0);
    CHECK(offer(state, {{"https://short.example/1", ""}}, kNoon, feed).added == 1);
    CHECK(commit(state, [&](Database& database) { return forget(database, "nowhere.example"); }) == 0);
  }
}

TEST_CASE("state: two hundred rounds of news that comes and goes do not make it grow beyond its bound") {
  const Scratch folder;
  std::uintmax_t early = 0, last = 0;
  for (int round = 0; round < 200; ++round) {
    const std::int64_t now = kNoon + round * kDay;
    State state = opened(folder.path("s"), now);
    std::vector<Link> links;
    for (int i = 0; i < 60; ++i) links.push_back({"https://a.example/" + std::to_string(round * 20 + i), ""});
    offer(state, links, now);
    for (const WantedPage& page : wanted(state, now)) keep(state, page, "d", now);
    commit(state, [&](Database& database) { return forget_before(database, now - 10 * kDay); });
    state.database().shrink();
    if (round == 40) early = std::filesystem::file_size(folder.path("s"));
    if (round == 199) last = std::filesystem::file_size(folder.path("s"));
  }
  CHECK(folder.files() == std::vector<std::string>{"s", "s.lock"});
  CHECK(last <= early + early / 4);
  CHECK(last < 1'000'000);
}
