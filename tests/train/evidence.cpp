// Prints what the judge sees, for the trainer: pages as JSON Lines on standard input
// ({"id", "url", "html"}), one line a page on standard output:
//
//     {"id": …, "blocks": [{"text": …, "open": true, "clues": [12, 0, …], "names": [["entry"], []]}, …]}
//
// `open` blocks are those that no rule of the folder given as argument has judged;
// `names` are the words of class and id around a block, the nearest element first.
#include <cstdio>
#include <string>
#include <vector>

#include "blocks/evidence.h"
#include "blocks/flow.h"
#include "blocks/generic.h"
#include "blocks/judge.h"
#include "blocks/naming.h"
#include "io/source.h"
#include "markup/arena.h"
#include "markup/metadata.h"
#include "markup/parse.h"
#include "rules/rulebook.h"
#include "text/decode.h"
#include "text/json.h"
#include "text/url.h"

using namespace cleancopy;

namespace {

void append_names(const Tree& tree, NodeId node, std::string& out) {
  const char* comma = "";
  for (const NodeId element : named_elements(tree, node)) {
    out += comma;
    out += '[';
    const char* inner = "";
    for_each_name_word(tree, element, [&](std::string_view word) {
      out += inner;
      append_json_string(out, word);
      inner = ",";
    });
    out += ']';
    comma = ",";
  }
}

void append_block(const Tree& tree, const PageBlock& block, const Evidence& evidence, std::string& out) {
  out += "{\"text\":";
  append_json_string(out, block.block.text);
  out += block.block.verdict.rule.empty() ? ",\"open\":true,\"clues\":[" : ",\"open\":false,\"clues\":[";
  const char* comma = "";
  for (const std::int16_t clue : evidence.clues) {
    out += comma + std::to_string(clue);
    comma = ",";
  }
  out += "],\"names\":[";
  append_names(tree, block.first, out);
  out += "]}";
}

std::string evidence_of(const Page& page, const RuleFiles& rules, Arena& arena) {
  const Tree tree = parse(decode(page.bytes, page.content_type).text, arena);
  const Metadata metadata = read_metadata(tree);
  std::vector<PageBlock> blocks = flow(tree);
  std::vector<std::string_view> folded;
  for (const PageBlock& block : blocks) folded.push_back(block.folded);
  const PageRules page_rules = rules.rules_for(host_of(page.url), &tree, folded);
  const Case page_case{&tree, metadata, page_rules, page.crawled};
  judge(page_case, blocks);
  for (PageBlock& block : blocks) {
    if (is_judged_by_evidence(block.block.verdict)) block.block.verdict = {};
  }
  const std::vector<Evidence> evidence = weigh(page_case, blocks);
  std::string out = "{\"id\":";
  append_json_string(out, page.id);
  out += ",\"blocks\":[";
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (i > 0) out += ',';
    append_block(tree, blocks[i], evidence[i], out);
  }
  return out + "]}\n";
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return std::fputs("usage: evidence RULES < PAGES.jsonl, or evidence --clues\n", stderr), 64;
  if (std::string_view(argv[1]) == "--clues") {
    for (std::size_t i = 0; i < kClues; ++i) std::puts(std::string(name_of(static_cast<Clue>(i))).c_str());
    return 0;
  }
  const auto book = Rulebook::load({argv[1]});
  auto source = open_source({"-"}, {InputForm::jsonl, "", nullptr});
  if (!book || !source) return 78;
  Arena arena;
  while (const auto entry = source.value()->next()) {
    const Input input = read_page(*entry);
    const std::string line = evidence_of(input.page, book.value().files(), arena);
    if (std::fwrite(line.data(), 1, line.size(), stdout) != line.size()) return 74;
  }
  return 0;
}
