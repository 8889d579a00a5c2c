#include <algorithm>
#include <unordered_map>
#include <utility>

#include "fetch/pages.h"
#include "fetch/raw_store.h"
#include "fetch/web_url.h"
#include "text/moment.h"

namespace cleancopy {
namespace {

// Then what redirects is asked once more: a site that sent all to its front page for an hour has lost
// nothing.
constexpr std::int64_t kRedirectLasts = 7 * kDay;

// What a page has to wait that said it changed when it had not, so many times in a row.
std::int64_t disbelief(std::int64_t same) {
  constexpr std::int64_t first = 3600;
  return same <= 0 ? 0 : std::min(first << std::min<std::int64_t>(same - 1, 16), 7 * kDay);
}

struct KnownPage {
  std::int64_t id = 0, stage = 0, changed = 0, fetched = 0, same = 0;
  std::string url;
};

// One look at a source, whose links are noted one by one.
class Offering {
 public:
  Offering(Database& database, const std::string& source, std::int64_t now)
      : database_(database), source_(source), now_(now) {}

  void take(const Link& link) {
    std::string key = page_key(link.url);
    if (key.empty()) {
      ++offered.refused;
      return;
    }
    const std::string final = redirected(key);
    auto page = known_page(final.empty() ? key : final);
    if (!page && !final.empty()) page = known_page(key);
    if (!page) {
      add(link, key);
      return;
    }
    database_.prepare("UPDATE pages SET last_named = ?, source = ? WHERE id = ?")
        .bind(now_)
        .bind(source_)
        .bind(page->id)
        .run();
    ++(is_changed(*page, moment_of(link)) ? offered.changed : offered.known);
  }

  Offered offered;

 private:
  std::int64_t moment_of(const Link& link) const {
    const std::int64_t moment = seconds_of(link.changed).value_or(0);
    return moment > now_ + kDay ? 0 : moment;
  }

  // The key that this one leads to; empty when it leads nowhere, or has not been asked for long.
  std::string redirected(const std::string& key) {
    Statement found = database_.prepare("SELECT final, made FROM redirects WHERE key = ?");
    if (!found.bind(key).next()) return {};
    const std::string final = found.text(0);
    if (found.integer(1) + kRedirectLasts < now_) {
      database_.prepare("DELETE FROM redirects WHERE key = ?").bind(key).run();
      return {};
    }
    database_.prepare("UPDATE redirects SET last_named = ? WHERE key = ?").bind(now_).bind(key).run();
    return final;
  }

  std::optional<KnownPage> known_page(const std::string& key) {
    Statement found =
        database_.prepare("SELECT id, stage, changed, fetched, same, url FROM pages WHERE key = ?");
    if (!found.bind(key).next()) return std::nullopt;
    return KnownPage{found.integer(0), found.integer(1), found.integer(2),
                     found.integer(3), found.integer(4), found.text(5)};
  }

  // A backlog that grows faster than it can be fetched is cut at its end: the source will name the rest
  // again.
  bool has_room(const std::string& origin) {
    auto [counted, is_new] = wanted_.emplace(origin, 0);
    if (is_new) {
      Statement count = database_.prepare("SELECT count(*) FROM pages WHERE stage = 0 AND origin = ?");
      if (count.bind(origin).next()) counted->second = static_cast<std::size_t>(count.integer(0));
    }
    return counted->second < kMaxWanted;
  }

  void add(const Link& link, const std::string& key) {
    const std::string origin = origin_of(link.url);
    if (!has_room(origin)) {
      ++offered.refused;
      return;
    }
    database_
        .prepare(
            "INSERT INTO pages(key, url, origin, source, first_named, last_named, changed, stage, path, "
            "planned, due) VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?)")
        .bind(key)
        .bind(link.url)
        .bind(origin)
        .bind(source_)
        .bind(now_)
        .bind(now_)
        .bind(moment_of(link))
        .bind(raw_path(link.url, 1, now_))
        .bind(now_)
        .bind(now_)
        .run();
    ++wanted_[origin];
    ++offered.added;
  }

  // A page becomes wanted again when its source gives it a later date than before, or its first, if
  // that is later than our copy.
  bool is_changed(const KnownPage& page, std::int64_t moment) {
    if (moment <= page.changed) return false;
    const bool is_held = page.stage != static_cast<std::int64_t>(PageStage::wanted);
    const bool is_later = is_held && (page.changed > 0 || moment > page.fetched);
    if (is_later && now_ < page.fetched + disbelief(page.same)) return false;
    database_.prepare("UPDATE pages SET changed = ? WHERE id = ?").bind(moment).bind(page.id).run();
    if (!is_later || !has_room(origin_of(page.url))) return false;
    want_again(page);
    return true;
  }

  void want_again(const KnownPage& page) {
    Statement count = database_.prepare("SELECT count(*) FROM copies WHERE page = ?");
    const std::int64_t copies = count.bind(page.id).next() ? count.integer(0) : 0;
    database_
        .prepare(
            "UPDATE pages SET stage = 0, path = ?, planned = ?, due = ?, attempts = 0, error = '' WHERE id = "
            "?")
        .bind(raw_path(page.url, copies + 1, now_))
        .bind(now_)
        .bind(now_)
        .bind(page.id)
        .run();
    ++wanted_[origin_of(page.url)];
  }

  Database& database_;
  const std::string& source_;
  std::int64_t now_;
  std::unordered_map<std::string, std::size_t> wanted_;  // of the origins met
};

}  // namespace

Offered offer_pages(Database& database, const std::string& source, const std::vector<Link>& links,
                    std::int64_t now) {
  Offering offering(database, source, now);
  for (const Link& link : links) offering.take(link);
  database.prepare("UPDATE sources SET read_at = ? WHERE url = ?").bind(now).bind(source).run();
  return offering.offered;
}

}  // namespace cleancopy
