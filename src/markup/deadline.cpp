#include "markup/deadline.h"

#include <time.h>

#include <algorithm>

namespace cleancopy {
namespace {

constexpr double kNanoseconds = 1e9;
constexpr double kLongest = 1e9;  // seconds: thirty years, and far from overflow

std::int64_t nanoseconds_of(clockid_t clock) {
  timespec now{};
  ::clock_gettime(clock, &now);
  return std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
}

}  // namespace

Deadline Deadline::after(double seconds) {
  const auto left = static_cast<std::int64_t>(std::clamp(seconds, 0.0, kLongest) * kNanoseconds);
  Deadline deadline;
  deadline.work_ = nanoseconds_of(CLOCK_THREAD_CPUTIME_ID) + left;
  deadline.wall_ = nanoseconds_of(CLOCK_MONOTONIC) + left;
  return deadline;
}

bool Deadline::passed() const {
  return wall_ != INT64_MAX && nanoseconds_of(CLOCK_MONOTONIC) >= wall_ &&
         nanoseconds_of(CLOCK_THREAD_CPUTIME_ID) >= work_;
}

}  // namespace cleancopy
