// The servers of a round: what the robots.txt of each allows, and which are left alone.
//
// What a server did is told by note(); what may be asked of it now, gate() tells. All of it
// outlasts the run, in the state.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "fetch/answer.h"
#include "fetch/hosts.h"
#include "fetch/ledger.h"
#include "fetch/robots.h"

namespace cleancopy {

inline constexpr std::int64_t kRobotsDay = 86'400;  // seconds a robots.txt counts (RFC 9309, 2.4)
inline constexpr int kMaxMisses = 3;                // failures in a row, and the host is left alone

/// May a URL be asked for now? `robots_first`: not before robots.txt was; `waits`: that has been asked for;
/// `closed`: its host is left alone, in this run at least.
enum class Gate : std::uint8_t { open, robots_first, waits, closed, forbidden };

/// "example.org" for all of http://example.org, https://www.example.org …: what rests as one. A port that
/// is not the scheme's own stays.
std::string host_of_origin(std::string_view origin);

class Origins {
 public:
  Origins(Ledger& ledger, std::int64_t delay) : ledger_(ledger), delay_(delay) {}

  Gate gate(const std::string& url, std::int64_t now);

  /// The robots.txt of the origin is asked for, and no answer has come yet.
  void ask_robots(const std::string& origin);

  void have_robots(const std::string& origin, RobotsAnswer answer, std::string_view body, std::int64_t now);

  /// Notes what the server at the URL did. Gives until when it is left alone, if this made it so.
  std::optional<std::int64_t> note(const Exchange& exchange, std::int64_t now);

  /// There is no robots.txt to be had of the origin: it is left alone. Gives until when, unless it is so
  /// already.
  std::optional<std::int64_t> leave_alone(const std::string& origin, const Exchange& exchange,
                                          std::int64_t now);

  /// When the robots.txt that forbids a URL counts no more.
  std::int64_t robots_until(const std::string& url);

  std::chrono::milliseconds pause(const std::string& url);

  /// Has any server answered anything in this run; was any unreachable, was any at a private address?
  bool any_answered() const { return answered_; }
  bool any_unreachable() const { return unreachable_; }
  bool any_refused() const { return refused_; }

  /// When no server at all can be reached it is our own network that failed, and none of them.
  void take_failures_back(std::int64_t now);

 private:
  struct Origin {
    HostState state, before;  // before this run
    Robots robots = Robots::nothing();
    bool has_robots = false;
    bool is_asked = false;
    bool has_answered = false;
    int misses = 0;
  };

  Origin& at(const std::string& origin);
  void save(const Origin& origin, std::int64_t now);
  std::int64_t leave_alone(Origin& origin, const Exchange& exchange, std::int64_t now);
  void take_answer(Origin& origin, std::int64_t now);

  Ledger& ledger_;
  std::int64_t delay_;
  std::map<std::string, Origin> origins_;
  bool answered_ = false, unreachable_ = false, refused_ = false;
};

}  // namespace cleancopy
