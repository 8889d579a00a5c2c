#include "fetch/link_list.h"

#include "text/date.h"

namespace cleancopy {

bool LinkList::begin_entry() {
  feed_.cut = feed_.cut || entries_ == kMaxLinks;
  entries_ += feed_.cut ? 0 : 1;
  return !feed_.cut;
}

void LinkList::add_page(std::string url, std::string_view date) { add(feed_.pages, std::move(url), date); }

void LinkList::add_feed(std::string url, std::string_view date) { add(feed_.feeds, std::move(url), date); }

void LinkList::add(std::vector<Link>& to, std::string url, std::string_view date) {
  if (urls_.insert(url).second) to.push_back({std::move(url), iso_date(date)});
}

}  // namespace cleancopy
