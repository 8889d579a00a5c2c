#include "text/byline.h"

#include <algorithm>
#include <array>

#include "text/unicode.h"

namespace cleancopy {
namespace {

constexpr std::size_t kMaxNames = 16;
constexpr std::size_t kLongestName = 6;  // words

std::string_view trim(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" ,;:");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" ,;:") + 1 - first);
}

/// "By ", "by ", "BY ": a word of introduction, in any case.
std::string_view without_introduction(std::string_view text) {
  constexpr std::array<std::string_view, 17> words{
      "by", "von", "vom",  "par",   "di",         "da",          "por",      "door", "av",
      "af", "od",  "text", "story", "written by", "reported by", "words by", "autor"};
  for (const std::string_view word : words) {
    if (text.size() <= word.size() || (text[word.size()] != ' ' && text[word.size()] != ':')) continue;
    if (fold_case(text.substr(0, word.size())) == word) return trim(text.substr(word.size()));
  }
  return text;
}

/// What follows is the agency, the place, the hour.
std::string_view without_tail(std::string_view text) {
  for (const std::string_view mark :
       {" | ", "|", " / ", " · ", " • ", " - ", " – ", " — ", " (", " for ", " For ", " in "}) {
    const std::size_t at = text.find(mark);
    if (at != std::string_view::npos && at > 0) text = text.substr(0, at);
  }
  return text;
}

bool is_name(std::string_view text) {
  const bool has_digit = std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  const std::size_t words = static_cast<std::size_t>(std::count(text.begin(), text.end(), ' ')) + 1;
  return text.size() >= 2 && !has_digit && words <= kLongestName && text.find('@') == std::string_view::npos;
}

struct Joint {
  std::size_t at = std::string_view::npos;
  std::size_t size = 0;
};

Joint next_joint(std::string_view text) {
  Joint nearest;
  for (const std::string_view joint :
       {", ", "; ", " and ", " und ", " et ", " y ", " e ", " og ", " och ", " en ", " & ", " i ", "、"}) {
    const std::size_t at = text.find(joint);
    if (at < nearest.at) nearest = {at, joint.size()};
  }
  return nearest;
}

}  // namespace

std::vector<std::string> names_in(std::string_view byline) {
  std::vector<std::string> names;
  std::string_view rest = without_tail(without_introduction(trim(byline)));
  while (!rest.empty() && names.size() < kMaxNames) {
    const Joint joint = next_joint(rest);
    const std::string_view name = without_introduction(trim(rest.substr(0, joint.at)));
    if (is_name(name) && std::find(names.begin(), names.end(), name) == names.end()) names.emplace_back(name);
    rest = joint.at == std::string_view::npos ? std::string_view() : trim(rest.substr(joint.at + joint.size));
  }
  return names;
}

}  // namespace cleancopy
