#include "text/byte_count.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstddef>
#include <string>

#include "text/random.h"

using namespace cleancopy;

TEST_CASE("ByteCount: counts what was found, also more than a lane has room for") {
  Random random(29);
  ByteCount count;
  std::size_t expected = 0;
  REQUIRE(count.total() == 0);
  for (int step = 0; step < 2000; ++step) {
    std::string text;
    while (text.size() < 16) text += random.below(4) == 0 ? ' ' : 'x';
    count.add(sixteen_bytes(text.data()) > ' ');
    expected += static_cast<std::size_t>(std::count(text.begin(), text.end(), 'x'));
    REQUIRE(count.total() == expected);
  }
}

TEST_CASE("ByteCount: all of sixteen, a thousand times") {
  ByteCount count;
  const std::string text(16, 'x');
  for (int step = 0; step < 1000; ++step) count.add(sixteen_bytes(text.data()) == 'x');
  CHECK(count.total() == 16000);
}
