#include "app/state_command.h"

#include <fmt/format.h>

#include <chrono>
#include <string>

#include "app/job_file.h"
#include "app/report.h"
#include "fetch/forget.h"
#include "fetch/rebuild.h"
#include "fetch/state.h"
#include "fetch/state_check.h"

namespace cleancopy::app {
namespace {

std::int64_t now() {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::seconds>(since).count();
}

std::string account_of(const std::string& path, const StateCounts& counts) {
  std::string text = fmt::format("{}: version {}\n", printable(path), counts.version);
  text += fmt::format("{}, {}, {}\n", counted(counts.sources, "source"), counted(counts.hosts, "host"),
                      counted(counts.redirects, "redirect"));
  text += fmt::format("{}: {} wanted, {} held, {} gone, {} given up\n",
                      counted(counts.wanted + counts.held + counts.gone + counts.given_up, "page"),
                      counts.wanted, counts.held, counts.gone, counts.given_up);
  text += fmt::format("{} copies, {} of them not cleaned\n", counts.copies, counts.unclean);
  return text +
         fmt::format("{} in the raw folder that the state does not know\n", counted(counts.unknown, "page"));
}

int check(const Job& job) {
  auto state = State::open_to_read(job.state);
  if (!state) return exit_code_for(state.error());
  Report report;
  std::size_t faults = 0;
  const auto tell = [&](const std::string& where, const std::string& what) {
    ++faults;
    report.note(where, what);
  };
  Database& database = state.value().database();
  Transaction looking(database);
  const StateCounts counts = check_state(database, RawStore(job.raw), tell);
  if (const auto failed = looking.commit()) return exit_code_for(*failed);
  const ExitCode printed = print_data(account_of(job.state, counts));
  if (faults == 0) return printed;
  print_account(fmt::format("cleancopy: {}\n", counted(faults, "fault")));
  return kDamaged;
}

int forget_names(const Job& job, const std::vector<std::string>& names) {
  auto state = State::open(job.state, now());
  if (!state) return exit_code_for(state.error());
  Database& database = state.value().database();
  Transaction forgetting(database, Durability::lasting);
  std::string account, unknown;
  for (const std::string& name : names) {
    const std::int64_t forgotten = forget(database, name);
    account += fmt::format("{}: {} forgotten\n", printable(name), counted(forgotten, "page"));
    if (forgotten == 0 && unknown.empty()) unknown = name;
  }
  if (const auto failed = forgetting.commit()) return exit_code_for(*failed);
  const ExitCode printed = print_data(account);
  if (unknown.empty()) return printed;
  print_message(unknown, "no page has that URL, source or host");
  return kNoInput;
}

int rebuild(const Job& job) {
  const auto rebuilt = rebuild_state(job.state, RawStore(job.raw), now());
  if (!rebuilt) return exit_code_for(rebuilt.error());
  return print_data(fmt::format("{} remembered, {} passed over: no sidecar, or one of other bytes\n",
                                counted(rebuilt.value().pages, "page"),
                                rebuilt.value().passed));
}

}  // namespace

int state_command(const StateOptions& options) {
  // How often a server is asked is no matter here.
  const auto job = load_job(options.config, Servers::own);
  if (!job) return job.error();
  switch (options.verb) {
    case StateVerb::check: return check(job.value());
    case StateVerb::forget: return forget_names(job.value(), options.names);
    case StateVerb::rebuild: break;
  }
  return rebuild(job.value());
}

}  // namespace cleancopy::app
