#include "app/draft_pages.h"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>
#include <variant>

#include "io/files.h"

namespace cleancopy::app {
namespace {

// As RFC 3986, section 3.1 has it. A file of such a name is still reached as "./http://…".
bool is_url(std::string_view place) {
  const std::string_view scheme = place.substr(0, place.find("://"));
  return !scheme.empty() && scheme.size() < place.size() &&
         std::all_of(scheme.begin(), scheme.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' ||
                  c == '-' || c == '.';
         });
}

using Read = std::variant<DraftPage, ExitCode>;

Read read_url(const std::string& url, const FetchOptions& options) {
  auto response = fetch(url, options);
  if (!response) return exit_code_for(response.error());
  Response& got = response.value();
  return DraftPage{Page{.url = std::move(got.url),
                        .bytes = std::move(got.bytes),
                        .content_type = std::move(got.content_type)},
                   {}};
}

Read read_path(const std::string& path) {
  auto bytes = read_file(path, kMaxFetchedBytes);
  if (!bytes) return exit_code_for(bytes.error());
  return DraftPage{Page{.bytes = std::move(bytes.value())}, path};
}

}  // namespace

DraftPages read_draft_pages(const std::vector<std::string>& places, const FetchOptions& options) {
  DraftPages read;
  for (const std::string& place : places) {
    Read page = is_url(place) ? read_url(place, options) : read_path(place);
    if (const auto* failed = std::get_if<ExitCode>(&page)) {
      if (read.failed == kDone) read.failed = *failed;
    } else {
      read.pages.push_back(std::move(std::get<DraftPage>(page)));
    }
  }
  return read;
}

}  // namespace cleancopy::app
