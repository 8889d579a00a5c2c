#include "app/drift_command.h"

#include <catch2/catch.hpp>

#include "fetch/sightings.h"
#include "fetch/state.h"
#include "program.h"

using namespace cleancopy;
using test::Outcome;
using test::Program;

namespace {

constexpr std::string_view kConfig =
    "contact = \"https://example.org/bot\"\n[[source]]\nurl = \"https://www.example.org/rss.xml\"\n";

Sighting page(int number) {
  return {.site = "example.org",
          .page = "example.org/" + std::to_string(number),
          .seen = 1'763'800'000 + number * 14'400,
          .status = Status::cleaned,
          .layout = number < 60 ? "example.org/keep.1" : "generic",
          .words = 400,
          .files = {"example.org"}};
}

void note_pages(const Program& program, int pages) {
  auto state = State::open(program.folder().path("state.sqlite"), 0);
  REQUIRE(state);
  Transaction noting(state.value().database());
  for (int i = 0; i < pages; ++i) record(state.value().database(), page(i), {{"example.org", "1"}});
  REQUIRE(!noting.commit());
}

}  // namespace

TEST_CASE("drift: a layout that stopped winning is one line, and 3") {
  const Program program;
  program.folder().write("job.toml", kConfig);
  note_pages(program, 65);
  const Outcome told = program.run("drift job.toml");
  CHECK(told.out == "example.org: layout example.org/keep.1: since 2025-12-02T08:26:40Z, "
                    "0 of 5 pages, before 60 of 60\n");
  CHECK(told.err.empty());
  CHECK(told.code == 3);
  const Outcome json = program.run("drift --json job.toml");
  CHECK(json.out ==
        R"({"site":"example.org","what":"layout","name":"example.org/keep.1","layout":"",)"
        R"("since":"2025-12-02T08:26:40Z",)"
        R"("pages":5,"hits":0,"pages_before":60,"hits_before":60,"words":0,"words_before":0})"
        "\n");
  CHECK(json.code == 3);
}

TEST_CASE("drift: nothing to tell is 0 and silence, also while a run has the state") {
  const Program program;
  program.folder().write("job.toml", kConfig);
  note_pages(program, 60);
  const auto held = State::open(program.folder().path("state.sqlite"), 0);
  REQUIRE(held);
  const Outcome told = program.run("drift job.toml");
  CHECK(told.out.empty());
  CHECK(told.err.empty());
  CHECK(told.code == 0);
}

TEST_CASE("drift: no state yet is 66, a slip in the config 78, no config named 64") {
  const Program program;
  program.folder().write("job.toml", kConfig);
  program.folder().write("bad.toml", "contact = 5\n");
  CHECK(program.run("drift job.toml").code == 66);
  CHECK(program.run("drift bad.toml").code == 78);
  CHECK(program.run("drift").code == 64);
}

TEST_CASE("drift: each finding has its line, and nothing a page says reaches the terminal as it is") {
  struct Row {
    Finding finding;
    std::string line;
  };
  const Row rows[] = {
      {{.site = "a.example", .drift = Drift::articles, .pages = 9, .hits = 1, .pages_before = 100,
        .hits_before = 99},
       "a.example: articles: since 1970-01-01T00:00:00Z, 1 of 9 pages, before 99 of 100\n"},
      {{.site = "a.example", .drift = Drift::rule, .name = "a.example/ad.1", .layout = "generic", .since = 60,
        .pages = 9,
        .pages_before = 100, .hits_before = 99},
       "a.example: rule a.example/ad.1 on generic: since 1970-01-01T00:01:00Z, 0 of 9 pages, "
       "before 99 of 100\n"},
      {{.site = "a.example", .drift = Drift::bodies, .pages = 30, .hits = 8, .pages_before = 100,
        .hits_before = 90,
        .words = 200, .words_before = 500},
       "a.example: bodies: since 1970-01-01T00:00:00Z, 8 of 30 pages, before 90 of 100, 200 words, "
       "before 500\n"},
      {{.site = "a.example", .drift = Drift::text, .name = "Sign \x1B[2Jup", .pages = 5, .hits = 4},
       "a.example: text \"Sign \uFFFD[2Jup\": since 1970-01-01T00:00:00Z, 4 of 5 pages\n"},
  };
  for (const Row& row : rows) CHECK(app::line_of(row.finding) == row.line);
}
