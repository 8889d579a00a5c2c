// What the parts of a round share: the job, the state, raw/, who hears of it, and the count.
#pragma once

#include <cstdint>
#include <string>

#include "fetch/ledger.h"
#include "fetch/round.h"

namespace cleancopy {

struct RoundDesk {
  explicit RoundDesk(const Round& r)
      : round(r), ledger(r.database), began(r.web.now().count() / 1000) {}

  std::int64_t now() const { return round.web.now().count() / 1000; }

  const Round& round;
  Ledger ledger;
  RoundCounts counts;
  std::int64_t began;  ///< what is due is due by then: what fails meanwhile is for the next run
};

}  // namespace cleancopy
