#include "fetch/politeness.h"

#include <catch2/catch.hpp>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace cleancopy {
namespace {

using std::chrono::milliseconds;

constexpr std::int64_t kNow = 784'111'777;  // Sun, 06 Nov 1994 08:49:37 GMT

TEST_CASE("the longer of our delay and a site's Crawl-delay is kept, and none is longer than the bound") {
  CHECK(pause_between(5, std::nullopt) == milliseconds(5000));
  CHECK(pause_between(5, 2.0) == milliseconds(5000));
  CHECK(pause_between(5, 7.5) == milliseconds(7500));
  CHECK(pause_between(5, 1e9) == milliseconds(120'000));
  CHECK(pause_between(300, 1e9) == milliseconds(300'000));
  CHECK(pause_between(0, -3.0) == milliseconds(0));
  CHECK(pause_between(0, 0.0001) == milliseconds(1));
}

TEST_CASE("Retry-After is understood as seconds and in all three forms of a date") {
  const std::vector<std::pair<std::string, std::optional<std::int64_t>>> table = {
      {"120", 120},
      {"0", 0},
      {"99999999999999999999", kLongestRetryAfter},
      {"172800", kLongestRetryAfter},
      {"Sun, 06 Nov 1994 08:50:37 GMT", 60},
      {"Sunday, 06-Nov-94 08:50:37 GMT", 60},
      {"Sun Nov  6 08:50:37 1994", 60},
      {"Sun, 06 Nov 1994 08:00:00 GMT", 0},
      {"Sun, 06 Nov 2094 08:00:00 GMT", kLongestRetryAfter},
      {"", std::nullopt},
      {"-5", std::nullopt},
      {"soon", std::nullopt},
      {"12.5", std::nullopt},
      {"Sun, 31 Feb 1994 08:49:37 GMT", std::nullopt},
      {"Sun, 06 Nov 1994", std::nullopt},
      {"Sun, 06 Nov 1994 25:00:00 GMT", std::nullopt},
      {"Sun, 06 Nov 99999 08:00:00 GMT", std::nullopt},
  };
  for (const auto& [value, seconds] : table) {
    CAPTURE(value);
    CHECK(retry_after(value, kNow) == seconds);
  }
}

TEST_CASE("a date of two-digit year is never more than fifty years ahead") {
  CHECK(retry_after("Sunday, 06-Nov-30 08:50:37 GMT", kNow) == kLongestRetryAfter);  // 2030
  CHECK(retry_after("Sunday, 06-Nov-45 08:50:37 GMT", kNow) == 0);                   // 1945
}

}  // namespace
}  // namespace cleancopy
