#include "text/json_path.h"

#include <algorithm>
#include <optional>

namespace cleancopy {
namespace {

constexpr std::size_t kMaxSteps = 32;
constexpr std::size_t kMaxStrings = 4096;
constexpr std::string_view kSpace = " \t\r\n\f";

bool is_identifier(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$' ||
         c < 0;
}

bool is_name_letter(char c) { return is_identifier(c) || c == '.'; }

std::size_t after_space(std::string_view text, std::size_t at) {
  return std::min(text.find_first_not_of(kSpace, at), text.size());
}

bool opens_value(std::string_view text, std::size_t at) {
  return at < text.size() && (text[at] == '{' || text[at] == '[');
}

/// Past the string that begins at `at`; text.size() when nothing ends it.
std::size_t after_string(std::string_view text, std::size_t at) {
  for (++at; at < text.size() && text[at] != '"'; ++at) {
    if (text[at] == '\\') ++at;
  }
  return std::min(at + 1, text.size());
}

/// From the bracket at `at` to the one that closes it; empty when none does.
std::string_view balanced(std::string_view text, std::size_t at) {
  std::size_t depth = 0;
  for (std::size_t i = at; i < text.size();) {
    const char c = text[i];
    if (c == '"') {
      i = after_string(text, i);
      continue;
    }
    if (c == '{' || c == '[') ++depth;
    if ((c == '}' || c == ']') && --depth == 0) return text.substr(at, i + 1 - at);
    ++i;
  }
  return {};
}

/// The value behind the '=' at or after `at`, where an object or array stands there.
std::optional<std::size_t> assigned_value(std::string_view text, std::size_t at) {
  at = after_space(text, at);
  if (at >= text.size() || text[at] != '=') return std::nullopt;
  at = after_space(text, at + 1);
  return opens_value(text, at) ? std::optional(at) : std::nullopt;
}

/// "a~1b" → "a/b". The offset of a '~' that escapes nothing is the error.
Result<std::string, std::size_t> unescaped(std::string_view step) {
  std::string key;
  for (std::size_t i = 0; i < step.size(); ++i) {
    if (step[i] != '~') { key += step[i]; continue; }
    const char escaped = i + 1 < step.size() ? step[i + 1] : '\0';
    if (escaped != '0' && escaped != '1') return i;
    key += escaped == '0' ? '~' : '/';
    ++i;
  }
  return key;
}

}  // namespace

Result<JsonPath, SyntaxError> JsonPath::compile(std::string_view text) {
  JsonPath path;
  path.source_ = text;
  const std::size_t start = text.find('/');
  if (start == std::string_view::npos) return SyntaxError{0, "a path into JSON has a '/': /article/body"};
  path.name_ = text.substr(0, start);
  const auto odd = std::ranges::find_if_not(path.name_, is_name_letter);
  if (odd != path.name_.end()) {
    return SyntaxError{static_cast<std::size_t>(odd - path.name_.begin()),
                       "before the first '/' stands a name"};
  }
  for (std::size_t at = start; at < text.size();) {
    const std::size_t end = std::min(text.find('/', at + 1), text.size());
    if (path.steps_.size() == kMaxSteps) return SyntaxError{at, "more than 32 steps"};
    Step& step = path.steps_.emplace_back();
    if (text.substr(at + 1, end - at - 1) == "*") { at = end; continue; }
    while (at < end) {
      const std::size_t bar = std::min(text.find('|', at + 1), end);
      auto key = unescaped(text.substr(at + 1, bar - at - 1));
      if (!key) return SyntaxError{at + 1 + key.error(), "write ~0 for '~' and ~1 for '/'"};
      if (key.value().empty()) return SyntaxError{at, "a step without a name"};
      step.keys.push_back(std::move(key.value()));
      at = bar;
    }
  }
  return path;
}

std::string_view JsonPath::document_in(std::string_view script) const {
  if (name_.empty()) {
    const std::size_t start = after_space(script, 0);
    if (opens_value(script, start)) return balanced(script, start);
    for (std::size_t at = script.find('='); at != std::string_view::npos; at = script.find('=', at + 1)) {
      if (const auto value = assigned_value(script, at)) return balanced(script, *value);
    }
    return {};
  }
  for (std::size_t at = script.find(name_); at != std::string_view::npos; at = script.find(name_, at + 1)) {
    if (at > 0 && is_name_letter(script[at - 1])) continue;
    if (const auto value = assigned_value(script, at + name_.size())) return balanced(script, *value);
  }
  return {};
}

bool JsonPath::Step::takes(const std::string& key) const {
  return keys.empty() || std::ranges::find(keys, key) != keys.end();
}

std::vector<std::uint32_t> JsonPath::ends_in(const Json& json) const {
  std::vector<std::uint32_t> ends{0};
  for (const Step& step : steps_) {
    std::vector<std::uint32_t> next;
    for (const std::uint32_t node : ends) {
      const bool is_array = json.nodes()[node].type == JsonType::array;
      std::uint32_t index = 0;  // JSON Pointer counts items from 0
      for (std::uint32_t i = Json::first_child(node); i < json.nodes()[node].end; i = json.nodes()[i].end) {
        if (step.takes(is_array ? std::to_string(index++) : json.nodes()[i].key)) next.push_back(i);
      }
    }
    ends = std::move(next);
  }
  return ends;
}

std::vector<std::string_view> JsonPath::strings_in(const Json& json) const {
  std::vector<std::string_view> strings;
  const auto add = [&](const JsonNode& node) {
    if (node.type == JsonType::string && strings.size() < kMaxStrings) strings.push_back(node.text);
  };
  for (const std::uint32_t end : ends_in(json)) {
    const JsonNode& node = json.nodes()[end];
    add(node);
    if (node.type != JsonType::array) continue;
    for (std::uint32_t i = Json::first_child(end); i < node.end; i = json.nodes()[i].end)
      add(json.nodes()[i]);
  }
  return strings;
}

}  // namespace cleancopy
