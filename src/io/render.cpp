#include "io/render.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "text/json.h"

namespace cleancopy {
namespace {

constexpr std::string_view kListMark = "• ";

std::string marked(const Block& block) {
  return block.role == Role::list_item ? std::string(kListMark) + block.text : block.text;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// Does a line that starts like this become a heading, list, quote or rule?
bool starts_markup(std::string_view text) {
  if (std::string_view("#>+-=~").find(text.front()) != std::string_view::npos) return true;
  const auto end = std::find_if_not(text.begin(), text.end(), is_digit);
  return end != text.begin() && end != text.end() && (*end == '.' || *end == ')');
}

// Backslashes before what CommonMark (0.30, sections 2.4, 4 and 6) would take for markup.
std::string escaped(std::string_view text) {
  std::string out;
  std::size_t i = 0;
  if (!text.empty() && starts_markup(text)) {
    while (is_digit(text[i])) out += text[i++];
    out += '\\';
    out += text[i++];
  }
  for (; i < text.size(); ++i) {
    const char c = text[i];
    const bool is_reference =
        c == '&' && i + 1 < text.size() && (is_letter(text[i + 1]) || text[i + 1] == '#');
    if (is_reference || std::string_view("\\`*_[]<|").find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

std::vector<std::string_view> cells_of(std::string_view row) {
  constexpr std::string_view kBetween = " | ";
  std::vector<std::string_view> cells;
  while (true) {
    const std::size_t end = row.find(kBetween);
    cells.push_back(row.substr(0, end));
    if (end == std::string_view::npos) return cells;
    row.remove_prefix(end + kBetween.size());
  }
}

// The rows in [first, last) as one table. Its first row is the head, as GitHub's
// tables have none without; it is as wide as the widest row, lest cells be cut.
std::string markdown_table(const std::vector<const Block*>& body, std::size_t first, std::size_t last) {
  std::size_t width = 1;
  for (std::size_t i = first; i < last; ++i) width = std::max(width, cells_of(body[i]->text).size());
  std::string out;
  for (std::size_t i = first; i < last; ++i) {
    auto cells = cells_of(body[i]->text);
    cells.resize(width);
    for (const std::string_view cell : cells) out += "| " + escaped(cell) + " ";
    out += "|\n";
    if (i > first) continue;
    for (std::size_t column = 0; column < width; ++column) out += "| --- ";
    out += "|\n";
  }
  return out;
}

std::string markdown_block(const Block& block) {
  switch (block.role) {
    case Role::heading: return "## " + escaped(block.text) + "\n";
    case Role::list_item: return "- " + escaped(block.text) + "\n";
    case Role::quote: return "> " + escaped(block.text) + "\n";
    default: return escaped(block.text) + "\n";
  }
}

std::string markdown_body(const Article& article) {
  std::vector<const Block*> body;
  for (const Block& block : article.blocks) {
    if (block.verdict.kept() && !block.text.empty()) body.push_back(&block);
  }
  std::string out;
  for (std::size_t i = 0; i < body.size();) {
    const Role role = body[i]->role;
    const bool continues = i > 0 && body[i - 1]->role == role;
    if (role == Role::quote && continues)
      out += ">\n";
    else if (role != Role::list_item || !continues)
      out += '\n';
    std::size_t next = i + 1;
    if (role == Role::table) {
      while (next < body.size() && body[next]->role == Role::table) ++next;
      out += markdown_table(body, i, next);
    } else {
      out += markdown_block(*body[i]);
    }
    i = next;
  }
  return out;
}

// JSON strings are YAML strings (YAML 1.2, section 1.3).
void append_front(std::string& out, std::string_view key, std::string_view value) {
  if (value.empty()) return;
  out.append(key).append(": ");
  append_json_string(out, value);
  out += '\n';
}

void append_key(std::string& out, std::string_view key) {
  out += out.back() == '{' ? "" : ",";
  append_json_string(out, key);
  out += ':';
}

void append_member(std::string& out, std::string_view key, std::string_view value) {
  append_key(out, key);
  if (value.empty()) {
    out += "null";
  } else {
    append_json_string(out, value);
  }
}

void append_strings(std::string& out, const std::vector<std::string>& values) {
  out += '[';
  for (const std::string& value : values) {
    if (&value != &values.front()) out += ',';
    append_json_string(out, value);
  }
  out += ']';
}

std::vector<std::string> author_names(const Article& article) {
  std::vector<std::string> names;
  for (const Field& author : article.authors) names.push_back(author.value);
  return names;
}

void append_body(std::string& out, const Article& article) {
  append_key(out, "body");
  out += '[';
  for (const Block& block : article.blocks) {
    if (!block.verdict.kept()) continue;
    out += out.back() == '[' ? "{" : ",{";
    append_member(out, "role", name_of(block.role));
    append_key(out, "text");
    append_json_string(out, block.text);
    out += '}';
  }
  out += ']';
}

// A title or standfirst that is printed as the field is not left out.
bool is_removed(const Block& block, const Article& article) {
  if (block.verdict.kept()) return false;
  if (block.verdict.kind == Kind::title) return block.text != article.title.value;
  if (block.verdict.kind == Kind::standfirst) return block.text != article.standfirst.value;
  return true;
}

void append_removed(std::string& out, const Article& article) {
  append_key(out, "removed");
  out += '[';
  for (const Block& block : article.blocks) {
    if (!is_removed(block, article)) continue;
    out += out.back() == '[' ? "{" : ",{";
    append_member(out, "kind", name_of(block.verdict.kind));
    append_member(out, "rule", block.verdict.rule);
    append_key(out, "text");
    append_json_string(out, marked(block));
    out += '}';
  }
  out += ']';
}

}  // namespace

std::string_view extension_of(OutputForm form) {
  switch (form) {
    case OutputForm::text: return ".txt";
    case OutputForm::markdown: return ".md";
    case OutputForm::jsonl: break;
  }
  return ".jsonl";
}

std::string render(const Article& article, RenderStyle style) {
  if (style.form == OutputForm::jsonl) return to_jsonl(article, style.removed);
  if (article.status != Status::cleaned) return {};
  return style.form == OutputForm::text ? to_text(article) : to_markdown(article);
}

std::string to_text(const Article& article) {
  std::string out;
  const auto add = [&out](std::string_view text) {
    if (text.empty()) return;
    if (!out.empty()) out += '\n';
    out.append(text);
    out += '\n';
  };
  add(article.title.value);
  add(article.standfirst.value);
  for (const Block& block : article.blocks) {
    if (block.verdict.kept() && !block.text.empty()) add(marked(block));
  }
  return out;
}

std::string to_markdown(const Article& article) {
  std::string out = "---\n";
  append_front(out, "title", article.title.value);
  append_front(out, "standfirst", article.standfirst.value);
  if (!article.authors.empty()) {
    out += "authors: ";
    append_strings(out, author_names(article));
    out += '\n';
  }
  append_front(out, "published", article.published.value);
  append_front(out, "url", article.url);
  append_front(out, "site", article.site);
  return out + "---\n" + markdown_body(article);
}

std::string to_jsonl(const Article& article, Removed removed) {
  std::string out = "{";
  append_member(out, "id", article.id);
  append_member(out, "url", article.url);
  append_member(out, "status", name_of(article.status));
  if (article.status != Status::cleaned) append_member(out, "reason", article.reason);
  append_member(out, "site", article.site);
  append_member(out, "layout", article.layout);
  append_member(out, "title", article.title.value);
  append_member(out, "standfirst", article.standfirst.value);
  append_key(out, "authors");
  append_strings(out, author_names(article));
  append_member(out, "published", article.published.value);
  append_member(out, "modified", article.modified.value);
  append_member(out, "language", article.language.value);
  append_body(out, article);
  if (removed == Removed::list) append_removed(out, article);
  append_key(out, "flags");
  append_strings(out, article.flags);
  append_key(out, "rules");
  append_strings(out, article.rules);
  return out + "}\n";
}

}  // namespace cleancopy
