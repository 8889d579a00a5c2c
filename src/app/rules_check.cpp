#include "app/rules_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <tuple>

#include "text/ascii.h"

namespace cleancopy::app {
namespace {

bool is_name(char c) { return is_digit(c) || is_letter(c) || c == '-' || c == '_'; }

Error at(const SiteRules& rules, const Matcher& matcher, std::string what) {
  return {fmt::format("{}:{}:{}", rules.path, matcher.line, matcher.column), std::move(what)};
}

std::string_view build_hash_in(std::string_view selector) {
  for (std::size_t begin = 0; begin < selector.size();) {
    std::size_t end = begin;
    while (end < selector.size() && is_name(selector[end])) ++end;
    if (is_build_hash(selector.substr(begin, end - begin))) return selector.substr(begin, end - begin);
    begin = end + 1;
  }
  return {};
}

// "^…", also behind flags: "(?i)^…".
bool is_anchored(std::string_view expression) {
  if (expression.starts_with("(?")) {
    const std::size_t end = expression.find_first_not_of("imsU-", 2);
    if (end != std::string_view::npos && expression[end] == ')') expression.remove_prefix(end + 1);
  }
  return expression.starts_with('^') || expression.starts_with("\\A");
}

void check_matcher(const SiteRules& rules, const Matcher& matcher, std::vector<Error>& doubts) {
  const bool is_css =
      matcher.language == MatcherLanguage::css || matcher.language == MatcherLanguage::attribute;
  const std::string_view hash = is_css ? build_hash_in(matcher.source) : std::string_view();
  if (hash.empty()) return;
  doubts.push_back(
      at(rules, matcher, fmt::format("'{}' is a build hash; the site's next build changes it", hash)));
}

// Two drop rules with equal keys drop the same blocks. Those with `up` have none:
// what a compiled selector was made from is not kept.
using RuleKey = std::tuple<std::string, std::string, bool, int, int, Zone, int, std::string, std::string>;

RuleKey key_of(const Matcher& m) {
  const std::string to = m.to ? m.to->source : "";
  return {m.source, to, m.to_end, m.max, m.next, m.zone, m.words, m.since, m.until};
}

void check_drops(const SiteRules& rules, std::vector<Error>& doubts) {
  std::map<RuleKey, std::string_view> seen;
  for (const DropRule& rule : rules.drop) {
    const Matcher& matcher = rule.matcher;
    check_matcher(rules, matcher, doubts);
    if (matcher.to) check_matcher(rules, *matcher.to, doubts);
    if (matcher.language == MatcherLanguage::pattern && matcher.words == 0 &&
        !is_anchored(matcher.expression)) {
      doubts.push_back(
          at(rules, matcher, "an unanchored '~' can hit a sentence of a story; begin with ^ or add words"));
    }
    if (matcher.up) continue;
    const auto [first, is_new] = seen.emplace(key_of(matcher), rule.id);
    if (is_new) continue;
    doubts.push_back(
        at(rules, matcher, fmt::format("never fires: {} says the same before it", first->second)));
  }
}

// The shape of a site's own data changes without notice, and nobody sees it on the page.
void check_json_bodies(const SiteRules& rules, std::vector<Error>& doubts) {
  const auto is_on_page = [](const RuleTest& test) { return !test.page.empty(); };
  const bool has_page = std::any_of(rules.tests.begin(), rules.tests.end(), is_on_page);
  if (has_page) return;
  for (const Layout& layout : rules.keep) {
    for (const Matcher& matcher : layout.of(LayoutField::body)) {
      if (!matcher.json) continue;
      doubts.push_back(at(rules, matcher, "a body by 'json' needs a test on a stored page"));
    }
  }
}

}  // namespace

bool is_build_hash(std::string_view name) {
  constexpr std::size_t kShortestHash = 5;
  for (const std::string_view prefix : {"sc-", "css-", "jsx-", "emotion-"}) {
    if (!name.starts_with(prefix)) continue;
    const std::string_view tail = name.substr(prefix.size());
    if (tail.size() < kShortestHash || tail.find_first_of("-_") != std::string_view::npos) return false;
    const bool has_digit = std::any_of(tail.begin(), tail.end(), is_digit);
    return has_digit || (std::any_of(tail.begin(), tail.end(), is_upper) &&
                         std::any_of(tail.begin(), tail.end(), is_lower));
  }
  return false;
}

std::vector<Error> doubts_about(const SiteRules& rules) {
  std::vector<Error> doubts;
  if (!rules.hosts.empty() && rules.tests.empty()) {
    doubts.push_back({rules.path + ":1:1", "a site without a test; add a [[test]] table"});
  }
  for (const auto& alternative : rules.marks) {
    for (const Matcher& matcher : alternative) check_matcher(rules, matcher, doubts);
  }
  check_json_bodies(rules, doubts);
  for (const Layout& layout : rules.keep) {
    for (const Matcher& matcher : layout.headings) check_matcher(rules, matcher, doubts);
    for (const auto& field : layout.fields) {
      for (const Matcher& matcher : field) check_matcher(rules, matcher, doubts);
    }
  }
  check_drops(rules, doubts);
  return doubts;
}

}  // namespace cleancopy::app
