// INT and TERM: the first asks the run to stop, and four seconds later, or at another
// one a second or more after it, the process leaves without the run. What is
// unfinished then is as after kill -9: the journal has it.
#pragma once

#include <signal.h>

#include <atomic>
#include <thread>

namespace cleancopy::app {

/// Waits on a thread of its own, so that no handler interrupts the others at a bad
/// moment. Threads that are made while it lives do not receive the signals.
class SignalWatch {
 public:
  /// Sets `stop` when a signal asks for it.
  explicit SignalWatch(std::atomic<bool>& stop);
  ~SignalWatch();
  SignalWatch(const SignalWatch&) = delete;
  SignalWatch& operator=(const SignalWatch&) = delete;

  /// The signal that asked for a stop; 0 when none did.
  int received() const { return received_; }

 private:
  void watch();
  void wait_for_another();

  std::atomic<bool>& stop_;
  std::atomic<bool> over_ = false;
  std::atomic<int> received_ = 0;
  sigset_t signals_{};
  std::thread watcher_;
};

}  // namespace cleancopy::app
