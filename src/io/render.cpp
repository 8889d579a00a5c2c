#include "io/render.h"

#include <vector>

#include "io/markdown.h"
#include "text/json.h"

namespace cleancopy {
namespace {

constexpr std::string_view kListMark = "• ";

constexpr std::size_t kUsualHead = 1024;  // of a record: all but its blocks
constexpr std::size_t kAroundText = 32;   // {"role":"paragraph","text":""},

std::string marked(const Block& block) {
  return block.role == Role::list_item ? std::string(kListMark) + block.text : block.text;
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

std::vector<std::string> names_of(const std::vector<Field>& authors) {
  std::vector<std::string> names;
  for (const Field& author : authors) names.push_back(author.value);
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

/// Bytes of most records without removed blocks.
std::size_t usual_size(const Article& article) {
  std::size_t size = kUsualHead;
  for (const Block& block : article.blocks) {
    if (block.verdict.kept()) size += block.text.size() + kAroundText;
  }
  return size + size / 16;  // quotes are escaped
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

std::string to_jsonl(const Article& article, Removed removed) {
  std::string out;
  out.reserve(usual_size(article));
  out += '{';
  append_member(out, "id", article.id);
  append_member(out, "url", article.url);
  append_member(out, "status", name_of(article.status));
  if (article.status != Status::cleaned) append_member(out, "reason", article.reason);
  append_member(out, "site", article.site);
  append_member(out, "layout", article.layout);
  append_member(out, "title", article.title.value);
  append_member(out, "standfirst", article.standfirst.value);
  append_key(out, "authors");
  append_strings(out, names_of(article.authors));
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
