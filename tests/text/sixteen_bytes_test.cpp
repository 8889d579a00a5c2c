#include "text/sixteen_bytes.h"

#include <catch2/catch.hpp>

#include <bit>
#include <cstdint>
#include <memory>
#include <string>

#include "text/random.h"

using namespace cleancopy;

TEST_CASE("first_sixteen: what lies past the end of a text is zero, and is not read") {
  for (std::size_t size = 0; size <= 40; ++size) {
    const auto exact = std::make_unique<char[]>(size);  // a byte past it is somebody else's
    for (std::size_t i = 0; i < size; ++i) exact[i] = static_cast<char>(i + 1);
    const Sixteen bytes = first_sixteen({exact.get(), size});
    for (std::size_t i = 0; i < 16; ++i) {
      CAPTURE(size, i);
      CHECK(int{bytes[i]} == (i < size ? static_cast<int>(i + 1) : 0));
    }
  }
}

TEST_CASE("in_range, bits_of: a bit tells of its byte") {
  Random random(17);
  for (int round = 0; round < 2000; ++round) {
    std::string text;
    while (text.size() < 16) text += static_cast<char>(random.below(256));
    const auto first = static_cast<unsigned char>(random.below(256));
    const auto last = static_cast<unsigned char>(first + random.below(256u - first));
    const Found found = in_range(sixteen_bytes(text.data()), first, last);
    std::uint32_t bits = 0, high = 0;
    for (std::size_t i = 0; i < 16; ++i) {
      const auto byte = static_cast<unsigned char>(text[i]);
      bits |= std::uint32_t{byte >= first && byte <= last} << i;
      high |= std::uint32_t{byte >= 0x80} << i;
    }
    REQUIRE(bits_of(found) == bits);
    REQUIRE(bits_of_halves(found) == bits);
    REQUIRE(past_ascii(sixteen_bytes(text.data())) == high);
  }
}

TEST_CASE("count_bits, place_of_first: of all sixteen bits") {
  for (std::uint32_t bits = 0; bits < 0x10000; ++bits) {
    if (count_bits(bits) != static_cast<std::size_t>(std::popcount(bits))) FAIL(bits);
    if (place_of_first(bits) != static_cast<std::size_t>(bits == 0 ? 16 : std::countr_zero(bits))) FAIL(bits);
  }
}
