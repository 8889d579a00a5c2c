// Each page that a source has named: is it wanted, where will its bytes lie, which
// copies of it are there. Call within a Transaction.
//
//     offer_pages → wanted ─┬─ keep_page → held, one more copy ─ mark_cleaned
//          ↑ changed        ├─ leave_page → held: its bytes are the same
//          └────────────────┤  move_page → wanted, at another URL
//                           ├─ fail_page → wanted later; after kMaxAttempts given up
//                           └─ lose_page → after kMaxLosses gone
//
// The one surprise: a copy's path is decided before the page is asked for, so that
// a run that was killed finds by it what it had already kept (fetch/raw_store.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "fetch/database.h"
#include "fetch/feed.h"
#include "fetch/transfers.h"

namespace cleancopy {

inline constexpr std::int64_t kMaxAttempts = 8;  // some two days
inline constexpr std::int64_t kMaxLosses = 3;    // feeds may name a page before it is there
inline constexpr std::size_t kMaxWanted =
    10'000;                                   // of an origin: what is named beyond waits to be named again
inline constexpr std::int64_t kMaxNames = 8;  // redirects to one page

/// `given_up`: it failed too often; `gone`: it was not there. Either is wanted again when its source
/// says that it changed. The numbers are in state files.
enum class PageStage : std::uint8_t { wanted = 0, held = 1, gone = 2, given_up = 3 };

/// What became of the links of a source.
struct Offered {
  std::size_t added = 0;    ///< never heard of
  std::size_t changed = 0;  ///< held, and changed since, as the source says
  std::size_t known = 0;
  std::size_t refused = 0;  ///< no web URL, or beyond kMaxWanted
};

/// Notes that `source` names these pages, and all it names; those that are new or changed become wanted.
/// Make it lasting. Dates more than a day ahead of `now` are none. A page that said so often that it
/// changed and had not is believed more and more rarely.
Offered offer_pages(Database& database, const std::string& source, const std::vector<Link>& links,
                    std::int64_t now);

struct WantedPage {
  std::int64_t id = 0;
  std::string url, origin, source;
  std::string path;          ///< for its next copy, below the raw folder
  Validators validators;     ///< of the last copy
  std::string digest;        ///< of the last copy: when what comes has the same, leave_page()
  std::int64_t planned = 0;  ///< when it became wanted
  std::int64_t attempts = 0;
};

/// The origins that have wanted pages which are due.
std::vector<std::string> origins_wanting(Database& database, std::int64_t now);

/// The first wanted pages of an origin that are due: what has not failed first, then the latest.
std::vector<WantedPage> wanted_pages(Database& database, const std::string& origin, std::size_t limit,
                                     std::int64_t now);

/// What a page was answered with.
struct Answer {
  Validators validators;
  std::string digest;  ///< digest_of() the bytes
};

/// Its copy lies at the path planned.
void keep_page(Database& database, std::int64_t id, const Answer& answer, std::int64_t now);

/// What is there is what we have: 304, or the same bytes.
void leave_page(Database& database, std::int64_t id, std::int64_t now);

/// `follow`: fetch on from the wanted page of that id, whose URL, origin and path are now others.
/// `known`: the page that it leads to was known, and this one is another name of it: done.
/// `crowd`: so many lead there that it is no page's own place: not remembered, let it fail.
enum class Moved : std::uint8_t { follow, known, crowd };

/// The page is at `url` (absolute), says its server. What names the old URL will mean the new one.
Moved move_page(Database& database, std::int64_t id, const std::string& url, std::int64_t now);

/// Not before `until`, for a reason that is no failure of its own: robots.txt, Retry-After.
void delay_page(Database& database, std::int64_t id, std::int64_t until, std::string_view why);

/// No answer, or one that may be better next time: wanted again after a pause (fetch/backoff.h).
void fail_page(Database& database, std::int64_t id, std::string_view why, std::int64_t now);

/// There is no such page, or none for us: 404, 410, a picture.
void lose_page(Database& database, std::int64_t id, std::string_view why, std::int64_t now);

/// A copy in raw/.
struct Copy {
  std::int64_t id = 0;
  std::string path;  ///< below the raw folder
  std::string digest;
};

/// The next copies that were never cleaned, in the order of their ids, past `after`.
std::vector<Copy> unclean_copies(Database& database, std::int64_t after, std::size_t limit);

void mark_cleaned(Database& database, std::int64_t copy);

}  // namespace cleancopy
