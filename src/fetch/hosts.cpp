#include "fetch/hosts.h"

#include <algorithm>

namespace cleancopy {

HostState host_state(Database& database, const std::string& origin) {
  Statement found = database.prepare(
      "SELECT answer, robots, robots_until, not_before, failures, error FROM hosts WHERE origin = ?");
  HostState host;
  host.origin = origin;
  if (!found.bind(origin).next()) return host;
  host.answer = static_cast<RobotsAnswer>(std::clamp<std::int64_t>(found.integer(0), 0, 3));
  host.robots = found.text(1);
  host.robots_until = found.integer(2);
  host.not_before = found.integer(3);
  host.failures = found.integer(4);
  host.error = found.text(5);
  return host;
}

void save_host(Database& database, const HostState& host, std::int64_t now) {
  database
      .prepare(
          "INSERT OR REPLACE INTO hosts(origin, answer, robots, robots_until, not_before, failures, error, "
          "met) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
      .bind(host.origin)
      .bind(static_cast<std::int64_t>(host.answer))
      .bind(host.robots)
      .bind(host.robots_until)
      .bind(host.not_before)
      .bind(host.failures)
      .bind(host.error)
      .bind(now)
      .run();
}

}  // namespace cleancopy
