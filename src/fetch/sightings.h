// The drift watch's part of the state: a row for each of a site's last pages, and one
// for what is remembered of its earlier ones. Bounded for each site (history.h).
//
// Call record() in the transaction that marks the page as cleaned: then a run that
// was killed and is repeated counts the page once. Failures are the Database's.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "fetch/database.h"
#include "fetch/history.h"
#include "fetch/sighting.h"

namespace cleancopy {

inline constexpr std::int64_t kMaxSites = 1000;  // of more, that which was not seen longest is forgotten

/// The tables, a step of the state's schema. Series are in the site's row: they are read together.
inline constexpr const char* kSightingsSchema = R"sql(
CREATE TABLE sites(
  site TEXT PRIMARY KEY, pages INTEGER NOT NULL, seen INTEGER NOT NULL, usual_words INTEGER NOT NULL,
  files TEXT NOT NULL, earlier TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE sightings(
  site TEXT NOT NULL, number INTEGER NOT NULL, page TEXT NOT NULL, seen INTEGER NOT NULL,
  status INTEGER NOT NULL, layout TEXT NOT NULL, words INTEGER NOT NULL, kinds INTEGER NOT NULL,
  rules TEXT NOT NULL, texts TEXT NOT NULL,
  PRIMARY KEY(site, number)
) WITHOUT ROWID;
CREATE UNIQUE INDEX sightings_by_page ON sightings(site, page);
CREATE INDEX sites_by_time ON sites(seen);
)sql";

/// Notes what a page showed. A page that is among the site's last ones already moves to
/// their end. When the version of a rule file is another than before, what it decides starts over.
void record(Database& database, const Sighting& sighting, const RuleVersions& versions);

/// What is remembered of each site, in the order of their names.
std::vector<SiteHistory> read_histories(Database& database);

/// Forgets a site as if no page of it had been seen; its findings end with that.
void forget_sightings(Database& database, std::string_view site);

}  // namespace cleancopy
