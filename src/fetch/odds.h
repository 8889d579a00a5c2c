// How unlikely few hits are. Exact tails, in logarithms; nothing here is an approximation
// by the normal distribution, which is wrong where it matters: rates near 1, few pages.
#pragma once

#include <cstdint>

namespace cleancopy {

/// What earlier pages tell of a rate: its mean, and how many pages it rests on. A Beta
/// distribution with the parameters rate · pages and (1 − rate) · pages.
struct Belief {
  double rate = 0.5;   ///< in (0, 1)
  double pages = 1;    ///< more than 0
};

/// The logarithm of the probability that of `pages` at most `hits` are hits: the lower tail of
/// the beta-binomial distribution, which is the binomial one as far as the rate is known.
/// Exact. Stops adding once nothing is added; costs at most `hits` steps.
double log_at_most(std::uint32_t hits, std::uint32_t pages, const Belief& belief);

}  // namespace cleancopy
