#include "fetch/pages.h"

#include <utility>

#include "fetch/backoff.h"
#include "fetch/raw_store.h"
#include "fetch/web_url.h"

namespace cleancopy {
namespace {

constexpr std::size_t kMaxWhy = 500;

// The columns in the order in which wanted_pages() asks for them.
WantedPage wanted_from(const Statement& row) {
  WantedPage page;
  page.id = row.integer(0);
  page.url = row.text(1);
  page.origin = row.text(2);
  page.source = row.text(3);
  page.path = row.text(4);
  page.validators = {row.text(5), row.text(6)};
  page.digest = row.text(7);
  page.planned = row.integer(8);
  page.attempts = row.integer(9);
  return page;
}

std::int64_t copies_of(Database& database, std::int64_t id) {
  Statement count = database.prepare("SELECT count(*) FROM copies WHERE page = ?");
  return count.bind(id).next() ? count.integer(0) : 0;
}

void settle(Database& database, std::int64_t id, PageStage stage) {
  database.prepare("UPDATE pages SET stage = ?, attempts = 0 WHERE id = ?")
      .bind(static_cast<std::int64_t>(stage))
      .bind(id)
      .run();
}

// Counts an attempt that failed; wanted again after a pause. Gives their number.
std::int64_t count_attempt(Database& database, std::int64_t id, std::string_view why, std::int64_t now) {
  Statement found = database.prepare("SELECT url, attempts FROM pages WHERE id = ? AND stage = 0");
  if (!found.bind(id).next()) return 0;
  const std::int64_t attempts = found.integer(1) + 1;
  database.prepare("UPDATE pages SET attempts = ?, due = ?, error = ? WHERE id = ?")
      .bind(attempts)
      .bind(now + pause_after(attempts, found.text(0)))
      .bind(why.substr(0, kMaxWhy))
      .bind(id)
      .run();
  return attempts;
}

void remember_redirect(Database& database, const std::string& key, const std::string& final,
                       std::int64_t now) {
  database.prepare("UPDATE redirects SET final = ? WHERE final = ?").bind(final).bind(key).run();
  database.prepare("DELETE FROM redirects WHERE key = final").run();
  database.prepare("INSERT OR REPLACE INTO redirects(key, final, made, last_named) VALUES (?, ?, ?, ?)")
      .bind(key)
      .bind(final)
      .bind(now)
      .bind(now)
      .run();
}

// What the key leads to, be it another one or itself.
std::string final_key(Database& database, const std::string& key) {
  Statement found = database.prepare("SELECT final FROM redirects WHERE key = ?");
  return found.bind(key).next() ? found.text(0) : key;
}

// The page `id` is `other` by another name; its copies are copies of that.
void merge_into(Database& database, std::int64_t id, std::int64_t other) {
  database.prepare("UPDATE copies SET page = ? WHERE page = ?").bind(other).bind(id).run();
  database
      .prepare(
          "UPDATE pages SET last_named = max(last_named, (SELECT last_named FROM pages WHERE id = ?)) WHERE "
          "id = ?")
      .bind(id)
      .bind(other)
      .run();
  database.prepare("DELETE FROM pages WHERE id = ?").bind(id).run();
}

}  // namespace

std::vector<std::string> origins_wanting(Database& database, std::int64_t now) {
  std::vector<std::string> origins;
  Statement found = database.prepare("SELECT DISTINCT origin FROM pages WHERE stage = 0 AND due <= ?");
  found.bind(now);
  while (found.next()) origins.push_back(found.text(0));
  return origins;
}

std::vector<WantedPage> wanted_pages(Database& database, const std::string& origin, std::size_t limit,
                                     std::int64_t now) {
  std::vector<WantedPage> pages;
  Statement found = database.prepare(
      "SELECT id, url, origin, source, path, etag, last_modified, digest, planned, attempts FROM pages "
      "WHERE stage = 0 AND origin = ? AND due <= ? ORDER BY attempts, changed DESC, id LIMIT ?");
  found.bind(origin).bind(now).bind(limit);
  while (found.next()) pages.push_back(wanted_from(found));
  return pages;
}

void keep_page(Database& database, std::int64_t id, const Answer& answer, std::int64_t now) {
  database
      .prepare(
          "INSERT OR REPLACE INTO copies(page, path, digest, fetched) "
          "SELECT id, path, ?, ? FROM pages WHERE id = ? AND stage = 0")
      .bind(answer.digest)
      .bind(now)
      .bind(id)
      .run();
  database
      .prepare(
          "UPDATE pages SET stage = 1, attempts = 0, error = '', same = 0, fetched = ?, etag = ?, "
          "last_modified = ?, digest = ? WHERE id = ? AND stage = 0")
      .bind(now)
      .bind(answer.validators.etag)
      .bind(answer.validators.last_modified)
      .bind(answer.digest)
      .bind(id)
      .run();
}

void leave_page(Database& database, std::int64_t id, std::int64_t now) {
  database
      .prepare(
          "UPDATE pages SET stage = 1, attempts = 0, error = '', same = same + 1, fetched = ? "
          "WHERE id = ? AND stage = 0")
      .bind(now)
      .bind(id)
      .run();
}

Moved move_page(Database& database, std::int64_t id, const std::string& url, std::int64_t now) {
  Statement found = database.prepare("SELECT key FROM pages WHERE id = ? AND stage = 0");
  const std::string named = page_key(url);
  if (named.empty() || !found.bind(id).next()) return Moved::crowd;
  const std::string key = found.text(0);
  const std::string final = final_key(database, named);
  if (named == key || final == key) {
    database.prepare("UPDATE pages SET url = ?, origin = ? WHERE id = ?")
        .bind(url)
        .bind(origin_of(url))
        .bind(id)
        .run();
    return Moved::follow;
  }
  Statement names = database.prepare("SELECT count(*) FROM redirects WHERE final = ?");
  if (names.bind(final).next() && names.integer(0) >= kMaxNames) return Moved::crowd;
  remember_redirect(database, key, final, now);
  Statement other = database.prepare("SELECT id FROM pages WHERE key = ?");
  if (other.bind(final).next()) {
    merge_into(database, id, other.integer(0));
    return Moved::known;
  }
  database.prepare("UPDATE pages SET key = ?, url = ?, origin = ?, path = ? WHERE id = ?")
      .bind(final)
      .bind(url)
      .bind(origin_of(url))
      .bind(raw_path(url, copies_of(database, id) + 1, now))
      .bind(id)
      .run();
  return Moved::follow;
}

void delay_page(Database& database, std::int64_t id, std::int64_t until, std::string_view why) {
  database.prepare("UPDATE pages SET due = ?, error = ? WHERE id = ? AND stage = 0")
      .bind(until)
      .bind(why.substr(0, kMaxWhy))
      .bind(id)
      .run();
}

void fail_page(Database& database, std::int64_t id, std::string_view why, std::int64_t now) {
  if (count_attempt(database, id, why, now) < kMaxAttempts) return;
  settle(database, id, copies_of(database, id) > 0 ? PageStage::held : PageStage::given_up);
}

void lose_page(Database& database, std::int64_t id, std::string_view why, std::int64_t now) {
  if (count_attempt(database, id, why, now) >= kMaxLosses) settle(database, id, PageStage::gone);
}

std::vector<Copy> unclean_copies(Database& database, std::int64_t after, std::size_t limit) {
  std::vector<Copy> copies;
  Statement found = database.prepare(
      "SELECT id, path, digest FROM copies WHERE cleaned = 0 AND id > ? ORDER BY id LIMIT ?");
  found.bind(after).bind(limit);
  while (found.next()) copies.push_back({found.integer(0), found.text(1), found.text(2)});
  return copies;
}

void mark_cleaned(Database& database, std::int64_t copy) {
  database.prepare("UPDATE copies SET cleaned = 1 WHERE id = ?").bind(copy).run();
}

}  // namespace cleancopy
