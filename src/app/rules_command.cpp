#include "app/rules_command.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/draft_pages.h"
#include "app/report.h"
#include "app/rule_draft.h"
#include "app/rule_folders.h"
#include "app/rule_tests.h"
#include "app/rules_check.h"
#include "rules/rulebook.h"
#include "text/url.h"

namespace cleancopy::app {
namespace {

template <class... Values>
std::string row(fmt::format_string<Values...> format, Values&&... values) {
  return printable(fmt::format(format, std::forward<Values>(values)...)) + "\n";
}

int check(const Rulebook& book) {
  std::vector<Error> doubts;
  for (const CompiledRules& file : book.files().all()) {
    for (Error& doubt : doubts_about(file.rules)) doubts.push_back(std::move(doubt));
  }
  print_slips(doubts);
  return doubts.empty() ? kDone : kBadConfig;
}

int test(const Rulebook& book) {
  Cleaner cleaner(book);
  std::size_t passed = 0, failed = 0;
  std::string out;
  for (const CompiledRules& file : book.files().all()) {
    for (const RuleTest& rule_test : file.rules.tests) {
      const auto failures = run_test(file.rules, rule_test, cleaner);
      ++(failures.empty() ? passed : failed);
      for (const Error& failure : failures) out += row("{}: {}", failure.where, failure.what);
    }
  }
  out += row("{} tests passed, {} failed", passed, failed);
  const ExitCode printed = print_data(out);
  return printed != kDone || failed == 0 ? printed : kTestsFailed;
}

std::string joined(const std::vector<std::string>& words) {
  return words.empty() ? "-" : fmt::format("{}", fmt::join(words, ","));
}

std::vector<std::string> kinds_of(const SiteRules& rules) {
  std::vector<std::string> kinds;
  for (const DropRule& rule : rules.drop) {
    const std::string kind(name_of(rule.kind));
    if (std::find(kinds.begin(), kinds.end(), kind) == kinds.end()) kinds.push_back(kind);
  }
  return kinds;
}

int list(const Rulebook& book) {
  const auto& files = book.files().all();
  std::size_t width = 4;
  for (const CompiledRules& file : files) width = std::max(width, file.rules.name.size());
  constexpr std::string_view kRow = "{:<{}}  {:>7}  {:>5}  {:>5}  {}  {}";
  std::string out = row(kRow, "NAME", width, "LAYOUTS", "DROPS", "TESTS", "HOSTS", "KINDS");
  for (const CompiledRules& file : files) {
    const SiteRules& rules = file.rules;
    out += row(kRow, rules.name, width, rules.keep.size(), rules.drop.size(), rules.tests.size(),
               joined(rules.hosts), joined(kinds_of(rules)));
  }
  return print_data(out);
}

int which(const Rulebook& book, const std::string& url) {
  const std::string host = host_of(url);
  if (host.empty()) {
    print_message(url, "has no host");
    return kUsage;
  }
  const std::string_view site = book.files().file_for_host(host);
  std::string out;
  for (const CompiledRules* file : book.files().rules_for(host, nullptr, {}).files) {
    const std::string& name = file->rules.name;
    const std::string_view reason = name == site ? "host" : name == "generic" ? "generic" : "extends";
    out += row("{}  {}  {}", name, reason, file->rules.path);
  }
  if (site.empty()) print_message(host, "no rule file names this host; marks in the page decide");
  return print_data(out);
}

int draft(const Rulebook& book, const RulesOptions& options) {
  const DraftPages read = read_draft_pages(options.pages, options.fetch);
  if (read.pages.empty()) return read.failed;
  const auto text = draft_rules(read.pages, book);
  if (text) return print_data(text.value());
  print_message(text.error().where, text.error().what);
  return kNoInput;
}

}  // namespace

int rules_command(const RulesOptions& options) {
  const auto book = load_rules(options.rules);
  if (!book) return kBadConfig;
  switch (options.verb) {
    case RulesVerb::check: return check(*book);
    case RulesVerb::test: return test(*book);
    case RulesVerb::list: return list(*book);
    case RulesVerb::which: return which(*book, options.url);
    case RulesVerb::draft: break;
  }
  return draft(*book, options);
}

}  // namespace cleancopy::app
