#include "fetch/feed.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "fetch/index_page.h"
#include "fetch/json_feed.h"
#include "fetch/link_list.h"
#include "fetch/web_url.h"
#include "fetch/xml.h"
#include "fetch/xml_feed.h"
#include "io/decompress.h"
#include "text/ascii.h"
#include "text/decode.h"

namespace cleancopy {
namespace {

constexpr std::size_t kMaxNamedFeeds = 5;                        // in a message
constexpr std::size_t kMaxHeadBytes = std::size_t{1} << 20;      // of a page, that names them

std::string_view without_leading_space(std::string_view text) {
  while (!text.empty() && is_html_space(text.front())) text.remove_prefix(1);
  return text;
}

// Behind declarations, processing instructions and comments.
bool is_html(std::string_view text) {
  for (;;) {
    text = without_leading_space(text);
    std::string_view end;
    if (text.starts_with("<?")) end = ">";
    if (text.starts_with("<!--")) end = "-->";
    const std::size_t at = end.empty() ? std::string_view::npos : text.find(end);
    if (at == std::string_view::npos) break;
    text.remove_prefix(at + end.size());
  }
  static constexpr auto kStarts = std::to_array<std::string_view>(
      {"<!doctype html", "<html", "<head", "<title", "<meta", "<script", "<body", "<div", "<p>", "<h1"});
  return std::any_of(kStarts.begin(), kStarts.end(),
                     [text](std::string_view start) { return starts_ignoring_case(text, start); });
}

Error no_feed_but_html(std::string_view text, const std::string& url) {
  Page page;
  page.url = url;
  page.bytes = text.substr(0, kMaxHeadBytes);
  page.content_type = "text/html; charset=utf-8";
  std::vector<std::string> feeds = feeds_named_by(page);
  feeds.resize(std::min(feeds.size(), kMaxNamedFeeds));
  std::string what = "is an HTML page; give it `links`";
  std::string_view before = ", or one of its feeds: ";
  for (const std::string& feed : feeds) {
    what.append(before).append(feed);
    before = ", ";
  }
  return {url, std::move(what)};
}

/// A line a URL; "#" begins a comment.
Result<Feed, Error> read_url_list(std::string_view text, const std::string& url) {
  LinkList links;
  std::string broken;
  std::size_t number = 0;
  while (!text.empty()) {
    ++number;
    const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + (text.substr(end).starts_with("\r\n") ? 2 : 1), text.size()));
    const std::string_view rest = trimmed(line);
    if (rest.empty() || rest.starts_with('#')) continue;
    if (!links.begin_entry()) break;
    auto address = web_url(rest);
    if (address && std::none_of(rest.begin(), rest.end(), is_html_space)) {
      links.add_page(std::move(address.value()), "");
    } else if (broken.empty()) {
      broken = "line " + std::to_string(number) + " is no URL";
    }
  }
  if (!broken.empty() && links.empty())
    return Error{url, "is no feed, no sitemap and no list of URLs: " + broken};
  Feed feed = links.take();
  feed.broken = std::move(broken);
  return feed;
}

Result<Feed, Error> read_plain(std::string_view bytes, const std::string& url) {
  std::string text = decode(bytes, declared_encoding(bytes)).text;
  const std::string_view start = without_leading_space(text);
  if (start.empty()) return Error{url, "is empty"};
  if (start[0] == '{' || start[0] == '[') return read_json_feed(text, url);
  if (start[0] != '<') return read_url_list(text, url);
  if (is_html(start)) return no_feed_but_html(text, url);
  return read_xml_feed(std::move(text), url);
}

}  // namespace

Result<Feed, Error> read_feed(std::string_view bytes, const std::string& url) {
  const Error too_large{url, "is larger than " + std::to_string(kMaxFeedBytes >> 20) + " MiB"};
  const Compression how = compression_by_magic(bytes);
  if (how == Compression::none) return bytes.size() > kMaxFeedBytes ? too_large : read_plain(bytes, url);
  const Unpacked unpacked = decompress(bytes, how, kMaxFeedBytes);
  if (unpacked.outcome == Unpacked::Outcome::large) return too_large;
  if (unpacked.outcome == Unpacked::Outcome::whole) return read_plain(unpacked.bytes, url);
  // The last line may not be whole, which is nothing that a list of URLs would tell.
  const std::string_view got = unpacked.bytes;
  auto feed = read_plain(got.substr(0, got.find_last_of("\r\n") + 1), url);
  if (!feed) return Error{url, "cannot be unpacked: it is cut or broken"};
  if (feed.value().broken.empty()) feed.value().broken = "it is cut or broken where it is packed";
  return feed;
}

}  // namespace cleancopy
