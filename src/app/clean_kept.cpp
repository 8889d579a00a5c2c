#include "app/clean_kept.h"

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "app/batch.h"
#include "fetch/pages.h"
#include "fetch/sightings.h"
#include "fetch/web_url.h"
#include "io/files.h"
#include "io/sink.h"
#include "io/source.h"
#include "rules/rulebook.h"
#include "text/hash.h"

namespace cleancopy::app {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kChunk = 256;  // pages that a kill makes the next run clean again, at most

// What came of the copies of a chunk.
class Done final : public Audience {
 public:
  Done(const std::vector<Copy>& copies, std::int64_t now) : now_(now) {
    for (const Copy& copy : copies) ids_.emplace(copy.path, copy.id);
  }

  void hear(const Entry& entry, const Article& article) override {
    const auto copy = ids_.find(entry.id);
    if (copy == ids_.end()) return;
    done_.push_back(copy->second);
    const std::string key = page_key(article.url);
    sightings_.push_back(sighting_of(article, key.empty() ? entry.id : key, now_));
  }

  void mark(Database& database, const RuleVersions& versions) const {
    for (const std::int64_t copy : done_) mark_cleaned(database, copy);
    for (const Sighting& sighting : sightings_) record(database, sighting, versions);
  }

 private:
  std::int64_t now_;
  std::map<std::string, std::int64_t> ids_;  // by path
  std::vector<std::int64_t> done_;
  std::vector<Sighting> sightings_;
};

RuleVersions versions_of(const Rulebook& book) {
  RuleVersions versions;
  for (const CompiledRules& file : book.files().all())
    versions[file.rules.name] = hex_digits(file.rules.hash);
  return versions;
}

// What a run that was killed had only begun to write stands beside what is written now.
void tidy(const std::string& clean, const std::vector<Copy>& copies) {
  std::set<fs::path> folders;
  for (const Copy& copy : copies) folders.insert((fs::path(clean) / copy.path).parent_path());
  for (const fs::path& folder : folders) remove_abandoned(folder.string());
}

std::optional<IoError> clean_chunk(const Cleaning& cleaning, const std::vector<Copy>& copies,
                                   const RuleVersions& versions) {
  std::vector<std::string> paths;
  for (const Copy& copy : copies) paths.push_back(copy.path);
  tidy(cleaning.job.clean, copies);
  const auto source = listed_pages(cleaning.job.raw, std::move(paths), {.stop = &cleaning.stop});
  auto sink = open_sink(Target::folder, cleaning.job.clean, {.form = cleaning.job.form});
  if (!sink) return sink.error();
  Done done(copies, cleaning.now);
  Batch batch{*source, cleaning.book, *sink.value(), cleaning.report, cleaning.stop,
              {cleaning.job.form, Removed::omit}, cleaning.jobs};
  batch.audience = &done;
  batch.notes = Notes::rejected;
  if (auto failed = run_batch(batch)) return failed;
  if (auto failed = sink.value()->finish()) return failed;
  Transaction transaction(cleaning.database, Durability::lasting);
  done.mark(cleaning.database, versions);
  return transaction.commit();
}

}  // namespace

std::optional<IoError> clean_kept(const Cleaning& cleaning) {
  const RuleVersions versions = versions_of(cleaning.book);
  std::int64_t after = 0;
  while (!cleaning.stop) {
    std::vector<Copy> copies;
    {
      Transaction transaction(cleaning.database);
      copies = unclean_copies(cleaning.database, after, kChunk);
      if (auto failed = transaction.commit()) return failed;
    }
    if (copies.empty()) return std::nullopt;
    if (auto failed = clean_chunk(cleaning, copies, versions)) return failed;
    after = copies.back().id;
  }
  return std::nullopt;
}

}  // namespace cleancopy::app
