// All rule files of a run, and which of them speak for a page. Rulebook (in
// cleancopy.h) owns one of these; it is immutable and shared by all workers.
//
// On a page of yorkshirepost.co.uk with a Patreon button:
//
//     scotsman.com  →  platform/nationalworld  →  platform/patreon-button  →  generic
//     by host          extends                    by its mark                 always
//     strongest: first label wins                                             weakest
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "cleancopy.h"
#include "markup/selector.h"
#include "markup/tree.h"
#include "rules/mark_index.h"
#include "rules/site_rules.h"
#include "text/pattern.h"

namespace cleancopy {

/// A rule file made ready for the sweep. Matcher numbers are local to the file.
///
/// What searches a page is made when rules_for() first gives the file out (once,
/// whichever thread asks, and immutable from then on): of a thousand files a run
/// may meet ten. A file taken from all() has only its `rules`.
struct CompiledRules {
  explicit CompiledRules(SiteRules file_rules) : rules(std::move(file_rules)) {}

  SiteRules rules;

  /// CSS matchers of drop rules (number = index in rules.drop) …
  mutable SelectorIndex drop_index;
  /// … and text matchers: patterns and folded literals (views into `rules`; value = indices in rules.drop).
  mutable PatternSet drop_patterns;
  mutable std::vector<std::uint32_t> drop_pattern_rules;  ///< PatternSet number → index in rules.drop
  mutable std::unordered_map<std::string_view, std::vector<std::uint32_t>> drop_literals;
  mutable std::size_t longest_drop_literal = 0;           ///< bytes; no longer text is one of them
  mutable std::vector<std::uint32_t> drop_repeats;        ///< those that take what a page repeats
  std::unique_ptr<std::once_flag> made = std::make_unique<std::once_flag>();
};

/// The files that speak for one page, strongest first.
struct PageRules {
  std::vector<const CompiledRules*> files;
  std::string site;                        ///< name of the file chosen by host, or by marks; else empty
  std::unordered_set<std::string_view> off;  ///< rule ids switched off by these files

  bool is_off(std::string_view rule_id) const { return off.contains(rule_id); }
};

class RuleFiles {
 public:
  /// Checks what only all files together can tell (extends of a file that is
  /// not there, loops, `off` of a rule that is not there) and compiles.
  static Result<RuleFiles, std::vector<Error>> compile(std::vector<SiteRules> files);

  /// The files for a page: the one that has its host, or else those with hosts
  /// whose marks match; then those without hosts whose marks match (in the order
  /// of their names); each followed by what it extends; generic last.
  /// `host` may be empty. `tree` is null for plain text; `blocks` are all
  /// of the page, in its order. Costs a sweep over both.
  PageRules rules_for(std::string_view host, const Tree* tree,
                      std::span<const FoldedText> blocks) const;

  /// The name of the file whose hosts cover `host`: exact first, then the
  /// longest "*.suffix"; empty when there is none.
  std::string_view file_for_host(std::string_view host) const;

  const std::vector<CompiledRules>& all() const { return files_; }

 private:
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  using Numbers = std::map<std::string, std::size_t, std::less<>>;

  void index_names(std::vector<Error>& errors);
  void index_hosts(std::vector<Error>& errors);
  void link_extends(std::vector<Error>& errors);
  void check_off(std::vector<Error>& errors) const;
  std::size_t number_for_host(std::string_view host) const;
  void add_file(std::size_t number, PageRules& page) const;
  const CompiledRules& made_file(std::size_t number) const;

  std::vector<CompiledRules> files_;                 // in the order of their names
  std::vector<std::vector<std::size_t>> inherited_;  // what each file extends, strongest first
  Numbers by_name_;
  Numbers by_host_;
  Numbers by_suffix_;  // "bbc.co.uk" for "*.bbc.co.uk"
  std::size_t generic_ = kNone;
  MarkIndex marks_;
};

}  // namespace cleancopy
