// The words of CSS: names, strings, escapes and numbers, read one after the
// other from a selector's text. What they add up to is selector_parse.cpp's.
//
// The one surprise: the first slip is remembered and ends the text, so that
// whatever was being read stops there of itself, with an empty value.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "text/syntax_error.h"

namespace cleancopy::css {

std::string quoted(std::string_view text);

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  bool at_end() const { return at_ >= text_.size(); }
  std::size_t position() const { return at_; }
  std::string_view since(std::size_t start) const { return text_.substr(start, at_ - start); }

  /// The next byte but `ahead`; '\0' past the end.
  char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
  bool at_name() const;    ///< or at an escape, or at a digit, with which no name begins
  bool at_string() const { return peek() == '"' || peek() == '\''; }

  bool take(char c);
  bool take_word(std::string_view word);  ///< in any case
  bool skip_space();                      ///< true if there was any

  std::string name();      ///< an identifier; a slip if there is none
  std::string bare();      ///< name characters, of which any may be the first; may be empty
  std::string string();    ///< in quotes of either kind
  std::string bracketed();  ///< up to the ')' that closes what is open
  std::optional<std::int32_t> number();  ///< digits; at most kMaxNumber

  void fail(std::string what) { fail_at(at_, std::move(what)); }
  void fail_at(std::size_t offset, std::string what);
  const std::optional<SyntaxError>& slip() const { return slip_; }

  /// ", found '>'", for the end of a message.
  std::string but_found() const;

 private:
  void escape(std::string& out);
  void character(std::string& out);

  std::string_view text_;
  std::size_t at_ = 0;
  std::optional<SyntaxError> slip_;
};

}  // namespace cleancopy::css
