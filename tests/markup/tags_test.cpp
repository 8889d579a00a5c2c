#include "markup/tags.h"

#include <catch2/catch.hpp>

#include <initializer_list>
#include <string>

#include "text/sixteen_bytes.h"

using namespace cleancopy;

namespace {

const int kLast = static_cast<int>(Tag::xmp);

void check_only(bool (*holds)(Tag), std::initializer_list<Tag> those, std::initializer_list<Tag> others) {
  for (const Tag tag : those) {
    CAPTURE(name_of(tag));
    CHECK(holds(tag));
  }
  for (const Tag tag : others) {
    CAPTURE(name_of(tag));
    CHECK_FALSE(holds(tag));
  }
}

}  // namespace

TEST_CASE("tags: every element is found by its own name") {
  for (int i = static_cast<int>(Tag::a); i <= kLast; ++i) {
    const Tag tag = static_cast<Tag>(i);
    CAPTURE(name_of(tag));
    CHECK(tag_named(name_of(tag)) == tag);
    if (name_of(tag).size() <= 8) CHECK(tag_of_letters(first_eight(name_of(tag))) == tag);
  }
  CHECK(tag_of_letters(first_eight("figcapti")) == Tag::other);
  CHECK(tag_of_letters(0) == Tag::other);
  CHECK(name_of(Tag::template_) == "template");
  CHECK(name_of(Tag::h6) == "h6");
  CHECK(name_of(Tag::xmp) == "xmp");
}

TEST_CASE("tags: what is no element of HTML in lower case has no Tag") {
  for (const std::string name : {"", "#text", "#document", "other", "DIV", "Div", "di", "divv", "o:p",
                                 "my-story", "h7", "blockquotes", "figcaptio", "\xC3\xA9", "a b"}) {
    CAPTURE(name);
    CHECK(tag_named(name) == Tag::other);
  }
  CHECK(tag_named(std::string(10'000'000, 'a')) == Tag::other);
  CHECK(tag_named(std::string("a\0", 2)) == Tag::other);
}

TEST_CASE("tags: void elements, blocks, headings and what ends a drawing are those of the standard") {
  check_only(is_void, {Tag::br, Tag::img, Tag::hr, Tag::meta, Tag::input, Tag::wbr, Tag::col, Tag::link},
             {Tag::text, Tag::document, Tag::other, Tag::div, Tag::p, Tag::iframe, Tag::script, Tag::video});
  check_only(is_block, {Tag::document, Tag::body, Tag::p, Tag::div, Tag::li, Tag::td, Tag::h1, Tag::pre},
             {Tag::text, Tag::other, Tag::a, Tag::b, Tag::span, Tag::br, Tag::img, Tag::button, Tag::label});
  check_only(is_heading, {Tag::h1, Tag::h2, Tag::h3, Tag::h4, Tag::h5, Tag::h6},
             {Tag::frameset, Tag::head, Tag::header, Tag::hr, Tag::p});
  check_only(ends_foreign_content, {Tag::p, Tag::div, Tag::img, Tag::span, Tag::table, Tag::h3, Tag::body},
             {Tag::other, Tag::svg, Tag::a, Tag::title, Tag::td, Tag::article, Tag::section, Tag::input});
}
