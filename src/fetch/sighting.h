// What one cleaned page tells of its site and of the rules: the drift watch's only
// food. Made from an Article alone, so that it can be made again from a kept page.
// What is remembered of many is history.h; the state keeps them by sightings.h.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "cleancopy.h"

namespace cleancopy {

inline constexpr std::size_t kMaxSeenRules = 128;   // of a page
inline constexpr std::size_t kMaxSeenTexts = 48;    // of a page: half from its start, half from its end
inline constexpr std::size_t kFewestTextWords = 4;  // fewer are crossheads: "What we know"
inline constexpr std::size_t kMostTextWords = 60;   // no prompt is longer
inline constexpr std::size_t kOpeningBytes = 60;

/// A text of a page's body that might be the site's: its hash, folded, where it stands, and its first words.
struct SeenText {
  std::uint64_t key = 0;
  std::uint32_t above = 0, below = 0;  ///< so many blocks of the body
  std::string opening = {};

  bool operator==(const SeenText&) const = default;
};

struct Sighting {
  std::string site = {};                ///< host without "www."; empty: nobody's, and not worth remembering
  std::string page = {};                ///< what tells it from other pages
  std::int64_t seen = 0;           ///< seconds since 1970
  Status status = Status::no_article;
  std::string layout = {};              ///< "bbc.co.uk/keep.1", or "generic"; empty without an article
  std::uint32_t words = 0;         ///< of the body
  std::uint32_t kinds = 0;         ///< of what was dropped: bit n for the n-th Kind
  std::vector<std::string> rules = {};  ///< drop rules that hit: "bbc.co.uk/caption.2"; ascending, each once
  std::vector<std::string> files = {};  ///< rule files that spoke for the page, strongest first
  std::vector<SeenText> texts = {};     ///< each once, without the title

  bool operator==(const Sighting&) const = default;
};

/// `page` is the key by which the state knows the page. Costs a hash of each short text of the body.
Sighting sighting_of(const Article& article, std::string_view page, std::int64_t seen);

}  // namespace cleancopy
