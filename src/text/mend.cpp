#include "text/mend.h"

namespace cleancopy {
namespace {

// CMSs wrap JSON-LD once or twice: <!-- //<![CDATA[ … //]]> -->. Each takes a
// search to the end, so a page of nothing else must not have them all.
constexpr int kMaxWrappings = 8;

bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20; }

void trim(std::string_view& text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
}

bool take_prefix(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

bool take_suffix(std::string_view& text, std::string_view suffix) {
  if (!text.ends_with(suffix)) return false;
  text.remove_suffix(suffix.size());
  return true;
}

void skip_past(std::string_view& text, std::string_view end) {
  const std::size_t at = text.find(end);
  text.remove_prefix(at == std::string_view::npos ? text.size() : at + end.size());
}

// Takes off one "<!--", "<![CDATA[", "/* … */" or "// …"; false when there is none.
bool take_opening(std::string_view& text) {
  if (take_prefix(text, "<![CDATA[")) return true;
  if (take_prefix(text, "<!--")) {
    trim(text);  // what follows is either the document or a comment of its own
    const bool comment = !text.empty() && std::string_view("{[</").find(text[0]) == std::string_view::npos;
    if (comment) skip_past(text, text.find("-->") == std::string_view::npos ? "\n" : "-->");
    return true;
  }
  if (text.starts_with("/*")) {
    skip_past(text, "*/");
    return true;
  }
  if (!take_prefix(text, "//")) return false;
  trim(text);
  if (!text.starts_with("<!")) skip_past(text, "\n");
  return true;
}

bool take_closing(std::string_view& text) {
  if (text.ends_with("*/")) {
    const std::size_t at = text.rfind("/*");
    text = text.substr(0, at == std::string_view::npos ? text.size() - 2 : at);
    return true;
  }
  const auto closes = [&text](std::string_view mark) { return take_suffix(text, mark); };
  return closes(";") || closes("-->") || closes("]]>") || closes("//");
}

// Without the comments and CDATA marks around the document.
std::string_view unwrap(std::string_view text) {
  trim(text);
  for (int i = 0; i < kMaxWrappings && take_opening(text); ++i) trim(text);
  for (int i = 0; i < kMaxWrappings && take_closing(text); ++i) trim(text);
  return text;
}

void append_control(std::string& out, char c) {
  constexpr std::string_view kHex = "0123456789abcdef";
  out += "\\u00";
  out += kHex[static_cast<unsigned char>(c) >> 4];
  out += kHex[static_cast<unsigned char>(c) & 0xF];
}

// Copies the string at text[at] with its quotes; gives the place after it.
std::size_t mend_string(std::string& out, std::string_view text, std::size_t at) {
  out += text[at++];
  while (at < text.size()) {
    const char c = text[at++];
    if (is_control(c)) {
      append_control(out, c);
    } else if (c == '\\' && at < text.size()) {
      const char escaped = text[at++];
      if (std::string_view("\"\\/bfnrtu").find(escaped) != std::string_view::npos) out += c;
      if (is_control(escaped)) append_control(out, escaped);
      if (!is_control(escaped)) out += escaped;
    } else {
      out += c;
      if (c == '"') break;
    }
  }
  return at;
}

}  // namespace

std::string mend_json(std::string_view text) {
  text = unwrap(text);
  std::string out;
  out.reserve(text.size() + 16);
  std::size_t last = 0;  // the last byte of `out` that is no white space
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if ((c == '}' || c == ']') && !out.empty() && out[last] == ',') out[last] = ' ';
    if (!is_space(c)) last = out.size();
    if (c == '"') {
      at = mend_string(out, text, at);
      last = out.size() - 1;
    } else {
      out += c;
      ++at;
    }
  }
  return out;
}

}  // namespace cleancopy
