// What the state forgets, so that it stays as small as what it follows. Raw pages stay.
// Call within a Transaction.
#pragma once

#include <cstdint>
#include <string>

#include "fetch/database.h"

namespace cleancopy {

/// Forgets pages that were last named before then, unless the source that named them has not
/// changed since; redirects, hosts and sources that were not met since. Gives the number of pages.
std::int64_t forget_before(Database& database, std::int64_t before);

/// Forgets the page of that URL (or that it redirects to), or the source with all pages it named last, or,
/// when `name` is no URL, the host with all its pages. Its pages are fetched again when they are named again:
/// sources that named them forget what they were answered, so that they name them. With a host goes what the
/// drift watch remembers of it. Gives the number of pages.
std::int64_t forget(Database& database, const std::string& name);

}  // namespace cleancopy
