#include "blocks/text_forms.h"

#include <catch2/catch.hpp>

#include <array>
#include <memory_resource>
#include <string>
#include <utility>
#include <vector>

using namespace cleancopy;

namespace {

struct Kept : TextForms {
  using TextForms::keep;
  using TextForms::TextForms;
};

bool says(const TextForms& forms, std::string_view folded, std::string_view caseless) {
  return forms.folded == folded && forms.caseless == caseless;
}

}  // namespace

TEST_CASE("TextForms: keeps copies of both texts, either of which may be empty") {
  for (const std::string folded : {"", "A", "The Mayor"}) {
    for (const std::string caseless : {"", "a", "the mayor of another town"}) {
      Kept forms;
      forms.keep(folded, caseless);
      CHECK(says(forms, folded, caseless));
      forms.keep("One", "two");
      CHECK(says(forms, "One", "two"));
    }
  }
}

TEST_CASE("TextForms: a copy outlives what it was made of, and what was moved is empty") {
  Kept copy, moved;
  {
    std::array<char, 64> lent{};
    std::pmr::monotonic_buffer_resource memory(lent.data(), lent.size(), std::pmr::null_memory_resource());
    Kept forms(memory);
    forms.keep("One", "one");
    moved = std::move(forms);
    CHECK(says(forms, "", ""));
    CHECK(moved.folded.data() == lent.data());
    copy = moved;
    CHECK(says(moved, "One", "one"));
    moved.keep("Two", "two");
    moved = Kept();
  }
  CHECK(says(copy, "One", "one"));
  CHECK(says(moved, "", ""));
}

TEST_CASE("TextForms: many of them may change places") {
  std::vector<Kept> all;
  for (int i = 0; i < 100; ++i) all.emplace_back().keep(std::to_string(i), "x");
  std::swap(all.front(), all.back());
  CHECK(says(all.front(), "99", "x"));
  CHECK(says(all.back(), "0", "x"));
}
