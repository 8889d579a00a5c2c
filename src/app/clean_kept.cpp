#include "app/clean_kept.h"

#include <chrono>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "app/batch.h"
#include "fetch/pages.h"
#include "io/sink.h"
#include "io/source.h"

namespace cleancopy::app {
namespace {

constexpr std::size_t kChunk = 256;  // pages that a kill makes the next run clean again, at most

// Which copies of a chunk are done.
class Done final : public Audience {
 public:
  explicit Done(const std::vector<Copy>& copies) {
    for (const Copy& copy : copies) ids_.emplace(copy.path, copy.id);
  }

  void hear(const Entry& entry, const Article&) override {
    const auto copy = ids_.find(entry.id);
    if (copy != ids_.end()) done_.push_back(copy->second);
  }

  void mark(Database& database) const {
    for (const std::int64_t copy : done_) mark_cleaned(database, copy);
  }

 private:
  std::map<std::string, std::int64_t> ids_;  // by path
  std::vector<std::int64_t> done_;
};

std::optional<IoError> clean_chunk(const Cleaning& cleaning, const std::vector<Copy>& copies) {
  std::vector<std::string> paths;
  for (const Copy& copy : copies) paths.push_back(copy.path);
  const auto source = listed_pages(cleaning.job.raw, std::move(paths), {.stop = &cleaning.stop});
  auto sink = open_sink(Target::folder, cleaning.job.clean, {.form = cleaning.job.form});
  if (!sink) return sink.error();
  Done done(copies);
  Batch batch{*source, cleaning.book, *sink.value(), cleaning.report, cleaning.stop,
              {cleaning.job.form, Removed::omit}, cleaning.jobs};
  batch.audience = &done;
  batch.notes = Notes::rejected;
  if (auto failed = run_batch(batch)) return failed;
  if (auto failed = sink.value()->finish()) return failed;
  Transaction transaction(cleaning.database, Durability::lasting);
  done.mark(cleaning.database);
  return transaction.commit();
}

}  // namespace

std::optional<IoError> clean_kept(const Cleaning& cleaning) {
  std::int64_t after = 0;
  while (!cleaning.stop) {
    std::vector<Copy> copies;
    {
      Transaction transaction(cleaning.database);
      copies = unclean_copies(cleaning.database, after, kChunk);
      if (auto failed = transaction.commit()) return failed;
    }
    if (copies.empty()) return std::nullopt;
    if (auto failed = clean_chunk(cleaning, copies)) return failed;
    after = copies.back().id;
  }
  return std::nullopt;
}

}  // namespace cleancopy::app
