#include "app/job_options.h"

#include "app/option_words.h"

namespace cleancopy::app {
namespace {

constexpr const char* kJobFooter =
    "Exit codes: 69 no server reached, 73 74 cannot write, 75 in use, or time was up: the next run goes on,\n"
    "77 permission, 78 config or rules, 130 143 stopped by INT or TERM.";

constexpr const char* kStateFooter =
    "Exit codes: 65 damaged, or a raw page is not as it was kept, 66 missing, 75 in use by a run, 78 config.";

void add_job(CLI::App& command, JobCommands& given) {
  JobOptions& job = given.job;
  command.add_option("CONFIG", job.config, "the job, a TOML file; see docs/job.md")
      ->type_name("")
      ->required();
  command.add_flag("--quiet", given.quiet, "no account; only what somebody should look at is told");
  add_choice(command, "--summary", job.summary, kSummaries)->description("the account at the end as JSON");
  command.add_option("--metrics", job.metrics, "what Prometheus is to know of the run, to FILE.prom")
      ->type_name("FILE");
  command.add_option("--heartbeat", job.heartbeat, "seconds between lines on how it goes; else 60")
      ->type_name("S")
      ->check(CLI::Range(0.01, 1e6).description(""));
  command.add_option("--ca", job.ca, "trust the authorities in this PEM file, not the system's")
      ->type_name("FILE")
      ->check(CLI::ExistingFile.description(""));
  command.add_flag_callback(
      "--allow-private", [&job] { job.servers = Servers::own; },
      "also ask this machine and private networks; delay 0 is fine");
  command.footer(kJobFooter);
}

void add_jobs(CLI::App& program, JobCommands& given) {
  add_job(*program.add_subcommand("fetch", "The scheduled job's first half: new pages into raw"), given);
  CLI::App& run = *program.add_subcommand("run", "The scheduled job: new pages into raw, cleaned into clean");
  add_job(run, given);
  add_rules_option(run, given.job.rules);
  run.add_option("--jobs", given.job.jobs, "pages cleaned at once; else one a processor")
      ->type_name("N")
      ->check(CLI::Range(1, 1024).description(""));
}

void add_drift(CLI::App& program, JobCommands& given) {
  CLI::App& command =
      *program.add_subcommand("drift", "Which sites look otherwise than their rules know them");
  command.add_option("CONFIG", given.drift.config, "config of the job")->type_name("")->required();
  command.add_flag("--json", given.json, "a line of JSON for each finding");
  command.footer(
      "Exit codes: 0 no finding, 3 findings, 64 usage, 66 no state yet, 77 permission, 78 config.");
}

void add_state(CLI::App& program, JobCommands& given) {
  StateOptions& options = given.state;
  CLI::App& state = *program.add_subcommand("state", "What the scheduled job remembers");
  state.require_subcommand(1);
  const auto add = [&](const char* name, StateVerb verb, const char* description) {
    CLI::App* command = state.add_subcommand(name, description);
    command->callback([&options, verb] { options.verb = verb; });
    command->add_option("CONFIG", options.config, "the job's config")->type_name("")->required();
    return command;
  };
  add("check", StateVerb::check, "Does it hold together, with itself and with the raw pages?");
  add("forget", StateVerb::forget, "Fetch pages again when they are named again")
      ->add_option("NAME", options.names, "URLs of pages or sources, and hosts")
      ->type_name("")
      ->required();
  add("rebuild", StateVerb::rebuild, "Make it anew from the raw pages; the old one becomes STATE.old");
  state.footer(kStateFooter);
}

Options meant_job(const JobCommands& given, Phases phases) {
  JobOptions job = given.job;
  job.phases = phases;
  if (given.quiet) job.voice = Voice::quiet;
  if (given.quiet && job.summary == Summary::text) job.summary = Summary::none;
  if (job.metrics == "-") return usage("--metrics needs a file", phases == Phases::fetch ? "fetch" : "run");
  return job;
}

Options meant_drift(const JobCommands& given) {
  DriftOptions drift = given.drift;
  if (given.json) drift.form = FindingForm::json;
  return drift;
}

}  // namespace

void add_job_commands(CLI::App& program, JobCommands& given) {
  add_jobs(program, given);
  add_state(program, given);
  add_drift(program, given);
}

Options meant_by(std::string_view command, const JobCommands& given) {
  if (command == "fetch") return meant_job(given, Phases::fetch);
  if (command == "run") return meant_job(given, Phases::fetch_and_clean);
  if (command == "drift") return meant_drift(given);
  return given.state;
}

}  // namespace cleancopy::app
