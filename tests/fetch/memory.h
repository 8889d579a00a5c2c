// A state in a folder of its own, and short words for what tests do to it.
#pragma once

#include <catch2/catch.hpp>
#include <string>
#include <utility>
#include <vector>

#include "../scratch.h"
#include "fetch/pages.h"
#include "fetch/sources.h"
#include "fetch/state.h"
#include "text/moment.h"

namespace cleancopy::test {

inline constexpr std::int64_t kNoon = 1795348800;  // 2026-11-22T12:00:00Z
inline constexpr std::int64_t kHour = 3600;
inline const std::string kFeed = "https://www.example.org/rss.xml";

inline State opened(const std::string& path, std::int64_t now = kNoon) {
  auto state = State::open(path, now);
  if (!state) FAIL(state.error().error.where + ": " + state.error().error.what);
  return std::move(state.value());
}

/// Runs `change(database)` as one transaction.
template <class Change>
auto commit(State& state, Change change) {
  Transaction exchange(state.database());
  auto result = change(state.database());
  const auto failed = exchange.commit();
  if (failed) FAIL(failed->error.what);
  return result;
}

inline Offered offer(State& state, const std::vector<Link>& links, std::int64_t now = kNoon,
                     const std::string& source = kFeed) {
  return commit(state, [&](Database& database) {
    SourceState asked = source_state(database, source);
    save_source(database, asked, now);
    return offer_pages(database, source, links, now);
  });
}

inline std::vector<WantedPage> wanted(State& state, std::int64_t now = kNoon, std::size_t limit = 1000) {
  return commit(state, [&](Database& database) {
    std::vector<WantedPage> all;
    for (const std::string& origin : origins_wanting(database, now)) {
      for (WantedPage& page : wanted_pages(database, origin, limit, now)) all.push_back(std::move(page));
    }
    return all;
  });
}

inline void keep(State& state, const WantedPage& page, const std::string& digest, std::int64_t now = kNoon) {
  commit(state, [&](Database& database) {
    keep_page(database, page.id, {{"\"tag\"", "then"}, digest}, now);
    return 0;
  });
}

inline std::int64_t number(State& state, const std::string& sql) {
  Statement statement = state.database().prepare(sql);
  return statement.next() ? statement.integer(0) : -1;
}

}  // namespace cleancopy::test
