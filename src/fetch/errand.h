// What a round has to do with one URL: look at a robots.txt, at a source, or at a page.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "fetch/job.h"
#include "fetch/pages.h"
#include "fetch/sources.h"

namespace cleancopy {

struct RobotsErrand {
  std::string origin;  ///< whose robots.txt it is
};

/// A sitemap index that waits for the sitemaps it names. Only when all of them were read may the next
/// look at it be conditional: else what a killed run had not read would be passed over.
struct SitemapIndex {
  SourceState done;      ///< to be saved then
  std::size_t open = 0;  ///< sitemaps still to be read
};

struct SourceErrand {
  SourceState state;                   ///< by the URL that the config or the index gives
  const JobSource* source = nullptr;   ///< of the config; its bounds are those of its sitemaps, too
  int depth = 0;                       ///< indexes above it
  std::shared_ptr<SitemapIndex> index; ///< that named it, if it waits
};

struct Errand {
  std::variant<RobotsErrand, SourceErrand, WantedPage> what;
  std::string url;                     ///< to be asked for
  std::vector<std::string> hops = {};  ///< that led here, the first first
};

}  // namespace cleancopy
