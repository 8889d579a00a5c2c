#include "app/job_file.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>
#include <span>
#include <utility>

#include "fetch/http.h"
#include "fetch/web_url.h"
#include "io/files.h"
#include "rules/slips.h"
#include "rules/toml_text.h"
#include "rules/toml_value.h"

namespace cleancopy::app {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxConfigBytes = std::size_t{4} << 20;
constexpr int kMonth = 31 * 24 * 60;  // minutes
constexpr int kAnYear = 366 * 24 * 3600;

// A job while it is read, and where its words stand.
struct Draft {
  Job job;
  Servers servers = Servers::anybodys;
  Place contact, raw, clean, state, delay;
  std::vector<Place> rules;
  std::vector<Place> sources;
};

// A source while it is read.
struct SourceDraft {
  JobSource source;
  Servers servers;
  Place url;
};

// --- values ---

// A string with something in it. Gives its place, whatever it is.
Place read_word(Slips& slips, TomlValue value, std::string& into) {
  const TomlNode& node = value[0];
  if (node.type != TomlType::string) add_type_slip(slips, value, "a string");
  else if (node.text.empty()) slips.add(node.place, "there is nothing in it");
  else if (node.text.find('\0') != std::string::npos) slips.add(node.place, "there is a NUL in it");
  else into = node.text;
  return node.place;
}

template <class Number>
void read_number(Slips& slips, TomlValue value, Limits limits, Number& into) {
  int number = static_cast<int>(into);
  read_integer(slips, value, limits, number);
  into = static_cast<Number>(number);
}

// --- [limits] ---

constexpr std::array<Key<JobLimits>, 6> kLimitKeys = {{
    {"delay", [](Slips& s, TomlValue v, JobLimits& l) { read_number(s, v, {0, 3600}, l.delay); }},
    {"per_host", [](Slips& s, TomlValue v, JobLimits& l) { read_number(s, v, {1, 1'000'000}, l.per_host); }},
    {"per_run", [](Slips& s, TomlValue v, JobLimits& l) { read_number(s, v, {1, 1'000'000}, l.per_run); }},
    {"page_bytes",
     [](Slips& s, TomlValue v, JobLimits& l) { read_number(s, v, {1024, 1 << 26}, l.page_bytes); }},
    {"seconds", [](Slips& s, TomlValue v, JobLimits& l) { read_number(s, v, {1, kAnYear}, l.seconds); }},
    {"keep_days", [](Slips& s, TomlValue v, JobLimits& l) { read_number(s, v, {1, 36'600}, l.keep_days); }},
}};

void read_limits(Slips& slips, TomlValue value, Draft& draft) {
  if (value[0].type != TomlType::table) return add_type_slip(slips, value, "a table");
  read_table<JobLimits>(slips, value, kLimitKeys, draft.job.limits);
  if (const TomlValue delay = member(value, "delay"); !delay.empty()) draft.delay = delay[0].place;
}

// --- [[source]] ---

void read_url(Slips& slips, TomlValue value, SourceDraft& draft) {
  std::string given;
  draft.url = read_word(slips, value, given);
  if (given.empty()) return;
  if (auto url = absolute_url(given, given)) draft.source.url = std::move(*url);
  else slips.add(draft.url, "'" + given + "' is no address that can be fetched; write https://…");
}

void read_every(Slips& slips, TomlValue value, SourceDraft& draft) {
  int minutes = 60;
  read_integer(slips, value, {draft.servers == Servers::own ? 0 : 5, kMonth}, minutes);
  draft.source.every = std::int64_t{60} * minutes;
}

void read_links(Slips& slips, TomlValue value, SourceDraft& draft) {
  std::string& text = draft.source.links_text;
  const Place place = read_word(slips, value, text);
  if (text.empty()) return;
  auto selector = Selector::compile(text);
  if (selector) draft.source.links = std::make_shared<const Selector>(std::move(selector.value()));
  else slips.add_within(place, text, selector.error().offset, selector.error().what);
}

constexpr std::array<Key<SourceDraft>, 3> kSourceKeys = {
    {{"url", read_url}, {"every", read_every}, {"links", read_links}}};

void read_source(Slips& slips, TomlValue value, Draft& draft) {
  if (value[0].type != TomlType::table) return add_type_slip(slips, value, "a table");
  SourceDraft each{{}, draft.servers, value[0].place};
  read_table<SourceDraft>(slips, value, kSourceKeys, each);
  if (member(value, "url").empty()) slips.add(value[0].place, "this source has no url");
  const auto twin = std::ranges::find(draft.job.sources, each.source.url, &JobSource::url);
  if (!each.source.url.empty() && twin != draft.job.sources.end()) {
    const Place first = draft.sources[static_cast<std::size_t>(twin - draft.job.sources.begin())];
    slips.add(each.url, "the source of line " + std::to_string(first.line) + " is the same");
  }
  draft.job.sources.push_back(std::move(each.source));
  draft.sources.push_back(each.url);
}

void read_sources(Slips& slips, TomlValue value, Draft& draft) {
  if (value[0].type != TomlType::array)
    return slips.add(value[0].place, "write [[source]], once for each source");
  for (const TomlValue each : children(value)) read_source(slips, each, draft);
}

// --- the file ---

void read_contact(Slips& slips, TomlValue value, Draft& draft) {
  std::string& contact = draft.job.contact;
  draft.contact = read_word(slips, value, contact);
  const bool is_told = contact.find('@') != std::string::npos || contact.starts_with("http");
  if (!contact.empty() && (!is_contact(contact) || !is_told))
    slips.add(draft.contact, "'" + contact + "' is no mail address or URL");
}

void read_format(Slips& slips, TomlValue value, Draft& draft) {
  constexpr std::array<std::pair<std::string_view, OutputForm>, 3> forms = {
      {{"text", OutputForm::text}, {"markdown", OutputForm::markdown}, {"jsonl", OutputForm::jsonl}}};
  std::string word;
  read_word(slips, value, word);
  const auto found = std::ranges::find(forms, word, [](const auto& form) { return form.first; });
  if (found != forms.end()) draft.job.form = found->second;
  else if (!word.empty())
    slips.add(value[0].place,
              "no such format '" + word + "'" + suggestion(word, {"text", "markdown", "jsonl"}));
}

constexpr std::array<Key<Draft>, 8> kKeys = {{
    {"contact", read_contact},
    {"raw", [](Slips& s, TomlValue v, Draft& d) { d.raw = read_word(s, v, d.job.raw); }},
    {"clean", [](Slips& s, TomlValue v, Draft& d) { d.clean = read_word(s, v, d.job.clean); }},
    {"state", [](Slips& s, TomlValue v, Draft& d) { d.state = read_word(s, v, d.job.state); }},
    {"rules", [](Slips& s, TomlValue v, Draft& d) { read_strings(s, v, d.job.rules, d.rules); }},
    {"format", read_format},
    {"limits", read_limits},
    {"source", read_sources},
}};

// --- what must fit together ---

std::string below(const fs::path& folder, const std::string& path) {
  return (folder / path).lexically_normal().string();
}

// Paths are compared as they are written and, as far as they exist, as links lead.
bool lies_in(const std::string& path, const std::string& folder) {
  std::error_code error;
  const fs::path inner = fs::weakly_canonical(fs::absolute(path, error), error);
  const fs::path outer = fs::weakly_canonical(fs::absolute(folder, error) / "", error);
  const fs::path way = inner.lexically_relative(outer);
  return !way.empty() && *way.begin() != "..";
}

void place_paths(const std::string& path, Job& job) {
  const fs::path folder = fs::path(path).parent_path();
  for (std::string* each : {&job.raw, &job.clean, &job.state}) *each = below(folder, *each);
  for (std::string& each : job.rules) each = below(folder, each);
}

void check_paths(Slips& slips, const Draft& draft) {
  const Job& job = draft.job;
  if (lies_in(job.clean, job.raw))
    slips.add(draft.clean, "the folder of clean pages is in that of raw ones");
  else if (lies_in(job.raw, job.clean))
    slips.add(draft.raw, "the folder of raw pages is in that of clean ones");
  if (lies_in(job.state, job.raw)) slips.add(draft.state, "the state is in the folder of raw pages");
  else if (lies_in(job.state, job.clean)) slips.add(draft.state, "the state is in the folder of clean pages");
}

void check_rules(Slips& slips, const Draft& draft) {
  std::error_code error;
  for (std::size_t i = 0; i < draft.job.rules.size(); ++i) {
    const std::string& folder = draft.job.rules[i];
    if (!fs::is_directory(folder, error)) slips.add(draft.rules[i], "'" + folder + "' is no folder");
  }
}

void check_whole(Slips& slips, const Draft& draft) {
  if (draft.job.contact.empty() && draft.contact.line == 0)
    slips.add({1, 1}, "there is no contact; give a mail address or URL by which a site's owner can ask you");
  if (draft.job.sources.empty()) slips.add({1, 1}, "there is no [[source]] to fetch from");
  if (draft.job.limits.delay == 0 && draft.servers == Servers::anybodys)
    slips.add(draft.delay, "a delay of 0 is only for servers of your own (--allow-private)");
  check_paths(slips, draft);
  check_rules(slips, draft);
}

}  // namespace

Result<Job, std::vector<Error>> parse_job(std::string_view text, const std::string& path, Servers servers) {
  Slips slips(text, path);
  const std::vector<TomlNode> nodes = parse_toml(slips, text);
  if (!slips.empty()) return slips.errors();
  Draft draft;
  draft.servers = servers;
  read_table<Draft>(slips, nodes, kKeys, draft);
  place_paths(path, draft.job);
  check_whole(slips, draft);
  if (!slips.empty()) return slips.errors();
  return std::move(draft.job);
}

Result<Job, ExitCode> load_job(const std::string& path, Servers servers) {
  const auto text = read_file(path, kMaxConfigBytes);
  if (!text) return exit_code_for(text.error());
  auto job = parse_job(text.value(), path, servers);
  if (job) return std::move(job.value());
  print_slips(job.error());
  return kBadConfig;
}

}  // namespace cleancopy::app
