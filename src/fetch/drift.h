// Does a site still look as the rules know it? From what is remembered of it to findings:
// a layout that stopped winning, a drop rule gone silent, bodies halved, no articles any more,
// a text that most new bodies share.
//
// A pure function of the pages, so that looking every hour at the same pages says the same. A finding
// lasts as long as the pages show it: until they recover, the rules change or the site is forgotten.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "fetch/history.h"

namespace cleancopy {

enum class Drift : std::uint8_t { articles, layout, rule, bodies, text };

/// "articles", "layout", "rule", "bodies" or "text".
std::string_view name_of(Drift drift);

struct Finding {
  std::string site = {};
  Drift drift = Drift::layout;
  std::string name = {};               ///< the layout, the rule, or the text's first words: anything
  std::string layout = {};             ///< of a rule: the layout on whose pages it is silent
  std::int64_t since = 0;         ///< when the first page was seen that shows it
  std::uint32_t pages = 0;        ///< seen since then …
  std::uint32_t hits = 0;         ///< … and those that still are as before; of a text: that have it
  std::uint32_t pages_before = 0;
  std::uint32_t hits_before = 0;
  std::uint32_t words = 0;        ///< of bodies: the median now …
  std::uint32_t words_before = 0; ///< … and before

  bool operator==(const Finding&) const = default;
};

/// At most one finding of each thing, what matters most first.
std::vector<Finding> findings_of(const SiteHistory& history);

}  // namespace cleancopy
