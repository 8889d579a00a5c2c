#include "app/metrics.h"

#include <catch2/catch.hpp>
#include <cerrno>

#include "../scratch.h"

using namespace cleancopy;
using namespace cleancopy::app;
using test::Scratch;

namespace {

RunRecord run_that_ended(int code, double at) {
  RunRecord run;
  run.name = "nightly";
  run.rules_hash = "0123456789abcdef";
  run.tally = {10, 2, 1};
  run.volume = {5000, 700};
  run.began = at - 1.5;
  run.ended = at;
  run.exit_code = code;
  return run;
}

bool has(const std::string& text, std::string_view line) {
  return text.find("\n" + std::string(line) + "\n") != std::string::npos;
}

}  // namespace

TEST_CASE("metrics: pages by what came of them, bytes, seconds, times and exit code, labelled by run") {
  const std::string text = metrics_text(run_that_ended(0, 1700000000.25), 1700000000.25);
  for (const char* line : {
           "cleancopy_pages{run=\"nightly\",status=\"cleaned\"} 10",
           "cleancopy_pages{run=\"nightly\",status=\"no_article\"} 2",
           "cleancopy_pages{run=\"nightly\",status=\"rejected\"} 1",
           "cleancopy_read_bytes{run=\"nightly\"} 5000",
           "cleancopy_written_bytes{run=\"nightly\"} 700",
           "cleancopy_run_seconds{run=\"nightly\"} 1.500",
           "cleancopy_start_timestamp_seconds{run=\"nightly\"} 1699999998.750",
           "cleancopy_end_timestamp_seconds{run=\"nightly\"} 1700000000.250",
           "cleancopy_last_success_timestamp_seconds{run=\"nightly\"} 1700000000.250",
           "cleancopy_exit_code{run=\"nightly\"} 0",
           "# TYPE cleancopy_pages gauge",
       }) {
    CAPTURE(line);
    CHECK(has(text, line));
  }
}

TEST_CASE("metrics: no name of a run ends its label or its line") {
  RunRecord run = run_that_ended(0, 2);
  run.name = "a\"b\\c\nd";
  CHECK(has(metrics_text(run, 2), "cleancopy_exit_code{run=\"a\\\"b\\\\c\uFFFDd\"} 0"));
}

TEST_CASE("metrics: the last success is kept while runs fail, and is 0 before the first") {
  const Scratch scratch;
  const std::string path = scratch.path("nightly.prom");
  const auto last_after = [&](int code, double at) {
    CHECK_FALSE(write_metrics(path, run_that_ended(code, at)));
    return last_success_in(scratch.read("nightly.prom"));
  };
  CHECK(last_after(65, 1000) == 0);
  CHECK(last_after(0, 2000) == 2000);
  CHECK(last_after(143, 3000) == 2000);
  CHECK(last_after(78, 4000) == 2000);
  CHECK(last_after(0, 5000) == 5000);
  CHECK(has(scratch.read("nightly.prom"), "cleancopy_exit_code{run=\"nightly\"} 0"));
  CHECK(scratch.files() == std::vector<std::string>{"nightly.prom"});
}

TEST_CASE("metrics: a file that somebody else wrote tells no success, and is replaced") {
  for (const char* text : {"", "x", "\ncleancopy_last_success_timestamp_seconds{run=\"x\"} soon\n",
                           "\ncleancopy_last_success_timestamp_seconds{run=\"x\"}",
                           "\ncleancopy_last_success_timestamp_seconds{", "\0\xff"}) {
    CHECK(last_success_in(text) == 0);
  }
  const Scratch scratch;
  const auto failed = write_metrics(scratch.path("none/x.prom"), run_that_ended(0, 1));
  REQUIRE(failed);
  CHECK(failed->step == IoStep::create);
  CHECK(failed->number == ENOENT);
}
