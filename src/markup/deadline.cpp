#include "markup/deadline.h"

#include <time.h>

#include <algorithm>

namespace cleancopy {
namespace {

constexpr double kNanoseconds = 1e9;
constexpr double kLongest = 1e9;  // seconds: thirty years, and far from overflow

std::int64_t thread_nanoseconds() {
  timespec used{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
  return std::int64_t{used.tv_sec} * 1'000'000'000 + used.tv_nsec;
}

}  // namespace

Deadline Deadline::after(double seconds) {
  Deadline deadline;
  deadline.nanoseconds_ =
      thread_nanoseconds() + static_cast<std::int64_t>(std::clamp(seconds, 0.0, kLongest) * kNanoseconds);
  return deadline;
}

bool Deadline::passed() const {
  return nanoseconds_ != INT64_MAX && thread_nanoseconds() >= nanoseconds_;
}

}  // namespace cleancopy
