// Any bytes as what a site publishes. As a feed: links are absolute, come once and within the bound, or there
// is an error that says something. As robots.txt: it may itself be fetched, and what it says of a path is the
// same however the path is encoded.
#include <cstdint>
#include <cstdlib>
#include <set>
#include <string>
#include <string_view>

#include "fetch/feed.h"
#include "fetch/robots.h"
#include "fetch/robots_pattern.h"
#include "fetch/web_url.h"

using namespace cleancopy;

namespace {

const std::string kUrl = "https://www.example.org/feed";

void demand(bool holds) {
  if (!holds) std::abort();
}

void try_feed(std::string_view bytes) {
  const auto read = read_feed(bytes, kUrl);
  if (!read) return demand(!read.error().what.empty() && read.error().where == kUrl);
  const Feed& feed = read.value();
  demand(feed.pages.size() + feed.feeds.size() <= kMaxLinks);
  std::set<std::string> seen;
  for (const auto* links : {&feed.pages, &feed.feeds}) {
    for (const Link& link : *links) {
      demand(seen.insert(link.url).second && absolute_url(kUrl, link.url) == link.url);
    }
  }
}

void try_robots(std::string_view bytes) {
  const Robots robots = Robots::parse(bytes);
  demand(robots.allows("/robots.txt") && robots.crawl_delay().value_or(0) >= 0);
  for (std::size_t at = bytes.find('/'); at < bytes.size() && at < 4096; at = bytes.find('/', at + 1)) {
    const std::string_view target = bytes.substr(at, bytes.substr(at, 200).find('\n'));
    demand(robots.allows(target) == robots.allows(normal_target(target)));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  try_feed(bytes);
  try_robots(bytes);
  return 0;
}
