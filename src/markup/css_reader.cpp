#include "markup/css_reader.h"

#include <algorithm>
#include <utility>

#include "markup/entities.h"
#include "text/ascii.h"

namespace cleancopy::css {
namespace {

constexpr std::int32_t kMaxNumber = 1'000'000;  // more children than tags fit on a page

bool is_name_character(char c) {
  return is_digit(c) || is_letter(c) || c == '-' || c == '_' || (c & 0x80) != 0;
}

}  // namespace

std::string quoted(std::string_view text) { return "'" + std::string(text) + "'"; }

bool Reader::at_name() const { return is_name_character(peek()) || peek() == '\\'; }

bool Reader::take(char c) {
  if (at_end() || text_[at_] != c) return false;
  ++at_;
  return true;
}

bool Reader::take_word(std::string_view word) {
  if (lowered(std::string(text_.substr(at_, word.size()))) != word) return false;
  at_ += word.size();
  return true;
}

bool Reader::skip_space() {
  const std::size_t start = at_;
  while (is_html_space(peek())) ++at_;
  return at_ > start;
}

/// Not "" and neither "1a" nor "-1a", which are written "\31 a" (CSS Syntax, section 4.3.9).
std::string Reader::name() {
  const char first = peek(peek() == '-' ? 1 : 0);
  if (is_digit(first)) {
    fail(std::string("a name cannot begin with a digit; write '\\3") + first + " ' for it");
    return {};
  }
  std::string name = bare();
  if (name.empty()) fail("expected a name" + but_found());
  return name;
}

std::string Reader::bare() {
  std::string text;
  while (at_name()) character(text);
  return text;
}

std::string Reader::string() {
  const std::size_t start = at_;
  const char quote = text_[at_++];
  std::string text;
  while (!at_end() && peek() != quote) character(text);
  if (!take(quote)) fail_at(start, "this quotation mark is never closed");
  return text;
}

std::string Reader::bracketed() {
  std::string text;
  for (int open = 0; !at_end() && (open > 0 || peek() != ')');) {
    if (peek() == '(') ++open;
    if (peek() == ')') --open;
    character(text);
  }
  return text;
}

std::optional<std::int32_t> Reader::number() {
  if (!is_digit(peek())) return std::nullopt;
  std::int32_t number = 0;
  for (; is_digit(peek()); ++at_) number = std::min(number * 10 + (peek() - '0'), kMaxNumber);
  return number;
}

void Reader::character(std::string& out) {
  if (peek() == '\\') return escape(out);
  out.push_back(text_[at_++]);
}

/// "\:" is a colon, "\31 " the character U+0031 (CSS Syntax, section 4.3.7).
void Reader::escape(std::string& out) {
  const std::size_t start = at_++;
  if (at_end()) return fail_at(start, "nothing follows the backslash");
  if (hex_value(peek()) < 0) return out.push_back(text_[at_++]);
  std::uint32_t code = 0;
  for (int digits = 0; digits < 6 && hex_value(peek()) >= 0; ++digits, ++at_) {
    code = code * 16 + static_cast<std::uint32_t>(hex_value(peek()));
  }
  if (is_html_space(peek())) ++at_;
  append_code_point(out, code);
}

void Reader::fail_at(std::size_t offset, std::string what) {
  if (!slip_) slip_ = SyntaxError{offset, std::move(what)};
  at_ = text_.size();
}

std::string Reader::but_found() const {
  if (at_end()) return ", but the selector ends";
  std::size_t size = 1;
  while ((peek(size) & 0xC0) == 0x80) ++size;  // the whole of a UTF-8 character
  return ", found " + quoted(text_.substr(at_, size));
}

}  // namespace cleancopy::css
