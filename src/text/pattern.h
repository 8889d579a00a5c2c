// Regular expressions with linear time, one at a time or hundreds in one pass.
// The only door to RE2; <regex> stays out of the house.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cleancopy.h"
#include "text/syntax_error.h"

namespace cleancopy {

/// One compiled expression (RE2 syntax). Immutable; share among threads.
class Pattern {
 public:
  static Result<Pattern, SyntaxError> compile(std::string_view expression);

  Pattern(Pattern&&) noexcept;
  Pattern& operator=(Pattern&&) noexcept;
  ~Pattern();

  /// Is there a match anywhere in `text`? Linear in `text.size()`.
  bool matches(std::string_view text) const;

 private:
  struct Impl;
  explicit Pattern(std::unique_ptr<const Impl> impl);
  std::unique_ptr<const Impl> impl_;
};

/// Does a text of so many words pass a guard of at most `most`? 0 lets all pass.
constexpr bool passes_guard(std::size_t words, int most) {
  return most == 0 || words <= static_cast<std::size_t>(most);
}

/// A text as a PatternSet searches it.
struct SearchText {
  std::string_view text;
  std::string_view lowered;  ///< lower_letters() of it
  std::size_t words = 0;     ///< in it, for guards of length
};

/// That a text of those searched matches an expression of a set.
struct TextMatch {
  std::uint32_t text = 0;        ///< its place among them
  std::uint32_t expression = 0;  ///< its number
  friend auto operator<=>(const TextMatch&, const TextMatch&) = default;
};

/// Many expressions searched in all texts of a page at once. Add, then seal,
/// then share among threads.
///
/// Most texts are told apart by how they begin (text/openings.h), others by
/// literals: an expression is tried only where the strings stand that any match
/// of it must hold, and only on texts that its guard of length lets pass.
class PatternSet {
 public:
  PatternSet();
  PatternSet(PatternSet&&) noexcept;
  PatternSet& operator=(PatternSet&&) noexcept;
  ~PatternSet();

  /// Adds an expression that Pattern::compile accepted, for texts of at most `most_words` words
  /// (0: for all); gives its number, counted from 0.
  std::size_t add(std::string_view expression, int most_words = 0);

  /// Compiles what was added. Nothing can be added afterwards.
  void seal();

  /// Which expressions match somewhere in which of the texts and may, by their guards;
  /// ascending. Linear. Needs seal().
  std::vector<TextMatch> find(std::span<const SearchText> texts) const;

  bool empty() const { return size_ == 0; }

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
  std::size_t size_ = 0;
};

}  // namespace cleancopy
