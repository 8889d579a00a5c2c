#include "app/live_web.h"

#include <thread>
#include <utility>

namespace cleancopy::app {

void LiveWeb::start(Request request) { transfers_.start(std::move(request)); }

std::vector<Exchange> LiveWeb::wait(std::chrono::milliseconds most) {
  if (transfers_.running() > 0) return transfers_.wait(most);
  std::this_thread::sleep_for(most);
  return {};
}

std::chrono::milliseconds LiveWeb::now() const {
  const auto passed = Steady::now() - steady_;
  return std::chrono::duration_cast<std::chrono::milliseconds>(began_.time_since_epoch() + passed);
}

}  // namespace cleancopy::app
