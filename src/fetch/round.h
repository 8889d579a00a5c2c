// One pass of the scheduled job: the sources that are due are asked, what they link to is
// offered to the state, and the pages that it wants are fetched into raw/.
//
//     source ─ read_feed ─▶ offer_pages ─▶ wanted_pages ─▶ exchange ─▶ RawStore ─▶ keep_page
//       │ every one through the gate of its host: back-off, robots.txt, one request at a time, a pause
//
// Whatever came to pass is in the state before the next thing is begun, so that a run that is
// killed is gone on with by the next: no page is lost, and none that was kept is fetched again.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "fetch/database.h"
#include "fetch/job.h"
#include "fetch/raw_store.h"
#include "fetch/web.h"

namespace cleancopy {

struct RoundCounts {
  std::size_t sources = 0;            ///< that were due, and answered or failed
  std::size_t sources_unchanged = 0;
  std::size_t sources_failed = 0;
  std::size_t kept = 0;               ///< pages whose bytes are new in raw/
  std::size_t unchanged = 0;          ///< named, and known already; or asked for, and the same
  std::size_t failed = 0;             ///< pages without a usable answer
  std::size_t forbidden = 0;          ///< pages that a robots.txt forbids
  std::size_t not_pages = 0;          ///< pictures, PDFs, …
  std::size_t adopted = 0;            ///< kept by a run that was killed
  std::size_t requests = 0;
  std::size_t not_modified = 0;       ///< 304
  std::size_t redirects = 0;
  std::size_t refused = 0;            ///< answers 400 to 499
  std::size_t server_errors = 0;      ///< answers 500 to 599
  std::size_t unreachable = 0;        ///< requests without an answer
  std::size_t unfit = 0;              ///< too large, private address, …
  std::uint64_t bytes = 0;            ///< of bodies

  std::size_t pages() const { return kept + unchanged + failed + forbidden + not_pages; }
};

/// `trouble` may pass by itself, or concerns one page; `failure` is for somebody to look at.
enum class Weight : std::uint8_t { trouble, failure };

/// Hears how the round goes, on its thread. Words may quote strangers: not fit for a terminal as they stand.
class RoundListener {
 public:
  virtual ~RoundListener() = default;
  virtual void tell(Weight weight, std::string_view where, std::string_view what) = 0;
  virtual void count(const RoundCounts& counts) = 0;
};

/// What a round works on. All of it must outlive the call.
struct Round {
  const Job& job;
  Database& database;
  const RawStore& raw;
  Web& web;
  RoundListener& listener;
  const std::atomic<bool>& stop;  ///< once true, the round leaves within a moment, and hangs up
};

/// `deadline`: the run's time was up, and there is more to do.
enum class Ending : std::uint8_t { done, deadline, stopped };

/// Which servers were there. `none`: none answered; `refused`: nor could, all being at private addresses.
enum class Reached : std::uint8_t { some, none, refused };

struct RoundResult {
  RoundCounts counts;
  Ending ending = Ending::done;
  Reached reached = Reached::some;
};

/// Fails when the state or a raw page cannot be written; what came before is in the state.
Result<RoundResult, IoError> fetch_round(const Round& round);

}  // namespace cleancopy
