// What a site's robots.txt asks of us, by RFC 9309.
//
// The one surprise: `cleancopy` may be named in a group of its own, which then
// counts alone; what is said to `*` is for those whom no group names.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cleancopy {

inline constexpr std::string_view kProductToken = "cleancopy";           // RFC 9309, 2.2.1
inline constexpr std::size_t kMaxRobotsBytes = std::size_t{500} << 10;   // 2.5; what follows is not read
inline constexpr std::size_t kMaxMatchSteps = 10'000'000;                // comparisons of octets, for a URL

class Robots {
 public:
  /// Reads a robots.txt, as it came with a status of 200 to 299. Any bytes are
  /// one: lines that say nothing are passed over. `product` is who asks.
  static Robots parse(std::string_view bytes, std::string_view product = kProductToken);

  /// All is allowed: there is no robots.txt (status 400 to 499; 2.3.1.3).
  static Robots everything();

  /// Nothing is: it cannot be had (status 500 to 599, or no answer; 2.3.1.4).
  static Robots nothing();

  /// May the target (path and query, see target_of()) be fetched? The longest
  /// rule that matches decides, among equals the one that allows; without one it
  /// may. Costs kMaxMatchSteps at most: a URL that needs more may not be fetched.
  bool allows(std::string_view target) const;

  /// Seconds between two requests: the longest Crawl-delay of our groups, if
  /// there is one. No part of the RFC; up to any finite number.
  std::optional<double> crawl_delay() const { return crawl_delay_; }

 private:
  friend class RobotsReader;  // fetch/robots.cpp
  struct Rule {
    std::string pattern;  // normal, see normal_pattern() in robots_pattern.h
    bool allows = false;
  };

  std::vector<Rule> rules_;  // the longest first, of equals those that allow
  std::optional<double> crawl_delay_;
};

}  // namespace cleancopy
