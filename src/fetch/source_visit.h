// A source's answer → pages offered to the state, and the sitemaps that it names.
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "fetch/errand.h"
#include "fetch/round_desk.h"
#include "fetch/transfers.h"

namespace cleancopy {

inline constexpr int kMaxIndexDepth = 2;            // an index in an index, which sitemaps.org does not know
inline constexpr std::size_t kMaxSitemaps = 100;    // of a source, in a run: the newest first

/// What the round has asked or will ask: no source twice.
struct SourcesSeen {
  std::set<std::string> urls;
  std::map<const JobSource*, std::size_t> sitemaps;  // found by each source of the config
};

/// Reads the answer to a source, and saves all that follows from it as one. Gives the sitemaps that are to be
/// read next: those that changed since they were last read, are not older than the job keeps pages, and were
/// not seen yet. Not for redirects.
std::vector<Errand> settle_source(RoundDesk& desk, const SourceErrand& errand, const Exchange& exchange,
                                  SourcesSeen& seen);

/// Notes that the source could not be read and why, and tells it. It is asked again after a pause that grows.
void fail_source(RoundDesk& desk, const SourceErrand& errand, const std::string& why, Weight weight);

/// When a source that was looked at now is due again. A tenth early, as no timer is exact, and what is
/// due a second after an hourly run would else wait an hour.
std::int64_t next_due(const JobSource& source, std::int64_t began);

}  // namespace cleancopy
