// What is remembered of a site: its last pages one by one, and tallies of the earlier
// ones. Bounded: pages grow to kMaxRecent, then the oldest are folded into the tallies.
//
// The one surprise: pages on which something is lost do not go into its tally but beside it,
// so that what is silent for years is still measured against the time when it was not.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "cleancopy.h"
#include "fetch/sighting.h"
#include "fetch/tally.h"

namespace cleancopy {

inline constexpr std::size_t kRecentPages = 256;  // a rule that hits less than 8 % of them is not watched
inline constexpr std::size_t kFoldedPages = 32;   // at once
inline constexpr std::size_t kMaxRecent = kRecentPages + kFoldedPages;
inline constexpr std::size_t kTextPages = 64;     // the last of these keep their texts
inline constexpr std::size_t kMaxSeries = 512;    // of a site; more are not remembered

/// What is watched of a site, page by page.
enum class Watch : std::uint8_t {
  articles,  ///< of all pages: those with an article
  layouts,   ///< of articles: those on which a layout of a rule file won …
  ruled,     ///< … and those of all pages: on some sites half of the articles are none after a redesign
  bodies,    ///< of articles: those with at least half as many words as is usual
  layout,    ///< of articles: those on which `name` won
  rule,      ///< of articles on which `layout` won: those on which the drop rule `name` hit
};

struct Series {
  Watch watch = Watch::articles;
  std::string layout = {};  ///< of a rule
  std::string name = {};    ///< of a layout or rule

  auto operator<=>(const Series&) const = default;
};

/// The earlier pages of a series.
struct Earlier {
  Tally tally = {};
  std::int64_t first = 0;        ///< when the first of them was seen
  std::int64_t lost_since = 0;   ///< when what is lost was first missed; 0: nothing is lost
  std::uint32_t lost_pages = 0;  ///< folded since then, and not in the tally …
  std::uint32_t lost_hits = 0;   ///< … and those that were as before

  bool operator==(const Earlier&) const = default;
};

/// Which version of a rule file speaks for the site, and since which of its pages.
struct FileVersion {
  std::string version = {};
  std::uint64_t start = 0;

  bool operator==(const FileVersion&) const = default;
};

struct NumberedSighting {
  std::uint64_t number = 0;  ///< of the site's pages, counted from 1
  Sighting sighting = {};

  bool operator==(const NumberedSighting&) const = default;
};

struct SiteHistory {
  std::string site = {};
  std::uint32_t usual_words = 0;                          ///< of a body; 0: not known yet
  std::map<std::string, FileVersion, std::less<>> files = {};  ///< by name
  std::map<Series, Earlier> earlier = {};
  std::vector<NumberedSighting> recent = {};                   ///< oldest first

  bool operator==(const SiteHistory&) const = default;
};

/// A rule file's name ("bbc.co.uk", "platform/x") → a hash of what is in it.
using RuleVersions = std::map<std::string, std::string, std::less<>>;

/// Takes note of the versions of the files that speak for a page with that number. Of a file
/// that has changed, the layouts and rules start over, and so does what rests on all files: articles,
/// bodies, and texts that bodies share. True if anything was new.
bool note_versions(SiteHistory& history, const NumberedSighting& page, const RuleVersions& versions);

/// The number of the page from which on a series counts.
std::uint64_t start_of(const SiteHistory& history, const Series& series);

/// Moves the oldest kFoldedPages into the tallies, if there are more than kMaxRecent.
void fold(SiteHistory& history);

}  // namespace cleancopy
