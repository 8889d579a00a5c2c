#include "app/report.h"

#include <catch2/catch.hpp>

#include <cerrno>

using namespace cleancopy;
using namespace cleancopy::app;

TEST_CASE("report: printable text has no control, no ESC and nothing that turns the writing round") {
  struct Row {
    const char* text;
    const char* printable;
  };
  const Row rows[] = {
      {"plain – “text” é 港 😀", "plain – “text” é 港 😀"},
      {"a\x1b[31mb", "a\uFFFD[31mb"},
      {"a\tb\nc\rd\x7F", "a\uFFFDb\uFFFDc\uFFFDd\uFFFD"},
      {"\xC2\x80\xC2\x9B\xC2\x9F\xC2\xA0", "\uFFFD\uFFFD\uFFFD\xC2\xA0"},
      {"\u061C\u200E\u200F\u202A\u202B\u202C\u202D\u202E",
       "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD"},
      {"\u2066\u2067\u2068\u2069", "\uFFFD\uFFFD\uFFFD\uFFFD"},
      {"\u2028\u2029", "\uFFFD\uFFFD"},
      {"\u2010\u2027\u202F\u2065\u206A", "\u2010\u2027\u202F\u2065\u206A"},
      {"", ""},
  };
  for (const Row& row : rows) CHECK(printable(row.text) == row.printable);
}

TEST_CASE("report: pages are always cleaned, without an article, or rejected") {
  Report report;
  for (int i = 0; i < 5; ++i) report.count(Status::cleaned);
  for (int i = 0; i < 3; ++i) report.count(Status::no_article);
  report.count(Status::rejected);
  CHECK(report.tally().pages() == 9);
  CHECK(summary_text(report.tally()) == "cleancopy: 9 pages: 5 cleaned, 3 without an article, 1 rejected\n");
  CHECK(summary_json(report.tally()) == "{\"pages\":9,\"cleaned\":5,\"no_article\":3,\"rejected\":1}\n");
}

TEST_CASE("report: the exit code tells what was being done, and whether it was forbidden") {
  struct Row {
    IoStep step;
    int number;
    ExitCode code;
  };
  const Row rows[] = {
      {IoStep::read, ENOENT, kNoInput},
      {IoStep::read, EACCES, kNoPermission},
      {IoStep::create, ENOENT, kCannotCreate},
      {IoStep::create, EACCES, kNoPermission},
      {IoStep::write, ENOSPC, kCannotWrite},
      {IoStep::write, EPIPE, kDone},
      {IoStep::name, 0, kUsage},
  };
  for (const Row& row : rows) CHECK(exit_code_for(io_error(row.step, "test", row.number)) == row.code);
}
