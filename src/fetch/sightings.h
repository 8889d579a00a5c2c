// The drift watch's part of the state: a row for each of a site's last pages, and one
// for what is remembered of its earlier ones. Bounded for each site (history.h).
//
// Call record() in the transaction that marks the page as cleaned: then a run that
// was killed and is repeated counts the page once. Failures are the Database's.
#pragma once

#include <string_view>
#include <vector>

#include "fetch/database.h"
#include "fetch/history.h"
#include "fetch/sighting.h"

namespace cleancopy {

/// The tables, for the state's migrations.
extern const std::string_view kSightingsSchema;

/// Notes what a page showed. A page that is among the site's last ones already moves to
/// their end. When the version of a rule file is another than before, what it decides starts over.
void record(Database& database, const Sighting& sighting, const RuleVersions& versions);

/// What is remembered of each site, in the order of their names.
std::vector<SiteHistory> read_histories(Database& database);

/// Forgets a site as if no page of it had been seen; its findings end with that.
void forget_sightings(Database& database, std::string_view site);

}  // namespace cleancopy
