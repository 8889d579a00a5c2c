#include "fetch/state.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <filesystem>
#include <random>
#include <thread>

#include "fetch/hosts.h"
#include "fetch/raw_store.h"
#include "fetch/schema.h"
#include "memory.h"

using namespace cleancopy;
using namespace cleancopy::test;

namespace {

// Runs `work` in a process of its own; gives its id.
template <class Work>
pid_t begin(Work work) {
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) ::_exit(work());
  return child;
}

int end_of(pid_t child) {
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

void wait_for(const std::string& file) {
  while (::access(file.c_str(), F_OK) != 0) std::this_thread::sleep_for(std::chrono::milliseconds(2));
}

}  // namespace

TEST_CASE("state: what was saved of sources and hosts is there again") {
  const Scratch folder;
  {
    State state = opened(folder.path("s"));
    commit(state, [](Database& database) {
      SourceState source{kFeed, {"\"tag\"", "then"}, "digest", kNoon + 60, 2, kNoon - 60, "HTTP 503"};
      save_source(database, source, kNoon);
      save_host(database,
                {"https://a.example", RobotsAnswer::rules, std::string("a\0\xFF", 3), 1, 2, 3, "slow"},
                kNoon);
      return 0;
    });
  }
  State state = opened(folder.path("s"));
  const SourceState source = source_state(state.database(), kFeed);
  CHECK(source.validators.etag == "\"tag\"");
  CHECK(source.validators.last_modified == "then");
  CHECK(source.digest == "digest");
  CHECK(source.due == kNoon + 60);
  CHECK(source.failures == 2);
  CHECK(source.last_success == kNoon - 60);
  CHECK(source.error == "HTTP 503");
  const HostState host = host_state(state.database(), "https://a.example");
  CHECK(host.answer == RobotsAnswer::rules);
  CHECK(host.robots == std::string("a\0\xFF", 3));
  CHECK(host.robots_until == 1);
  CHECK(host.not_before == 2);
  CHECK(host.failures == 3);
  CHECK(host.error == "slow");
  CHECK(host_state(state.database(), "https://b.example").answer == RobotsAnswer::unknown);
  CHECK(source_state(state.database(), "https://b.example").due == 0);
}

TEST_CASE("schema: a state of an older version is brought up to date, with all that is in it") {
  const Scratch folder;
  const char* const steps[] = {schema_steps()[0],
                               "CREATE TABLE more(n INTEGER); INSERT INTO more VALUES (7)"};
  {
    auto database = Database::open(folder.path("s"), Access::write);
    REQUIRE(database);
    REQUIRE(!migrate(database.value(), Access::write, std::span(steps, 1)));
    offer_pages(database.value(), kFeed, {{"https://a.example/1", ""}}, kNoon);
  }
  auto database = Database::open(folder.path("s"), Access::write);
  REQUIRE(database);
  const auto unread = migrate(database.value(), Access::read, steps);
  REQUIRE(unread);
  CHECK(unread->step == IoStep::verify);
  CHECK(unread->error.what == "has version 1, and this program 2: the next run will bring it up to date");
  CHECK(database.value().version() == 1);
  REQUIRE(!migrate(database.value(), Access::write, steps));
  CHECK(database.value().version() == 2);
  CHECK(origins_wanting(database.value(), kNoon) == std::vector<std::string>{"https://a.example"});
  REQUIRE(!migrate(database.value(), Access::write, steps));
  Statement more = database.value().prepare("SELECT count(*) FROM more");
  CHECK((more.next() && more.integer(0) == 1));
}

TEST_CASE("schema: a step that fails leaves the state as it was, and a newer state is left alone") {
  const Scratch folder;
  const char* const steps[] = {schema_steps()[0],
                               "CREATE TABLE more(n INTEGER); CREATE TABLE more(n INTEGER)"};
  auto database = Database::open(folder.path("s"), Access::write);
  REQUIRE(database);
  REQUIRE(!migrate(database.value(), Access::write, std::span(steps, 1)));
  CHECK(migrate(database.value(), Access::write, steps));
  CHECK(database.value().version() == 1);
  database.value().set_version(99);
  const auto newer = migrate(database.value(), Access::write, std::span(steps, 1));
  REQUIRE(newer);
  CHECK(newer->error.what == "has version 99, and this program 1: it was written by a newer one");
}

TEST_CASE("schema: every step of this program can be taken, and is taken once") {
  const Scratch folder;
  { const State state = opened(folder.path("s")); }
  State state = opened(folder.path("s"));
  CHECK(state.database().version() == static_cast<std::int64_t>(schema_steps().size()));
  CHECK(state.database().quick_check().empty());
}

TEST_CASE("state: what is no state is told and stays, to read one it must be there") {
  const Scratch folder;
  folder.write("s", std::string(5000, 'x'));
  const auto foreign = State::open(folder.path("s"), kNoon);
  REQUIRE(!foreign);
  CHECK(foreign.error().step == IoStep::verify);
  CHECK(folder.read("s") == std::string(5000, 'x'));
  const auto missing = State::open_to_read(folder.path("none"));
  REQUIRE(!missing);
  CHECK(missing.error().step == IoStep::read);
  const auto nowhere = State::open(folder.path("no/folder/s"), kNoon);
  REQUIRE(!nowhere);
  CHECK(nowhere.error().step == IoStep::create);
}

TEST_CASE("state: of twenty that start together one works, and nineteen are told who") {
  const Scratch folder;
  const std::string path = folder.path("s");
  std::filesystem::create_directory(folder.path("left"));
  std::vector<pid_t> starts;
  for (int i = 0; i < 20; ++i) {
    starts.push_back(begin([&] {
      const auto state = State::open(path, kNoon);
      if (!state) {
        const IoError& error = state.error();
        const bool is_named =
            error.step == IoStep::lock && error.error.where == path &&
            error.error.what.starts_with("process ") &&
            error.error.what.find(" is at work with this state; try again") != std::string::npos;
        folder.write("left/" + std::to_string(::getpid()), error.error.what);
        return is_named ? 75 : 1;
      }
      // Until all others have left.
      for (int tries = 0; tries < 5000 && folder.files("left").size() < 19; ++tries) ::usleep(2000);
      return 0;
    }));
  }
  int worked = 0, left = 0;
  for (const pid_t start : starts) {
    const int code = end_of(start);
    worked += code == 0 ? 1 : 0;
    left += code == 75 ? 1 : 0;
  }
  CHECK(worked == 1);
  CHECK(left == 19);
}

TEST_CASE("state: a killed holder holds no longer, and one may look at the state while it is held") {
  const Scratch folder;
  const std::string path = folder.path("s");
  const pid_t holder = begin([&] {
    const auto state = State::open(path, kNoon);
    folder.write("ready", "");
    ::pause();
    return state ? 0 : 1;
  });
  wait_for(folder.path("ready"));
  const auto held = State::open(path, kNoon);
  REQUIRE(!held);
  CHECK(held.error().error.what.find(std::to_string(holder) + " 2026-11-22T12:00:00Z") != std::string::npos);
  CHECK(State::open_to_read(path));
  ::kill(holder, SIGKILL);
  CHECK(end_of(holder) == -1);
  CHECK(State::open(path, kNoon));
}

// Each child offers and keeps pages until it is killed; what lies whole in raw/ must be known or adopted, and
// nothing that was named is lost.
TEST_CASE("state: killed at any moment it opens again, with every page, and none kept twice") {
  const Scratch folder;
  const RawStore raw(folder.path("raw"));
  std::mt19937 random(20261122);
  constexpr int pages = 120;
  const auto work = [&] {
    auto state = State::open(folder.path("s"), kNoon);
    if (!state) return 1;
    Database& database = state.value().database();
    adopt_copies(database, raw, kNoon);
    std::vector<Link> links;
    for (int i = 0; i < pages; ++i) links.push_back({"https://a.example/" + std::to_string(i), ""});
    offer_pages(database, kFeed, links, kNoon);
    for (const WantedPage& page : wanted_pages(database, "https://a.example", pages, kNoon)) {
      folder.write("fetched/" + std::to_string(page.id) + "-" + std::to_string(::getpid()), "");
      Sidecar sidecar{page.url, page.url, kFeed, iso_time(kNoon), 200, "", "HTTP/1.1 200 OK\r\n\r\n"};
      if (raw.keep(page.path, sidecar, "<p>" + page.url)) return 2;
      Transaction exchange(database);
      keep_page(database, page.id, {{}, digest_of("<p>" + page.url)}, kNoon);
      if (exchange.commit()) return 3;
    }
    return 0;
  };
  int kills = 0;
  while (true) {
    const pid_t child = begin(work);
    if (kills < 25) {
      ::usleep(std::uniform_int_distribution<useconds_t>(500, 40'000)(random));
      ::kill(child, SIGKILL);
      ++kills;
    }
    const int code = end_of(child);
    if (code == 0) break;
    REQUIRE(code == -1);
  }
  State state = opened(folder.path("s"));
  CHECK(state.database().quick_check().empty());
  CHECK(wanted(state).empty());
  CHECK(number(state, "SELECT count(*) FROM pages") == pages);
  CHECK(number(state, "SELECT count(*) FROM copies") == pages);
  for (const Copy& copy : unclean_copies(state.database(), 0, pages)) CHECK(raw.find(copy.path));
  // A kill between request and kept bytes costs that one request, no other.
  CHECK(folder.files("fetched").size() <= static_cast<std::size_t>(pages + kills));
}
