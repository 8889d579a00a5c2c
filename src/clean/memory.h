// How many stories of a host say the same: a SiteSurvey counted, and immutable
// from then on. Share one among all threads. What follows from it for a page is
// in recall.h.
//
// Counted are stories, not pages: pages with one address, or with more than half of
// the words of their paragraphs in common, are one, so that a story stored twice (a second
// crawl, AMP, a syndicated repeat) is no witness against its own paragraphs.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>

#include "clean/survey.h"

namespace cleancopy {

inline constexpr std::uint32_t kFewestStories = 5;  // of a host: fewer may all be of one affair
inline constexpr std::uint32_t kFewestRepeats = 3;  // stories that say a text before it is remembered

/// The stories of one host, and how many of them say each text that is repeated.
struct SiteRepeats {
  std::uint32_t stories = 0;
  std::unordered_map<std::uint64_t, std::uint32_t> texts;  ///< by text_key()
};

class SiteMemory {
 public:
  /// Costs, for each host, a comparison of each two of its pages, which a survey bounds.
  explicit SiteMemory(const SiteSurvey& survey);

  /// Null where there are fewer than kFewestStories, or no text is repeated.
  const SiteRepeats* repeats_of(std::string_view host) const;

 private:
  std::map<std::string, SiteRepeats, std::less<>> hosts_;
};

}  // namespace cleancopy
