#include "app/signal_watch.h"

#include <pthread.h>
#include <unistd.h>

#include <cerrno>
#include <ctime>

#include "app/report.h"

namespace cleancopy::app {
namespace {

// A page may take ten seconds, a disk longer; batch systems kill soon after they ask.
constexpr timespec kPatience{4, 0};

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
  while (::sigtimedwait(&signals_, nullptr, &kPatience) < 0 && errno == EINTR) continue;
  if (over_) return;
  print_account("cleancopy: left without the pages at hand\n");
  ::_exit(kInterrupted + signal);
}

}  // namespace cleancopy::app
