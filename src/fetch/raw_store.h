// raw/: pages exactly as they were received, each with its sidecar (io/sidecar.h).
//
//     raw/www.example.org/2026-11-22/harbour-wall-1a2b3c4d.html        what the server sent
//     raw/www.example.org/2026-11-22/harbour-wall-1a2b3c4d.html.json   what was known of it
//
// The sidecar is written first and the page appears last, whole: where the page is
// there with the digest its sidecar tells, all of it is. The one surprise: every page is
// .html. Its name is decided before its type is known; the sidecar knows it, and by
// it read_page() reads plain text as text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "fetch/database.h"
#include "fetch/transfers.h"
#include "io/files.h"
#include "io/sidecar.h"

namespace cleancopy {

inline constexpr std::size_t kMaxCopyBytes = std::size_t{64} << 20;  // as read_page() has it

/// What the head in a sidecar gives to ask again by.
Validators validators_in(const Sidecar& sidecar);

/// Where a page's copy goes, below the raw folder: host, day, the last word of the URL's path, eight digits
/// of the hash of its key, and from the second copy on its number. Safe whatever the URL.
std::string raw_path(const std::string& url, std::int64_t copy, std::int64_t now);

class RawStore {
 public:
  /// The folder need not be there.
  explicit RawStore(std::string folder) : folder_(std::move(folder)) {}

  /// Writes sidecar and page, whole or not at all, to disk. Sets the sidecar's digest.
  std::optional<IoError> keep(const std::string& path, Sidecar sidecar, std::string_view bytes) const;

  /// The sidecar of a page that is there, whole; nothing else.
  std::optional<Sidecar> find(const std::string& path) const;

  /// The file of a path.
  std::string file(const std::string& path) const { return folder_ + "/" + path; }

  const std::string& folder() const { return folder_; }

 private:
  std::string folder_;
};

/// Keeps, in the state, each wanted page that an earlier run had written to `raw` before it was killed, and
/// removes what it had only begun to write; gives their number. Call it before the first page is asked for,
/// in a Transaction.
std::size_t adopt_copies(Database& database, const RawStore& raw, std::int64_t now);

}  // namespace cleancopy
