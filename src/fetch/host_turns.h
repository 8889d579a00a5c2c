// Which host is next: one request of a host is under way at a time, and the host rests
// after it. A host that waits holds up no other.
//
// Pure: time is what the caller says it is, and what a host is asked for is its business.
#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <optional>
#include <string>

namespace cleancopy {

/// Of all hosts together; each answer under way may take the memory of a page.
inline constexpr std::size_t kMostUnderWay = 32;

class HostTurns {
 public:
  /// Since any moment; must not go back.
  using Time = std::chrono::milliseconds;

  /// There is something to ask the host for, now or when it has rested.
  void call(const std::string& host);

  /// There is nothing more, until the next call().
  void dismiss(const std::string& host);

  /// The host to ask now: of those called, the one that has rested longest. Nothing when all of them rest, or
  /// have a request under way, or kMostUnderWay have. It has one from now on, until rest() or dismiss().
  std::optional<std::string> take(Time now);

  /// The request is over: the host rests for `pause` from now on.
  void rest(const std::string& host, Time now, Time pause);

  /// When take() gives something next; nothing when a request must end first, or no host is called.
  std::optional<Time> next_turn() const;

  std::size_t under_way() const { return under_way_; }

 private:
  struct Host {
    bool is_called = false;
    bool is_busy = false;
    Time rested{0};
  };

  std::map<std::string, Host>::const_iterator next_host() const;
  void free(Host& host);

  std::map<std::string, Host> hosts_;
  std::size_t under_way_ = 0;
};

}  // namespace cleancopy
