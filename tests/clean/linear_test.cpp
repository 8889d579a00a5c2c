// Large pages of every shape end in time. How time grows with size is measured by `./dev bench --linear`.
#include <catch2/catch.hpp>

#include "cleancopy.h"
#include "scratch.h"
#include "shapes.h"

using namespace cleancopy;

namespace {

// Sanitizers take about twenty times as long.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr std::size_t kSize = std::size_t{512} << 10;
#else
constexpr std::size_t kSize = (std::size_t{16} << 20) - 4096;
#endif

// Of CPU, for a page that most machines clean in three.
constexpr double kSeconds = 60;

}  // namespace

TEST_CASE("linear: 16 MB of any shape are cleaned in time, and the story on top is found") {
  auto book = Rulebook::load({CLEANCOPY_RULES_DIR});
  REQUIRE(book);
  Cleaner cleaner(book.value(), nullptr, {.seconds = kSeconds});
  for (const test::Shape& shape : test::shapes()) {
    const Article article = cleaner.clean({.bytes = test::page_of(shape, kSize)});
    CAPTURE(shape.name, article.reason);
    CHECK(article.status != Status::rejected);
    CHECK(article.blocks.size() >= 5);
  }
}
