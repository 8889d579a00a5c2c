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

TEST_CASE("find_any, pass_any: what is found by sixteens is what is found one by one") {
  Random random(5);
  for (int n = 0; n < 20'000; ++n) {
    const std::string text = random.join_of(
        {"a", "\"", "&", " ", "\n", std::string(1, '\0'), "\xE9", "bcdefghijklmnop"}, 12);
    const char* const begin = text.data();
    const char* const end = begin + text.size();
    CAPTURE(text);
    const std::size_t sought = std::min(text.find_first_of(std::string_view("\"&\0", 3)), text.size());
    REQUIRE(find_any<'"', '&', '\0'>(begin, end) == begin + sought);
    REQUIRE(find_any<'\xE9'>(begin, end) == begin + std::min(text.find('\xE9'), text.size()));
    const std::size_t passed = std::min(text.find_first_not_of("a \n"), text.size());
    REQUIRE(pass_any<'a', ' ', '\n'>(begin, end) == begin + passed);
  }
}

TEST_CASE("find_any, pass_any: a byte is found wherever it stands, and nothing past the end") {
  for (std::size_t size = 0; size < 50; ++size) {
    for (std::size_t at = 0; at < size; ++at) {
      std::string text(size + 1, '.');
      text[at] = text[size] = 'x';
      const char* const begin = text.data();
      CHECK(find_any<'x'>(begin, begin + size) == begin + at);
      CHECK(find_any<'x'>(begin, begin + at) == begin + at);
      CHECK(pass_any<'.'>(begin, begin + size) == begin + at);
    }
  }
}

TEST_CASE("ascii_prefix: it ends before the first byte past ASCII, wherever that stands") {
  for (std::size_t size = 0; size <= 150; ++size) {
    const auto exact = std::make_unique<char[]>(size);  // a byte past it is somebody else's
    for (std::size_t i = 0; i < size; ++i) exact[i] = static_cast<char>(i % 0x80);
    CHECK(ascii_prefix({exact.get(), size}) == size);
    for (std::size_t at = size; at-- > 0;) {
      exact[at] = '\x80';
      CAPTURE(size, at);
      CHECK(ascii_prefix({exact.get(), size}) == at);
    }
  }
}
