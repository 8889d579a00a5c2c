#include "markup/arena.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <utility>
#include <vector>

using namespace cleancopy;

TEST_CASE("arena: what it hands out is aligned for any type, writable, and never overlaps") {
  Arena arena;
  std::vector<std::pair<unsigned char*, std::size_t>> pieces;
  for (std::size_t size = 0; size < 3000; size += 7) {
    auto* const piece = static_cast<unsigned char*>(arena.allocate(size));
    REQUIRE(piece != nullptr);
    REQUIRE(reinterpret_cast<std::uintptr_t>(piece) % alignof(std::max_align_t) == 0);
    std::memset(piece, static_cast<int>(pieces.size() % 256), size);
    pieces.emplace_back(piece, size);
  }
  for (std::size_t k = 0; k < pieces.size(); ++k) {
    const auto& [piece, size] = pieces[k];
    REQUIRE(std::all_of(piece, piece + size, [k](unsigned char byte) { return byte == k % 256; }));
  }
}

TEST_CASE("arena: past its limit it hands out nothing, and goes on with what still fits") {
  Arena arena(1024);
  CHECK(arena.allocate(1000) != nullptr);
  CHECK(arena.allocate(100) == nullptr);
  CHECK(arena.allocate(16) != nullptr);
  CHECK(arena.allocate(1) == nullptr);
  CHECK(Arena(0).allocate(0) == nullptr);
}

TEST_CASE("arena: a size that no memory has is refused") {
  Arena arena;
  for (const std::size_t less : {0U, 1U, 14U, 15U, 16U, 4096U}) {
    CHECK(arena.allocate(std::numeric_limits<std::size_t>::max() - less) == nullptr);
  }
  CHECK(arena.allocate(1) != nullptr);
}

TEST_CASE("arena: one piece may be larger than any chunk") {
  Arena arena(100u << 20);
  auto* const large = static_cast<unsigned char*>(arena.allocate(40u << 20));
  REQUIRE(large != nullptr);
  large[(40u << 20) - 1] = 1;
  CHECK(arena.allocate(70u << 20) == nullptr);
}

TEST_CASE("arena: after a reset the whole limit is there again, in the same memory") {
  Arena arena(8u << 20);
  for (int round = 0; round < 50; ++round) {
    std::size_t pieces = 0;
    while (arena.allocate(100'000) != nullptr) ++pieces;
    REQUIRE(pieces == 83);
    arena.reset();
  }
  void* const first = arena.allocate(64);
  arena.reset();
  CHECK(arena.allocate(64) == first);
}
