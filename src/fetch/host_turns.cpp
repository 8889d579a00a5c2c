#include "fetch/host_turns.h"

#include <utility>

namespace cleancopy {

void HostTurns::call(const std::string& host) { hosts_[host].is_called = true; }

void HostTurns::dismiss(const std::string& name) {
  Host& host = hosts_[name];
  host.is_called = false;
  free(host);
}

std::map<std::string, HostTurns::Host>::const_iterator HostTurns::next_host() const {
  auto next = hosts_.end();
  for (auto host = hosts_.begin(); host != hosts_.end(); ++host) {
    if (!host->second.is_called || host->second.is_busy) continue;
    if (next == hosts_.end() || host->second.rested < next->second.rested) next = host;
  }
  return next;
}

std::optional<std::string> HostTurns::take(Time now) {
  const auto next = under_way_ < kMostUnderWay ? next_host() : hosts_.end();
  if (next == hosts_.end() || next->second.rested > now) return std::nullopt;
  hosts_[next->first].is_busy = true;
  ++under_way_;
  return next->first;
}

void HostTurns::rest(const std::string& name, Time now, Time pause) {
  Host& host = hosts_[name];
  free(host);
  host.rested = now + pause;
}

std::optional<HostTurns::Time> HostTurns::next_turn() const {
  const auto next = under_way_ < kMostUnderWay ? next_host() : hosts_.end();
  return next == hosts_.end() ? std::nullopt : std::optional(next->second.rested);
}

void HostTurns::free(Host& host) {
  if (std::exchange(host.is_busy, false)) --under_way_;
}

}  // namespace cleancopy
