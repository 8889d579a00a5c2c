// What is remembered of a host: its robots.txt, and until when it is left alone.
// Call within a Transaction.
#pragma once

#include <cstdint>
#include <string>

#include "fetch/database.h"

namespace cleancopy {

/// What robots.txt last came to (RFC 9309, 2.3.1). The numbers are in state files.
enum class RobotsAnswer : std::uint8_t { unknown = 0, rules = 1, everything = 2, nothing = 3 };

struct HostState {
  std::string origin;             ///< "https://www.example.org"
  RobotsAnswer answer = RobotsAnswer::unknown;
  std::string robots;             ///< its body, if the answer is rules: any bytes
  std::int64_t robots_until = 0;  ///< from then on it is asked for again
  std::int64_t not_before = 0;    ///< no request until then: Retry-After, or back-off
  std::int64_t failures = 0;      ///< in a row
  std::string error;              ///< the last one; may quote the server
};

/// All but the origin is empty for a host that was never met.
HostState host_state(Database& database, const std::string& origin);

void save_host(Database& database, const HostState& host, std::int64_t now);

}  // namespace cleancopy
