#include "fetch/sources.h"

namespace cleancopy {

SourceState source_state(Database& database, const std::string& url) {
  Statement found = database.prepare(
      "SELECT etag, last_modified, digest, due, failures, last_success, error FROM sources WHERE url = ?");
  SourceState source;
  source.url = url;
  if (!found.bind(url).next()) return source;
  source.validators = {found.text(0), found.text(1)};
  source.digest = found.text(2);
  source.due = found.integer(3);
  source.failures = found.integer(4);
  source.last_success = found.integer(5);
  source.error = found.text(6);
  return source;
}

void save_source(Database& database, const SourceState& source, std::int64_t now) {
  database
      .prepare(
          "INSERT INTO sources(url, etag, last_modified, digest, due, failures, last_success, error, met) "
          "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(url) DO UPDATE SET etag = excluded.etag, "
          "last_modified = excluded.last_modified, digest = excluded.digest, due = excluded.due, "
          "failures = excluded.failures, last_success = excluded.last_success, error = excluded.error, "
          "met = excluded.met")
      .bind(source.url)
      .bind(source.validators.etag)
      .bind(source.validators.last_modified)
      .bind(source.digest)
      .bind(source.due)
      .bind(source.failures)
      .bind(source.last_success)
      .bind(source.error)
      .bind(now)
      .run();
}

}  // namespace cleancopy
