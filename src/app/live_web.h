// The web as it is, and the clock on the wall: what a round of the scheduled job asks.
#pragma once

#include <chrono>
#include <vector>

#include "fetch/fetch_options.h"
#include "fetch/transfers.h"
#include "fetch/web.h"

namespace cleancopy::app {

class LiveWeb final : public Web {
 public:
  explicit LiveWeb(const FetchOptions& options) : transfers_(options) {}

  void start(Request request) override;
  std::vector<Exchange> wait(std::chrono::milliseconds most) override;

  /// The wall's time when this was made, and what has passed since: setting the clock changes nothing.
  std::chrono::milliseconds now() const override;

 private:
  using Steady = std::chrono::steady_clock;

  Transfers transfers_;
  std::chrono::system_clock::time_point began_ = std::chrono::system_clock::now();
  Steady::time_point steady_ = Steady::now();
};

}  // namespace cleancopy::app
