#include "fetch/origins.h"

#include <algorithm>
#include <utility>

#include "fetch/backoff.h"
#include "fetch/politeness.h"
#include "fetch/web_url.h"
#include "text/url.h"

namespace cleancopy {
namespace {

Robots robots_of(const HostState& state) {
  switch (state.answer) {
    case RobotsAnswer::rules: return Robots::parse(state.robots);
    case RobotsAnswer::everything: return Robots::everything();
    case RobotsAnswer::unknown:
    case RobotsAnswer::nothing: break;
  }
  return Robots::nothing();
}

}  // namespace

std::string host_of_origin(std::string_view origin) {
  const std::size_t scheme = origin.find("://");
  if (scheme != std::string_view::npos) origin.remove_prefix(scheme + 3);
  return std::string(without_www(origin));
}

Origins::Origin& Origins::at(const std::string& name) {
  const auto known = origins_.find(name);
  if (known != origins_.end()) return known->second;
  Origin& origin = origins_[name];
  ledger_.write([&](Database& database) { origin.state = host_state(database, name); });
  origin.state.origin = name;
  origin.before = origin.state;
  origin.robots = robots_of(origin.state);
  origin.has_robots = origin.state.answer != RobotsAnswer::unknown;
  return origin;
}

Gate Origins::gate(const std::string& url, std::int64_t now) {
  Origin& origin = at(origin_of(url));
  if (origin.state.not_before > now) return Gate::closed;
  if (origin.is_asked) return Gate::waits;
  if (!origin.has_robots || origin.state.robots_until <= now) return Gate::robots_first;
  return origin.robots.allows(target_of(url)) ? Gate::open : Gate::forbidden;
}

void Origins::ask_robots(const std::string& origin) { at(origin).is_asked = true; }

void Origins::have_robots(const std::string& name, RobotsAnswer answer, std::string_view body,
                          std::int64_t now) {
  Origin& origin = at(name);
  origin.is_asked = false;
  origin.state.answer = answer;
  origin.state.robots = answer == RobotsAnswer::rules ? body.substr(0, kMaxRobotsBytes) : std::string_view();
  origin.state.robots_until = now + kRobotsDay;
  origin.robots = robots_of(origin.state);
  origin.has_robots = true;
  save(origin, now);
}

std::optional<std::int64_t> Origins::note(const Exchange& exchange, std::int64_t now) {
  Origin& origin = at(origin_of(exchange.url));
  const Answered answered = answered_with(exchange);
  if (answered == Answered::unreachable) unreachable_ = true;
  else if (exchange.fault && exchange.fault->fault == FetchFault::refused) refused_ = true;
  else answered_ = true;
  switch (answered) {
    case Answered::busy: return leave_alone(origin, exchange, now);
    case Answered::unreachable:
      // A server that never answered in this run is down; of one that did, it may be the page.
      if (origin.has_answered && ++origin.misses < kMaxMisses) return std::nullopt;
      return leave_alone(origin, exchange, now);
    case Answered::failing:
      origin.has_answered = true;
      if (++origin.misses < kMaxMisses) return std::nullopt;
      return leave_alone(origin, exchange, now);
    case Answered::unfit: return std::nullopt;
    default: take_answer(origin, now);
  }
  return std::nullopt;
}

void Origins::take_answer(Origin& origin, std::int64_t now) {
  origin.has_answered = true;
  origin.misses = 0;
  if (origin.state.failures == 0) return;
  origin.state.failures = 0;
  origin.state.not_before = 0;
  origin.state.error.clear();
  save(origin, now);
}

std::optional<std::int64_t> Origins::leave_alone(const std::string& name, const Exchange& exchange,
                                                 std::int64_t now) {
  Origin& origin = at(name);
  origin.is_asked = false;
  if (origin.state.not_before > now) return std::nullopt;
  return leave_alone(origin, exchange, now);
}

std::int64_t Origins::leave_alone(Origin& origin, const Exchange& exchange, std::int64_t now) {
  HostState& state = origin.state;
  ++state.failures;
  const std::int64_t pause = pause_after(state.failures, state.origin);
  const auto asked = retry_after(exchange.fields.value("retry-after"), now);
  state.not_before = now + std::max(pause, asked.value_or(0));
  state.error = words_of(exchange);
  save(origin, now);
  return state.not_before;
}

std::int64_t Origins::robots_until(const std::string& url) { return at(origin_of(url)).state.robots_until; }

std::chrono::milliseconds Origins::pause(const std::string& url) {
  const Origin& origin = at(origin_of(url));
  return pause_between(delay_, origin.has_robots ? origin.robots.crawl_delay() : std::nullopt);
}

void Origins::take_failures_back(std::int64_t now) {
  for (auto& [name, origin] : origins_) {
    if (origin.state.failures == origin.before.failures) continue;
    origin.state.failures = origin.before.failures;
    origin.state.not_before = origin.before.not_before;
    save(origin, now);
  }
}

void Origins::save(const Origin& origin, std::int64_t now) {
  ledger_.write([&](Database& database) { save_host(database, origin.state, now); });
}

}  // namespace cleancopy
