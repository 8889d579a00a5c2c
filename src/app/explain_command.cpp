#include "app/explain_command.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

#include "app/explain_html.h"
#include "app/report.h"
#include "app/rule_folders.h"
#include "io/files.h"
#include "io/source.h"

namespace cleancopy::app {
namespace {

constexpr std::size_t kTextColumns = 70;
constexpr std::size_t kMaxRuleColumns = 44;  // longer names push their line to the right

struct Character {
  char32_t code = 0;
  std::size_t bytes = 1;
};

// Of valid UTF-8.
Character first_character(std::string_view text) {
  const auto byte = [text](std::size_t i) {
    return static_cast<char32_t>(static_cast<unsigned char>(text[i]));
  };
  if (byte(0) < 0x80 || text.size() < 2) return {byte(0), 1};
  if (byte(0) < 0xE0 || text.size() < 3) return {(byte(0) & 0x1F) << 6 | (byte(1) & 0x3F), 2};
  const char32_t three = (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F);
  if (byte(0) < 0xF0 || text.size() < 4) return {(byte(0) & 0x0F) << 12 | three, 3};
  return {(byte(0) & 0x07) << 18 | three << 6 | (byte(3) & 0x3F), 4};
}

// Terminals draw East Asian scripts and emoji two columns wide.
std::size_t columns_of(char32_t c) {
  const bool wide = (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) ||
                    (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xF900 && c <= 0xFAFF) ||
                    (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60) ||
                    (c >= 0x1F300 && c <= 0x1FAFF) || (c >= 0x20000 && c <= 0x3FFFD);
  return wide ? 2 : 1;
}

std::string beginning_of(std::string_view text) {
  std::size_t columns = 0, bytes = 0;
  while (bytes < text.size()) {
    const Character next = first_character(text.substr(bytes));
    columns += columns_of(next.code);
    if (columns > kTextColumns) return std::string(text.substr(0, bytes)) + "…";
    bytes += next.bytes;
  }
  return std::string(text);
}

std::string line(std::string_view name, std::string_view value, std::string_view source) {
  if (value.empty()) return {};
  const std::string origin = source.empty() ? "" : fmt::format("  [{}]", printable(source));
  return fmt::format("{:<11} {}{}\n", name, printable(value), origin);
}

std::string line(std::string_view name, const Field& field) { return line(name, field.value, field.source); }

std::string joined(const std::vector<std::string>& words) { return fmt::format("{}", fmt::join(words, " ")); }

std::string explain_text(const Article& article) {
  std::string out = line("status", name_of(article.status), article.reason);
  out += line("layout", article.layout, "");
  out += line("rules", joined(article.rules), "");
  out += line("title", article.title);
  out += line("standfirst", article.standfirst);
  for (const Field& author : article.authors) out += line("author", author);
  out += line("published", article.published);
  out += line("modified", article.modified);
  out += line("language", article.language);
  out += line("flags", joined(article.flags), "");
  std::size_t width = 0;
  for (const Block& block : article.blocks) {
    width = std::min(kMaxRuleColumns, std::max(width, block.verdict.rule.size()));
  }
  if (!article.blocks.empty()) out += '\n';
  for (const Block& block : article.blocks) {
    out += fmt::format("{:<11} {:<{}} {:<9} {}\n", name_of(block.verdict.kind), printable(block.verdict.rule),
                       width, name_of(block.role), printable(beginning_of(block.text)));
    if (!block.verdict.because.empty())
      out += fmt::format("{:<11} {:<{}} {:<9} {}\n", "", "", width, "", block.verdict.because);
  }
  return out;
}

}  // namespace

int explain_command(const ExplainOptions& options) {
  const auto book = load_rules(options.rules);
  if (!book) return kBadConfig;
  auto source = open_source({options.page}, {options.from, options.site, nullptr});
  if (!source) return exit_code_for(source.error());
  const auto entry = source.value()->next();
  Input input = entry ? read_page(*entry) : Input{{}, "the folder is empty"};
  if (!input.refusal.empty()) {
    print_message(options.page, input.refusal);
    return kNoInput;
  }
  if (!input.remark.empty()) print_message(options.page, input.remark);
  if (!options.url.empty()) input.page.url = options.url;
  const Article article = Cleaner(*book).explain(input.page);
  if (!options.html.empty()) {
    if (const auto failed = write_file(options.html, explain_html(article))) return exit_code_for(*failed);
  }
  return print_data(explain_text(article));
}

}  // namespace cleancopy::app
