#include "text/url.h"

#include <algorithm>

#include "text/ascii.h"

namespace cleancopy {
namespace {

bool is_slash(char c) { return c == '/' || c == '\\'; }

// Bytes that stand in no host (WHATWG URL, section 3.1); those past ASCII may.
bool is_forbidden(char c) {
  return static_cast<unsigned char>(c) <= 0x20 || c == 0x7F ||
         std::string_view("\"#%/<>?@\\^`{|}").find(c) != std::string_view::npos;
}

std::string_view trim(std::string_view text) {
  const auto outside = [](char c) { return static_cast<unsigned char>(c) <= 0x20; };
  while (!text.empty() && outside(text.front())) text.remove_prefix(1);
  while (!text.empty() && outside(text.back())) text.remove_suffix(1);
  return text;
}

// "user@host:port" of the URL; empty where none can be.
std::string_view authority_of(std::string_view url) {
  const bool slashed = url.size() > 1 && is_slash(url[0]) && is_slash(url[1]);
  const std::size_t scheme = starts_ignoring_case(url, "https:")  ? 6
                             : starts_ignoring_case(url, "http:") ? 5
                                                              : 0;
  url.remove_prefix(scheme);
  if (scheme > 0 || slashed) {
    while (!url.empty() && is_slash(url[0])) url.remove_prefix(1);
    return url.substr(0, url.find_first_of("/\\?#"));
  }
  const std::string_view bare = url.substr(0, url.find_first_of("/\\?#"));
  return bare.find('.') == std::string_view::npos || bare.find('@') != std::string_view::npos ? "" : bare;
}

// Without ":port"; empty when what follows the colon is no port.
std::string_view without_port(std::string_view host) {
  const std::size_t bracket = host.rfind(']');
  const std::size_t colon = host.find(':', bracket == std::string_view::npos ? 0 : bracket);
  if (colon == std::string_view::npos) return host;
  const std::string_view port = host.substr(colon + 1);
  return port.find_first_not_of("0123456789") == std::string_view::npos ? host.substr(0, colon) : "";
}

}  // namespace

std::string host_of(std::string_view url) {
  std::string_view host = authority_of(trim(url));
  if (const std::size_t at = host.rfind('@'); at != std::string_view::npos) host.remove_prefix(at + 1);
  host = without_port(host);
  if (host.ends_with('.')) host.remove_suffix(1);
  if (host.starts_with('.') || std::any_of(host.begin(), host.end(), is_forbidden)) return {};
  std::string out(host);
  std::transform(out.begin(), out.end(), out.begin(), lower);
  return out;
}

std::string_view path_of(std::string_view url) {
  url = trim(url);
  const std::string_view authority = authority_of(url);
  if (authority.empty()) return {};
  url.remove_prefix(static_cast<std::size_t>(authority.data() - url.data()) + authority.size());
  return url.substr(0, url.find_first_of("?#"));
}

bool host_matches(std::string_view host, std::string_view pattern) {
  if (!pattern.starts_with("*.")) return host == pattern;
  const std::string_view suffix = pattern.substr(1);
  return host.size() > suffix.size() && host.ends_with(suffix);
}

std::string_view without_www(std::string_view host) {
  if (host.starts_with("www.")) host.remove_prefix(4);
  return host;
}

std::optional<char> encoded_octet(std::string_view text) {
  if (text.size() < kEncodedOctet || text[0] != '%') return std::nullopt;
  const int high = hex_value(text[1]), low = hex_value(text[2]);
  if (high < 0 || low < 0) return std::nullopt;
  return static_cast<char>(high * 16 + low);
}

std::string percent_encoded(char octet) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  const auto value = static_cast<unsigned char>(octet);
  return {'%', kDigits[value >> 4], kDigits[value & 15]};
}

}  // namespace cleancopy
