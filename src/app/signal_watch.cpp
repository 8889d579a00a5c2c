#include "app/signal_watch.h"

#include <pthread.h>
#include <unistd.h>

#include <chrono>
#include <ctime>

#include "app/report.h"

namespace cleancopy::app {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::nanoseconds;

// A page may take ten seconds, a disk longer; batch systems kill soon after they ask.
constexpr nanoseconds kPatience = std::chrono::seconds(4);
// timeout(1) sends each signal to the process and to its group.
constexpr nanoseconds kEcho = std::chrono::seconds(1);

timespec timespec_of(nanoseconds time) {
  constexpr long long a_second = 1'000'000'000;
  return {static_cast<time_t>(time.count() / a_second), static_cast<long>(time.count() % a_second)};
}

}  // namespace

SignalWatch::SignalWatch(std::atomic<bool>& stop) : stop_(stop) {
  ::sigemptyset(&signals_);
  ::sigaddset(&signals_, SIGINT);
  ::sigaddset(&signals_, SIGTERM);
  ::pthread_sigmask(SIG_BLOCK, &signals_, nullptr);  // inherited by the workers
  watcher_ = std::thread([this] { watch(); });
}

SignalWatch::~SignalWatch() {
  over_ = true;
  ::pthread_kill(watcher_.native_handle(), SIGTERM);
  watcher_.join();
}

void SignalWatch::watch() {
  int signal = 0;
  while (::sigwait(&signals_, &signal) != 0) continue;
  if (over_) return;
  received_ = signal;
  stop_ = true;
  wait_for_another();
  if (over_) return;
  print_account("cleancopy: left without the pages at hand\n");
  ::_exit(kInterrupted + signal);
}

/// Until a second signal that is no echo of the first, the end of patience, or of the run.
void SignalWatch::wait_for_another() {
  const Clock::time_point began = Clock::now();
  while (true) {
    const nanoseconds passed = Clock::now() - began;
    if (passed >= kPatience) return;
    const timespec left = timespec_of(kPatience - passed);
    const bool is_signal = ::sigtimedwait(&signals_, nullptr, &left) > 0;
    if (over_ || (is_signal && Clock::now() - began >= kEcho)) return;
  }
}

}  // namespace cleancopy::app
