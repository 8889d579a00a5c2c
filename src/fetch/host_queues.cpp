#include "fetch/host_queues.h"

#include <utility>

namespace cleancopy {

void HostQueues::add(const std::string& host, std::uint64_t errand) {
  hosts_[host].errands.push_back(errand);
  ++waiting_;
}

void HostQueues::add_first(const std::string& host, std::uint64_t errand) {
  hosts_[host].errands.push_front(errand);
  ++waiting_;
}

const std::pair<const std::string, HostQueues::Host>* HostQueues::next_host() const {
  const std::pair<const std::string, Host>* next = nullptr;
  for (const auto& host : hosts_) {
    if (host.second.errands.empty() || host.second.is_busy) continue;
    if (next == nullptr || host.second.rested < next->second.rested) next = &host;
  }
  return next;
}

std::optional<HostQueues::Turn> HostQueues::take(Time now) {
  if (under_way_ >= kMostUnderWay) return std::nullopt;
  const auto* next = next_host();
  if (next == nullptr || next->second.rested > now) return std::nullopt;
  Host& host = hosts_[next->first];
  Turn turn{next->first, host.errands.front()};
  host.errands.pop_front();
  host.is_busy = true;
  --waiting_;
  ++under_way_;
  return turn;
}

void HostQueues::rest(const std::string& name, Time now, Time pause) {
  Host& host = hosts_[name];
  if (std::exchange(host.is_busy, false)) --under_way_;
  host.rested = now + pause;
}

std::vector<std::uint64_t> HostQueues::drop(const std::string& name) {
  Host& host = hosts_[name];
  std::vector<std::uint64_t> dropped(host.errands.begin(), host.errands.end());
  host.errands.clear();
  waiting_ -= dropped.size();
  return dropped;
}

std::optional<HostQueues::Time> HostQueues::next_turn() const {
  const auto* next = under_way_ < kMostUnderWay ? next_host() : nullptr;
  return next == nullptr ? std::nullopt : std::optional(next->second.rested);
}

}  // namespace cleancopy
