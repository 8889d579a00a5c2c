#include "app/clean_kept.h"

#include <catch2/catch.hpp>

#include <filesystem>
#include <string>

#include "../scratch.h"
#include "fetch/pages.h"
#include "fetch/raw_store.h"
#include "fetch/sightings.h"
#include "fetch/state.h"
#include "io/files.h"

namespace cleancopy::app {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kNow = 1'800'000'000;

std::string story(const std::string& name) {
  std::string page = "<html><body><article><h1>The " + name + " of Orlebury</h1>";
  for (const char* day : {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday"}) {
    page += "<p>On " + std::string(day) + " the council spoke for two hours about the " + name +
            ", which has stood at the harbour since the great storm and which nobody has mended since.</p>";
  }
  return page + "</article></body></html>";
}

// A job whose raw folder has pages that the state knows.
class Kept {
 public:
  Kept() : state_(open()), raw_(scratch.path("raw")) {
    job.raw = scratch.path("raw");
    job.clean = scratch.path("clean");
    scratch.write("rules/generic.toml", "");
  }

  State open() {
    auto state = State::open(scratch.path("state.sqlite"), kNow);
    REQUIRE(state);
    return std::move(state.value());
  }

  Database& database() { return state_.database(); }

  // Its path below raw.
  std::string keep(const std::string& url, const std::string& bytes) {
    Transaction transaction(database());
    offer_pages(database(), "https://a.example/feed", {{url, ""}}, kNow);
    const auto wanted = wanted_pages(database(), "https://a.example", 1, kNow);
    REQUIRE(wanted.size() == 1);
    REQUIRE_FALSE(raw_.keep(wanted[0].path, {url, url, "", "2027-01-15T08:00:00Z", 200, "", ""}, bytes));
    keep_page(database(), wanted[0].id, {{}, "digest"}, kNow);
    REQUIRE_FALSE(transaction.commit());
    return wanted[0].path;
  }

  Tally clean() {
    auto book = Rulebook::load({scratch.path("rules")});
    REQUIRE(book);
    Report report;
    REQUIRE_FALSE(clean_kept({job, database(), book.value(), report, stop, kNow, 2}));
    return report.tally();
  }

  std::size_t unclean() {
    Transaction transaction(database());
    return unclean_copies(database(), 0, 100).size();
  }

  test::Scratch scratch;
  Job job;
  std::atomic<bool> stop = false;

 private:
  State state_;
  RawStore raw_;
};

TEST_CASE("what was kept is cleaned once, beside its place in raw, and noted for the drift watch") {
  Kept kept;
  const std::string path = kept.keep("https://a.example/wall", story("harbour wall"));
  kept.keep("https://a.example/crane", story("old crane"));
  kept.keep("https://a.example/none", "<p>Nothing.</p>");
  CHECK(kept.clean() == Tally{2, 1, 0});
  CHECK(kept.unclean() == 0);
  const auto text = read_file(fs::path(kept.job.clean) / fs::path(path).replace_extension(".txt"), 10'000);
  REQUIRE(text);
  CHECK(text.value().starts_with("The harbour wall of Orlebury\n\nOn Monday"));
  CHECK(kept.clean() == Tally{});
  Transaction reading(kept.database());
  const auto histories = read_histories(kept.database());
  REQUIRE(histories.size() == 1);
  CHECK(histories[0].site == "a.example");
}

TEST_CASE("a page whose bytes are gone is rejected, once") {
  Kept kept;
  const std::string path = kept.keep("https://a.example/wall", story("harbour wall"));
  fs::remove(fs::path(kept.job.raw) / path);
  CHECK(kept.clean() == Tally{0, 0, 1});
  CHECK(kept.clean() == Tally{});
}

TEST_CASE("a run that is told to stop cleans nothing more, and the next does") {
  Kept kept;
  kept.keep("https://a.example/wall", story("harbour wall"));
  kept.stop = true;
  CHECK(kept.clean() == Tally{});
  CHECK(kept.unclean() == 1);
  kept.stop = false;
  CHECK(kept.clean().cleaned == 1);
}

}  // namespace
}  // namespace cleancopy::app
