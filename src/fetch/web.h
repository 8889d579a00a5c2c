// Where the requests of a round go, and where its time comes from: libcurl and the clock
// (app/live_web.h), or a test's own web, in which a year is over in a second.
#pragma once

#include <chrono>
#include <vector>

#include "fetch/transfers.h"

namespace cleancopy {

class Web {
 public:
  virtual ~Web() = default;

  virtual void start(Request request) = 0;

  /// What has ended since: as soon as something has, or after `most`, also when nothing is under way.
  virtual std::vector<Exchange> wait(std::chrono::milliseconds most) = 0;

  /// Since 1970. Does not go back.
  virtual std::chrono::milliseconds now() const = 0;
};

}  // namespace cleancopy
