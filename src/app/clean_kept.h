// raw/ → clean/, for the scheduled job: each page that was kept and never cleaned, once.
//
// What is written is what `cleancopy clean RAW -o CLEAN` writes. A page is marked as cleaned,
// and what it showed of its site noted, when its output is on disk: a run that was killed before cleans it
// again, to the same bytes. What gives no article is marked, too.
#pragma once

#include <atomic>
#include <cstdint>
#include <optional>

#include "app/report.h"
#include "cleancopy.h"
#include "fetch/database.h"
#include "fetch/job.h"

namespace cleancopy::app {

/// What is cleaned, and by what. All of it must outlive the call.
struct Cleaning {
  const Job& job;
  Database& database;
  const Rulebook& book;
  Report& report;           ///< counts the pages, and tells of the rejected ones
  std::atomic<bool>& stop;  ///< once true, no more pages are taken; those at hand are finished
  std::int64_t now = 0;     ///< seconds since 1970
  unsigned jobs = 1;
};

/// Nothing, or why it could not go on; what came before is marked.
std::optional<IoError> clean_kept(const Cleaning& cleaning);

}  // namespace cleancopy::app
