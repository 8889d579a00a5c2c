#include "app/options.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <memory>
#include <thread>
#include <utility>

#include "app/job_options.h"
#include "app/option_words.h"

namespace cleancopy::app {
namespace {

// The largest file that is read at all (io/source.cpp).
constexpr std::size_t kMostPageBytes = std::size_t{64} << 20;

constexpr const char* kCleanFooter =
    "Exit codes: 64 usage, 65 many rejected, 66 no input, 73 74 no output, 75 in use, 77 permission, "
    "78 rules.";

constexpr const char* kNewFooter =
    "What cannot be read is told and left out. When nothing is left, the exit code is that of the first:\n"
    "64 no URL that can be fetched, 66 missing, HTTP 404 or the like, or too large, 69 unreachable,\n"
    "77 not a public address, or no permission. 66 also when no page has a body to learn from.";

// Help without headings and blank lines: a command has more options than a screen has lines to spare.
constexpr std::size_t kNameColumn = 32;  // the longest option and its values, and two spaces

class CloseFormatter final : public CLI::Formatter {
 public:
  std::string make_group(std::string, bool is_positional,
                         std::vector<const CLI::Option*> options) const override {
    std::string lines;
    for (const CLI::Option* option : options) lines += make_option(option, is_positional);
    return lines;
  }
};

const Words<InputForm> kPageForms = {{"html", InputForm::html}, {"text", InputForm::text}};
const Words<InputForm> kInputForms = {{"html", InputForm::html}, {"text", InputForm::text},
                                      {"jsonl", InputForm::jsonl}, {"warc", InputForm::warc}};
const Words<OutputForm> kOutputForms = {
    {"text", OutputForm::text}, {"markdown", OutputForm::markdown}, {"jsonl", OutputForm::jsonl}};
const Words<Compression> kCompressions = {{"gzip", Compression::gzip}, {"zstd", Compression::zstd}};

// K/N, with 1 <= K <= N.
std::optional<Shard> shard_in(std::string_view text) {
  constexpr unsigned most = 99999;  // as many digits as the name of a part has
  Shard shard{0, 0};
  const char* const end = text.data() + text.size();
  const auto number = std::from_chars(text.data(), end, shard.number);
  if (number.ptr == end || *number.ptr != '/') return std::nullopt;
  const auto count = std::from_chars(number.ptr + 1, end, shard.count);
  const bool in_range = shard.number >= 1 && shard.number <= shard.count && shard.count <= most;
  return count.ptr == end && in_range ? std::optional(shard) : std::nullopt;
}

void add_shard_option(CLI::App& command, std::optional<Shard>& shard) {
  const auto choose = [&shard](const std::string& given) {
    shard = shard_in(given);
    if (!shard) throw CLI::ValidationError("--shard", fmt::format("'{}' is not K/N, K from 1 to N", given));
  };
  command
      .add_option_function<std::string>("--shard", choose,
                                        "only the K-th of N parts; a folder OUT gets part-K-of-N")
      ->type_name("K/N");
}

// What CLI11 fills before it is known to make sense together.
struct Given {
  CleanOptions clean;
  ExplainOptions explain;
  RulesOptions rules;
  JobCommands job;
  std::optional<OutputForm> to;
  std::optional<Compression> compression;
  bool trailer = false;
  bool removed = false;
  bool site_memory = false;
  bool verify_parse = false;
  bool quiet = false;
};

// What a run tells of itself.
void add_account(CLI::App& command, CleanOptions& clean) {
  add_choice(command, "--summary", clean.summary, kSummaries)->description("the account at the end as JSON");
  command.add_option("--rejects", clean.rejects, "a record of each rejected page, and why, to FILE")
      ->type_name("FILE");
  command.add_option("--metrics", clean.metrics, "what Prometheus is to know of the run, to FILE.prom")
      ->type_name("FILE");
  command.add_option("--heartbeat", clean.heartbeat, "seconds between lines on how it goes; else 60")
      ->type_name("S")
      ->check(CLI::Range(0.01, 1e6).description(""));
}

void add_clean(CLI::App& program, Given& given) {
  CleanOptions& clean = given.clean;
  CLI::App& command = *program.add_subcommand("clean", "Raw pages in, clean copy out");
  command.add_option("INPUT", clean.inputs, "files, folders, or - for standard input")->type_name("");
  command.add_option("-o,--out", clean.out, "file, or folder if it ends in /; else standard output")
      ->type_name("OUT");
  add_choice(command, "--from", clean.from, kInputForms)
      ->description("format of the input; else its name tells");
  add_choice(command, "--to", given.to, kOutputForms)
      ->description("format of the output; else OUT's name tells, else text");
  add_choice(command, "--compress", given.compression, kCompressions)
      ->description("compress the output; else OUT's name tells");
  add_shard_option(command, clean.shard);
  command.add_flag("--trailer", given.trailer, "end the records with one that has the counts");
  add_rules_option(command, clean.rules);
  command.add_option("--site", clean.site, "use the rules of this host for every page")->type_name("HOST");
  command.add_flag("--removed", given.removed, "records also list what was left out, and why");
  command.add_flag("--site-memory", given.site_memory,
                   "drop what a host's stories repeat; reads the inputs twice");
  command.add_option("--jobs", clean.jobs, "pages cleaned at once; else one a processor")
      ->type_name("N")
      ->check(CLI::Range(1, 1024).description(""));
  command.add_option("--max-page-bytes", clean.limits.bytes, "reject larger pages; else 16777216")
      ->type_name("N")
      ->check(CLI::Range(std::size_t{1}, kMostPageBytes).description(""));
  command.add_option("--max-page-seconds", clean.limits.seconds, "reject pages that need more CPU; else 10")
      ->type_name("S")
      ->check(CLI::Range(0.001, 1e6).description(""));
  command.add_flag("--verify-parse", given.verify_parse,
                   "compare with a bare Gumbo parse; exit 70 if a text differs");
  command.add_flag("--quiet", given.quiet, "no progress, and no account at the end");
  command
      .add_option("--max-error-rate", clean.max_error_rate,
                  "exit 65 if a larger share is rejected; else 0.05")
      ->type_name("R")
      ->check(CLI::Range(0.0, 1.0).description(""));
  add_account(command, clean);
  command.footer(kCleanFooter);
}

void add_explain(CLI::App& program, Given& given) {
  ExplainOptions& explain = given.explain;
  CLI::App& command = *program.add_subcommand("explain", "Every block of a page, its verdict, its rule");
  command.add_option("PAGE", explain.page, "a file, or - for standard input")->type_name("")->required();
  command.add_option("--url", explain.url, "address of the page")->type_name("URL");
  command.add_option("--site", explain.site, "use the rules of this host")->type_name("HOST");
  command.add_option("--html", explain.html, "also write the blocks, coloured by verdict, to FILE")
      ->type_name("FILE");
  add_choice(command, "--from", explain.from, kPageForms)
      ->description("format of the page; else its name tells");
  add_rules_option(command, explain.rules);
}

void add_new(CLI::App& command, RulesOptions& options) {
  command
      .add_option("PAGE", options.pages, "pages of one site, files or http(s) URLs; the more the better")
      ->type_name("")
      ->required();
  const auto contact = [&options](const std::string& given) {
    if (!is_contact(given))
      throw CLI::ValidationError("--contact", fmt::format("'{}' is no mail address or URL", given));
    options.fetch.contact = given;
  };
  command
      .add_option_function<std::string>("--contact", contact,
                                        "your mail address or URL, told to the sites in the User-Agent")
      ->type_name("ADDRESS");
  command.add_flag_callback(
      "--allow-private", [&options] { options.fetch.may_connect = is_any; },
      "also fetch from this machine and private networks");
  command.footer(kNewFooter);
}

void add_rules(CLI::App& program, Given& given) {
  RulesOptions& options = given.rules;
  CLI::App& rules = *program.add_subcommand("rules", "The rule files as source code");
  rules.require_subcommand(1);
  const auto add = [&](const char* name, RulesVerb verb, const char* description) {
    CLI::App* command = rules.add_subcommand(name, description);
    command->callback([&options, verb] { options.verb = verb; });
    add_rules_option(*command, options.rules);
    return command;
  };
  add("check", RulesVerb::check, "Find slips and doubtful rules");
  add("test", RulesVerb::test, "Run the tests in the rule files");
  add("list", RulesVerb::list, "Layouts, drop rules, tests, hosts and kinds of each file");
  add("which", RulesVerb::which, "The files that speak for a URL, strongest first")
      ->add_option("URL", options.url, "address of a page, or a host")
      ->type_name("")
      ->required();
  add_new(*add("new", RulesVerb::draft, "Draft a rule file from pages of a site"), options);
}

// "clean.jsonl.zst" is records.
std::optional<OutputForm> form_of_output(std::string_view name) {
  name.remove_suffix(extension_of(compression_by_name(name)).size());
  for (const auto& [word, form] : kOutputForms) {
    if (name.ends_with(extension_of(form))) return form;
  }
  return std::nullopt;
}

// The later of two outputs would take the place of the earlier.
std::string file_asked_twice(const CleanOptions& clean) {
  std::vector<std::string> seen;
  for (const std::string& file : {clean.out, clean.rejects, clean.metrics}) {
    const std::string path = std::filesystem::path(file).lexically_normal().string();
    if (!path.empty() && std::count(seen.begin(), seen.end(), path) > 0) return file;
    seen.push_back(path);
  }
  return {};
}

Options meant_clean(const Given& given) {
  CleanOptions clean = given.clean;
  if (clean.inputs.empty()) clean.inputs = {"-"};
  if (std::count(clean.inputs.begin(), clean.inputs.end(), "-") > 1) {
    return usage("standard input can be read only once", "clean");
  }
  if (given.site_memory) clean.memory = Memory::sites;
  if (given.site_memory && std::count(clean.inputs.begin(), clean.inputs.end(), "-") > 0) {
    return usage("--site-memory reads its inputs twice, and standard input can be read only once", "clean");
  }
  if (given.verify_parse) clean.verify = Verify::parse;
  clean.compression = given.compression.value_or(compression_by_name(clean.out));
  clean.style.form = given.to.value_or(form_of_output(clean.out).value_or(OutputForm::text));
  if (given.trailer) clean.trailer = Trailer::counts;
  if (given.trailer && clean.style.form != OutputForm::jsonl)
    return usage("--trailer needs --to jsonl", "clean");
  if (given.removed) clean.style.removed = Removed::list;
  if (given.removed && clean.style.form != OutputForm::jsonl)
    return usage("--removed needs --to jsonl", "clean");
  if (given.quiet) clean.voice = Voice::quiet;
  if (given.quiet && clean.summary == Summary::text) clean.summary = Summary::none;
  if (clean.rejects == "-" || clean.metrics == "-")
    return usage("standard output is for the copy; --rejects and --metrics need a file", "clean");
  if (const std::string twice = file_asked_twice(clean); !twice.empty())
    return usage(fmt::format("{} cannot hold two of output, rejects and metrics", twice), "clean");
  return clean;
}

Options meant_explain(const ExplainOptions& explain) {
  const auto form = explain.from ? explain.from : form_by_name(explain.page);
  if (form == InputForm::jsonl) return usage("PAGE is one page, and JSONL holds many", "explain");
  if (form == InputForm::warc) return usage("PAGE is one page, and an archive holds many", "explain");
  return explain;
}

}  // namespace

Options parse_options(int argc, const char* const* argv) {
  Given given;
  given.clean.jobs = given.job.job.jobs = std::max(1U, std::thread::hardware_concurrency());
  CLI::App program("Raw news pages in, clean copy out.", "cleancopy");
  program.require_subcommand(1);
  const auto formatter = std::make_shared<CloseFormatter>();
  formatter->column_width(kNameColumn);
  program.formatter(formatter);
  program.set_version_flag("--version", "")->description("Print the version and the rules' hash and exit");
  add_clean(program, given);
  add_explain(program, given);
  add_rules(program, given);
  add_job_commands(program, given.job);
  const auto command = [&program] {
    return program.get_subcommands().empty() ? "" : program.get_subcommands().front()->get_name();
  };
  try {
    program.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    return HelpText{program.help()};
  } catch (const CLI::CallForVersion&) {
    return VersionRequest{};
  } catch (const CLI::ParseError& error) {
    if (!command().empty()) return usage(error.what(), command());
    constexpr std::string_view none = "'{}' is none of clean, explain, rules, fetch, run, state, drift";
    return usage(argc < 2 ? "say what to do: clean, explain, rules, fetch, run, state or drift"
                          : fmt::format(none, argv[1]),
                 "");
  }
  if (command() == "clean") return meant_clean(given);
  if (command() == "explain") return meant_explain(given.explain);
  if (command() == "rules") return given.rules;
  return meant_by(command(), given.job);
}

}  // namespace cleancopy::app
