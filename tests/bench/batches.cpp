#include "batches.h"

#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <vector>

#include "app/batch.h"

namespace cleancopy::bench {
namespace {

constexpr double kMega = 1e6;

std::vector<Entry> entries_in(const std::string& folder) {
  std::vector<Entry> entries;
  auto source = open_source({folder}, {});
  if (!source) return entries;
  while (auto entry = source.value()->next()) entries.push_back(std::move(*entry));
  return entries;
}

/// A folder's pages again and again.
class Rounds final : public Source {
 public:
  Rounds(std::vector<Entry> entries, std::size_t pages) : entries_(std::move(entries)), pages_(pages) {}

  std::optional<Entry> next() override {
    if (given_ == pages_) return std::nullopt;
    return entries_[given_++ % entries_.size()];
  }

 private:
  std::vector<Entry> entries_;
  std::size_t pages_;
  std::size_t given_ = 0;
};

/// Counts what comes, and looks at the memory at each tenth of the way.
class Gauge final : public Sink {
 public:
  explicit Gauge(std::size_t pages) : tenth_(std::max<std::size_t>(pages / 10, 1)) {}

  Result<Written, IoError> write(const Delivery&) override {
    if (++written_ % tenth_ == 0) resident_.push_back(resident_bytes());
    return Written::done;
  }
  std::optional<IoError> finish() override { return std::nullopt; }

  const std::vector<std::size_t>& resident() const { return resident_; }

 private:
  std::size_t tenth_;
  std::size_t written_ = 0;
  std::vector<std::size_t> resident_;
};

struct Cost {
  double wall = 0;
  double cpu = 0;
};

double process_seconds() {
  timespec used{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
  return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) * 1e-9;
}

Cost run(const Rulebook& book, const std::vector<Entry>& entries, unsigned jobs) {
  Rounds source(entries, entries.size());
  Gauge sink(entries.size());
  app::Report report;
  std::atomic<bool> stop = false;
  const auto start = std::chrono::steady_clock::now();
  const double cpu = process_seconds();
  app::run_batch({source, book, sink, report, stop, {OutputForm::jsonl, Removed::omit}, jobs});
  const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - start;
  return {wall.count(), process_seconds() - cpu};
}

}  // namespace

std::size_t resident_bytes() {
  std::ifstream file("/proc/self/statm");
  std::size_t all = 0, resident = 0;
  file >> all >> resident;
  return resident * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

std::size_t peak_bytes() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return static_cast<std::size_t>(usage.ru_maxrss) * 1024;
}

int compare_threads(const Rulebook& book, const std::string& folder) {
  constexpr int rounds = 3;
  const std::vector<Entry> entries = entries_in(folder);
  if (entries.empty()) return 66;
  Cost best[2] = {{1e9, 1e9}, {1e9, 1e9}};
  for (int round = 0; round < rounds; ++round) {
    for (const unsigned jobs : {1U, 2U}) {
      const Cost cost = run(book, entries, jobs);
      Cost& least = best[jobs - 1];
      least = {std::min(least.wall, cost.wall), std::min(least.cpu, cost.cpu)};
    }
  }
  const auto pages = static_cast<double>(entries.size());
  std::printf("workers: one %.0f pages/s, two %.0f pages/s (%.2f times); CPU of two %.2f times that of one\n",
              pages / best[0].wall, pages / best[1].wall, best[0].wall / best[1].wall,
              best[1].cpu / best[0].cpu);
  return 0;
}

int soak(const Rulebook& book, const std::string& folder, std::size_t pages) {
  const std::vector<Entry> entries = entries_in(folder);
  if (entries.empty()) return 66;
  Rounds source(entries, pages);
  Gauge sink(pages);
  app::Report report;
  std::atomic<bool> stop = false;
  app::run_batch({source, book, sink, report, stop, {OutputForm::jsonl, Removed::omit}, 1});
  if (sink.resident().empty()) return 66;
  for (const std::size_t bytes : sink.resident())
    std::printf("%.1f MB  ", static_cast<double>(bytes) / kMega);
  const double growth =
      static_cast<double>(sink.resident().back()) / static_cast<double>(sink.resident().front()) - 1;
  std::printf("\n%zu pages: resident memory at the end %+.1f %% of that at a tenth; peak %.1f MB\n", pages,
              100 * growth, static_cast<double>(peak_bytes()) / kMega);
  return growth > 0.05 ? 1 : 0;
}

}  // namespace cleancopy::bench
