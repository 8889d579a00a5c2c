// The CPU time that a page may still use: the second fence, for what the first (scan.h) does
// not foresee. It counts the calling thread's time, so a busy machine does not shorten it.
//
// The one surprise: nobody is interrupted. Who works long asks passed() now and then.
#pragma once

#include <cstdint>

namespace cleancopy {

/// A point of the calling thread's CPU time; by default one that never comes.
class Deadline {
 public:
  Deadline() = default;

  /// So many seconds from now.
  static Deadline after(double seconds);

  /// Has the thread that made it worked past it? 40 ns while so much time has not gone by at all;
  /// from then on a system call, 0.3 to 1.4 µs.
  bool passed() const;

 private:
  std::int64_t work_ = INT64_MAX;  // nanoseconds of the thread's CPU time
  std::int64_t wall_ = INT64_MAX;  // … of the monotonic clock: before these nobody can have worked so long
};

}  // namespace cleancopy
