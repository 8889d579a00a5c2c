#include "fetch/raw_store.h"

#include <filesystem>
#include <set>
#include <system_error>
#include <vector>

#include "fetch/pages.h"
#include "fetch/web_url.h"
#include "io/file_names.h"
#include "io/http_message.h"
#include "text/ascii.h"
#include "text/moment.h"
#include "text/stable_hash.h"
#include "text/url.h"

namespace cleancopy {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxSlug = 60;
constexpr std::size_t kHashDigits = 8;
constexpr std::string_view kExtension = ".html";

// Of "/news/Harbour_Wall.html": "harbour-wall". What percent signs stand for is left out.
std::string slug_of(std::string_view path) {
  while (path.ends_with('/')) path.remove_suffix(1);
  path.remove_prefix(path.rfind('/') + 1);  // npos + 1 is 0
  const std::size_t dot = path.rfind('.');
  if (dot != std::string_view::npos && path.size() - dot <= 6) path = path.substr(0, dot);
  std::string slug;
  for (std::size_t i = 0; i < path.size() && slug.size() < kMaxSlug; ++i) {
    if (is_letter(path[i]) || is_digit(path[i])) {
      slug += lower(path[i]);
    } else if (!slug.empty() && slug.back() != '-') {
      slug += '-';
    }
    if (path[i] == '%') i += 2;
  }
  while (slug.ends_with('-')) slug.pop_back();
  return slug.empty() ? "page" : slug;
}

std::optional<IoError> sync_folders(fs::path file, const fs::path& top) {
  for (fs::path folder = file.parent_path(); folder != top && folder.has_relative_path();
       folder = folder.parent_path()) {
    if (auto failed = sync_folder_of(folder.string())) return failed;
  }
  return std::nullopt;
}

}  // namespace

Validators validators_in(const Sidecar& sidecar) {
  const auto head = parse_http_head(sidecar.head);
  if (!head) return {};
  return {std::string(head->fields.value("etag")), std::string(head->fields.value("last-modified"))};
}

std::string raw_path(const std::string& url, std::int64_t copy, std::int64_t now) {
  const std::string host = host_of(url);
  std::string name = slug_of(path_of(url)) + "-" + hex_digits(fnv1a(page_key(url))).substr(0, kHashDigits);
  if (copy > 1) name.append("-").append(std::to_string(copy));
  std::string path =
      name_of_record(host.empty() ? "_" : host, {}, 0) + "/" + iso_time(now).substr(0, 10) + "/";
  return path.append(name_of_record(name, {}, 0)).append(kExtension);
}

std::optional<IoError> RawStore::keep(const std::string& path, Sidecar sidecar,
                                      std::string_view bytes) const {
  const fs::path page = file(path);
  std::error_code error;
  const bool are_new = fs::create_directories(page.parent_path(), error);
  if (error) return io_error(IoStep::create, page.parent_path().string(), error.value());
  if (are_new) {
    if (auto failed = sync_folders(page, fs::path(folder_).parent_path())) return failed;
  }
  sidecar.digest = digest_of(bytes);
  if (auto failed = write_file(sidecar_of(page.string()), to_json(sidecar))) return failed;
  return write_file(page.string(), bytes);
}

std::optional<Sidecar> RawStore::find(const std::string& path) const {
  const auto bytes = read_regular_file(file(path), kMaxCopyBytes);
  if (!bytes) return std::nullopt;
  const auto text = read_regular_file(sidecar_of(file(path)), kMaxSidecarBytes);
  if (!text) return std::nullopt;
  auto sidecar = parse_sidecar(text.value());
  if (!sidecar || sidecar.value().digest != digest_of(bytes.value())) return std::nullopt;
  return std::move(sidecar.value());
}

std::size_t adopt_copies(Database& database, const RawStore& raw, std::int64_t now) {
  struct Planned {
    std::int64_t id, planned;
    std::string path;
  };
  std::vector<Planned> wanted;
  Statement found = database.prepare("SELECT id, planned, path FROM pages WHERE stage = 0");
  while (found.next()) wanted.push_back({found.integer(0), found.integer(1), found.text(2)});
  std::set<fs::path> folders;
  for (const Planned& page : wanted) folders.insert(fs::path(raw.file(page.path)).parent_path());
  for (const fs::path& folder : folders) remove_abandoned(folder.string());
  std::size_t adopted = 0;
  for (const Planned& page : wanted) {
    const auto sidecar = raw.find(page.path);
    if (!sidecar) continue;
    // Of before it was planned is what was forgotten on the same day: that is asked for again.
    const std::int64_t fetched = seconds_of(sidecar->fetched).value_or(0);
    if (fetched < page.planned || fetched > now + kDay) continue;
    keep_page(database, page.id, {validators_in(*sidecar), sidecar->digest}, fetched);
    ++adopted;
  }
  return adopted;
}

}  // namespace cleancopy
