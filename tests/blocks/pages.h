// Pages and rule files written inline, for the tests of the upper floors.
#pragma once

#include <catch2/catch.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "blocks/flow.h"
#include "blocks/judge.h"
#include "blocks/split.h"
#include "blocks/unpack.h"
#include "markup/arena.h"
#include "markup/graft.h"
#include "markup/metadata.h"
#include "markup/parse.h"
#include "rules/grammar.h"
#include "rules/rulebook.h"

namespace cleancopy::test {

using Strings = std::vector<std::string>;
using Files = std::vector<std::pair<std::string, std::string>>;  // name, TOML

inline RuleFiles compile(const Files& files) {
  std::vector<SiteRules> all;
  for (const auto& [name, toml] : files) {
    auto rules = parse_rules(toml, name + ".toml", name);
    if (!rules) FAIL(rules.error()[0].where << ": " << rules.error()[0].what);
    all.push_back(std::move(rules.value()));
  }
  auto book = RuleFiles::compile(std::move(all));
  if (!book) FAIL(book.error()[0].where << ": " << book.error()[0].what);
  return std::move(book.value());
}

/// The elements that a selector finds, in document order.
inline std::vector<NodeId> elements(const Tree& tree, std::string_view selector) {
  SelectorCache cache;
  auto compiled = Selector::compile(selector);
  if (!compiled) FAIL(compiled.error().what);
  return compiled.value().select(tree, cache);
}

inline Strings texts_of(const std::vector<PageBlock>& blocks) {
  Strings texts;
  for (const PageBlock& block : blocks) texts.push_back(block.block.text);
  return texts;
}

/// "paragraph: One", a line a block.
inline std::string roles_of(const std::vector<PageBlock>& blocks) {
  std::string lines;
  for (const PageBlock& block : blocks)
    lines += std::string(name_of(block.block.role)) + ": " + block.block.text + "\n";
  return lines;
}

/// A page after judge(), with all that it was judged by.
struct Judged {
  Judgement judgement;
  std::vector<PageBlock> blocks;

  /// Texts of the blocks that were given this kind.
  Strings of(Kind kind) const {
    Strings texts;
    for (const PageBlock& block : blocks) {
      if (block.block.verdict.kind == kind) texts.push_back(block.block.text);
    }
    return texts;
  }

  /// "generic/judge" for the block that begins so; "(no block)" when there is none.
  std::string rule_of(std::string_view start) const {
    for (const PageBlock& block : blocks) {
      if (block.block.text.starts_with(start)) return block.block.verdict.rule;
    }
    return "(no block)";
  }
};

/// Judges a page of site.example, which the rule file "site" may claim as its host.
inline Judged judge_html(const Files& files, std::string html, std::string_view crawled = "",
                         Detail detail = Detail::verdicts) {
  const RuleFiles book = compile(files);
  Tree tree = parse(std::move(html));
  const Metadata metadata = read_metadata(tree);
  const PageRules rules = book.rules_for("site.example", &tree, {});
  const std::vector<Graft> grafts = unpack(rules, tree, crawled);
  Arena arena;
  tree = graft(std::move(tree), grafts, arena);
  Judged out{{}, flow(tree)};
  out.judgement = judge({&tree, metadata, rules, crawled, detail}, out.blocks);
  return out;
}

inline Judged judge_text(const Files& files, std::string_view text) {
  const RuleFiles book = compile(files);
  const PageRules rules = book.rules_for("site.example", nullptr, {});
  const Metadata none;
  Judged out{{}, split(text)};
  out.judgement = judge({nullptr, none, rules, ""}, out.blocks);
  return out;
}

}  // namespace cleancopy::test
