// Where the time goes, as ratios: `./dev bench` builds and runs this. Modes:
//
//     bench pages FOLDER [ROUNDS]      every stage against a bare gumbo_parse(), page by page
//     bench threads FOLDER             a batch on two workers against one
//     bench linear                     twelve shapes and more, doubled from 64 KB to 16 MB
//     bench soak FOLDER PAGES          resident memory while a batch goes round the folder
//     bench load RULES                 seconds to load a folder of rules
//     bench once bare|whole PAGE       one page, for callgrind: count_bare() or count_whole()
//
// The rules are those of ./rules. Times are CPU times: a busy machine does not lengthen them much.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/run.h"
#include "batches.h"
#include "io/files.h"
#include "io/source.h"
#include "shapes.h"
#include "stages.h"
#include "text/decode.h"

using namespace cleancopy;
using namespace cleancopy::bench;

// Not in a namespace, so that callgrind's --toggle-collect finds them by these names.
extern "C" [[gnu::noinline]] void count_bare(const std::string& text) { Workbench::run_bare(text); }
extern "C" [[gnu::noinline]] void count_whole(Workbench& bench, const Page& page) { bench.run_whole(page); }

namespace {

constexpr int kUsage = 64, kNoInput = 66, kBadConfig = 78;

std::vector<Page> pages_in(const std::string& folder) {
  std::vector<Page> pages;
  auto source = open_source({folder}, {});
  if (!source) return pages;
  while (const auto entry = source.value()->next()) {
    Input input = read_page(*entry);
    if (input.refusal.empty() && input.page.format == Format::html) pages.push_back(std::move(input.page));
  }
  return pages;
}

void print_stages(const Laps& sum, double pages, double megabytes) {
  const double bare = at(sum, Stage::bare), whole = at(sum, Stage::whole);
  std::printf("| stage | times as fast as bare | share of the whole |\n|---|---:|---:|\n");
  for (std::size_t i = 0; i < kStages; ++i) {
    const auto stage = static_cast<Stage>(i);
    const double seconds = at(sum, stage);
    const bool is_part = stage != Stage::bare && stage != Stage::whole && !is_step(stage);
    const std::string name = (is_part ? "… " : "") + std::string(name_of(stage));
    std::printf("| %s | %.1f | %.1f %% |\n", name.c_str(), bare / seconds, 100 * seconds / whole);
  }
  std::printf("\nwhole: %.0f pages/s/core, %.0f MB/s (bare: %.0f, %.0f)\n", pages / whole, megabytes / whole,
              pages / bare, megabytes / bare);
}

/// The stages take turns, so that noise of the machine hits all alike; and each turn is another
/// page's, so that none finds in the caches what the one before it had there.
Laps best_of(int rounds, const std::vector<Page>& pages, Workbench& bench) {
  std::vector<Laps> best(pages.size());
  for (int round = 0; round < rounds; ++round) {
    std::vector<Laps> laps(pages.size());
    for (std::size_t i = 0; i < pages.size(); ++i) {
      const auto turn = [&](std::size_t n) { return (i + n * pages.size() / 4) % pages.size(); };
      bench.measure_bare(pages[turn(0)], laps[turn(0)]);
      bench.measure_whole(pages[turn(1)], laps[turn(1)]);
      bench.measure_skeleton(pages[turn(2)], laps[turn(2)]);
      bench.measure_steps(pages[turn(3)], laps[turn(3)]);
    }
    for (std::size_t i = 0; i < pages.size(); ++i) {
      if (round == 0) best[i] = laps[i];
      else keep_best(best[i], laps[i]);
    }
  }
  Laps sum{};
  for (const Laps& laps : best) add(sum, laps);
  return sum;
}

int bench_pages(const Rulebook& book, const std::string& folder, int rounds) {
  const std::vector<Page> pages = pages_in(folder);
  if (pages.empty()) return std::fprintf(stderr, "bench: no HTML pages in %s\n", folder.c_str()), kNoInput;
  Workbench bench(book);
  const std::size_t before = resident_bytes();
  double bytes = 0, largest = 0;
  for (const Page& page : pages) {
    bench.run_whole(page);
    bytes += static_cast<double>(page.bytes.size());
    largest = std::max(largest, static_cast<double>(page.bytes.size()));
  }
  const std::size_t peak = peak_bytes() - before;
  const Laps sum = best_of(rounds, pages, bench);
  std::printf("%zu pages, %.1f MB, the largest %.1f MB; best of %d rounds\n\n", pages.size(), bytes / 1e6,
              largest / 1e6, rounds);
  print_stages(sum, static_cast<double>(pages.size()), bytes / 1e6);
  std::printf("peak memory of the worker: %.0f MB\n", static_cast<double>(peak) / 1e6);
  return 0;
}

/// The stage whose share of the growth from `small` to `large` is greatest.
Stage slowest_growth(const Laps& small, const Laps& large) {
  Stage worst = Stage::decode;
  for (std::size_t i = 0; i < kStages; ++i) {
    const auto stage = static_cast<Stage>(i);
    const auto excess = [&](Stage s) { return at(large, s) - 2 * at(small, s); };
    if (is_step(stage) && excess(stage) > excess(worst)) worst = stage;
  }
  return worst;
}

/// Of a small page the best of several.
Laps laps_of(const Page& page, Workbench& bench) {
  constexpr std::size_t repeated_bytes = std::size_t{1} << 20;
  Laps best{};
  for (std::size_t done = 0; done == 0 || done < repeated_bytes; done += page.bytes.size()) {
    Laps laps{};
    bench.measure_steps(page, laps);
    bench.measure_whole(page, laps);
    if (done == 0) best = laps;
    else keep_best(best, laps);
  }
  return best;
}

int bench_linear(const Rulebook& book) {
  constexpr std::size_t smallest = std::size_t{64} << 10, largest = std::size_t{16} << 20;
  Workbench bench(book);
  std::printf("| shape | 64 KB → 16 MB | worst doubling | at | stage at fault | MB/s at 16 MB |\n"
              "|---|---:|---:|---:|---|---:|\n");
  for (const test::Shape& shape : test::shapes()) {
    Laps previous{}, first{};
    double worst = 0, worst_size = 0;
    Stage fault = Stage::decode;
    for (std::size_t size = smallest; size <= largest; size *= 2) {
      const Page page{.bytes = test::page_of(shape, size)};
      const Laps laps = laps_of(page, bench);
      const double ratio = size == smallest ? 0 : at(laps, Stage::whole) / at(previous, Stage::whole);
      if (size == smallest) first = laps;
      if (ratio > worst) {
        worst = ratio;
        worst_size = static_cast<double>(size);
        fault = slowest_growth(previous, laps);
      }
      previous = laps;
    }
    const std::string_view stage = name_of(fault);
    std::printf("| %s | %.0f | %.2f | %.2g MB | %.*s | %.0f |\n", shape.name,
                at(previous, Stage::whole) / at(first, Stage::whole), worst, worst_size / (1 << 20),
                static_cast<int>(stage.size()), stage.data(),
                static_cast<double>(largest) / 1e6 / at(previous, Stage::whole));
    std::fflush(stdout);
  }
  return 0;
}

int bench_once(const Rulebook& book, std::string_view what, const std::string& file) {
  auto bytes = read_file(file, std::size_t{64} << 20);
  if (!bytes) return kNoInput;
  const Page page{.bytes = std::move(bytes.value())};
  Workbench bench(book);
  bench.run_whole(page);  // what is made when rules are first used is made now
  if (what == "bare") count_bare(decode(page.bytes).text);
  else count_whole(bench, page);
  return 0;
}

int bench_load(const std::string& folder) {
  double best = 1e9;
  for (int round = 0; round < 10; ++round) {
    const double start = thread_seconds();
    const auto book = Rulebook::load({folder});
    best = std::min(best, thread_seconds() - start);
    if (!book) return kBadConfig;
  }
  std::printf("%s: %.1f ms\n", folder.c_str(), best * 1e3);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  app::keep_freed_memory();
  const std::vector<std::string> words(argv + 1, argv + argc);
  const std::string mode = words.empty() ? "" : words[0];
  if (mode == "load" && words.size() == 2) return bench_load(words[1]);
  const auto book = Rulebook::load({"rules"});
  if (!book) return std::fprintf(stderr, "bench: no rules in ./rules\n"), kBadConfig;
  const unsigned long number = words.size() == 3 ? std::strtoul(words[2].c_str(), nullptr, 10) : 3;
  if (mode == "pages" && words.size() >= 2)
    return bench_pages(book.value(), words[1], static_cast<int>(number));
  if (mode == "threads" && words.size() == 2) return compare_threads(book.value(), words[1]);
  if (mode == "linear") return bench_linear(book.value());
  if (mode == "soak" && words.size() == 3) return soak(book.value(), words[1], number);
  if (mode == "once" && words.size() == 3) return bench_once(book.value(), words[1], words[2]);
  std::fputs("usage: bench pages FOLDER [ROUNDS] | threads FOLDER | linear | soak FOLDER PAGES | load RULES\n"
             "       | once bare|whole PAGE\n", stderr);
  return kUsage;
}
