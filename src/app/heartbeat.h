// Where a run stands, told on standard error while it goes on: a bar on a
// terminal, a line now and then elsewhere, nothing when nobody wants to know.
// The account at its end is report.h's.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "app/report.h"
#include "io/source.h"

namespace cleancopy::app {

enum class Pulse : std::uint8_t { none, lines, bar };

/// What there is to tell.
struct Standing {
  std::size_t pages = 0;
  double seconds = 0;                           ///< since the first page was taken
  std::uint64_t bytes = 0;                      ///< of input, behind the run
  std::optional<std::uint64_t> all_bytes = {};  ///< of input, if that is known
};

/// "1234 pages, 20.6/s, 43 %, 1m20s left"; the last two only where they can be
/// known: a part of the bytes, but not more than all, is behind.
std::string standing_text(const Standing& standing);

/// "cleancopy [######......] 1234 pages, …", in fewer than `width` columns of ASCII;
/// without the bar where the part that is done is not known, or there is no room.
std::string bar_text(const Standing& standing, std::size_t width);

/// What a run on these inputs is told by.
struct HeartbeatOptions {
  Pulse pulse = Pulse::none;
  double seconds = 60;              ///< between two lines
  std::vector<std::string> inputs;  ///< are measured meanwhile, on a thread of its own
  std::optional<InputForm> from;
};

/// Beats from its construction until it is destroyed, and then erases its bar.
/// The report must outlive it.
class Heartbeat {
 public:
  Heartbeat(Report& report, HeartbeatOptions options);
  ~Heartbeat();
  Heartbeat(const Heartbeat&) = delete;
  Heartbeat& operator=(const Heartbeat&) = delete;

 private:
  void measure();
  void beat(const std::stop_token& over);
  Standing standing() const;

  Report& report_;
  HeartbeatOptions options_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  std::atomic<bool> over_ = false;
  std::atomic<bool> measured_ = false;
  std::uint64_t all_bytes_ = 0;  // may be read once measured_ is true
  std::jthread measurer_, beater_;
};

}  // namespace cleancopy::app
