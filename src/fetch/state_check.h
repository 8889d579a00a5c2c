// Does the state hold together, by itself and with raw/? Looks only, also while a run has it.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "fetch/database.h"
#include "fetch/raw_store.h"

namespace cleancopy {

/// What a state remembers, in numbers.
struct StateCounts {
  std::int64_t version = 0;  ///< of its schema
  std::int64_t sources = 0, hosts = 0, redirects = 0;
  std::int64_t wanted = 0, held = 0, gone = 0, given_up = 0;  ///< pages
  std::int64_t copies = 0, unclean = 0;
  std::int64_t unknown =
      0;  ///< pages in raw/ that no copy tells of: forgotten long ago, or put there by others
};

/// A copy or table that is not what it should be: where, and what is wrong.
using TellFault = std::function<void(const std::string& where, const std::string& what)>;

/// Reads all tables, and all bytes of all copies. Tells each fault: damage in the database, a copy that is
/// not there, one of other bytes than were kept.
StateCounts check_state(Database& database, const RawStore& raw, const TellFault& tell);

}  // namespace cleancopy
