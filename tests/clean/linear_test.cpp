// Large pages of every shape end in time. How time grows with size is measured by `./dev bench --linear`.
#include <catch2/catch.hpp>

#include <string>
#include <string_view>

#include "cleancopy.h"
#include "sanitized.h"
#include "scratch.h"
#include "shapes.h"

using namespace cleancopy;

namespace {

constexpr std::size_t kSize = test::kSanitized ? std::size_t{512} << 10 : (std::size_t{16} << 20) - 4096;

// Of CPU, for a page that most machines clean in three.
constexpr double kSeconds = 60;

}  // namespace

TEST_CASE("linear: 16 MB of any shape are cleaned in time, and nothing of them is too slow") {
  auto book = Rulebook::load({CLEANCOPY_RULES_DIR});
  REQUIRE(book);
  Cleaner cleaner(book.value(), nullptr, {.seconds = kSeconds});
  for (const test::Shape& shape : test::shapes()) {
    const Article article = cleaner.clean({.bytes = test::page_of(shape, kSize)});
    CAPTURE(shape.name, article.reason);
    // Open formatting is opened again in each paragraph: past some size it is the arena that ends it.
    const bool may_outgrow = shape.name == std::string_view("unclosed formatting");
    if (may_outgrow && article.reason == "its tags need more memory to parse than a page may take") continue;
    CHECK(article.status != Status::rejected);
    CHECK(article.blocks.size() >= 5);
  }
}

TEST_CASE("linear: 16 MB of plain text are cleaned in time, of labels alone or of story") {
  auto book = Rulebook::load({CLEANCOPY_RULES_DIR});
  REQUIRE(book);
  Cleaner cleaner(book.value(), nullptr, {.seconds = kSeconds});
  for (const std::string_view line :
       {"Menu item here\n", "The boats came in late on Tuesday, and left again at dawn.\n"}) {
    std::string text = "Title\n";
    while (text.size() + line.size() < kSize) text += line;
    const Article article = cleaner.clean({.bytes = text, .format = Format::text});
    CAPTURE(line, article.reason);
    CHECK(article.status != Status::rejected);
  }
}
