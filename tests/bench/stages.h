// A page through every stage, each under a stopwatch, beside a bare gumbo_parse() of the same
// page. The stages are called as src/clean/clean.cpp calls them; `whole` is the Cleaner itself.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "cleancopy.h"
#include "markup/arena.h"
#include "rules/rulebook.h"

namespace cleancopy::bench {

enum class Stage : std::uint8_t {
  bare, scan, skeleton, whole, decode, tree, metadata, flow, rules, unpack, drops, judge, compose, render
};
inline constexpr std::size_t kStages = 14;

std::string_view name_of(Stage stage);

/// Is it a step of the whole? Scan and skeleton are parts of the tree, drops of the judge.
bool is_step(Stage stage);

/// Seconds of the thread's CPU time, by stage.
using Laps = std::array<double, kStages>;
inline double& at(Laps& laps, Stage stage) { return laps[static_cast<std::size_t>(stage)]; }
inline double at(const Laps& laps, Stage stage) { return laps[static_cast<std::size_t>(stage)]; }

/// The smaller of each; for the best of several rounds.
void keep_best(Laps& best, const Laps& laps);
void add(Laps& sum, const Laps& laps);

double thread_seconds();

class Workbench {
 public:
  explicit Workbench(const Rulebook& book)
      : rules_(book.files()), cleaner_(book, nullptr, {.bytes = std::size_t{64} << 20, .seconds = 1e6}) {}

  // Each of these measures some stages of one page, and leaves the other laps as they are.
  void measure_bare(const Page& page, Laps& laps);
  void measure_skeleton(const Page& page, Laps& laps);
  void measure_steps(const Page& page, Laps& laps);
  void measure_whole(const Page& page, Laps& laps);

  static void run_bare(std::string_view html);
  std::size_t run_whole(const Page& page);  ///< bytes of its record

 private:
  const RuleFiles& rules_;
  Cleaner cleaner_;
  Arena arena_{std::size_t{4} << 30};
};

}  // namespace cleancopy::bench
