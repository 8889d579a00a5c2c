#include "app/run.h"

#include <fcntl.h>
#include <malloc.h>
#include <unistd.h>

#include <fmt/format.h>

#include <cerrno>
#include <csignal>
#include <string>
#include <variant>

#include "app/clean_command.h"
#include "app/drift_command.h"
#include "app/explain_command.h"
#include "app/job_command.h"
#include "app/options.h"
#include "app/report.h"
#include "app/rule_folders.h"
#include "app/rules_command.h"
#include "app/state_command.h"
#include "cleancopy.h"

namespace cleancopy::app {
namespace {

// Cron jobs close what they do not want. The next file opened would then take
// the place of standard output and be written over.
void open_missing_streams() {
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(stream, F_GETFD) == -1 && errno == EBADF) ::open("/dev/null", O_RDWR);
  }
}

int version_command() {
  std::string text = fmt::format("cleancopy {}\n", version());
  const auto folders = rule_folders({});
  if (!folders) return print_data(text + "rules none found\n");
  const auto hash = rules_hash(folders.value());
  if (!hash) {
    print_message(hash.error().where, hash.error().what);
    return kBadConfig;
  }
  return print_data(text + fmt::format("rules {} {}\n", hash.value(), printable(folders.value().front())));
}

struct Runner {
  int operator()(const CleanOptions& options) const { return clean_command(options); }
  int operator()(const ExplainOptions& options) const { return explain_command(options); }
  int operator()(const RulesOptions& options) const { return rules_command(options); }
  int operator()(const JobOptions& options) const { return job_command(options); }
  int operator()(const DriftOptions& options) const { return drift_command(options); }
  int operator()(const StateOptions& options) const { return state_command(options); }
  int operator()(const VersionRequest&) const { return version_command(); }
  int operator()(const HelpText& help) const { return print_data(help.text); }
  int operator()(const UsageError& error) const {
    print_account(printable(error.text) + "\n");
    return kUsage;
  }
};

}  // namespace

void keep_freed_memory() {
  ::mallopt(M_MMAP_THRESHOLD, 4 << 20);
  ::mallopt(M_TRIM_THRESHOLD, 64 << 20);
}

int run(int argc, const char* const* argv) {
  keep_freed_memory();
  open_missing_streams();
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is an error of write(), and a success
  std::signal(SIGXFSZ, SIG_IGN);  // a file at its size limit is an error of write(), too
  return std::visit(Runner{}, parse_options(argc, argv));
}

}  // namespace cleancopy::app
