#include "fetch/web_url.h"

#include <algorithm>

#include "fetch/curl_handles.h"
#include "text/ascii.h"
#include "text/idn.h"

namespace cleancopy {
namespace {

constexpr unsigned kReading = CURLU_URLENCODE | CURLU_DISALLOW_USER;

std::string_view trim(std::string_view text) {
  const auto outside = [](char c) { return static_cast<unsigned char>(c) <= 0x20; };
  while (!text.empty() && outside(text.front())) text.remove_prefix(1);
  while (!text.empty() && outside(text.back())) text.remove_suffix(1);
  return text;
}

const char* slip_of(CURLUcode code) {
  switch (code) {
    case CURLUE_UNSUPPORTED_SCHEME: return "only http and https are fetched";
    case CURLUE_USER_NOT_ALLOWED: return "a URL with a user name is not fetched";
    default: return "not a URL";
  }
}

bool is_printable(char c) { return c > 0x20 && c < 0x7F; }

std::string whole_of(CURLU* url) {
  char* part = nullptr;
  curl_url_set(url, CURLUPART_FRAGMENT, nullptr, 0);
  curl_url_get(url, CURLUPART_URL, &part, CURLU_NO_DEFAULT_PORT);
  const CurlText whole(part);
  return part == nullptr ? std::string() : std::string(part);
}

// "host:port" of what libcurl made of a URL; empty when there is none.
std::string_view authority_of(std::string_view whole) {
  const std::size_t start = whole.find("://");
  if (start == std::string_view::npos) return {};
  const std::string_view rest = whole.substr(start + 3);
  return rest.substr(0, rest.find('/'));
}

// With the host in small letters and those of the domain name system: libcurl's own way depends on the
// locale. Nothing when there is no such name.
std::optional<std::string> with_plain_host(const std::string& whole) {
  const std::string_view authority = authority_of(whole);
  const std::size_t colon = authority.ends_with(']') ? std::string_view::npos : authority.rfind(':');
  const std::string_view host = authority.substr(0, colon);
  if (host.empty()) return std::nullopt;
  const bool is_plain = std::all_of(host.begin(), host.end(), is_printable);
  const auto plain = is_plain ? lowered(std::string(host)) : ascii_domain(host);
  if (!plain) return std::nullopt;
  std::string url = whole;
  return url.replace(static_cast<std::size_t>(host.data() - whole.data()), host.size(), *plain);
}

// What `url` holds after `text` was read into it: by itself, or as a reference from what it held before.
Result<std::string> read_into(CURLU* url, std::string_view text) {
  const auto no_url = [text](const char* what) { return Error{std::string(text), what}; };
  if (text.size() > kMaxUrlBytes) return no_url("longer than a URL may be");
  if (text.find('\0') != std::string_view::npos) return no_url("not a URL");
  const CURLUcode slip = curl_url_set(url, CURLUPART_URL, std::string(text).c_str(), kReading);
  if (slip != CURLUE_OK) return no_url(slip_of(slip));
  const std::string whole = whole_of(url);
  if (!whole.starts_with("http://") && !whole.starts_with("https://"))
    return no_url("only http and https are fetched");
  const auto plain = with_plain_host(whole);
  // Once more: "１２７.1" is a numeric host only now.
  if (!plain || curl_url_set(url, CURLUPART_URL, plain->c_str(), kReading) != CURLUE_OK)
    return no_url("not a URL");
  std::string read = whole_of(url);
  if (!std::all_of(read.begin(), read.end(), is_printable)) return no_url("not a URL");
  if (read.size() > kMaxUrlBytes) return no_url("longer than a URL may be");
  return read;
}

// Where the path begins: libcurl gives every URL one.
std::size_t path_start(std::string_view whole) {
  const std::string_view authority = authority_of(whole);
  return static_cast<std::size_t>(authority.data() - whole.data()) + authority.size();
}

}  // namespace

Result<std::string> web_url(std::string_view url) {
  const UrlHandle handle(curl_url());
  return read_into(handle.get(), trim(url));
}

std::optional<std::string> absolute_url(std::string_view base, std::string_view reference) {
  const UrlHandle handle(curl_url());
  const auto page = read_into(handle.get(), trim(base));
  reference = trim(reference);
  // libcurl would go up to the page's folder.
  const bool is_page = reference.substr(0, reference.find('#')).empty();
  const auto read = is_page ? page : page ? read_into(handle.get(), reference) : web_url(reference);
  return read ? std::optional(read.value()) : std::nullopt;
}

std::string origin_of(std::string_view url) {
  const auto whole = web_url(url);
  return whole ? whole.value().substr(0, path_start(whole.value())) : std::string();
}

std::string target_of(std::string_view url) {
  const auto whole = web_url(url);
  return whole ? whole.value().substr(path_start(whole.value())) : std::string();
}

}  // namespace cleancopy
