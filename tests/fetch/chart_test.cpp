#include "fetch/chart.h"

#include <catch2/catch.hpp>
#include <algorithm>
#include <cstddef>
#include <optional>
#include <vector>

#include "fetch/tally.h"

using namespace cleancopy;

namespace {

constexpr std::int64_t kHour = 3600;

class Pages {
 public:
  // Misses lie as evenly among the pages as they can.
  Pages& add(std::uint32_t pages, double rate) {
    for (std::uint32_t i = 0; i < pages; ++i) {
      due_ += rate;
      const bool is_hit = due_ >= 0.9999;
      if (is_hit) due_ -= 1;
      seen_.push_back({seen_.size() + 1, static_cast<std::int64_t>(seen_.size()) * step_,
                       is_hit ? Trial::hit : Trial::miss});
    }
    return *this;
  }

  Pages& every(std::int64_t seconds) {
    step_ = seconds;
    return *this;
  }

  std::optional<Loss> loss() const {
    const std::size_t recent = std::min<std::size_t>(seen_.size(), 256);
    Tally earlier;
    for (std::size_t i = 0; i + recent < seen_.size(); ++i) earlier.add(seen_[i].trial);
    return loss_in(earlier, 0, {seen_.end() - static_cast<std::ptrdiff_t>(recent), seen_.end()});
  }

  // Pages that all miss until it is told.
  std::uint32_t pages_to_tell(std::uint32_t most) {
    for (std::uint32_t n = 1; n <= most; ++n) {
      if (add(1, 0).loss()) return n;
    }
    return 0;
  }

 private:
  std::vector<Seen> seen_;
  double due_ = 0.5;
  std::int64_t step_ = kHour;
};

}  // namespace

TEST_CASE("chart: the pages that all miss before a steady series is told are those that the header names") {
  struct Row {
    std::uint32_t before;
    double rate;
    std::uint32_t pages;
  };
  const Row rows[] = {{1000, 1, 5},    {1000, 0.99, 5}, {1000, 0.98, 6}, {1000, 0.95, 7}, {1000, 0.9, 9},
                      {1000, 0.7, 17}, {1000, 0.5, 29}, {1000, 0.2, 92}, {40, 1, 5}};
  for (const Row& row : rows) {
    CAPTURE(row.before, row.rate);
    const std::int64_t step = row.rate < kUsual ? 24 * kHour : row.before < 1000 ? 6 * kHour : kHour;
    CHECK(Pages().every(step).add(row.before, row.rate).pages_to_tell(250) == row.pages);
  }
}

TEST_CASE("chart: nothing is told of what began within the first eight days") {
  CHECK(Pages().add(120, 1).pages_to_tell(70) == 0);
  CHECK(Pages().add(193, 1).pages_to_tell(250) == 5);
}

TEST_CASE("chart: a rule that hits seldom is never told, however long it is silent") {
  for (const double rate : {0.001, 0.01, 0.05}) {
    CHECK(Pages().add(1000, rate).pages_to_tell(256) == 0);
  }
}

TEST_CASE("chart: what few pages are measured against is not told") {
  CHECK(Pages().add(19, 1).pages_to_tell(5) == 0);
  CHECK(Pages().add(300, 0.6).every(600).pages_to_tell(60) == 0);  // two days old, and never steady
}

TEST_CASE("chart: a loss tells its first page, its figures and those before") {
  const auto loss = Pages().add(1000, 1).add(7, 0).loss();
  REQUIRE(loss);
  CHECK(loss->number == 1001);
  CHECK(loss->since == 1000 * kHour);
  CHECK(loss->pages == 7);
  CHECK(loss->hits == 0);
  CHECK(loss->pages_before == 1000);
  CHECK(loss->hits_before == 1000);
}

TEST_CASE("chart: a loss ends when the newest pages are as before") {
  Pages pages;
  pages.add(1000, 1).add(40, 0);
  REQUIRE(pages.loss());
  CHECK(pages.add(1, 1).loss());
  CHECK(!pages.add(4, 1).loss());
}

TEST_CASE("chart: half of the hits lost is told after a week, and not before") {
  Pages pages;
  pages.add(1000, 1).add(100, 0.5);
  CHECK(!pages.loss());
  CHECK(pages.add(50, 0.5).loss());
}

TEST_CASE("chart: a series that has had a bad day is told later than one that has not") {
  Pages steady, odd;
  steady.add(1000, 1);
  odd.add(500, 1).add(12, 0.2).add(488, 1);
  CHECK(steady.pages_to_tell(100) == 5);
  CHECK(odd.pages_to_tell(100) > 12);
}

TEST_CASE("tally: the low rate of a series whose blocks are alike is its mean") {
  Tally even, odd;
  for (int i = 0; i < 640; ++i) {
    even.add(i % 2 == 0 ? Trial::hit : Trial::miss);
    odd.add(i % 64 < 32 ? Trial::hit : Trial::miss);
  }
  CHECK(even.low_rate(10) == Approx(0.5).epsilon(0.01));
  CHECK(odd.low_rate(10) < 0.1);
  CHECK(odd.hits() == even.hits());
}

TEST_CASE("tally: it forgets, and knows no more than 2,048 pages") {
  Tally tally;
  for (int i = 0; i < 1500; ++i) tally.add(Trial::miss);
  for (int i = 0; i < 3000; ++i) tally.add(Trial::hit);
  CHECK(tally.pages() <= 2 * kGeneration);
  CHECK(tally.hits() == tally.pages());
}
