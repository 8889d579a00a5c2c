#include "rules/slips.h"

#include <algorithm>
#include <utility>

#include "rules/grammar.h"

namespace cleancopy {
namespace {

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

int count_characters(std::string_view text) {
  return static_cast<int>(std::ranges::count_if(text, [](char c) { return !is_continuation(c); }));
}

}  // namespace

void Slips::add_within(Place place, std::string_view value, std::size_t byte, std::string what) {
  const std::string_view rest = text_at(place);
  const std::size_t close = value.size() + 1;
  if (rest.size() > close && rest[0] == rest[close] && rest.substr(1, value.size()) == value) {
    place.column += 1 + count_characters(value.substr(0, byte));
  }
  add(place, std::move(what));
}

std::string_view Slips::text_at(Place place) const {
  std::size_t at = 0;
  for (int line = 1; line < place.line; ++line) {
    const std::size_t newline = file_.find('\n', at);
    if (newline == std::string_view::npos) return {};
    at = newline + 1;
  }
  for (int column = 1; column < place.column && at < file_.size(); ++column) {
    do ++at;
    while (at < file_.size() && is_continuation(file_[at]));
  }
  return file_.substr(at);
}

std::vector<Error> Slips::errors() const {
  std::vector<const Slip*> ordered;
  for (const Slip& slip : slips_) ordered.push_back(&slip);
  std::ranges::stable_sort(ordered, {}, [](const Slip* slip) { return slip->place; });
  std::vector<Error> errors;
  for (const Slip* slip : ordered) errors.push_back({place_in(path_, slip->place), slip->what});
  return errors;
}

}  // namespace cleancopy
