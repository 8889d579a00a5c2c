// What the user is told of a scheduled run: troubles as they come, a line now and then,
// and the account. Under --quiet only what somebody should look at.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "app/options.h"
#include "app/report.h"
#include "fetch/round.h"

namespace cleancopy::app {

class JobReport final : public RoundListener {
 public:
  JobReport(Voice voice, double heartbeat) : voice_(voice), heartbeat_(heartbeat) {}

  /// `trouble` is told aloud only. After a hundred messages they are only counted.
  void tell(Weight weight, std::string_view where, std::string_view what) override;

  /// Where the fetching stands; a line when the last is `heartbeat` seconds old.
  void count(const RoundCounts& counts) override;

  /// Of cleaning: what came of each page.
  Report& pages() { return pages_; }

  const RoundCounts& fetched() const { return fetched_; }

 private:
  using Clock = std::chrono::steady_clock;

  Voice voice_;
  std::chrono::duration<double> heartbeat_;
  Clock::time_point last_line_ = Clock::now();
  RoundCounts fetched_;
  Report pages_;
};

/// "cleancopy: 5 sources, 212 pages: 17 new, 195 unchanged, 0 failed; 17 cleaned" and a newline; further
/// numbers where they are not 0.
std::string job_summary_text(const RoundCounts& fetched, const Tally& cleaned, Phases phases);

/// The same, and all else that was counted, as one line of JSON.
std::string job_summary_json(const RoundCounts& fetched, const Tally& cleaned, Phases phases);

}  // namespace cleancopy::app
