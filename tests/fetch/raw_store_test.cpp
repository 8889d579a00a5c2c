#include "fetch/raw_store.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "io/source.h"
#include "memory.h"

using namespace cleancopy;
using namespace cleancopy::test;

namespace {

Sidecar sidecar_of_page(const std::string& url) {
  return {url,
          url,
          kFeed,
          iso_time(kNoon),
          200,
          "",
          "HTTP/1.1 200 OK\r\nETag: \"v1\"\r\nLast-Modified: then\r\n\r\n"};
}

}  // namespace

TEST_CASE("raw_store: a path says host, day and page, and stays in its folder") {
  const struct {
    const char* url;
    const char* begins;
  } rows[] = {
      {"https://www.example.org/news/Harbour_Wall.html?id=3", "www.example.org/2026-11-22/harbour-wall-"},
      {"https://www.example.org/news/harbour-wall/", "www.example.org/2026-11-22/harbour-wall-"},
      {"https://example.org/", "example.org/2026-11-22/page-"},
      {"https://example.org", "example.org/2026-11-22/page-"},
      {"https://example.org/..%2f..%2fetc%2fpasswd", "example.org/2026-11-22/"},
      {"https://example.org/%D0%BF%D0%BE", "example.org/2026-11-22/page-"},
      {"http://127.0.0.1:8080/a", "127.0.0.1/2026-11-22/a-"},
      {"http://[::1]/a", "1-d93d38d09d6ea210/2026-11-22/a-"},
      {"https://example.org/aux.txt", "example.org/2026-11-22/aux-"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.url);
    const std::string path = raw_path(row.url, 1, kNoon);
    CHECK(path.starts_with(row.begins));
    CHECK(path.starts_with(row.begins));
    CHECK(path.ends_with(".html"));
    CHECK(std::count(path.begin(), path.end(), '/') == 2);
    CHECK(path.find("..") == std::string::npos);
  }
  const std::string first = raw_path("https://example.org/a", 1, kNoon);
  CHECK(raw_path("http://www.example.org/a/", 1, kNoon).substr(4) == first);
  CHECK(raw_path("https://example.org/a?id=2", 1, kNoon) != first);
  CHECK(raw_path("https://example.org/a", 2, kNoon) == first.substr(0, first.size() - 5) + "-2.html");
  CHECK(raw_path("https://example.org/" + std::string(9000, 'a'), 1, kNoon).size() < 120);
}

TEST_CASE("raw_store: what is kept is found, with its sidecar, and read as a page of its site") {
  const Scratch folder;
  const RawStore raw(folder.path("raw"));
  const std::string url = "https://www.example.org/a";
  const std::string path = raw_path(url, 1, kNoon), bytes("<p>\0\xFF", 5);
  CHECK(!raw.find(path));
  REQUIRE(!raw.keep(path, sidecar_of_page(url), bytes));
  CHECK(folder.read("raw/" + path) == bytes);
  const auto found = raw.find(path);
  REQUIRE(found);
  CHECK(found->url == url);
  CHECK(found->digest == digest_of(bytes));
  CHECK(folder.files() == std::vector<std::string>{"raw/" + path, "raw/" + path + ".json"});
  const auto source = open_source({folder.path("raw")}, {});
  REQUIRE(source);
  const auto entry = source.value()->next();
  REQUIRE(entry);
  CHECK(entry->folder_host == "www.example.org");
  CHECK(read_page(*entry).page.url == url);
}

TEST_CASE("raw_store: a page without its sidecar, or of other bytes than that tells, is not found") {
  const Scratch folder;
  const RawStore raw(folder.path("raw"));
  REQUIRE(!raw.keep("h/d/a.html", sidecar_of_page("https://h.example/a"), "one"));
  folder.write("raw/h/d/a.html", "on");
  CHECK(!raw.find("h/d/a.html"));
  folder.write("raw/h/d/a.html", "one");
  CHECK(raw.find("h/d/a.html"));
  folder.write("raw/h/d/a.html.json", "{");
  CHECK(!raw.find("h/d/a.html"));
}

TEST_CASE("raw_store: what cannot be written is an error") {
  const Scratch folder;
  folder.write("raw", "a file");
  const auto failed = RawStore(folder.path("raw")).keep("h/d/a.html", {}, "one");
  REQUIRE(failed);
  CHECK(failed->step == IoStep::create);
}

TEST_CASE(
    "raw_store: a page that a killed run had written is kept, not wanted, one of before it was named is "
    "not") {
  const Scratch folder;
  const RawStore raw(folder.path("raw"));
  State state = opened(folder.path("s"));
  offer(state, {{"https://a.example/1", ""}, {"https://a.example/2", ""}, {"https://a.example/3", ""}});
  const auto pages = wanted(state);
  REQUIRE(pages.size() == 3);
  REQUIRE(!raw.keep(pages[0].path, sidecar_of_page(pages[0].url), "one"));
  Sidecar old = sidecar_of_page(pages[1].url);
  old.fetched = iso_time(kNoon - 60);
  REQUIRE(!raw.keep(pages[1].path, old, "two"));
  folder.write("raw/" + pages[2].path + ".json", to_json(sidecar_of_page(pages[2].url)));
  CHECK(commit(state, [&](Database& database) { return adopt_copies(database, raw, kNoon + 60); }) == 1);
  CHECK(wanted(state).size() == 2);
  const auto copies = unclean_copies(state.database(), 0, 10);
  REQUIRE(copies.size() == 1);
  CHECK(copies[0].path == pages[0].path);
  CHECK(copies[0].digest == digest_of("one"));
  CHECK(number(state, "SELECT etag = '\"v1\"' AND last_modified = 'then' FROM pages WHERE stage = 1") == 1);
}
