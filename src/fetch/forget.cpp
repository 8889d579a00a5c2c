#include "fetch/forget.h"

#include <string_view>
#include <vector>

#include "fetch/sightings.h"
#include "fetch/web_url.h"
#include "text/url.h"

namespace cleancopy {
namespace {

std::int64_t remove(Database& database, std::string_view sql, std::int64_t before) {
  database.prepare(sql).bind(before).run();
  return database.changes();
}

// The ids of pages that are to go, in a table that goes with the transaction.
class Doomed {
 public:
  explicit Doomed(Database& database) : database_(database) {
    database.execute("CREATE TEMP TABLE doomed(id INTEGER PRIMARY KEY)");
  }
  ~Doomed() { database_.execute("DROP TABLE temp.doomed"); }
  Doomed(const Doomed&) = delete;
  Doomed& operator=(const Doomed&) = delete;

  void add(std::string_view column, std::string_view value) {
    std::string sql = "INSERT OR IGNORE INTO doomed SELECT id FROM pages WHERE ";
    database_.prepare(sql.append(column).append(" = ?")).bind(value).run();
  }

  // Who named them is to be asked anew, for the same answer would not be looked into.
  std::int64_t remove() {
    database_.execute(
        "UPDATE sources SET etag = '', last_modified = '', digest = '', due = 0 WHERE url IN "
        "(SELECT source FROM pages JOIN doomed USING (id))");
    Statement count = database_.prepare("SELECT count(*) FROM doomed");
    const std::int64_t removed = count.next() ? count.integer(0) : 0;
    database_.execute("DELETE FROM pages WHERE id IN (SELECT id FROM doomed)");
    database_.execute("DELETE FROM redirects WHERE final NOT IN (SELECT key FROM pages)");
    return removed;
  }

 private:
  Database& database_;
};

std::vector<std::string> origins_of(Database& database, std::string_view host) {
  std::vector<std::string> origins;
  Statement found = database.prepare("SELECT origin FROM pages UNION SELECT origin FROM hosts");
  while (found.next()) {
    if (without_www(host_of(found.text(0))) == host) origins.push_back(found.text(0));
  }
  return origins;
}

}  // namespace

std::int64_t forget_before(Database& database, std::int64_t before) {
  remove(database, "DELETE FROM sources WHERE met < ?", before);
  remove(database, "DELETE FROM hosts WHERE met < ?", before);
  const std::int64_t pages =
      remove(database,
             "DELETE FROM pages WHERE last_named < ? AND NOT EXISTS (SELECT 1 FROM sources WHERE "
             "sources.url = pages.source AND sources.read_at <= pages.last_named)",
             before);
  remove(database,
         "DELETE FROM redirects WHERE last_named < ? AND NOT EXISTS "
         "(SELECT 1 FROM pages WHERE pages.key = redirects.final)",
         before);
  return pages;
}

std::int64_t forget(Database& database, const std::string& name) {
  Doomed doomed(database);
  if (name.find("://") != std::string::npos) {
    const std::string key = page_key(name);
    Statement redirect = database.prepare("SELECT final FROM redirects WHERE key = ?");
    doomed.add("key", redirect.bind(key).next() ? redirect.text(0) : key);
    doomed.add("source", name);
  } else {
    const std::string host(without_www(host_of(name)));
    forget_sightings(database, host);
    for (const std::string& origin : origins_of(database, host)) {
      doomed.add("origin", origin);
      database.prepare("DELETE FROM hosts WHERE origin = ?").bind(origin).run();
    }
  }
  const std::int64_t removed = doomed.remove();
  database.prepare("DELETE FROM sources WHERE url = ?").bind(name).run();
  return removed;
}

}  // namespace cleancopy
