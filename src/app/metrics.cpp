#include "app/metrics.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstddef>
#include <filesystem>

#include "cleancopy.h"
#include "io/sink.h"

namespace cleancopy::app {
namespace {

constexpr std::string_view kLastSuccess = "cleancopy_last_success_timestamp_seconds";
constexpr std::size_t kMaxMetricsBytes = std::size_t{1} << 20;

double seconds_since_1970() {
  return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
}

// Label values: backslash, quote and line feed are escaped; no other control has business there.
std::string label_value(std::string_view text) {
  std::string out;
  for (const char c : printable(text)) {
    if (c == '\\' || c == '"') out += '\\';
    out += c;
  }
  return out;
}

void append_head(std::string& out, std::string_view name, std::string_view help) {
  out += fmt::format("# HELP {} {}\n# TYPE {} gauge\n", name, help, name);
}

void append_fetched(std::string& out, const RoundCounts& fetched, std::string_view label) {
  const auto add = [&](std::string_view name, std::string_view help, auto value) {
    append_head(out, name, help);
    out += fmt::format("{}{{{}}} {}\n", name, label, value);
  };
  add("cleancopy_fetch_requests", "Requests of the last run.", fetched.requests);
  add("cleancopy_fetch_not_modified", "Of these, answers that nothing had changed (304).",
      fetched.not_modified);
  add("cleancopy_fetch_bytes", "Bytes of bodies that the last run received.", fetched.bytes);
  add("cleancopy_fetch_pages_kept", "Pages that the last run kept, new or changed.", fetched.kept);
  append_head(out, "cleancopy_fetch_sources", "Sources that the last run looked at, by how that went.");
  const auto add_sources = [&](std::string_view outcome, std::size_t sources) {
    out += fmt::format("cleancopy_fetch_sources{{{},outcome=\"{}\"}} {}\n", label, outcome, sources);
  };
  add_sources("read", fetched.sources - fetched.sources_unchanged - fetched.sources_failed);
  add_sources("unchanged", fetched.sources_unchanged);
  add_sources("failed", fetched.sources_failed);
  append_head(out, "cleancopy_fetch_errors", "Requests of the last run that gave nothing, by kind.");
  const auto add_errors = [&](std::string_view kind, std::size_t errors) {
    out += fmt::format("cleancopy_fetch_errors{{{},kind=\"{}\"}} {}\n", label, kind, errors);
  };
  add_errors("refused", fetched.refused);
  add_errors("server_error", fetched.server_errors);
  add_errors("unreachable", fetched.unreachable);
  add_errors("unfit", fetched.unfit);
}

}  // namespace

std::string metrics_text(const RunRecord& run, double last_success) {
  const std::string label = fmt::format("run=\"{}\"", label_value(run.name));
  std::string out;
  const auto add = [&](std::string_view name, std::string_view help, auto value) {
    append_head(out, name, help);
    out += fmt::format("{}{{{}}} {}\n", name, label, value);
  };
  append_head(out, "cleancopy_pages", "Pages of the last run, by what came of them.");
  const auto add_pages = [&](Status status, std::size_t pages) {
    out += fmt::format("cleancopy_pages{{{},status=\"{}\"}} {}\n", label, name_of(status), pages);
  };
  add_pages(Status::cleaned, run.tally.cleaned);
  add_pages(Status::no_article, run.tally.no_article);
  add_pages(Status::rejected, run.tally.rejected);
  add("cleancopy_read_bytes", "Bytes of input that the last run read.", run.volume.read);
  add("cleancopy_written_bytes", "Bytes of output that the last run wrote.", run.volume.written);
  add("cleancopy_run_seconds", "How long the last run took.",
      fmt::format("{:.3f}", std::max(0.0, run.ended - run.began)));
  add("cleancopy_start_timestamp_seconds", "When the last run began.", fmt::format("{:.3f}", run.began));
  add("cleancopy_end_timestamp_seconds", "When the last run ended.", fmt::format("{:.3f}", run.ended));
  add(kLastSuccess, "When a run last ended with exit code 0, or 0.", fmt::format("{:.3f}", last_success));
  add("cleancopy_exit_code", "Exit code of the last run.", run.exit_code);
  if (run.fetched) append_fetched(out, *run.fetched, label);
  append_head(out, "cleancopy_build_info", "Version of the program and hash of its rules, as labels.");
  out += fmt::format("cleancopy_build_info{{{},version=\"{}\",rules=\"{}\"}} 1\n", label, version(),
                     run.rules_hash);
  return out;
}

double last_success_in(std::string_view metrics) {
  const std::size_t line = metrics.find(fmt::format("\n{}{{", kLastSuccess));
  if (line == std::string_view::npos) return 0;
  const std::string_view rest = metrics.substr(line + 1, metrics.find('\n', line + 1) - line - 1);
  const std::size_t space = rest.rfind(' ');
  double seconds = 0;
  std::from_chars(rest.data() + space + 1, rest.data() + rest.size(), seconds);
  return seconds > 0 ? seconds : 0;
}

std::optional<IoError> write_metrics(const std::string& path, const RunRecord& run) {
  double last_success = run.ended;
  if (run.exit_code != kDone) {
    const auto before = read_file(path, kMaxMetricsBytes);
    last_success = before ? last_success_in(before.value()) : 0;
  }
  auto file = open_sink(Target::file, path, {});
  if (!file) return file.error();
  const auto written = file.value()->write({{}, 0, {}, metrics_text(run, last_success)});
  if (!written) return written.error();
  return file.value()->finish();
}

int run_measured(const std::string& path, const std::function<int()>& work,
                 const std::function<RunRecord()>& record) {
  if (path.empty()) return work();
  // Better now than after hours of work.
  if (const auto file = open_sink(Target::file, path, {}); !file) return exit_code_for(file.error());
  const double began = seconds_since_1970();
  const int code = work();
  RunRecord run = record();
  run.name = std::filesystem::path(path).stem().string();
  run.began = began;
  run.ended = seconds_since_1970();
  run.exit_code = code;
  const auto failed = write_metrics(path, run);
  if (!failed) return code;
  const ExitCode why = exit_code_for(*failed);
  return code == kDone ? why : code;
}

}  // namespace cleancopy::app
