// What is remembered of a source (a feed, a sitemap, an index page) between two looks at it.
// Call within a Transaction.
#pragma once

#include <cstdint>
#include <string>

#include "fetch/database.h"
#include "fetch/transfers.h"

namespace cleancopy {

struct SourceState {
  std::string url;
  Validators validators;
  std::string digest;             ///< of its last body, digest_of()
  std::int64_t due = 0;           ///< not to be asked before
  std::int64_t failures = 0;      ///< in a row
  std::int64_t last_success = 0;  ///< 0: never
  std::string error;              ///< of the last look; empty: it went well. May quote the server
};

/// All but the URL is empty for a source that was never asked.
SourceState source_state(Database& database, const std::string& url);

void save_source(Database& database, const SourceState& source, std::int64_t now);

}  // namespace cleancopy
