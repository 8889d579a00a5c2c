#include "text/moment.h"

#include <catch2/catch.hpp>

#include "text/date.h"

using namespace cleancopy;

TEST_CASE("moment: ISO dates are seconds since 1970") {
  const struct {
    const char* in;
    std::int64_t out;
  } rows[] = {
      {"1970-01-01", 0},
      {"2026-11-22T15:39:13Z", 1795361953},
      {"2026-11-22T15:39:13", 1795361953},
      {"2026-11-22T17:39:13+02:00", 1795361953},
      {"2026-11-22T10:09:13-05:30", 1795361953},
      {"2024-02-29T00:00:00Z", 1709164800},
      {"1969-12-31T23:59:59Z", -1},
  };
  for (const auto& row : rows) {
    CAPTURE(row.in);
    CHECK(seconds_of(row.in) == row.out);
  }
}

TEST_CASE("moment: what is no ISO date is none") {
  for (const char* text : {"", "2026", "2026-11-2", "2026-11-31", "2026-13-01", "2026/11/22", "2026-11-22T",
                           "26-11-22", "2026-11-22 15:39:13", "2026-11-22T15:39", "2026-11-22T15:39:13+2",
                           "+026-11-22", "2026-11-22T15:39:13x02:00", "yesterday at"}) {
    CAPTURE(text);
    CHECK(!seconds_of(text));
  }
}

TEST_CASE("moment: a number is written as iso_date() writes it, and read back") {
  CHECK(iso_time(1795361953) == "2026-11-22T15:39:13Z");
  CHECK(iso_time(-5) == "1970-01-01T00:00:00Z");
  CHECK(iso_time(std::int64_t{1} << 62) == "9999-12-31T23:59:59Z");
  for (std::int64_t seconds = 0; seconds < 4'000'000'000; seconds += 86'400 * 13 + 4271) {
    CHECK(seconds_of(iso_time(seconds)) == seconds);
    CHECK(iso_date(iso_time(seconds)) == iso_time(seconds));
  }
}
