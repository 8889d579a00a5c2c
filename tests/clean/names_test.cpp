#include "cleancopy.h"

#include <catch2/catch.hpp>

#include <set>
#include <string_view>
#include <utility>

using namespace cleancopy;

TEST_CASE("names: each kind has a name of its own, which names it again") {
  std::set<std::string_view> names;
  for (int i = 0; i <= static_cast<int>(Kind::furniture); ++i) {
    const auto kind = static_cast<Kind>(i);
    names.insert(name_of(kind));
    CHECK(kind_named(name_of(kind)) == kind);
  }
  CHECK(names.size() == static_cast<std::size_t>(Kind::furniture) + 1);
}

TEST_CASE("names: kinds are called as rule files call them") {
  const std::pair<Kind, std::string_view> table[] = {
      {Kind::body, "body"},          {Kind::title, "title"},        {Kind::date, "date"},
      {Kind::credit, "credit"},      {Kind::register_, "register"}, {Kind::comments, "comments"},
      {Kind::live, "live"},          {Kind::tags, "tags"},          {Kind::duplicate, "duplicate"},
      {Kind::furniture, "furniture"}};
  for (const auto& [kind, name] : table) CHECK(name_of(kind) == name);
  for (const std::string_view none : {"", "Body", "register_", "newsleter", " ad"})
    CHECK_FALSE(kind_named(none));
}

TEST_CASE("names: roles and statuses are called as records call them") {
  const std::pair<Role, std::string_view> roles[] = {
      {Role::paragraph, "paragraph"}, {Role::heading, "heading"}, {Role::list_item, "list_item"},
      {Role::quote, "quote"},         {Role::table, "table"},     {Role::caption, "caption"},
      {Role::credit, "credit"}};
  for (const auto& [role, name] : roles) CHECK(name_of(role) == name);
  CHECK(name_of(Status::cleaned) == "cleaned");
  CHECK(name_of(Status::no_article) == "no_article");
  CHECK(name_of(Status::rejected) == "rejected");
}

TEST_CASE("names: body and credit are kept, all else is not") {
  for (int i = 0; i <= static_cast<int>(Kind::furniture); ++i) {
    const auto kind = static_cast<Kind>(i);
    CHECK(Verdict{kind, "a/b.1"}.kept() == (kind == Kind::body || kind == Kind::credit));
  }
}
