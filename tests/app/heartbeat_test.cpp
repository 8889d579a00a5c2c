#include "app/heartbeat.h"

#include <catch2/catch.hpp>

using namespace cleancopy::app;

TEST_CASE("heartbeat: pages, their rate, and what is left where it can be known") {
  struct Row {
    Standing standing;
    const char* text;
  };
  const Row rows[] = {
      {{0, 0, 0, {}}, "0 pages"},
      {{1, 2, 0, {}}, "1 page, 0.5/s"},
      {{1234, 60, 500, {}}, "1234 pages, 20.6/s"},
      {{100, 10, 250, 1000}, "100 pages, 10.0/s, 25 %, 30s left"},
      {{100, 80, 500, 1000}, "100 pages, 1.2/s, 50 %, 1m20s left"},
      {{100, 4000, 500, 1000}, "100 pages, 0.0/s, 50 %, 1h06m left"},
      {{9, 1, 1000, 1000}, "9 pages, 9.0/s, 100 %, 0s left"},
      {{9, 1, 0, 1000}, "9 pages, 9.0/s"},
      {{9, 1, 1001, 1000}, "9 pages, 9.0/s"},
      {{0, 1, 0, 0}, "0 pages, 0.0/s"},
      {{9, 1e30, 1, 1000000}, "9 pages, 0.0/s, 0 %, 277777h46m left"},
  };
  for (const Row& row : rows) CHECK(standing_text(row.standing) == row.text);
}

TEST_CASE("heartbeat: the bar is as long as there is room, and never reaches the last column") {
  const Standing half{100, 10, 500, 1000};
  CHECK(bar_text(half, 80) ==
        "cleancopy [################.................] 100 pages, 10.0/s, 50 %, 10s left");
  CHECK(bar_text(half, 200) ==
        "cleancopy [####################....................] 100 pages, 10.0/s, 50 %, 10s left");
  CHECK(bar_text(half, 50) == "cleancopy 100 pages, 10.0/s, 50 %, 10s left");
  CHECK(bar_text(half, 20) == "cleancopy 100 pages");
  CHECK(bar_text({100, 10, 0, {}}, 80) == "cleancopy 100 pages, 10.0/s");
  for (std::size_t width = 0; width < 120; ++width)
    CHECK(bar_text(half, width).size() <= (width == 0 ? 0 : width - 1));
}
