#include "fetch/sightings.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "fetch/history_text.h"

namespace cleancopy {
namespace {

// A site's row, without its pages one by one.
struct SiteRow {
  SiteHistory history;
  std::int64_t pages = 0;
};

SiteRow read_row(const Statement& row) {
  SiteRow out;
  out.history.site = row.text(0);
  out.pages = row.integer(1);
  out.history.usual_words = static_cast<std::uint32_t>(row.integer(2));
  out.history.files = read_files(row.text(3));
  out.history.earlier = read_earlier(row.text(4));
  return out;
}

std::optional<SiteRow> site_row(Database& database, const std::string& site) {
  Statement found =
      database.prepare("SELECT site, pages, usual_words, files, earlier FROM sites WHERE site = ?");
  found.bind(site);
  if (!found.next()) return std::nullopt;
  return read_row(found);
}

void write_row(Database& database, const SiteRow& row, std::int64_t seen) {
  database
      .prepare("INSERT OR REPLACE INTO sites(site, pages, seen, usual_words, files, earlier) "
               "VALUES (?, ?, ?, ?, ?, ?)")
      .bind(row.history.site)
      .bind(row.pages)
      .bind(seen)
      .bind(std::int64_t{row.history.usual_words})
      .bind(text_of(row.history.files))
      .bind(text_of(row.history.earlier))
      .run();
}

std::size_t count_pages(Database& database, const std::string& site) {
  Statement counted = database.prepare("SELECT count(*) FROM sightings WHERE site = ?");
  return counted.bind(site).next() ? static_cast<std::size_t>(counted.integer(0)) : 0;
}

std::int64_t count_sites(Database& database) {
  Statement counted = database.prepare("SELECT count(*) FROM sites");
  return counted.next() ? counted.integer(0) : 0;
}

// A feed may lead to any number of hosts.
void make_room(Database& database) {
  if (count_sites(database) < kMaxSites) return;
  std::string oldest;
  {
    Statement found = database.prepare("SELECT site FROM sites ORDER BY seen, site LIMIT 1");
    if (found.next()) oldest = found.text(0);
  }
  forget_sightings(database, oldest);
}

void write_page(Database& database, std::int64_t number, const Sighting& page) {
  database.prepare("DELETE FROM sightings WHERE site = ? AND page = ?").bind(page.site).bind(page.page).run();
  database
      .prepare("INSERT INTO sightings(site, number, page, seen, status, layout, words, kinds, rules, texts) "
               "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
      .bind(page.site)
      .bind(number)
      .bind(page.page)
      .bind(page.seen)
      .bind(static_cast<std::int64_t>(page.status))
      .bind(page.layout)
      .bind(std::int64_t{page.words})
      .bind(std::int64_t{page.kinds})
      .bind(text_of(page.rules))
      .bind(text_of(page.texts))
      .run();
  database.prepare("UPDATE sightings SET texts = '' WHERE site = ? AND number <= ? AND texts <> ''")
      .bind(page.site)
      .bind(number - static_cast<std::int64_t>(kTextPages))
      .run();
}

std::vector<NumberedSighting> pages_of(Database& database, const std::string& site) {
  Statement rows = database.prepare("SELECT number, page, seen, status, layout, words, kinds, rules, texts "
                                    "FROM sightings WHERE site = ? ORDER BY number");
  rows.bind(site);
  std::vector<NumberedSighting> out;
  while (rows.next()) {
    NumberedSighting page{static_cast<std::uint64_t>(rows.integer(0)), {}};
    page.sighting.site = site;
    page.sighting.page = rows.text(1);
    page.sighting.seen = rows.integer(2);
    page.sighting.status = rows.integer(3) == 0 ? Status::cleaned : Status::no_article;
    page.sighting.layout = rows.text(4);
    page.sighting.words = static_cast<std::uint32_t>(rows.integer(5));
    page.sighting.kinds = static_cast<std::uint32_t>(rows.integer(6));
    page.sighting.rules = read_rules(rows.text(7));
    page.sighting.texts = read_texts(rows.text(8));
    out.push_back(std::move(page));
  }
  return out;
}

void fold_site(Database& database, SiteRow row, std::int64_t seen) {
  row.history.recent = pages_of(database, row.history.site);
  fold(row.history);
  if (row.history.recent.empty()) return;
  database.prepare("DELETE FROM sightings WHERE site = ? AND number < ?")
      .bind(row.history.site)
      .bind(static_cast<std::int64_t>(row.history.recent.front().number))
      .run();
  write_row(database, row, seen);
}

}  // namespace

void record(Database& database, const Sighting& sighting, const RuleVersions& versions) {
  if (sighting.site.empty() || sighting.status == Status::rejected) return;
  std::optional<SiteRow> known = site_row(database, sighting.site);
  if (!known) make_room(database);
  SiteRow row = std::move(known).value_or(SiteRow{});
  row.history.site = sighting.site;
  ++row.pages;
  const NumberedSighting page{static_cast<std::uint64_t>(row.pages), sighting};
  if (note_versions(row.history, page, versions) || row.pages == 1) {
    write_row(database, row, sighting.seen);
  } else {
    database.prepare("UPDATE sites SET pages = ?, seen = ? WHERE site = ?")
        .bind(row.pages)
        .bind(sighting.seen)
        .bind(row.history.site)
        .run();
  }
  write_page(database, row.pages, sighting);
  if (count_pages(database, sighting.site) <= kMaxRecent) return;
  fold_site(database, std::move(row), sighting.seen);
}

std::vector<SiteHistory> read_histories(Database& database) {
  std::vector<SiteHistory> out;
  {
    Statement rows =
        database.prepare("SELECT site, pages, usual_words, files, earlier FROM sites ORDER BY site");
    while (rows.next()) out.push_back(read_row(rows).history);
  }
  for (SiteHistory& history : out) history.recent = pages_of(database, history.site);
  return out;
}

void forget_sightings(Database& database, std::string_view site) {
  database.prepare("DELETE FROM sightings WHERE site = ?").bind(site).run();
  database.prepare("DELETE FROM sites WHERE site = ?").bind(site).run();
}

}  // namespace cleancopy
