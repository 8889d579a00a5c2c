// Texts that most bodies of a site have of late, and no rule knows: a prompt that is new or was
// reworded. What stories share by themselves must not count: a paragraph of background is in
// several stories of a day, though now here, now there. A prompt has its place.
//
//     articles since the text was first seen       5   6   8   10   20   40   64
//     that must have it, so far from an end        4   5   5    6    9   15   23
//     that must have it, wherever                  -   -   8    9   12   18   25
//
// That is a CUSUM chart for a rate of at most 10 % against one of 60 % (Reynolds and Stoumbos,
// Journal of Quality Technology 31, 1999: reference value 0.31), begun where the text is first seen.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "fetch/history.h"

namespace cleancopy {

inline constexpr std::uint32_t kFewestRepeats = 4;
inline constexpr double kRepeatRate = 0.31;
inline constexpr double kPlacedHead = 2.4;         // pages on top, if they have it in one place …
inline constexpr double kScatteredHead = 5;         // … and if not
inline constexpr std::uint32_t kRepeatsGone = 8;   // newest pages without the text: then it is gone
inline constexpr std::size_t kMostRepeats = 8;     // told of a site

struct Repeat {
  std::string opening = {};       ///< the text's first words
  std::int64_t since = 0;    ///< when it was first seen
  std::uint32_t pages = 0;   ///< articles since then …
  std::uint32_t stories = 0; ///< … and those that have it; two that share most texts are one
};

/// Of the last kTextPages; those that most stories have come first.
std::vector<Repeat> repeats_in(std::span<const NumberedSighting> pages);

}  // namespace cleancopy
