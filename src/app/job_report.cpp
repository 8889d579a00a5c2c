#include "app/job_report.h"

#include <fmt/format.h>

#include "text/unicode.h"

namespace cleancopy::app {
namespace {

constexpr std::size_t kMostTold = 240;  // bytes: URLs may have thousands, and servers may say as much

std::string unless_none(std::size_t number, std::string_view what) {
  return number == 0 ? std::string() : fmt::format(", {} {}", number, what);
}

}  // namespace

void JobReport::tell(Weight weight, std::string_view where, std::string_view what) {
  if (weight == Weight::failure || voice_ == Voice::aloud)
    pages_.note(clipped(where, kMostTold), clipped(what, kMostTold));
}

void JobReport::count(const RoundCounts& counts) {
  fetched_ = counts;
  if (voice_ == Voice::quiet || Clock::now() - last_line_ < heartbeat_) return;
  last_line_ = Clock::now();
  print_account(fmt::format("cleancopy: {}, {} new pages, {} failed\n", counted(counts.requests, "request"),
                            counts.kept, counts.failed));
}

std::string job_summary_text(const RoundCounts& fetched, const Tally& cleaned, Phases phases) {
  std::string line = "cleancopy: " + counted(fetched.sources, "source");
  if (fetched.sources_failed > 0) line += fmt::format(" ({} failed)", fetched.sources_failed);
  line += fmt::format(", {}: {} new, {} unchanged, {} failed", counted(fetched.pages(), "page"), fetched.kept,
                      fetched.unchanged, fetched.failed);
  line += unless_none(fetched.forbidden, "forbidden by robots.txt");
  line += unless_none(fetched.not_pages, "no pages");
  if (phases == Phases::fetch_and_clean) {
    line += fmt::format("; {} cleaned", cleaned.cleaned);
    line += unless_none(cleaned.no_article, "without an article");
    line += unless_none(cleaned.rejected, "rejected");
  }
  return line + "\n";
}

std::string job_summary_json(const RoundCounts& fetched, const Tally& cleaned, Phases phases) {
  std::string line = fmt::format(
      "{{\"sources\":{},\"sources_unchanged\":{},\"sources_failed\":{},\"pages\":{},\"new\":{},"
      "\"unchanged\":{},\"failed\":{},\"forbidden\":{},\"not_pages\":{},\"adopted\":{},"
      "\"requests\":{},\"not_modified\":{},\"redirects\":{},\"refused\":{},\"server_errors\":{},"
      "\"unreachable\":{},\"unfit\":{},\"bytes\":{}",
      fetched.sources, fetched.sources_unchanged, fetched.sources_failed, fetched.pages(), fetched.kept,
      fetched.unchanged, fetched.failed, fetched.forbidden, fetched.not_pages, fetched.adopted,
      fetched.requests, fetched.not_modified, fetched.redirects, fetched.refused, fetched.server_errors,
      fetched.unreachable, fetched.unfit, fetched.bytes);
  if (phases == Phases::fetch_and_clean) {
    line += fmt::format(",\"cleaned\":{},\"no_article\":{},\"rejected\":{}", cleaned.cleaned,
                        cleaned.no_article, cleaned.rejected);
  }
  return line + "}\n";
}

}  // namespace cleancopy::app
