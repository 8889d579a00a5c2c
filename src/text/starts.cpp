#include "text/starts.h"

#include <algorithm>
#include <utility>

#include "text/ascii.h"
#include "text/openings.h"

namespace cleancopy {
namespace {

constexpr std::size_t kMostStarts = 256;

/// The same, and then anything.
Starts cut(Starts starts) {
  for (Start& start : starts) start.then = Then::anything;
  return starts;
}

Starts shortened(Starts starts, std::size_t bytes) {
  for (Start& start : starts) {
    if (start.text.size() >= bytes) start = {start.text.substr(0, bytes), Then::anything};
  }
  std::ranges::sort(starts);
  const auto again = std::ranges::unique(starts);
  starts.erase(again.begin(), again.end());
  return starts;
}

std::size_t size_of_joined(const Starts& first, const Starts& second) {
  const auto open = static_cast<std::size_t>(std::ranges::count(first, Then::next, &Start::then));
  return first.size() - open + open * second.size();
}

}  // namespace

Starts nothing() { return one(""); }
Starts anything() { return {{"", Then::anything}}; }
Starts end_of_text() { return {{std::string(1, '\0'), Then::anything}}; }
Starts one(std::string text) { return {{std::move(text)}}; }

Starts any_of(std::string_view letters) {
  Starts all;
  for (const char letter : letters) all.push_back({{letter}});
  return either(std::move(all), {});
}

// Lower case is one byte of ASCII, or begins with another byte, or is more than one letter: of those
// that begin in ASCII, the sharp s and the ligatures are two or three of it.
Starts any_letter() {
  Starts all = one({kAsciiByte});
  for (const char* const more : {"ff", "fi", "fl", "ss", "st"}) all.push_back({more, Then::anything});
  all.push_back({{kAsciiByte, kOtherByte}, Then::anything});
  all.push_back({{kOtherByte}, Then::anything});
  return either(std::move(all), {});
}

Starts letters_between(std::string_view first, std::string_view last) {
  if (first == "0" && last == "9") return one({kDigitByte});
  if (first.size() != 1 || last.size() != 1) return any_letter();
  Starts all;
  for (int c = first[0]; c <= last[0]; ++c) all.push_back({{lower(static_cast<char>(c))}});
  return either(std::move(all), {});
}

Starts either(Starts some, const Starts& others) {
  some.insert(some.end(), others.begin(), others.end());
  std::size_t bytes = kLongestOpening;
  some = shortened(std::move(some), bytes);
  while (some.size() > kMostStarts) some = shortened(std::move(some), --bytes);
  return some;
}

Starts joined(Starts first, Starts second) {
  std::size_t bytes = kLongestOpening;
  for (; size_of_joined(first, second) > kMostStarts; --bytes) {
    first = shortened(std::move(first), bytes);
    second = shortened(std::move(second), bytes);
  }
  Starts all;
  for (const Start& start : first) {
    if (start.then == Then::anything) all.push_back(start);
    else for (const Start& next : second) all.push_back({start.text + next.text, next.then});
  }
  return shortened(std::move(all), kLongestOpening);
}

// Past kLongestOpening times it may as well be for ever.
Starts repeated(const Starts& item, int least, int most) {
  constexpr int kMostTimes = static_cast<int>(kLongestOpening);
  Starts all = nothing();
  for (int i = 0; i < std::min(least, kMostTimes); ++i) all = joined(all, item);
  if (most == least) return most > kMostTimes ? cut(all) : all;
  return joined(all, either(nothing(), most == least + 1 ? item : cut(item)));
}

}  // namespace cleancopy
