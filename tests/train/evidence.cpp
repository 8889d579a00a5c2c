// Prints what the judges see, for the trainers: pages as JSON Lines on standard input
// ({"id", "url", "html"} or "text"), one line a page on standard output:
//
//     {"id": …, "blocks": [{"text": …, "open": true, "clues": [12, 0, …], "names": [["entry"], []]}, …]}
//
// `open` blocks are those that no rule of the folder given as argument has judged;
// `names` are the words of class and id around a block, the nearest element first.
// Lines of a text have "phrases" in place of names, and the clues of blocks/line_evidence.h.
#include <cstdint>
#include <cstdio>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "blocks/evidence.h"
#include "blocks/flow.h"
#include "blocks/generic.h"
#include "blocks/judge.h"
#include "blocks/line_evidence.h"
#include "blocks/line_judge.h"
#include "blocks/naming.h"
#include "blocks/split.h"
#include "io/source.h"
#include "markup/arena.h"
#include "markup/metadata.h"
#include "markup/parse.h"
#include "rules/rulebook.h"
#include "text/decode.h"
#include "text/json.h"
#include "text/unicode.h"
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

/// {"text": …, "open": …, "clues": […], — up to the words around or in the block.
void append_start(const PageBlock& block, std::span<const std::int16_t> clues, std::string& out) {
  out += "{\"text\":";
  append_json_string(out, block.block.text);
  out += block.block.verdict.rule.empty() ? ",\"open\":true,\"clues\":[" : ",\"open\":false,\"clues\":[";
  const char* comma = "";
  for (const std::int16_t clue : clues) {
    out += comma + std::to_string(clue);
    comma = ",";
  }
  out += "],";
}

void append_phrases(const PageBlock& line, std::string& out) {
  out += "\"phrases\":[";
  const char* comma = "";
  for_each_phrase(fold_case(line.folded), [&](std::string_view phrase) {
    out += comma;
    append_json_string(out, phrase);
    comma = ",";
  });
  out += "]}";
}

/// Blocks without what evidence, and not a rule, said of them.
void judge_by_rules(const Case& page_case, std::vector<PageBlock>& blocks) {
  judge(page_case, blocks);
  for (PageBlock& block : blocks) {
    Verdict& verdict = block.block.verdict;
    if (is_judged_by_evidence(verdict) || is_judged_by_line(verdict)) verdict = {};
  }
}

void append_page(const Page& page, const RuleFiles& rules, Arena& arena, std::string& out) {
  const Tree tree = parse(decode(page.bytes, page.content_type).text, arena);
  const Metadata metadata = read_metadata(tree);
  std::vector<PageBlock> blocks = flow(tree);
  const PageRules page_rules = rules.rules_for(host_of(page.url), &tree, folded_texts(blocks));
  const Case page_case{&tree, metadata, page_rules, page.crawled};
  judge_by_rules(page_case, blocks);
  Names names(tree);
  const std::vector<Evidence> evidence = weigh(page_case, blocks, names);
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (i > 0) out += ',';
    append_start(blocks[i], evidence[i].clues, out);
    out += "\"names\":[";
    append_names(tree, blocks[i].first, out);
    out += "]}";
  }
}

void append_text(const Page& page, const RuleFiles& rules, std::string& out) {
  std::vector<PageBlock> lines = split(page.bytes);
  const PageRules page_rules = rules.rules_for("", nullptr, folded_texts(lines));
  const Metadata metadata;
  judge_by_rules({nullptr, metadata, page_rules, page.crawled}, lines);
  const std::vector<LineEvidence> evidence = weigh_lines(lines);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (i > 0) out += ',';
    append_start(lines[i], evidence[i].clues, out);
    append_phrases(lines[i], out);
  }
}

std::string evidence_of(const Page& page, const RuleFiles& rules, Arena& arena) {
  std::string out = "{\"id\":";
  append_json_string(out, page.id);
  out += ",\"blocks\":[";
  if (page.format == Format::text) append_text(page, rules, out);
  else append_page(page, rules, arena, out);
  return out + "]}\n";
}

template <class AnyClue>
int print_names(std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) std::puts(std::string(name_of(static_cast<AnyClue>(i))).c_str());
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2)
    return std::fputs("usage: evidence RULES < PAGES.jsonl, or evidence --clues, --line-clues\n", stderr), 64;
  if (std::string_view(argv[1]) == "--clues") return print_names<Clue>(kClues);
  if (std::string_view(argv[1]) == "--line-clues") return print_names<LineClue>(kLineClues);
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
