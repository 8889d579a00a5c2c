#include "fetch/rebuild.h"

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <utility>

#include "fetch/schema.h"
#include "fetch/state.h"
#include "fetch/web_url.h"
#include "io/source.h"
#include "text/moment.h"

namespace cleancopy {
namespace {

namespace fs = std::filesystem;

// A database is three files while it is open, and after a kill.
constexpr const char* kParts[] = {"", "-wal", "-shm"};

void remember_page(Database& database, const std::string& path, const Sidecar& sidecar) {
  const std::string key = page_key(sidecar.url);
  const std::int64_t fetched = seconds_of(sidecar.fetched).value_or(0);
  const Validators validators = validators_in(sidecar);
  // Of several copies the last one fetched tells what the page is.
  database
      .prepare(
          "INSERT INTO pages(key, url, origin, source, first_named, last_named, changed, stage, path, "
          "planned, due, "
          "etag, last_modified, digest, fetched) VALUES (?, ?, ?, ?, ?, ?, 0, 1, ?, ?, 0, ?, ?, ?, ?) "
          "ON CONFLICT(key) DO UPDATE SET url = excluded.url, origin = excluded.origin, "
          "source = excluded.source, last_named = excluded.last_named, path = excluded.path, "
          "planned = excluded.planned, etag = excluded.etag, last_modified = excluded.last_modified, "
          "digest = excluded.digest, fetched = excluded.fetched WHERE excluded.fetched >= pages.fetched")
      .bind(key)
      .bind(sidecar.url)
      .bind(origin_of(sidecar.url))
      .bind(sidecar.source)
      .bind(fetched)
      .bind(fetched)
      .bind(path)
      .bind(fetched)
      .bind(validators.etag)
      .bind(validators.last_modified)
      .bind(sidecar.digest)
      .bind(fetched)
      .run();
  database
      .prepare("INSERT INTO copies(page, path, digest, fetched) SELECT id, ?, ?, ? FROM pages WHERE key = ?")
      .bind(path)
      .bind(sidecar.digest)
      .bind(fetched)
      .bind(key)
      .run();
  const std::string asked = page_key(sidecar.asked);
  if (asked.empty() || asked == key) return;
  database.prepare("INSERT OR REPLACE INTO redirects(key, final, made, last_named) VALUES (?, ?, ?, ?)")
      .bind(asked)
      .bind(key)
      .bind(fetched)
      .bind(fetched)
      .run();
}

std::optional<IoError> rename_parts(const std::string& from, const std::string& to) {
  for (const char* part : kParts) {
    std::error_code ignored;
    fs::remove(to + part, ignored);
    if (!fs::exists(from + part, ignored)) continue;
    if (::rename((from + part).c_str(), (to + part).c_str()) != 0) {
      return io_error(IoStep::create, to + part, errno);
    }
  }
  return std::nullopt;
}

Result<Rebuilt, IoError> build_at(const std::string& path, const RawStore& raw) {
  for (const char* part : kParts) {
    std::error_code ignored;
    fs::remove(path + part, ignored);  // of a rebuild that was killed
  }
  auto database = Database::open(path, Access::write);
  if (!database) return database.error();
  if (auto failed = migrate(database.value(), Access::write)) return *failed;
  Transaction filling(database.value(), Durability::lasting);
  const Rebuilt rebuilt = rebuild_pages(database.value(), raw);
  if (auto failed = filling.commit()) return *failed;
  return rebuilt;
}

}  // namespace

Rebuilt rebuild_pages(Database& database, const RawStore& raw) {
  Rebuilt rebuilt;
  const auto source = open_source({raw.folder()}, {});
  if (!source) {
    database.fail(source.error());
    return rebuilt;
  }
  while (const auto entry = source.value()->next()) {
    if (entry->line_number != 0) continue;
    const auto sidecar = raw.find(entry->id);
    const bool is_known = sidecar && !page_key(sidecar->url).empty();
    if (is_known) remember_page(database, entry->id, *sidecar);
    ++(is_known ? rebuilt.pages : rebuilt.passed);
  }
  // Back-references last, when all pages are there: what was named by a page's other name is that page.
  database.execute("DELETE FROM redirects WHERE key IN (SELECT key FROM pages)");
  return rebuilt;
}

Result<Rebuilt, IoError> rebuild_state(const std::string& path, const RawStore& raw, std::int64_t now) {
  const auto lock = lock_state(path, now);
  if (!lock) return lock.error();
  const std::string fresh = path + ".new";
  const auto rebuilt = build_at(fresh, raw);
  if (!rebuilt) return rebuilt.error();
  if (auto failed = rename_parts(path, path + ".old")) return *failed;
  if (auto failed = rename_parts(fresh, path)) return *failed;
  if (auto failed = sync_folder_of(path)) return *failed;
  return rebuilt;
}

}  // namespace cleancopy
