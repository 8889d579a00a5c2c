#include "blocks/live.h"

#include <catch2/catch.hpp>

#include <string>

#include "blocks/pages.h"

using namespace cleancopy;
using namespace cleancopy::test;

namespace {

std::string text(const std::string& hour) {
  return "<p>At " + hour +
         " the water stood at the third step of the quay, and the harbour master had sandbags brought "
         "to the doors of the fish market, where they wait.</p>";
}

/// Entries of an afternoon, each below `stamp` with "$T" for its time.
std::string entries(const std::string& stamp) {
  std::string out;
  for (const char* const hour : {"14:05", "14:20", "15:00", "16:45"}) {
    std::string filled = stamp;
    for (std::size_t at = filled.find("$T"); at != std::string::npos; at = filled.find("$T"))
      filled.replace(at, 2, hour);
    out += "<article class=entry>" + filled + text(hour) + "</article>";
  }
  return out;
}

std::string at(const std::string& path) {
  return "<head><link rel=canonical href='https://gazette.example" + path + "'></head>";
}

bool is_live(const std::string& page) { return judge_html({}, page).judgement.live; }

}  // namespace

TEST_CASE("live: JSON-LD says it, with or without its updates") {
  const auto page = [](const std::string& json) {
    return "<script type='application/ld+json'>" + json + "</script>" + entries("");
  };
  CHECK(is_live(page(R"({"@type":"LiveBlogPosting","headline":"Storm"})")));
  CHECK(is_live(page(R"({"@type":["NewsArticle","LiveBlogPosting"],"headline":"Storm",
                         "liveBlogUpdate":[{"@type":"BlogPosting","headline":"Water"}]})")));
  CHECK_FALSE(is_live(page(R"({"@type":"NewsArticle","headline":"Storm"})")));
  CHECK_FALSE(is_live(page(R"({"@type":"NewsArticle","headline":"Storm",
                               "mentions":[{"@type":"LiveBlogPosting","headline":"Other"}]})")));
}

TEST_CASE("live: else the address says it, and three entries have a time") {
  const std::string time = "<time datetime='2024-05-01T$T:00+02:00'>today</time>";
  struct {
    const char* what;
    std::string page;
    bool live;
  } const table[] = {
      {"a folder", at("/live/2024/storm") + entries(time), true},
      {"a word", at("/news/storm-live-updates") + entries(time), true},
      {"a ticker", at("/wetter/liveticker-sturm") + entries("<span class=timestamp>$T Uhr</span>"), true},
      {"a clock with a dot", at("/uk/live/storm") + entries("<time>$T</time>"), true},
      {"no such address", at("/news/storm") + entries(time), false},
      {"a word that has it inside", at("/news/olive-harvest-delivered") + entries(time), false},
      {"music", at("/live-music/brass") + entries(""), false},
      {"one time", at("/live/storm") + "<time datetime=2024-05-01T10:00>10:00</time>" + entries(""), false},
      {"the same time again", at("/live/storm") + entries("<time datetime='2024-05-01T10:00'>10:00</time>"),
       false},
      {"days", at("/live/storm") + entries("<time datetime='2024-05-01'>1.5.2024</time>"), false},
  };
  for (const auto& row : table) {
    CAPTURE(row.what);
    CHECK(is_live(row.page) == row.live);
  }
}
