#include "fetch/drift.h"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <set>

#include "fetch/simulated_site.h"

using namespace cleancopy;

namespace {

// `./dev drift N` runs N years and looks at them every hour; else it is one year, looked at twice a day. A
// look is a function of the pages: those between would only see findings that come and go within half a day.
struct Effort {
  std::uint64_t years = 1;
  int hours = 12;
};

Effort effort() {
  const char* years = std::getenv("CLEANCOPY_YEARS");
  return years == nullptr ? Effort{} : Effort{std::strtoull(years, nullptr, 10), 1};
}

void add_days(Remembered& pages, SimulatedSite& site, int days, const RuleVersions& versions = {}) {
  for (int hour = 0; hour < 24 * days; ++hour) {
    for (Sighting& page : site.next_hour()) pages.add(std::move(page), versions);
  }
}

Remembered after_days(SimulatedSite& site, int days) {
  Remembered pages;
  add_days(pages, site, days);
  return pages;
}

// Pages until something is found.
std::uint32_t pages_to_tell(SimulatedSite& site, Remembered& pages, std::uint32_t most) {
  for (std::uint32_t n = 1; n <= most;) {
    for (Sighting& page : site.next_hour()) {
      pages.add(std::move(page));
      if (!findings_of(pages.history()).empty()) return n;
      ++n;
    }
  }
  return most + 1;
}

SimulatedSite steady_site(std::uint64_t seed) { return std::move(dozen_sites(seed)[0]); }

std::set<Drift> things(const SiteHistory& history) {
  std::set<Drift> out;
  for (const Finding& finding : findings_of(history)) out.insert(finding.drift);
  return out;
}

}  // namespace

TEST_CASE("drift: a year of hourly runs over a dozen sites that do not change has no finding") {
  const auto [years, hours] = effort();
  for (std::uint64_t seed = 1; seed <= years; ++seed) {
    for (SimulatedSite& site : dozen_sites(seed)) {
      Remembered pages;
      for (int hour = 0; hour < 8760; ++hour) {
        for (Sighting& page : site.next_hour()) pages.add(std::move(page));
        if (hour % hours != 0) continue;
        const auto findings = findings_of(pages.history());
        const std::string told =
            findings.empty() ? "" : std::string(name_of(findings[0].drift)) + findings[0].name;
        CAPTURE(seed, hour, pages.history().site, told);
        REQUIRE(findings.empty());
      }
    }
  }
}

TEST_CASE("drift: a redesign is told within five pages of a steady site, or seven if some have no article") {
  const std::vector<SimulatedChange> changes = {{.layout_lost = 1},
                                                {.layout_lost = 1, .rules_lost = 1, .bodies = 0.5},
                                                {.layout_lost = 1, .empty = 0.5},
                                                {.rules_lost = 1},
                                                {.prompt = 1}};
  int soon = 0;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    SimulatedSite site = steady_site(seed);
    Remembered pages = after_days(site, 20);
    CAPTURE(seed);
    REQUIRE(findings_of(pages.history()).empty());
    site.change = changes[seed % changes.size()];
    const std::uint32_t n = pages_to_tell(site, pages, 20);
    CHECK(n <= 7);
    if (n <= 5) ++soon;
  }
  CHECK(soon >= 18);
}

TEST_CASE("drift: a redesign of any of a dozen sites is told within ten pages, of most within five") {
  int told = 0, soon = 0;
  for (std::uint64_t seed = 101; seed <= 103; ++seed) {
    for (SimulatedSite& site : dozen_sites(seed)) {
      Remembered pages = after_days(site, 60);
      site.change = {.layout_lost = 1, .rules_lost = 1};
      const std::uint32_t n = pages_to_tell(site, pages, 40);
      CAPTURE(seed, pages.history().site);
      CHECK(n <= 10);
      ++told;
      if (n <= 5) ++soon;
    }
  }
  CHECK(soon * 4 >= told * 3);
}

TEST_CASE("drift: bodies of half the length are told, and not as anything else") {
  SimulatedSite site = steady_site(7);
  Remembered pages = after_days(site, 60);
  site.change = {.bodies = 0.4};
  CHECK(pages_to_tell(site, pages, 300) <= 260);
  CHECK(things(pages.history()) == std::set{Drift::bodies});
  const auto findings = findings_of(pages.history());
  CHECK(findings.front().words < 0.6 * findings.front().words_before);
}

TEST_CASE("drift: pages without an article are told") {
  SimulatedSite site = steady_site(8);
  Remembered pages = after_days(site, 30);
  site.change = {.empty = 1};
  CHECK(pages_to_tell(site, pages, 20) <= 10);
  for (int hour = 0; hour < 48; ++hour) {
    for (Sighting& page : site.next_hour()) pages.add(std::move(page));
  }
  CHECK(things(pages.history()) == std::set{Drift::articles});
}

TEST_CASE("drift: a finding lasts for years, with its first page, and ends when the pages recover") {
  SimulatedSite site = steady_site(9);
  Remembered pages = after_days(site, 60);
  site.change = {.layout_lost = 1};
  REQUIRE(pages_to_tell(site, pages, 20) <= 7);
  const std::int64_t since = findings_of(pages.history()).front().since;
  for (int hour = 0; hour < 24 * 200; ++hour) {
    for (Sighting& page : site.next_hour()) pages.add(std::move(page));
  }
  const auto findings = findings_of(pages.history());
  REQUIRE(!findings.empty());
  CHECK(findings.front().drift == Drift::layout);
  CHECK(findings.front().name == "steady.example/keep.1");
  CHECK(findings.front().since == since);
  CHECK(findings.front().pages > 5000);
  site.change = {};
  for (int n = 0; n < 12; ++n) pages.add(site.next_page());
  CHECK(!things(pages.history()).contains(Drift::layout));
}

TEST_CASE("drift: a rule file that has changed starts its rules over, and what rests on all of them") {
  SimulatedSite site = steady_site(10);
  Remembered pages;
  const RuleVersions before = {{"steady.example", "1"}, {"generic", "1"}};
  add_days(pages, site, 20, before);
  site.change = {.layout_lost = 1, .rules_lost = 1};
  for (int n = 0; n < 30; ++n) pages.add(site.next_page(), before);
  REQUIRE(things(pages.history()).contains(Drift::layout));
  pages.add(site.next_page(), {{"steady.example", "2"}, {"generic", "1"}});
  CHECK(findings_of(pages.history()).empty());
}

TEST_CASE("drift: another rule file's change leaves a finding as it is") {
  SimulatedSite site = steady_site(11);
  Remembered pages;
  add_days(pages, site, 20, {{"steady.example", "1"}, {"generic", "1"}});
  site.change = {.rules_lost = 1};
  for (int n = 0; n < 30; ++n) pages.add(site.next_page(), {{"steady.example", "1"}, {"generic", "1"}});
  REQUIRE(things(pages.history()) == std::set{Drift::rule});
  pages.add(site.next_page(), {{"steady.example", "1"}, {"generic", "2"}});
  CHECK(things(pages.history()) == std::set{Drift::rule});
}
