#include "fetch/json_feed.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>

#include "fetch/link_list.h"
#include "fetch/web_url.h"
#include "text/ascii.h"
#include "text/json.h"

namespace cleancopy {
namespace {

// The item's address, or an id that is one ("full URLs make great unique identifiers").
std::optional<std::string> address_of(const Json& json, std::uint32_t item, const std::string& base) {
  const auto url = json.string(item, "url");
  if (url && !url->empty()) return absolute_url(base, *url);
  const auto id = web_url(json.string(item, "id").value_or(""));
  return id ? std::optional(id.value()) : std::nullopt;
}

std::string_view date_of(const Json& json, std::uint32_t item) {
  const std::string_view modified = json.string(item, "date_modified").value_or("");
  return modified.empty() ? json.string(item, "date_published").value_or("") : modified;
}

}  // namespace

Result<Feed, Error> read_json_feed(std::string_view text, const std::string& url) {
  // Each value but the first stands behind one of these.
  const auto begins = [](char c) { return c == ',' || c == '[' || c == '{'; };
  if (static_cast<std::size_t>(std::count_if(text.begin(), text.end(), begins)) > kMaxJsonNodes)
    return Error{url, "is JSON of too many values"};
  const auto json = Json::parse(text);
  if (!json) return Error{url, "is JSON that cannot be read: " + json.error().what};
  const auto& nodes = json.value().nodes();
  const auto items = json.value().member(0, "items");
  if (!items || nodes[*items].type != JsonType::array)
    return Error{url, "is JSON, but no feed: it has no items"};
  LinkList links;
  for (std::uint32_t i = Json::first_child(*items); i < nodes[*items].end; i = nodes[i].end) {
    if (!links.begin_entry()) break;
    auto address = address_of(json.value(), i, url);
    if (address) links.add_page(std::move(*address), date_of(json.value(), i));
  }
  return links.take();
}

}  // namespace cleancopy
