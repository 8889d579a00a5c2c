#include "app/job_report.h"

#include <catch2/catch.hpp>

#include "app/metrics.h"

namespace cleancopy::app {
namespace {

RoundCounts some_counts() {
  RoundCounts counts;
  counts.sources = 5;
  counts.kept = 17;
  counts.unchanged = 195;
  return counts;
}

TEST_CASE("the account of a run is one line, with further numbers where they are not 0") {
  RoundCounts counts = some_counts();
  Tally cleaned{17, 0, 0};
  CHECK(job_summary_text(counts, cleaned, Phases::fetch_and_clean) ==
        "cleancopy: 5 sources, 212 pages: 17 new, 195 unchanged, 0 failed; 17 cleaned\n");
  CHECK(job_summary_text(counts, {}, Phases::fetch) ==
        "cleancopy: 5 sources, 212 pages: 17 new, 195 unchanged, 0 failed\n");
  counts = {};
  counts.sources = 1;
  counts.sources_failed = 1;
  counts.failed = 1;
  CHECK(job_summary_text(counts, {}, Phases::fetch) ==
        "cleancopy: 1 source (1 failed), 1 page: 0 new, 0 unchanged, 1 failed\n");
  counts.forbidden = 2;
  counts.not_pages = 3;
  cleaned = {1, 2, 3};
  CHECK(job_summary_text(counts, cleaned, Phases::fetch_and_clean) ==
        "cleancopy: 1 source (1 failed), 6 pages: 0 new, 0 unchanged, 1 failed, 2 forbidden by robots.txt, "
        "3 no pages; 1 cleaned, 2 without an article, 3 rejected\n");
}

TEST_CASE("the account for machines has all that was counted") {
  RoundCounts counts = some_counts();
  counts.requests = 40;
  counts.bytes = 1234567;
  const std::string line = job_summary_json(counts, {16, 1, 0}, Phases::fetch_and_clean);
  for (const char* part : {"{\"sources\":5,", "\"pages\":212,", "\"new\":17,", "\"requests\":40,",
                           "\"bytes\":1234567", ",\"cleaned\":16,\"no_article\":1,\"rejected\":0}\n"}) {
    CAPTURE(line, part);
    CHECK(line.find(part) != std::string::npos);
  }
  CHECK(job_summary_json(counts, {}, Phases::fetch).find("cleaned") == std::string::npos);
}

TEST_CASE("Prometheus is told of a run's requests and errors by kind, and of no other run's") {
  RunRecord run;
  run.name = "news";
  CHECK(metrics_text(run, 0).find("cleancopy_fetch") == std::string::npos);
  run.fetched = some_counts();
  run.fetched->requests = 40;
  run.fetched->not_modified = 9;
  run.fetched->sources_unchanged = 3;
  run.fetched->unreachable = 2;
  const std::string text = metrics_text(run, 0);
  for (const char* line :
       {"\ncleancopy_fetch_requests{run=\"news\"} 40\n", "\ncleancopy_fetch_not_modified{run=\"news\"} 9\n",
        "\ncleancopy_fetch_pages_kept{run=\"news\"} 17\n",
        "\ncleancopy_fetch_sources{run=\"news\",outcome=\"unchanged\"} 3\n",
        "\ncleancopy_fetch_sources{run=\"news\",outcome=\"read\"} 2\n",
        "\ncleancopy_fetch_errors{run=\"news\",kind=\"unreachable\"} 2\n"}) {
    CAPTURE(text, line);
    CHECK(text.find(line) != std::string::npos);
  }
}

}  // namespace
}  // namespace cleancopy::app
