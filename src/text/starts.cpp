#include "text/starts.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <utility>

#include "text/ascii.h"
#include "text/openings.h"

namespace cleancopy {
namespace {

constexpr std::size_t kMostStarts = 1024;
constexpr int kMostTimes = static_cast<int>(kLongestOpening);  // that something is repeated

/// The same, and then anything.
Starts cut(Starts starts) {
  for (Start& start : starts) start.then = Then::anything;
  const auto again = std::ranges::unique(starts);
  starts.erase(again.begin(), again.end());
  return starts;
}

Starts shortened(Starts starts, std::size_t bytes) {
  for (Start& start : starts) {
    if (start.text.size() < bytes) continue;
    start.text.resize(bytes);
    start.then = Then::anything;
  }
  if (!std::ranges::is_sorted(starts)) std::ranges::sort(starts);
  const auto again = std::ranges::unique(starts);
  starts.erase(again.begin(), again.end());
  return starts;
}

/// What may follow a start so that both are about so many bytes together.
class Followers {
 public:
  explicit Followers(const Starts& second) : second_(second) {}

  const Starts& of(const Start& start, std::size_t bytes) {
    const std::size_t left = bytes - std::min(bytes, start.text.size());
    if (!by_bytes_[left]) by_bytes_[left] = shortened(second_, left);
    return *by_bytes_[left];
  }

 private:
  const Starts& second_;
  std::array<std::optional<Starts>, kLongestOpening + 1> by_bytes_;  // shortened when first wanted
};

/// Digits and signs of ASCII, as in "1,234.5", become the one class that holds them all.
Starts widened(const Starts& item) {
  const auto is_figure = [](const Start& start) {
    const bool is_one = start.text.size() == 1 && start.then == Then::next;
    return is_one && (start.text[0] == kDigitByte || (start.text[0] >= ' ' && start.text[0] <= '?'));
  };
  return item.size() > 1 && std::ranges::all_of(item, is_figure) ? one({kFigureByte}) : item;
}

/// The item so many times or fewer. Ways to begin multiply: of what has several, only the first time is told.
Starts at_most(const Starts& item, int times) {
  const Starts repeated = times > 1 ? widened(item) : item;
  if (times > 1 && repeated.size() > 1) return either(nothing(), cut(item));
  Starts all = nothing();
  for (int i = 0; i < std::min(times, kMostTimes); ++i) all = either(nothing(), joined(repeated, all));
  return all;
}

}  // namespace

Starts nothing() { return one(""); }
Starts anything() { return {{"", Then::anything}}; }
Starts end_of_text() { return {{std::string(1, '\0'), Then::anything}}; }
Starts one(std::string text) { return {{std::move(text)}}; }

Starts any_of(std::string_view letters) {
  Starts all;
  for (const char letter : letters) all.push_back({{letter}});
  return shortened(std::move(all), kLongestOpening);
}

// Lower case is one byte of ASCII, or begins with another byte, or is more than one letter: of those
// that begin in ASCII, the sharp s and the ligatures are two or three of it.
Starts any_letter() {
  Starts all = one({kAsciiByte});
  for (const char* const more : {"ff", "fi", "fl", "ss", "st"}) all.push_back({more, Then::anything});
  all.push_back({{kAsciiByte, kOtherByte}, Then::anything});
  all.push_back({{kOtherByte}, Then::anything});
  return shortened(std::move(all), kLongestOpening);
}

Starts letters_between(std::string_view first, std::string_view last) {
  if (first == "0" && last == "9") return one({kDigitByte});
  if (first.size() != 1 || last.size() != 1) return any_letter();
  Starts all;
  for (int c = first[0]; c <= last[0]; ++c) all.push_back({{lower(static_cast<char>(c))}});
  return shortened(std::move(all), kLongestOpening);
}

Starts either(const Starts& some, const Starts& others) {
  Starts all;
  std::ranges::set_union(some, others, std::back_inserter(all));
  std::size_t bytes = kLongestOpening;
  while (all.size() > kMostStarts) all = shortened(std::move(all), --bytes);
  return all;
}

// Most of an expression stands behind what its openings reach: what is cut already stays as it is.
Starts joined(const Starts& first, const Starts& second) {
  if (second == nothing()) return first;
  Starts all, open;
  for (const Start& start : first) (start.then == Then::anything ? all : open).push_back(start);
  if (open.empty()) return first;
  Followers followers(second);
  const auto count = [&](std::size_t bytes) {
    std::size_t sum = all.size();
    for (const Start& start : open) sum += followers.of(start, bytes).size();
    return sum;
  };
  std::size_t bytes = kLongestOpening;
  while (bytes > 1 && count(bytes) > kMostStarts) --bytes;
  for (const Start& start : open) {
    for (const Start& next : followers.of(start, bytes)) all.push_back({start.text + next.text, next.then});
  }
  return shortened(std::move(all), bytes);
}

// Past kMostTimes it may as well be for ever.
Starts repeated(const Starts& item, int least, int most) {
  Starts all = nothing();
  for (int i = 0; i < std::min(least, kMostTimes); ++i) all = joined(all, item);
  if (most == least) return most > kMostTimes ? cut(all) : all;
  return joined(all, at_most(item, most - least));
}

}  // namespace cleancopy
