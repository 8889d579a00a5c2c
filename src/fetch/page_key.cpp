#include <algorithm>
#include <array>
#include <iterator>

#include "fetch/web_url.h"
#include "text/ascii.h"
#include "text/url.h"

namespace cleancopy {
namespace {

// Parameters that tell where a reader came from, and nothing of what is read (names in small letters). Those
// that mean an article on some site ("ref", "source", "cid", "from", "s") are not here: fetching an article
// twice is the lesser evil.
constexpr std::string_view kTracking[] = {
    "_ga", "_gl", "_hsenc", "_hsmi",                                   // analytics, HubSpot
    "cmpid", "emc", "ftag", "icid", "ito", "ocid", "smid", "smtyp",    // Bloomberg, NYT, CBS, Mail, MSN
    "dclid", "fbclid", "gbraid", "gclid", "gclsrc", "igsh", "igshid",  // advertisers
    "li_fat_id", "mc_cid", "mc_eid", "mkt_tok", "msclkid", "ref_src", "srsltid", "ttclid", "twclid",
    "wbraid", "wt_mc", "wt_zmc", "xtor", "yclid",
};
constexpr std::string_view kTrackingStarts[] = {
    "at_", "ns_",            // BBC: at_medium, ns_mchannel
    "hsa_", "mtm_", "pk_",   // HubSpot, Matomo
    "utm_",
};

bool is_tracking(std::string_view parameter) {
  std::string name = lowered(std::string(parameter.substr(0, parameter.find('='))));
  if (name.starts_with("amp;")) name.erase(0, 4);  // "&amp;" that a feed escaped twice
  return std::find(std::begin(kTracking), std::end(kTracking), name) != std::end(kTracking) ||
         std::any_of(std::begin(kTrackingStarts), std::end(kTrackingStarts),
                     [&name](std::string_view start) { return name.starts_with(start); });
}

std::string kept_query(std::string_view query) {
  std::string kept;
  while (!query.empty()) {
    const std::string_view parameter = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(parameter.size() + 1, query.size()));
    if (parameter.empty() || is_tracking(parameter)) continue;
    kept.append(kept.empty() ? "?" : "&").append(parameter);
  }
  return kept;
}

// Stands for itself wherever it stands (RFC 3986, 2.3).
bool is_unreserved(char c) {
  return is_letter(c) || is_digit(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

// "%7e" → "~", "%c3" → "%C3" (RFC 3986, 6.2.2).
std::string one_spelling(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto meant = encoded_octet(text);
    if (meant && !is_unreserved(*meant)) out += percent_encoded(*meant);
    else out += meant.value_or(text[0]);
    text.remove_prefix(meant ? kEncodedOctet : 1);
  }
  return out;
}

// "www.example.org.:8080" → "example.org:8080"; "www.com" is a name of its own.
std::string plain_host(std::string_view host) {
  const std::size_t colon = host.ends_with(']') ? std::string_view::npos : host.rfind(':');
  const std::string_view port = colon == std::string_view::npos ? std::string_view() : host.substr(colon);
  host.remove_suffix(port.size());
  if (host.ends_with('.')) host.remove_suffix(1);
  if (host.starts_with("www.") && host.find('.', 4) != std::string_view::npos) host.remove_prefix(4);
  return std::string(host).append(port);
}

}  // namespace

std::string page_key(std::string_view url) {
  const auto read = web_url(url);
  if (!read) return {};
  std::string_view whole = read.value();
  whole.remove_prefix(whole.find("://") + 3);
  const std::size_t host_end = whole.find('/');
  const std::string target = one_spelling(whole.substr(host_end));
  std::string_view path = std::string_view(target).substr(0, target.find('?'));
  const std::string_view query = std::string_view(target).substr(std::min(path.size() + 1, target.size()));
  while (path.ends_with('/')) path.remove_suffix(1);
  return plain_host(whole.substr(0, host_end)).append(path).append(kept_query(query));
}

}  // namespace cleancopy
