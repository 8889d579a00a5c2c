#include "rules/rulebook.h"

#include <algorithm>
#include <utility>

#include "rules/grammar.h"
#include "text/url.h"

namespace cleancopy {
namespace {

constexpr std::string_view kGeneric = "generic";
constexpr std::string_view kPlatforms = "platform/";

template <class T>
std::vector<std::string_view> names_of(const std::map<std::string, T, std::less<>>& numbers) {
  std::vector<std::string_view> names;
  for (const auto& [name, number] : numbers) names.push_back(name);
  return names;
}

std::string place_of(const SiteRules& rules, const std::vector<Place>& places, std::size_t i) {
  return place_in(rules.path, i < places.size() ? places[i] : Place{1, 1});
}

void make_search(const CompiledRules& file) {
  for (std::size_t i = 0; i < file.rules.drop.size(); ++i) {
    const Matcher& matcher = file.rules.drop[i].matcher;
    const auto number = static_cast<std::uint32_t>(i);
    if (matcher.selector) {
      file.drop_index.add(*matcher.selector, number);
    } else if (matcher.language == MatcherLanguage::pattern) {
      file.drop_patterns.add(matcher.expression, matcher.words);
      file.drop_pattern_rules.push_back(number);
    } else if (matcher.language == MatcherLanguage::equals) {
      file.drop_literals[matcher.folded].push_back(number);
      file.longest_drop_literal = std::max(file.longest_drop_literal, matcher.folded.size());
    } else if (matcher.language == MatcherLanguage::repeat) {
      file.drop_repeats.push_back(number);
    }
  }
  file.drop_patterns.seal();
}

}  // namespace

Result<RuleFiles, std::vector<Error>> RuleFiles::compile(std::vector<SiteRules> files) {
  std::ranges::stable_sort(files, {}, &SiteRules::name);
  RuleFiles book;
  for (SiteRules& rules : files) book.files_.emplace_back(std::move(rules));
  std::vector<Error> errors;
  book.index_names(errors);
  book.index_hosts(errors);
  book.link_extends(errors);
  book.check_off(errors);
  if (!errors.empty()) return errors;
  for (const CompiledRules& file : book.files_) book.marks_.add(file.rules);
  book.marks_.seal();
  return book;
}

void RuleFiles::index_names(std::vector<Error>& errors) {
  for (std::size_t i = 0; i < files_.size(); ++i) {
    const SiteRules& rules = files_[i].rules;
    const bool is_new = by_name_.emplace(rules.name, i).second;
    if (!is_new) errors.push_back({rules.path, "two files are named " + rules.name});
  }
  const auto generic = by_name_.find(kGeneric);
  if (generic != by_name_.end()) generic_ = generic->second;
}

void RuleFiles::index_hosts(std::vector<Error>& errors) {
  std::map<std::string, std::string, std::less<>> first_places;
  for (std::size_t i = 0; i < files_.size(); ++i) {
    const SiteRules& rules = files_[i].rules;
    for (std::size_t h = 0; h < rules.hosts.size(); ++h) {
      const std::string& host = rules.hosts[h];
      const std::string place = place_of(rules, rules.host_places, h);
      const auto [first, is_new] = first_places.emplace(host, place);
      if (!is_new) errors.push_back({place, "host '" + host + "' is claimed already at " + first->second});
      const bool is_suffix = host.starts_with("*.");
      (is_suffix ? by_suffix_ : by_host_).emplace(is_suffix ? host.substr(2) : host, i);
    }
  }
}

// Depth first, each file once: what a file extends comes before what its next
// platform does.
void RuleFiles::link_extends(std::vector<Error>& errors) {
  std::vector<std::vector<std::size_t>> direct(files_.size());
  for (std::size_t i = 0; i < files_.size(); ++i) {
    const SiteRules& rules = files_[i].rules;
    for (std::size_t e = 0; e < rules.extends.size(); ++e) {
      const std::string& name = rules.extends[e];
      const auto found = by_name_.find(name);
      if (found != by_name_.end()) direct[i].push_back(found->second);
      else errors.push_back({place_of(rules, rules.extends_places, e),
                             "no such rule file '" + name + "'" + suggestion(name, names_of(by_name_))});
    }
  }
  for (std::size_t i = 0; i < files_.size(); ++i) {
    std::vector<std::size_t>& found = inherited_.emplace_back();
    std::vector<std::size_t> stack(direct[i].rbegin(), direct[i].rend());
    while (!stack.empty()) {
      const std::size_t next = stack.back();
      stack.pop_back();
      if (std::ranges::find(found, next) != found.end()) continue;
      found.push_back(next);
      stack.insert(stack.end(), direct[next].rbegin(), direct[next].rend());
    }
    if (std::ranges::find(found, i) == found.end()) continue;
    const SiteRules& rules = files_[i].rules;
    const std::string place = place_of(rules, rules.extends_places, 0);
    errors.push_back({place, "extends leads back to '" + rules.name + "'"});
  }
}

void RuleFiles::check_off(std::vector<Error>& errors) const {
  std::unordered_set<std::string_view> ids;
  for (const CompiledRules& file : files_) {
    for (const DropRule& rule : file.rules.drop) ids.insert(rule.id);
    for (const Layout& layout : file.rules.keep) ids.insert(layout.id);
  }
  for (const CompiledRules& file : files_) {
    for (std::size_t i = 0; i < file.rules.off.size(); ++i) {
      const std::string& id = file.rules.off[i];
      if (ids.contains(id)) continue;
      std::vector<std::string_view> known(ids.begin(), ids.end());
      std::ranges::sort(known);  // of two that are as near, the first is suggested
      errors.push_back({place_of(file.rules, file.rules.off_places, i),
                        "no such rule '" + id + "'" + suggestion(id, known)});
    }
  }
}

std::size_t RuleFiles::number_for_host(std::string_view host) const {
  const auto exact = by_host_.find(host);
  if (exact != by_host_.end()) return exact->second;
  for (std::size_t dot = host.find('.'); dot != std::string_view::npos; dot = host.find('.', dot + 1)) {
    const auto suffix = by_suffix_.find(host.substr(dot + 1));
    if (suffix != by_suffix_.end()) return suffix->second;
  }
  return kNone;
}

std::string_view RuleFiles::file_for_host(std::string_view host) const {
  const std::size_t number = number_for_host(host_of(host));
  return number == kNone ? std::string_view() : files_[number].rules.name;
}

PageRules RuleFiles::rules_for(std::string_view host, const Tree* tree,
                               std::span<const FoldedText> blocks) const {
  const std::size_t by_host = number_for_host(host_of(host));
  const std::vector<char> marked = marks_.matching_files(tree, blocks);
  std::vector<std::size_t> sites, order;
  if (by_host != kNone) sites.push_back(by_host);
  for (std::size_t i = 0; i < files_.size(); ++i) {
    if (!marked[i]) continue;
    if (files_[i].rules.hosts.empty()) order.push_back(i);
    else if (by_host == kNone) sites.push_back(i);
  }
  order.insert(order.begin(), sites.begin(), sites.end());

  PageRules page;
  for (const std::size_t number : sites) {
    const std::string& name = files_[number].rules.name;
    if (page.site.empty() && !name.starts_with(kPlatforms)) page.site = name;
  }
  for (const std::size_t number : order) {
    add_file(number, page);
    for (const std::size_t inherited : inherited_[number]) add_file(inherited, page);
  }
  if (generic_ != kNone) page.files.push_back(&made_file(generic_));
  for (const CompiledRules* file : page.files) {
    page.off.insert(file->rules.off.begin(), file->rules.off.end());
  }
  return page;
}

void RuleFiles::add_file(std::size_t number, PageRules& page) const {
  const CompiledRules& file = made_file(number);
  const bool is_there = std::ranges::find(page.files, &file) != page.files.end();
  if (number != generic_ && !is_there) page.files.push_back(&file);
}

const CompiledRules& RuleFiles::made_file(std::size_t number) const {
  const CompiledRules& file = files_[number];
  std::call_once(*file.made, [&] { make_search(file); });
  return file;
}

}  // namespace cleancopy
