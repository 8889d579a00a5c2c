#include "app/drift_command.h"

#include <fmt/format.h>

#include <string_view>
#include <vector>

#include "app/job_file.h"
#include "app/report.h"
#include "fetch/sightings.h"
#include "fetch/state.h"
#include "text/json.h"
#include "text/moment.h"

namespace cleancopy::app {
namespace {

// "layout bbc.co.uk/keep.1"; a text is quoted, for it may be anything.
std::string thing_of(const Finding& finding) {
  const std::string_view what = name_of(finding.drift);
  if (finding.name.empty()) return std::string(what);
  if (finding.drift == Drift::text) return fmt::format("{} \"{}\"", what, finding.name);
  const std::string where = finding.layout.empty() ? "" : " on " + finding.layout;
  return fmt::format("{} {}{}", what, finding.name, where);
}

std::string figures_of(const Finding& finding) {
  std::string out = fmt::format("{} of {} pages", finding.hits, finding.pages);
  if (finding.drift == Drift::text) return out;
  out += fmt::format(", before {} of {}", finding.hits_before, finding.pages_before);
  if (finding.drift != Drift::bodies) return out;
  out += fmt::format(", {} words, before {}", finding.words, finding.words_before);
  return out;
}

std::string member(std::string_view key, std::string_view text) {
  std::string out = fmt::format("\"{}\":", key);
  append_json_string(out, text);
  return out + ',';
}

int tell(const std::vector<SiteHistory>& histories, FindingForm form) {
  std::string lines;
  for (const SiteHistory& history : histories) {
    for (const Finding& finding : findings_of(history)) {
      lines += form == FindingForm::json ? json_of(finding) : line_of(finding);
    }
  }
  if (lines.empty()) return kDone;
  const ExitCode printed = print_data(lines);
  return printed == kDone ? kDrifted : printed;
}

}  // namespace

std::string line_of(const Finding& finding) {
  return printable(fmt::format("{}: {}: since {}, {}", finding.site, thing_of(finding),
                               iso_time(finding.since), figures_of(finding))) +
         "\n";
}

std::string json_of(const Finding& finding) {
  std::string out = "{" + member("site", finding.site) + member("what", name_of(finding.drift)) +
                    member("name", finding.name) + member("layout", finding.layout) +
                    member("since", iso_time(finding.since));
  out += fmt::format(
      R"("pages":{},"hits":{},"pages_before":{},"hits_before":{},"words":{},"words_before":{}}})",
      finding.pages, finding.hits, finding.pages_before, finding.hits_before, finding.words,
      finding.words_before);
  return out + "\n";
}

int drift_command(const DriftOptions& options) {
  const auto job = load_job(options.config, Servers::own);
  if (!job) return job.error();
  auto state = State::open_to_read(job.value().state);
  if (!state) return exit_code_for(state.error());
  Database& database = state.value().database();
  std::vector<SiteHistory> histories;
  {
    Transaction reading(database);
    histories = read_histories(database);
    if (const auto failed = reading.commit()) return exit_code_for(*failed);
  }
  return tell(histories, options.form);
}

}  // namespace cleancopy::app
