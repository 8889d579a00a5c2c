#include "fetch/backoff.h"

#include <catch2/catch.hpp>
#include <set>
#include <string>

using namespace cleancopy;

TEST_CASE("backoff: the pause doubles up to a day, a quarter more or less") {
  CHECK(pause_after(0, "https://example.org/") == 0);
  std::int64_t middle = kFirstPause;
  for (std::int64_t failures = 1; failures < 100; ++failures) {
    for (const char* url : {"https://example.org/", "https://example.com/a", ""}) {
      const std::int64_t pause = pause_after(failures, url);
      CHECK(pause >= middle - middle / 4);
      CHECK(pause <= middle + middle / 4);
      CHECK(pause == pause_after(failures, url));
    }
    middle = std::min(2 * middle, kLongestPause);
  }
}

TEST_CASE("backoff: what failed together is not asked again together") {
  std::set<std::int64_t> pauses;
  for (int i = 0; i < 100; ++i) pauses.insert(pause_after(3, "https://example.org/" + std::to_string(i)));
  CHECK(pauses.size() > 80);
}
