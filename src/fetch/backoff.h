// How long one waits before asking again what has failed.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "text/stable_hash.h"

namespace cleancopy {

inline constexpr std::int64_t kFirstPause = 600;  // seconds: a run an hour tries again in the next
inline constexpr std::int64_t kLongestPause = 86'400;

/// Seconds to wait after so many failures in a row: doubling from kFirstPause to kLongestPause, and
/// a quarter less or more, so that what failed together is not asked again together. The jitter is told by
/// `what` (a URL) and the number of failures alone. 0 after none.
inline std::int64_t pause_after(std::int64_t failures, std::string_view what) {
  if (failures <= 0) return 0;
  const std::int64_t doublings = std::min<std::int64_t>(failures - 1, 16);
  const std::int64_t pause = std::min(kFirstPause << doublings, kLongestPause);
  StableHash seed = stable_hash(what);
  seed.add(static_cast<std::uint64_t>(failures));
  const auto spread = static_cast<std::uint64_t>(pause / 2);
  return pause - pause / 4 + static_cast<std::int64_t>(seed.value() % (spread + 1));
}

}  // namespace cleancopy
