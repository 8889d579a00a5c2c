// The words that rule files and records use for the enumerators of cleancopy.h.
#include <algorithm>
#include <array>

#include "cleancopy.h"

namespace cleancopy {
namespace {

constexpr std::array<std::string_view, 28> kKinds{
    "body",       "title",     "standfirst", "byline",  "date",    "credit",    "donation",
    "newsletter", "caption",   "app",        "social",  "related", "subscribe", "register",
    "comments",   "author",    "ad",         "consent", "player",  "widget",    "live",
    "note",       "copyright", "tags",       "nav",     "hidden",  "duplicate", "furniture"};
static_assert(kKinds.size() == static_cast<std::size_t>(Kind::furniture) + 1);

constexpr std::array<std::string_view, 7> kRoles{"paragraph", "heading", "list_item", "quote",
                                                 "table",     "caption", "credit"};
static_assert(kRoles.size() == static_cast<std::size_t>(Role::credit) + 1);

}  // namespace

std::string_view name_of(Kind kind) { return kKinds[static_cast<std::size_t>(kind)]; }

std::string_view name_of(Role role) { return kRoles[static_cast<std::size_t>(role)]; }

std::string_view name_of(Status status) {
  switch (status) {
    case Status::cleaned: return "cleaned";
    case Status::no_article: return "no_article";
    default: return "rejected";
  }
}

std::optional<Kind> kind_named(std::string_view name) {
  const auto it = std::find(kKinds.begin(), kKinds.end(), name);
  if (it == kKinds.end()) return std::nullopt;
  return static_cast<Kind>(it - kKinds.begin());
}

std::string_view version() { return CLEANCOPY_VERSION; }

}  // namespace cleancopy
