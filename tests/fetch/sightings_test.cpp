#include "fetch/sightings.h"

#include <catch2/catch.hpp>
#include <utility>

#include "../scratch.h"
#include "fetch/drift.h"
#include "fetch/forget.h"
#include "fetch/simulated_site.h"
#include "fetch/state.h"

using namespace cleancopy;
using test::Scratch;

namespace {

const RuleVersions kVersions = {{"generic", "1"}, {"steady.example", "1"}};

State opened(const Scratch& folder) {
  auto state = State::open(folder.path("state.sqlite"), 0);
  REQUIRE(state);
  return std::move(state.value());
}

void record_all(Database& database, const std::vector<Sighting>& pages,
                const RuleVersions& versions = kVersions) {
  Transaction noting(database);
  for (const Sighting& page : pages) record(database, page, versions);
  REQUIRE(!noting.commit());
}

std::vector<Sighting> pages_of_site(std::size_t number, std::uint64_t seed = 3) {
  SimulatedSite site = std::move(dozen_sites(seed)[0]);
  std::vector<Sighting> out;
  while (out.size() < number) out.push_back(site.next_page());
  return out;
}

std::int64_t count(Database& database, std::string_view sql) {
  Statement counted = database.prepare(sql);
  return counted.next() ? counted.integer(0) : -1;
}

}  // namespace

TEST_CASE("sightings: the state remembers of a site what its history is") {
  const Scratch folder;
  State state = opened(folder);
  Remembered remembered;
  const auto pages = pages_of_site(700);
  for (const Sighting& page : pages) remembered.add(page, kVersions);
  record_all(state.database(), pages);
  auto histories = read_histories(state.database());
  REQUIRE(histories.size() == 1);
  SiteHistory wanted = remembered.history();
  for (NumberedSighting& page : wanted.recent) page.sighting.files.clear();  // they are the site's
  CHECK(histories.front() == wanted);
}

TEST_CASE("sightings: a page that is told again is counted once") {
  const Scratch folder;
  State state = opened(folder);
  const auto pages = pages_of_site(50);
  record_all(state.database(), pages);
  record_all(state.database(), pages);
  const auto histories = read_histories(state.database());
  REQUIRE(histories.size() == 1);
  CHECK(histories.front().recent.size() == 50);
}

TEST_CASE("sightings: what is not committed was not seen") {
  const Scratch folder;
  State state = opened(folder);
  const auto pages = pages_of_site(400);
  record_all(state.database(), {pages.begin(), pages.begin() + 280});
  const auto before = read_histories(state.database());
  {
    Transaction killed(state.database());
    for (std::size_t i = 280; i < 400; ++i) record(state.database(), pages[i], kVersions);
  }
  CHECK(read_histories(state.database()) == before);
}

TEST_CASE("sightings: a site takes no more room after ten thousand pages than after a thousand") {
  const Scratch folder;
  State state = opened(folder);
  const auto pages = pages_of_site(3000);
  record_all(state.database(), {pages.begin(), pages.begin() + 1000});
  const auto size = [&] {
    return count(state.database(), "SELECT sum(length(rules) + length(texts) + 64) FROM sightings") +
           count(state.database(), "SELECT sum(length(earlier)) FROM sites");
  };
  const std::int64_t before = size();
  record_all(state.database(), {pages.begin() + 1000, pages.end()});
  CHECK(size() < before + before / 5);
  CHECK(count(state.database(), "SELECT count(*) FROM sightings") <= static_cast<std::int64_t>(kMaxRecent));
  CHECK(count(state.database(), "SELECT count(*) FROM sightings WHERE texts <> ''") <=
        static_cast<std::int64_t>(kTextPages));
}

TEST_CASE("sightings: of too many sites that which was not seen longest is forgotten") {
  const Scratch folder;
  State state = opened(folder);
  std::vector<Sighting> pages;
  for (std::int64_t i = 0; i <= kMaxSites; ++i) {
    pages.push_back({.site = "host" + std::to_string(i), .page = "p", .seen = i, .status = Status::cleaned});
  }
  record_all(state.database(), pages);
  CHECK(count(state.database(), "SELECT count(*) FROM sites") == kMaxSites);
  CHECK(count(state.database(), "SELECT count(*) FROM sightings WHERE site = 'host0'") == 0);
  CHECK(count(state.database(), "SELECT count(*) FROM sightings WHERE site = 'host1000'") == 1);
}

TEST_CASE("sightings: nobody's pages and rejected ones are not noted") {
  const Scratch folder;
  State state = opened(folder);
  record_all(state.database(),
             {{.page = "p"}, {.site = "a.example", .page = "p", .status = Status::rejected}});
  CHECK(read_histories(state.database()).empty());
}

TEST_CASE("sightings: a finding ends when the host is forgotten") {
  const Scratch folder;
  State state = opened(folder);
  SimulatedSite site = std::move(dozen_sites(5)[0]);
  std::vector<Sighting> pages;
  for (int hour = 0; hour < 20 * 24; ++hour) {
    for (Sighting& page : site.next_hour()) pages.push_back(std::move(page));
  }
  site.change = {.layout_lost = 1};
  for (int i = 0; i < 10; ++i) pages.push_back(site.next_page());
  record_all(state.database(), pages);
  REQUIRE(!findings_of(read_histories(state.database()).front()).empty());
  Transaction forgetting(state.database());
  forget(state.database(), "www.steady.example");
  CHECK(read_histories(state.database()).empty());
}
