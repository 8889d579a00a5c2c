#include "io/shard.h"

#include <catch2/catch.hpp>

#include <set>
#include <string>
#include <vector>

#include "../scratch.h"

using namespace cleancopy;
using test::Scratch;
using Strings = std::vector<std::string>;

namespace {

// "place:line" of the pages of one shard.
Strings pages_of(const std::string& input, Shard shard) {
  auto all = open_source({input}, {});
  REQUIRE(all);
  const auto source = only_shard(std::move(all.value()), shard);
  Strings pages;
  while (auto entry = source->next())
    pages.push_back(entry->place + ":" + std::to_string(entry->line_number));
  return pages;
}

void fill(const Scratch& scratch, const std::string& folder) {
  std::string lines;
  for (int i = 0; i < 1000; ++i) lines += "{\"id\":" + std::to_string(i) + ",\"html\":\"\"}\n";
  scratch.write(folder + "/all.jsonl", lines);
  for (int i = 0; i < 200; ++i) scratch.write(folder + "/site/" + std::to_string(i) + ".html", "x");
}

}  // namespace

TEST_CASE("shard: each page is in exactly one shard, and in its order there") {
  const Scratch scratch;
  fill(scratch, "in");
  const Strings all = pages_of(scratch.path("in"), {1, 1});
  REQUIRE(all.size() == 1200);
  for (const unsigned count : {2U, 3U, 7U, 100U}) {
    CAPTURE(count);
    std::multiset<std::string> seen;
    for (unsigned number = 1; number <= count; ++number) {
      const Strings pages = pages_of(scratch.path("in"), {number, count});
      seen.insert(pages.begin(), pages.end());
      std::size_t at = 0;
      for (const std::string& page : all) {
        if (at < pages.size() && pages[at] == page) ++at;
      }
      CHECK(at == pages.size());
    }
    CHECK(seen == std::multiset<std::string>(all.begin(), all.end()));
  }
}

TEST_CASE("shard: the parts are of about one size") {
  const Scratch scratch;
  fill(scratch, "in");
  for (const unsigned count : {2U, 7U, 16U}) {
    const double mean = 1200.0 / count;
    for (unsigned number = 1; number <= count; ++number) {
      const auto size = static_cast<double>(pages_of(scratch.path("in"), {number, count}).size());
      CAPTURE(number, count, size);
      CHECK(size > mean * 0.6);
      CHECK(size < mean * 1.4);
    }
  }
}

TEST_CASE("shard: what a page holds and where the input lies make no difference") {
  const Scratch scratch;
  fill(scratch, "in");
  fill(scratch, "elsewhere/below");
  scratch.write("elsewhere/below/site/7.html", "another page");
  CHECK(pages_of(scratch.path("in"), {2, 5}) == pages_of(scratch.path("elsewhere/below"), {2, 5}));
  CHECK(pages_of(scratch.path("in/all.jsonl"), {2, 5}) ==
        pages_of(scratch.path("elsewhere/below/all.jsonl"), {2, 5}));
}

TEST_CASE("shard: it is the same in every version, for parts of old runs are kept") {
  struct Row {
    const char* place;
    std::size_t record;
    unsigned count;
    unsigned shard;
  };
  const Row rows[] = {{"a", 0, 100, 64}, {"site/7", 0, 100, 81}, {"all", 1, 100, 82}, {"all", 2, 100, 34}};
  for (const Row& row : rows) {
    Entry entry;
    entry.place = row.place;
    entry.bookmark.records = row.record;
    entry.bookmark.offset = 10 * row.record;
    CAPTURE(row.place, row.record);
    CHECK(shard_of(entry, row.count) == row.shard);
  }
}
