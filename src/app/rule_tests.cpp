#include "app/rule_tests.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <string_view>
#include <utility>

#include "io/source.h"
#include "text/unicode.h"
#include "text/url.h"

namespace cleancopy::app {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kShownBytes = 60;

// "rules/platform/x.toml" and the name "platform/x" give "rules/..".
fs::path folder_above(const SiteRules& rules) {
  const std::string tail = rules.name + ".toml";
  std::string folder = rules.path;
  if (folder.ends_with(tail)) folder.resize(folder.size() - tail.size());
  return fs::path(folder) / "..";
}

std::string first_host(const SiteRules& rules) {
  if (rules.hosts.empty()) return {};
  const std::string& host = rules.hosts.front();
  return host.starts_with("*.") ? "www" + host.substr(1) : host;
}

Input page_of(const SiteRules& rules, const RuleTest& test) {
  Input input;
  if (test.page.empty()) {
    input.page.bytes = test.text;
    input.page.format = Format::text;
  } else {
    Entry entry;
    entry.file = (folder_above(rules) / test.page).lexically_normal().string();
    entry.form = form_by_name(test.page).value_or(InputForm::html);
    input = read_page(entry);
    if (!input.refusal.empty()) input.refusal = fmt::format("{}: {}", entry.file, input.refusal);
  }
  input.page.url = test.url;
  if (!test.url.empty()) return input;
  const std::string folder = fs::path(test.page).parent_path().filename().string();
  const bool is_own = std::any_of(rules.hosts.begin(), rules.hosts.end(),
                                  [&](const std::string& host) { return host_matches(folder, host); });
  const bool is_host = folder.find('.') != std::string::npos;
  input.page.site = is_own || (is_host && rules.hosts.empty()) ? folder : first_host(rules);
  return input;
}

std::string shown(std::string_view text) {
  if (text.empty()) return "nothing";
  const std::string_view ends = text.substr(0, kShownBytes);
  const std::size_t cut = text.size() > kShownBytes ? ends.rfind(' ') : std::string_view::npos;
  return fmt::format("'{}{}'", ends.substr(0, cut), ends.size() < text.size() ? " …" : "");
}

// The article as tests look at it: folded, so that a test may be typed with plain quotes.
class Outcome {
 public:
  Outcome(Article article, std::string where) : article_(std::move(article)), where_(std::move(where)) {
    for (const Block& block : article_.blocks) {
      ++kinds_[std::string(name_of(block.verdict.kind))];
      if (!block.verdict.kept()) continue;
      body_.push_back(fold(block.text));
      if (block.role == Role::heading) ++headings_;
    }
  }

  void expect_beginning(std::string_view key, const std::string& expected, std::string_view got) {
    if (expected.empty() || got.starts_with(fold(expected))) return;
    fail(fmt::format("{}: expected '{}', got {}", key, expected, shown(got)));
  }

  void expect_number(std::string_view key, int expected, int got) {
    if (expected != got) fail(fmt::format("{}: expected {}, got {}", key, expected, got));
  }

  std::vector<Error> check(const RuleTest& test) {
    expect_beginning("title", test.title, fold(article_.title.value));
    expect_beginning("first", test.first, body_.empty() ? "" : std::string_view(body_.front()));
    expect_beginning("last", test.last, body_.empty() ? "" : std::string_view(body_.back()));
    if (test.blocks >= 0) expect_number("blocks", test.blocks, static_cast<int>(body_.size()));
    if (test.headings >= 0) expect_number("headings", test.headings, headings_);
    for (const std::string& text : test.has) {
      if (!holds(text)) fail(fmt::format("has: expected '{}', got it nowhere in the body", text));
    }
    for (const std::string& text : test.lacks) {
      if (holds(text)) fail(fmt::format("lacks: expected no '{}', got it in the body", text));
    }
    for (const auto& [kind, count] : test.drops) expect_number("drops." + kind, count, kinds_[kind]);
    return std::move(failures_);
  }

 private:
  void fail(std::string what) { failures_.push_back({where_, std::move(what)}); }

  bool holds(const std::string& text) const {
    const std::string folded = fold(text);
    return std::any_of(body_.begin(), body_.end(),
                       [&](const std::string& block) { return block.find(folded) != std::string::npos; });
  }

  Article article_;
  std::string where_;
  std::vector<std::string> body_;
  int headings_ = 0;
  std::map<std::string, int> kinds_;
  std::vector<Error> failures_;
};

}  // namespace

std::vector<Error> run_test(const SiteRules& rules, const RuleTest& test, Cleaner& cleaner) {
  const std::string where = fmt::format("{}:{}", rules.path, test.line);
  const Input input = page_of(rules, test);
  if (!input.refusal.empty()) return {{where, input.refusal}};
  return Outcome(cleaner.clean(input.page), where).check(test);
}

}  // namespace cleancopy::app
