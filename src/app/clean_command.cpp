#include "app/clean_command.h"

#include <unistd.h>

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "app/batch.h"
#include "app/destination.h"
#include "app/fingerprint.h"
#include "app/heartbeat.h"
#include "app/metrics.h"
#include "app/output.h"
#include "app/report.h"
#include "app/rule_folders.h"
#include "app/signal_watch.h"
#include "app/survey_pages.h"
#include "clean/memory.h"

namespace cleancopy::app {
namespace {

bool inputs_suit(const CleanOptions& options, const Destination& to) {
  for (const std::string& input : options.inputs) {
    if (!to.folder.empty() && is_within(to.folder, input)) {
      print_message(options.out, "is within " + input + "; the next run would clean its own output");
      return false;
    }
    if (options.memory == Memory::sites && !can_be_read_twice(input)) {
      print_message(input, "can be read only once, and --site-memory reads its inputs twice");
      return false;
    }
  }
  if (options.trailer == Trailer::none || to.target != Target::folder) return true;
  print_message("--trailer", "ends one stream or file, and OUT is a folder of files");
  return false;
}

Result<std::unique_ptr<Source>, IoError> open_pages(const CleanOptions& options, SourceOptions how) {
  auto source = open_source(options.inputs, std::move(how));
  if (!source || !options.shard) return source;
  return only_shard(std::move(source.value()), *options.shard);
}

// All shards' pages are surveyed for each: what a page gives must not depend on N.
Result<std::optional<SiteMemory>, IoError> remember(const CleanOptions& options, const Rulebook& book,
                                                    const std::atomic<bool>& stop) {
  if (options.memory == Memory::none) return std::optional<SiteMemory>();
  auto source = open_source(options.inputs, {options.from, options.site, &stop});
  if (!source) return source.error();
  const SiteSurvey survey = survey_pages({*source.value(), book, options.jobs, options.limits});
  if (survey.forgot_hosts()) {
    print_message("--site-memory", "the pages are of more than " + std::to_string(kMaxSurveyedHosts) +
                                       " hosts; what the others repeat stays in");
  }
  return std::optional(SiteMemory(survey));
}

HeartbeatOptions heartbeat_of(const CleanOptions& options, Target target) {
  HeartbeatOptions heartbeat{Pulse::lines, options.heartbeat, options.inputs, options.from};
  // A bar would be drawn into the copy.
  const bool copy_is_shown = target == Target::stream && ::isatty(STDOUT_FILENO) != 0;
  if (::isatty(STDERR_FILENO) != 0) heartbeat.pulse = copy_is_shown ? Pulse::none : Pulse::bar;
  if (options.voice == Voice::quiet) heartbeat.pulse = Pulse::none;
  return heartbeat;
}

RunRecord record_of(const CleanOptions& options, const Report& report) {
  RunRecord run;
  run.tally = report.tally();
  run.volume = report.volume();
  const auto folders = rule_folders(options.rules);
  if (!folders) return run;
  if (auto hash = rules_hash(folders.value())) run.rules_hash = std::move(hash.value());
  return run;
}

ExitCode outcome(const CleanOptions& options, const Report& report, int signal) {
  const Tally tally = report.tally();
  if (options.summary == Summary::text) print_account(summary_text(tally));
  if (options.summary == Summary::json) print_account(summary_json(tally));
  if (signal != 0) return static_cast<ExitCode>(kInterrupted + signal);
  if (report.misread() > 0) {
    print_message("--verify-parse", std::to_string(report.misread()) + " of " +
                                        std::to_string(tally.pages()) +
                                        " pages have another text than a bare parse");
    return kBug;
  }
  const auto rejected = static_cast<double>(tally.rejected);
  return rejected > options.max_error_rate * static_cast<double>(tally.pages()) ? kTooManyRejected : kDone;
}

// What a run is about. All of it outlives the run.
struct Task {
  const CleanOptions& options;
  const Rulebook& book;
  Report& report;
};

std::optional<IoError> run_pages(const Task& task, Batch& batch, Output& output) {
  batch.limits = task.options.limits;
  batch.verify = task.options.verify;
  batch.trailer = task.options.trailer;
  batch.journal = output.journal ? &*output.journal : nullptr;
  batch.rejects = output.rejects.get();
  {
    const Heartbeat heartbeat(task.report, heartbeat_of(task.options, output.to.target));
    if (auto failed = run_batch(batch)) return failed;
  }
  return batch.stop ? std::nullopt : close_output(output, task.report);
}

// From the first page, or the one after `output.begin`, to the end or a signal.
int run_output(const Task& task, Output& output) {
  const CleanOptions& options = task.options;
  std::atomic<bool> stop = false;
  const SignalWatch watch(stop);
  const auto memory = remember(options, task.book, stop);
  if (!memory) return exit_code_for(memory.error());
  SourceOptions how{options.from, options.site, &stop, {}};
  if (output.begin) {
    how.after = output.begin->bookmark;
    task.report.go_on(output.begin->tally, output.begin->misread);
  }
  auto source = open_pages(options, std::move(how));
  if (!source) return exit_code_for(source.error());
  Batch batch{*source.value(), task.book, *output.sink, task.report, stop, options.style, options.jobs};
  batch.memory = memory.value() ? &*memory.value() : nullptr;
  if (const auto failed = run_pages(task, batch, output)) return exit_code_for(*failed);
  if (stop && output.journal && options.voice == Voice::aloud) {
    print_message(output.to.path, "is not complete; the same command goes on from here");
  }
  return outcome(options, task.report, watch.received());
}

int clean(const CleanOptions& options, Report& report) {
  const auto book = load_rules(options.rules);
  if (!book) return kBadConfig;
  const Destination to = destination_of(options);
  if (!inputs_suit(options, to)) return kUsage;
  const auto readable = open_source(options.inputs, {options.from, options.site, nullptr});
  if (!readable) return exit_code_for(readable.error());
  const std::uint64_t fingerprint = to.run.empty() ? 0 : fingerprint_of(options);
  if (const auto done = finished_before(to, fingerprint)) {
    if (options.voice == Voice::aloud) print_message(to.path, "is done already");
    report.go_on(done->tally, done->misread);
    return outcome(options, report, 0);
  }
  auto output = open_output(options, to, fingerprint);
  if (!output) return exit_code_for(output.error());
  return run_output({options, *book, report}, output.value());
}

}  // namespace

int clean_command(const CleanOptions& options) {
  Report report;
  const auto work = [&] { return clean(options, report); };
  return run_measured(options.metrics, work, [&] { return record_of(options, report); });
}

}  // namespace cleancopy::app
