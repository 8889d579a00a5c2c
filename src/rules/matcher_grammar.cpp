#include "rules/matcher_grammar.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "text/ascii.h"
#include "text/unicode.h"

namespace cleancopy {
namespace {

constexpr std::size_t kPrefix = 2;  // "= " and "~ "

bool is_name_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
         c == ':' || c == '.';
}

std::size_t sequence_length(char lead) {
  const auto byte = static_cast<unsigned char>(lead);
  return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

// Rules are typed from the page as it looks, with its curly quotes and long
// dashes; folded text has none of them.
std::optional<SyntaxError> replaced_character(std::string_view expression) {
  for (std::size_t i = 0; i < expression.size();) {
    const std::string_view letter = expression.substr(i, sequence_length(expression[i]));
    if (letter.size() > 1) {
      // "q" because no accent composes with it.
      std::string folded = fold("q" + std::string(letter) + "q");
      if (folded != "qq" && folded.find(letter) == std::string::npos) {
        folded = folded.substr(1, folded.size() - 2);
        return SyntaxError{i, "folded text has \"" + folded + "\" for " + std::string(letter)};
      }
    }
    i += letter.size();
  }
  return std::nullopt;
}

Result<Matcher, SyntaxError> parse_literal(std::string_view text) {
  Matcher matcher;
  matcher.language = MatcherLanguage::equals;
  matcher.folded = fold_case(text.substr(kPrefix));
  if (matcher.folded.empty()) return SyntaxError{0, "no text after '='"};
  return matcher;
}

Result<Matcher, SyntaxError> parse_pattern(std::string_view text) {
  const std::string_view expression = text.substr(kPrefix);
  if (expression.empty()) return SyntaxError{0, "no pattern after '~'"};
  auto pattern = Pattern::compile(expression);
  if (!pattern) return SyntaxError{kPrefix + pattern.error().offset, pattern.error().what};
  if (const auto replaced = replaced_character(expression)) {
    return SyntaxError{kPrefix + replaced->offset, replaced->what};
  }
  Matcher matcher;
  matcher.language = MatcherLanguage::pattern;
  matcher.expression = expression;
  matcher.pattern = std::move(pattern.value());
  return matcher;
}

// "meta[name=author]@content" → 17; npos when no attribute is named. An '@'
// inside "[href*='@bbc']" is followed by more than a name.
std::size_t find_attribute(std::string_view text) {
  const std::size_t at = text.rfind('@');
  if (at == std::string_view::npos || at + 1 == text.size()) return std::string_view::npos;
  return std::ranges::all_of(text.substr(at + 1), is_name_letter) ? at : std::string_view::npos;
}

Result<Matcher, SyntaxError> parse_css(std::string_view text) {
  Matcher matcher;
  const std::size_t at = find_attribute(text);
  if (at != std::string_view::npos) {
    matcher.language = MatcherLanguage::attribute;
    matcher.attribute = text.substr(at + 1);
    for (char& c : matcher.attribute) c = lower(c);
  }
  auto selector = Selector::compile(text.substr(0, at));
  if (!selector) return selector.error();
  matcher.selector = std::move(selector.value());
  return matcher;
}

Result<Matcher, SyntaxError> parse_language(std::string_view text) {
  const bool has_prefix = text.size() >= kPrefix && text[1] == ' ';
  switch (text.front()) {
    case '/':
    case '(':
      return SyntaxError{0, "XPath is not supported; write CSS"};
    case '=':
      if (!has_prefix) return SyntaxError{0, "write '= ' with a space and the whole text of a block"};
      return parse_literal(text);
    case '~':
      if (!has_prefix) return SyntaxError{0, "write '~ ' with a space and a pattern"};
      return parse_pattern(text);
    default:
      return parse_css(text);
  }
}

}  // namespace

Result<Matcher, SyntaxError> parse_matcher(std::string_view text) {
  if (text.empty()) return SyntaxError{0, "an empty matcher matches nothing"};
  Matcher repeat;
  repeat.language = MatcherLanguage::repeat;
  auto parsed = text == "repeat" ? Result<Matcher, SyntaxError>(std::move(repeat)) : parse_language(text);
  if (parsed) parsed.value().source = text;
  return parsed;
}

}  // namespace cleancopy
