#include "app/job_command.h"

#include <fmt/format.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

#include "app/clean_kept.h"
#include "app/job_file.h"
#include "app/job_report.h"
#include "app/live_web.h"
#include "app/metrics.h"
#include "app/rule_folders.h"
#include "app/signal_watch.h"
#include "fetch/state.h"

namespace cleancopy::app {
namespace {

namespace fs = std::filesystem;

std::int64_t now() {
  using std::chrono::seconds, std::chrono::system_clock;
  return std::chrono::floor<seconds>(system_clock::now().time_since_epoch()).count();
}

// Better now than when the first page is there to be written.
std::optional<IoError> make_folders(const Job& job, Phases phases) {
  std::vector<std::string> folders = {job.raw, fs::path(job.state).parent_path().string()};
  if (phases == Phases::fetch_and_clean) folders.push_back(job.clean);
  for (const std::string& folder : folders) {
    std::error_code error;
    if (!folder.empty()) fs::create_directories(folder, error);
    if (error) return io_error(IoStep::create, folder, error.value());
  }
  return std::nullopt;
}

// What a run is about. All of it outlives the run.
struct JobRun {
  const JobOptions& options;
  const Job& job;
  const Rulebook* book;  // none when nothing is to be cleaned
  State& state;
  JobReport& report;
  std::atomic<bool>& stop;
};

Result<RoundResult, IoError> fetch_pages(const JobRun& run) {
  FetchOptions how;
  how.contact = run.job.contact;
  how.ca_bundle = run.options.ca;
  if (run.options.servers == Servers::own) how.may_connect = is_any;
  LiveWeb web(how);
  const RawStore raw(run.job.raw);
  return fetch_round({run.job, run.state.database(), raw, web, run.report, run.stop});
}

ExitCode code_of(const RoundResult& fetched) {
  if (fetched.reached == Reached::none) return kUnreachable;
  if (fetched.reached == Reached::refused) return kNoPermission;
  return fetched.ending == Ending::deadline ? kTryLater : kDone;
}

int fetch_and_clean(const JobRun& run) {
  const auto fetched = fetch_pages(run);
  if (!fetched) return exit_code_for(fetched.error());
  run.report.count(fetched.value().counts);
  if (run.book != nullptr) {
    const auto failed = clean_kept({run.job, run.state.database(), *run.book, run.report.pages(), run.stop,
                                    now(), run.options.jobs});
    if (failed) return exit_code_for(*failed);
  }
  const ExitCode code = code_of(fetched.value());
  if (code == kUnreachable) print_message(run.options.config, "no server could be reached");
  if (code == kTryLater && run.options.voice == Voice::aloud)
    print_message(run.options.config, "time is up; the next run goes on from here");
  return code;
}

void print_job_account(const JobOptions& options, JobReport& report) {
  const Tally cleaned = report.pages().tally();
  if (options.summary == Summary::text)
    print_account(job_summary_text(report.fetched(), cleaned, options.phases));
  if (options.summary == Summary::json)
    print_account(job_summary_json(report.fetched(), cleaned, options.phases));
}

// Reads the job, which outlives the run: its account names the rules.
int run_job(const JobOptions& options, Job& job, JobReport& report) {
  auto loaded = load_job(options.config, options.servers);
  if (!loaded) return loaded.error();
  job = std::move(loaded.value());
  if (!options.rules.empty()) job.rules = options.rules;
  std::optional<Rulebook> book;
  if (options.phases == Phases::fetch_and_clean && !(book = load_rules(job.rules))) return kBadConfig;
  if (const auto failed = make_folders(job, options.phases)) return exit_code_for(*failed);
  auto state = State::open(job.state, now());
  if (!state) return exit_code_for(state.error());
  std::atomic<bool> stop = false;
  const SignalWatch watch(stop);
  const int code = fetch_and_clean({options, job, book ? &*book : nullptr, state.value(), report, stop});
  print_job_account(options, report);
  return watch.received() != 0 ? kInterrupted + watch.received() : code;
}

RunRecord record_of(const Job& job, JobReport& report) {
  RunRecord run;
  run.tally = report.pages().tally();
  run.volume = report.pages().volume();
  run.fetched = report.fetched();
  const auto folders = rule_folders(job.rules);
  if (!folders) return run;
  if (auto hash = rules_hash(folders.value())) run.rules_hash = std::move(hash.value());
  return run;
}

}  // namespace

int job_command(const JobOptions& options) {
  JobReport report(options.voice, options.heartbeat);
  Job job;
  const auto work = [&] { return run_job(options, job, report); };
  return run_measured(options.metrics, work, [&] { return record_of(job, report); });
}

}  // namespace cleancopy::app
