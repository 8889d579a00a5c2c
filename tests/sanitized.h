// How much a test does under sanitizers, where each step takes ten to twenty times as long.
#pragma once

#include <cstddef>

namespace cleancopy::test {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool kSanitized = true;
#else
inline constexpr bool kSanitized = false;
#endif

/// How many of `n` made-up inputs are tried here: all, or a tenth.
constexpr std::size_t rounds(std::size_t n) { return kSanitized ? (n + 9) / 10 : n; }

}  // namespace cleancopy::test
