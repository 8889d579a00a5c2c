#include "fetch/state_check.h"

#include <cerrno>
#include <filesystem>
#include <optional>
#include <utility>

#include "fetch/pages.h"
#include "io/source.h"

namespace cleancopy {
namespace {

std::int64_t count(Database& database, std::string_view sql) {
  Statement counted = database.prepare(sql);
  return counted.next() ? counted.integer(0) : 0;
}

void count_pages(Database& database, StateCounts& counts) {
  Statement found = database.prepare("SELECT stage, count(*) FROM pages GROUP BY stage");
  while (found.next()) {
    switch (static_cast<PageStage>(found.integer(0))) {
      case PageStage::wanted: counts.wanted = found.integer(1); break;
      case PageStage::held: counts.held = found.integer(1); break;
      case PageStage::gone: counts.gone = found.integer(1); break;
      case PageStage::given_up: counts.given_up = found.integer(1); break;
    }
  }
}

// Nothing when the copy is as it was kept.
std::optional<std::string> fault_of(const std::string& file, const std::string& digest) {
  const auto bytes = read_regular_file(file, kMaxCopyBytes);
  if (!bytes) return bytes.error().error.what;
  if (digest_of(bytes.value()) != digest) return "its bytes are not those that were kept";
  return std::nullopt;
}

void check_copies(Database& database, const RawStore& raw, const TellFault& tell) {
  Statement found = database.prepare("SELECT path, digest FROM copies ORDER BY path");
  while (found.next()) {
    const std::string file = raw.file(found.text(0));
    if (const auto fault = fault_of(file, found.text(1))) tell(file, *fault);
  }
}

std::int64_t count_unknown(Database& database, const RawStore& raw) {
  std::int64_t unknown = 0;
  std::error_code ignored;
  if (!std::filesystem::is_directory(raw.folder(), ignored)) return 0;
  const auto source = open_source({raw.folder()}, {});
  if (!source) return 0;
  while (const auto entry = source.value()->next()) {
    Statement known = database.prepare("SELECT 1 FROM copies WHERE path = ?");
    if (entry->line_number == 0 && !known.bind(entry->id).next()) ++unknown;
  }
  return unknown;
}

}  // namespace

StateCounts check_state(Database& database, const RawStore& raw, const TellFault& tell) {
  StateCounts counts;
  const std::string damage = database.quick_check();
  if (!damage.empty()) {
    tell(database.path(), damage);
    return counts;
  }
  counts.version = database.version();
  counts.sources = count(database, "SELECT count(*) FROM sources");
  counts.hosts = count(database, "SELECT count(*) FROM hosts");
  counts.redirects = count(database, "SELECT count(*) FROM redirects");
  counts.copies = count(database, "SELECT count(*) FROM copies");
  counts.unclean = count(database, "SELECT count(*) FROM copies WHERE cleaned = 0");
  count_pages(database, counts);
  check_copies(database, raw, tell);
  counts.unknown = count_unknown(database, raw);
  return counts;
}

}  // namespace cleancopy
