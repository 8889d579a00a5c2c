#include "markup/arena.h"

#include <algorithm>

namespace cleancopy {
namespace {

constexpr std::size_t kFirstChunk = 1u << 20;
constexpr std::size_t kLargestChunk = 16u << 20;
constexpr std::size_t kKeptChunk = 4u << 20;
constexpr unsigned kCallsPerLook = 128;  // a look costs a thousandth of what Gumbo does between them

}  // namespace

void Arena::work_until(Deadline deadline) {
  deadline_ = deadline;
  until_look_ = 0;
  late_ = false;
}

void* Arena::allocate(std::size_t bytes) {
  constexpr std::size_t align = alignof(std::max_align_t);
  if (until_look_-- == 0) {
    until_look_ = kCallsPerLook;
    late_ = deadline_.passed();
  }
  if (late_ || bytes > limit_ - total_) return nullptr;
  bytes = (std::max<std::size_t>(bytes, 1) + align - 1) & ~(align - 1);
  if (bytes > limit_ - total_) return nullptr;
  if (chunks_.empty() || chunks_.back().size - used_ < bytes) {
    const std::size_t next = chunks_.empty() ? kFirstChunk : std::min(chunks_.back().size * 2, kLargestChunk);
    const std::size_t size = std::max(next, bytes);
    chunks_.push_back({std::make_unique_for_overwrite<std::byte[]>(size), size});
    used_ = 0;
  }
  void* const place = chunks_.back().bytes.get() + used_;
  used_ += bytes;
  total_ += bytes;
  return place;
}

void Arena::reset() {
  const auto is_small = [](const Chunk& chunk) { return chunk.size <= kKeptChunk; };
  const auto kept = std::find_if(chunks_.rbegin(), chunks_.rend(), is_small);
  if (kept == chunks_.rend()) {
    chunks_.clear();
  } else {
    Chunk chunk = std::move(*kept);
    chunks_.clear();
    chunks_.push_back(std::move(chunk));
  }
  used_ = total_ = 0;
}

}  // namespace cleancopy
