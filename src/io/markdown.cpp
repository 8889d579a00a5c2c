#include "io/markdown.h"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <vector>

#include "text/ascii.h"
#include "text/json.h"

namespace cleancopy {
namespace {

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
    case Role::heading:
      return "## " + escaped(block.text) + "\n";
    case Role::list_item:
      return "- " + escaped(block.text) + "\n";
    case Role::quote:
      return "> " + escaped(block.text) + "\n";
    default:
      return escaped(block.text) + "\n";
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

// Characters that YAML does not take as they are (1.2, section 5.1), or that older readers take for
// the end of a line: DEL, the C1 controls, U+2028/2029, U+FEFF and the noncharacters of the first plane.
std::size_t unprintable_in_yaml(std::string_view text) {
  const auto starts = [text](std::string_view bytes) { return text.starts_with(bytes); };
  if (starts("\x7F")) return 1;
  if (text.size() > 1 && starts("\xC2") && static_cast<unsigned char>(text[1]) < 0xA0) return 2;
  return starts("\u2028") || starts("\u2029") || starts("\uFEFF") || starts("\uFFFE") || starts("\uFFFF") ? 3
                                                                                                          : 0;
}

std::string yaml_escape(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  unsigned code = static_cast<unsigned char>(bytes[0]);
  if (bytes.size() > 1) code &= bytes.size() == 2 ? 0x1FU : 0x0FU;
  for (const char c : bytes.substr(1)) code = code << 6 | (static_cast<unsigned char>(c) & 0x3FU);
  std::string out = "\\u";
  for (int shift = 12; shift >= 0; shift -= 4) out += kDigits[(code >> shift) & 15];
  return out;
}

// JSON strings are YAML strings (YAML 1.2, section 1.3), but for characters that only JSON takes bare.
void append_yaml_string(std::string& out, std::string_view value) {
  std::string json;
  append_json_string(json, value);
  for (std::string_view rest = json; !rest.empty();) {
    const std::size_t length = unprintable_in_yaml(rest);
    if (length > 0) {
      out += yaml_escape(rest.substr(0, length));
    } else {
      out += rest.front();
    }
    rest.remove_prefix(std::max<std::size_t>(length, 1));
  }
}

void append_front(std::string& out, std::string_view key, std::string_view value) {
  if (value.empty()) return;
  out.append(key).append(": ");
  append_yaml_string(out, value);
  out += '\n';
}

template <class Value, class Text>
void append_front(std::string& out, std::string_view key, const std::vector<Value>& values, Text text_of) {
  if (values.empty()) return;
  out.append(key).append(": [");
  for (const Value& value : values) {
    if (&value != &values.front()) out += ", ";
    append_yaml_string(out, text_of(value));
  }
  out += "]\n";
}

}  // namespace

std::string to_markdown(const Article& article) {
  const auto same = [](const std::string& text) { return text; };
  std::string out = "---\n";
  append_front(out, "title", article.title.value);
  append_front(out, "standfirst", article.standfirst.value);
  append_front(out, "authors", article.authors, [](const Field& author) { return author.value; });
  append_front(out, "published", article.published.value);
  append_front(out, "modified", article.modified.value);
  append_front(out, "language", article.language.value);
  append_front(out, "url", article.url);
  append_front(out, "site", article.site);
  append_front(out, "tags", article.tags, same);
  append_front(out, "flags", article.flags, same);
  return out + "---\n" + markdown_body(article);
}

}  // namespace cleancopy
