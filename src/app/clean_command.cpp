#include "app/clean_command.h"

#include <pthread.h>
#include <signal.h>

#include <atomic>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

#include "app/batch.h"
#include "app/report.h"
#include "app/rule_folders.h"
#include "app/survey_pages.h"
#include "clean/memory.h"

namespace cleancopy::app {
namespace {

namespace fs = std::filesystem;

// Waits for INT and TERM on a thread of its own, so that no handler interrupts
// the others at a bad moment.
class SignalWatch {
 public:
  explicit SignalWatch(std::atomic<bool>& stop) : stop_(stop) {
    ::sigemptyset(&signals_);
    ::sigaddset(&signals_, SIGINT);
    ::sigaddset(&signals_, SIGTERM);
    ::pthread_sigmask(SIG_BLOCK, &signals_, nullptr);  // inherited by the workers
    watcher_ = std::thread([this] { watch(); });
  }
  ~SignalWatch() {
    over_ = true;
    ::pthread_kill(watcher_.native_handle(), SIGTERM);
    watcher_.join();
  }
  SignalWatch(const SignalWatch&) = delete;
  SignalWatch& operator=(const SignalWatch&) = delete;

  /// The last signal that asked for a stop; 0 when none did.
  int received() const { return received_; }

 private:
  void watch() {
    while (true) {
      int signal = 0;
      if (::sigwait(&signals_, &signal) != 0) continue;
      if (over_) return;
      received_ = signal;
      stop_ = true;
    }
  }

  std::atomic<bool>& stop_;
  std::atomic<bool> over_ = false;
  std::atomic<int> received_ = 0;
  sigset_t signals_{};
  std::thread watcher_;
};

Target target_of(const CleanOptions& options) {
  if (options.out.empty() || options.out == "-") return Target::stream;
  std::error_code ignored;
  if (options.out.ends_with('/') || fs::is_directory(options.out, ignored)) return Target::folder;
  for (const std::string& input : options.inputs) {
    if (fs::is_directory(input, ignored)) return Target::folder;
  }
  return Target::file;
}

// Would the walk through `input` meet what is written to `out`?
bool is_within(const std::string& out, const std::string& input) {
  std::error_code error;
  const fs::path inner = fs::weakly_canonical(fs::absolute(out, error), error) / "";
  const fs::path outer = fs::weakly_canonical(fs::absolute(input, error), error) / "";
  return !error && inner.native().starts_with(outer.native());
}

// Pipes have nothing to say to a second reader. What is not there is for open_source() to tell.
bool can_be_read_twice(const std::vector<std::string>& inputs) {
  for (const std::string& input : inputs) {
    std::error_code ignored;
    const fs::file_status status = fs::status(input, ignored);
    if (!fs::exists(status) || fs::is_regular_file(status) || fs::is_directory(status)) continue;
    print_message(input, "can be read only once, and --site-memory reads its inputs twice");
    return false;
  }
  return true;
}

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

ExitCode outcome(const CleanOptions& options, const Report& report, int signal) {
  const Tally& tally = report.tally();
  if (options.summary == Summary::text) print_account(summary_text(tally));
  if (options.summary == Summary::json) print_account(summary_json(tally));
  if (signal != 0) return static_cast<ExitCode>(kInterrupted + signal);
  if (report.misread() > 0) {
    print_message("--verify-parse", std::to_string(report.misread()) + " of " + std::to_string(tally.pages()) +
                                        " pages have another text than a bare parse");
    return kBug;
  }
  const auto rejected = static_cast<double>(tally.rejected);
  return rejected > options.max_error_rate * static_cast<double>(tally.pages()) ? kTooManyRejected : kDone;
}

}  // namespace

int clean_command(const CleanOptions& options) {
  const auto book = load_rules(options.rules);
  if (!book) return kBadConfig;
  const Target target = target_of(options);
  for (const std::string& input : options.inputs) {
    std::error_code ignored;
    if (target != Target::folder || !fs::is_directory(input, ignored) || !is_within(options.out, input))
      continue;
    print_message(options.out, "is within " + input + "; the next run would clean its own output");
    return kUsage;
  }
  if (options.memory == Memory::sites && !can_be_read_twice(options.inputs)) return kUsage;
  std::atomic<bool> stop = false;
  auto source = open_source(options.inputs, {options.from, options.site, &stop});
  if (!source) return exit_code_for(source.error());
  auto sink = open_sink(target, options.out, options.style.form);
  if (!sink) return exit_code_for(sink.error());
  const SignalWatch watch(stop);
  const auto memory = remember(options, *book, stop);
  if (!memory) return exit_code_for(memory.error());
  const SiteMemory* const known = memory.value() ? &*memory.value() : nullptr;
  Report report;
  const auto failed =
      run_batch({*source.value(), *book, *sink.value(), report, stop, options.style, options.jobs, known,
                 options.limits, options.verify});
  if (failed) return exit_code_for(*failed);
  return outcome(options, report, watch.received());
}

}  // namespace cleancopy::app
