// Memory that only grows until it is reset: Gumbo's nodes live here and are
// never freed one by one. Use std::vector for anything of our own.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "markup/deadline.h"

namespace cleancopy {

/// A bump allocator with a bound, and if wanted a deadline. Not for two threads.
class Arena {
 public:
  /// `limit` is the number of bytes it hands out before it refuses.
  explicit Arena(std::size_t limit = 256u << 20) : limit_(limit) {}

  /// From now on it refuses past the deadline too, which it looks at now and then.
  void work_until(Deadline deadline);

  /// Has it refused because of the deadline?
  bool is_late() const { return late_; }

  /// Memory aligned for any type, or null past the limit or the deadline. Constant time.
  void* allocate(std::size_t bytes);

  /// Forgets all it handed out. Keeps one chunk, so that a worker's memory stays flat.
  void reset();

 private:
  struct Chunk {
    std::unique_ptr<std::byte[]> bytes;
    std::size_t size = 0;
  };
  std::vector<Chunk> chunks_;
  std::size_t used_ = 0;   // of the last chunk
  std::size_t total_ = 0;  // of all
  std::size_t limit_;
  Deadline deadline_;
  unsigned until_look_ = 0;  // calls
  bool late_ = false;
};

}  // namespace cleancopy
