// Links as they are found → Feed: in their order, no URL twice, up to the bound.
// For the readers of each format; everybody else sees the Feed.
#pragma once

#include <cstddef>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "fetch/feed.h"

namespace cleancopy {

class LinkList {
 public:
  /// Counts an entry, whether it turns out to have a link or not. False past kMaxLinks.
  bool begin_entry();

  /// `url` is absolute, `date` as the site wrote it.
  void add_page(std::string url, std::string_view date);
  void add_feed(std::string url, std::string_view date);

  bool empty() const { return feed_.pages.empty() && feed_.feeds.empty(); }

  Feed take() { return std::move(feed_); }

 private:
  void add(std::vector<Link>& to, std::string url, std::string_view date);

  Feed feed_;
  std::set<std::string, std::less<>> urls_;
  std::size_t entries_ = 0;
};

}  // namespace cleancopy
