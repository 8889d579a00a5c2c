#include "fetch/odds.h"

#include <catch2/catch.hpp>
#include <cmath>

using namespace cleancopy;

TEST_CASE("odds: of a rate that is known for sure, the tail is the binomial one") {
  struct Row {
    std::uint32_t hits, pages;
    double rate, tail;
  };
  const Row rows[] = {{0, 5, 0.5, 1.0 / 32}, {1, 5, 0.5, 6.0 / 32},    {4, 5, 0.5, 31.0 / 32},
                      {0, 3, 0.9, 0.001},    {1, 3, 0.9, 0.001 + 0.027}, {5, 5, 0.9, 1}};
  for (const Row& row : rows) {
    CAPTURE(row.hits, row.pages, row.rate);
    CHECK(std::exp(log_at_most(row.hits, row.pages, {row.rate, 1e9})) == Approx(row.tail).epsilon(1e-5));
  }
}

TEST_CASE("odds: of a rate that nothing is known of, each number of hits is as likely") {
  for (std::uint32_t hits = 0; hits <= 9; ++hits) {
    CHECK(std::exp(log_at_most(hits, 9, {0.5, 2})) == Approx((hits + 1) / 10.0));
  }
}

TEST_CASE("odds: the fewer pages a rate rests on, the likelier is a run of misses") {
  const double few = log_at_most(0, 5, {0.99, 20}), many = log_at_most(0, 5, {0.99, 2000});
  CHECK(few > many + 3);
  CHECK(log_at_most(0, 256, {0.9999, 2000}) < -300);
}
