// A new state out of raw/, for when the old one is lost or damaged.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "fetch/database.h"
#include "fetch/raw_store.h"
#include "io/files.h"

namespace cleancopy {

/// What raw/ told.
struct Rebuilt {
  std::size_t pages = 0;   ///< copies that are known again
  std::size_t passed = 0;  ///< pages without a sidecar, or with one of other bytes
};

/// Fills an empty state with each page in `raw` that has its sidecar: URL, redirect, source, validators,
/// digest, when it was fetched. All count as not cleaned. Sources are not remembered, so that the next run
/// reads them anew and finds what was named and never fetched. Call it within a Transaction.
Rebuilt rebuild_pages(Database& database, const RawStore& raw);

/// Makes the state at `path` anew, and locks it while it does. What was there is PATH.old
/// afterwards, whatever it was; a rebuild that fails leaves it in its place.
Result<Rebuilt, IoError> rebuild_state(const std::string& path, const RawStore& raw, std::int64_t now);

}  // namespace cleancopy
