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

  /// Has the thread that made it worked past it? A system call: 0.3 to 1 µs.
  bool passed() const;

 private:
  std::int64_t nanoseconds_ = INT64_MAX;
};

}  // namespace cleancopy
