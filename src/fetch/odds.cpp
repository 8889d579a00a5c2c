#include "fetch/odds.h"

#include <cmath>

namespace cleancopy {
namespace {

double log_beta(double a, double b) { return std::lgamma(a) + std::lgamma(b) - std::lgamma(a + b); }

}  // namespace

double log_at_most(std::uint32_t hits, std::uint32_t pages, const Belief& belief) {
  if (hits >= pages) return 0;
  const double a = belief.rate * belief.pages, b = belief.pages - a;
  const double n = pages, x = hits;
  const double choose = std::lgamma(n + 1) - std::lgamma(x + 1) - std::lgamma(n - x + 1);
  const double most = choose + log_beta(a + x, b + n - x) - log_beta(a, b);
  // From the largest term down, each from the one before.
  double sum = 1, term = 1;
  for (double k = x; k >= 1 && term > sum * 1e-15; --k) {
    term *= k * (b + n - k) / ((n - k + 1) * (a + k - 1));
    sum += term;
  }
  return std::fmin(0, most + std::log(sum));
}

}  // namespace cleancopy
