// Who is next: errands wait in a queue of their host, one of a host is under way at a
// time, and a host rests between two. A host that waits holds up no other.
//
// Pure: time is what the caller says it is, and errands are numbers of the caller's.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace cleancopy {

/// Of all hosts together; each answer under way may take the memory of a page.
inline constexpr std::size_t kMostUnderWay = 32;

class HostQueues {
 public:
  /// Since any moment; must not go back.
  using Time = std::chrono::milliseconds;

  struct Turn {
    std::string host;
    std::uint64_t errand = 0;
  };

  void add(const std::string& host, std::uint64_t errand);

  /// Before all others of the host.
  void add_first(const std::string& host, std::uint64_t errand);

  /// The errand to go now, of the host that has rested longest; nothing when every host that has one rests, or
  /// has one under way, or kMostUnderWay are. The host then is busy until rest().
  std::optional<Turn> take(Time now);

  /// The host's errand is over. It rests for `pause` from now on.
  void rest(const std::string& host, Time now, Time pause);

  /// Removes all that waits for the host, and gives it back in its order.
  std::vector<std::uint64_t> drop(const std::string& host);

  /// When take() gives something next; nothing when an errand under way must end first, or none waits.
  std::optional<Time> next_turn() const;

  std::size_t under_way() const { return under_way_; }
  std::size_t waiting() const { return waiting_; }

 private:
  struct Host {
    std::deque<std::uint64_t> errands;
    bool is_busy = false;
    Time rested{0};
  };

  const std::pair<const std::string, Host>* next_host() const;

  std::map<std::string, Host> hosts_;
  std::size_t under_way_ = 0;
  std::size_t waiting_ = 0;
};

}  // namespace cleancopy
