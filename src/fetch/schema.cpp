#include "fetch/schema.h"

#include <array>
#include <cstddef>
#include <string>

#include "fetch/sightings.h"

namespace cleancopy {
namespace {

// Times are seconds since 1970; 0 is never. Pages are found by their key, queued by origin, pruned by
// when they were last named. Deleting a page deletes its copies.
constexpr const char* kFirst = R"sql(
CREATE TABLE sources(
  url TEXT PRIMARY KEY, etag TEXT NOT NULL, last_modified TEXT NOT NULL, digest TEXT NOT NULL,
  due INTEGER NOT NULL, failures INTEGER NOT NULL, last_success INTEGER NOT NULL, error TEXT NOT NULL,
  read_at INTEGER NOT NULL DEFAULT 0,
  met INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE hosts(
  origin TEXT PRIMARY KEY, answer INTEGER NOT NULL, robots TEXT NOT NULL, robots_until INTEGER NOT NULL,
  not_before INTEGER NOT NULL, failures INTEGER NOT NULL, error TEXT NOT NULL, met INTEGER NOT NULL
);
CREATE TABLE pages(
  id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, url TEXT NOT NULL, origin TEXT NOT NULL,
  source TEXT NOT NULL, first_named INTEGER NOT NULL, last_named INTEGER NOT NULL,
  changed INTEGER NOT NULL, stage INTEGER NOT NULL, path TEXT NOT NULL, planned INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0, due INTEGER NOT NULL, error TEXT NOT NULL DEFAULT '',
  etag TEXT NOT NULL DEFAULT '', last_modified TEXT NOT NULL DEFAULT '', digest TEXT NOT NULL DEFAULT '',
  fetched INTEGER NOT NULL DEFAULT 0, same INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX wanted_pages ON pages(origin, attempts, changed DESC, id) WHERE stage = 0;
CREATE INDEX pages_of_source ON pages(source);
CREATE INDEX pages_by_naming ON pages(last_named);
CREATE TABLE copies(
  id INTEGER PRIMARY KEY, page INTEGER NOT NULL REFERENCES pages(id) ON DELETE CASCADE,
  path TEXT NOT NULL UNIQUE, digest TEXT NOT NULL, fetched INTEGER NOT NULL,
  cleaned INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX copies_of_page ON copies(page);
CREATE INDEX unclean_copies ON copies(id) WHERE cleaned = 0;
CREATE TABLE redirects(key TEXT PRIMARY KEY, final TEXT NOT NULL, made INTEGER NOT NULL,
  last_named INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX names_of_page ON redirects(final);
)sql";

constexpr std::array<const char*, 2> kSteps = {kFirst, kSightingsSchema};

}  // namespace

std::span<const char* const> schema_steps() { return kSteps; }

std::optional<IoError> migrate(Database& database, Access access, std::span<const char* const> steps) {
  Transaction making(database, access == Access::write ? Durability::lasting : Durability::quick);
  const std::int64_t version = database.version();
  const auto wanted = static_cast<std::int64_t>(steps.size());
  const auto refuse = [&](std::string_view what) {
    std::string words = "has version " + std::to_string(version) + ", and this program " +
                        std::to_string(wanted) + ": ";
    database.fail({IoStep::verify, 0, {database.path(), words.append(what)}});
  };
  if (version < 0 || version > wanted) {
    refuse("it was written by a newer one");
  } else if (version < wanted && access == Access::read) {
    refuse("the next run will bring it up to date");
  }
  for (auto step = static_cast<std::size_t>(version); step < steps.size() && !database.failure(); ++step) {
    database.execute(steps[step]);
    database.set_version(static_cast<std::int64_t>(step) + 1);
  }
  return making.commit();
}

}  // namespace cleancopy
