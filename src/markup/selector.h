// CSS selectors on our Tree. For hundreds of them on one page use SelectorIndex,
// which asks those alone whose ids, classes, tags and attributes are all on the page.
//
// Understood (Selectors Level 4): type, *, #id, .class, [a] with = ~= |= ^= $= *=
// and the `i` flag, the four combinators, lists, :is :where :not :has :empty and
// :first- :last- :only- :nth- :nth-last- with -child and -of-type. And from jsoup
// :containsOwn(text): the element's own text, folded, contains it in any case;
// and :emptyOwn: it has no word outside the elements in it (a line of links).
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "cleancopy.h"
#include "markup/tree.h"
#include "text/syntax_error.h"

namespace cleancopy {

/// What is remembered while one page is queried: `:has` and `:nth-of-type` are
/// answered for the whole page once. Make one for each Tree; not for two threads.
/// Any number of selectors may share it, also such as are gone by now.
class SelectorCache;

/// A compiled selector list. Immutable; share among threads.
class Selector {
 public:
  /// Fails with the byte and the reason: "unknown pseudo-class ':hover'".
  static Result<Selector, SyntaxError> compile(std::string_view text);

  Selector(Selector&&) noexcept;
  Selector& operator=(Selector&&) noexcept;
  ~Selector();

  /// Does the element match? Bounded work for each node: ancestors are looked at
  /// up to the root, and of the previous siblings that match what is left of a
  /// `~`, the closest 1,024.
  bool matches(const Tree& tree, NodeId node, SelectorCache& cache) const;

  /// Every match in document order.
  std::vector<NodeId> select(const Tree& tree, SelectorCache& cache) const;

  struct Impl;
  const Impl& impl() const { return *impl_; }

 private:
  explicit Selector(std::unique_ptr<const Impl> impl);
  std::unique_ptr<const Impl> impl_;
};

/// Many selectors, each by the tokens it needs (see TokenIndex). Immutable once
/// filled; the selectors must outlive it, but may be moved.
class SelectorIndex {
 public:
  /// Adds a selector under a number of the caller's choosing (several may share one).
  void add(const Selector& selector, std::uint32_t number);

  bool empty() const { return entries_.empty(); }

  struct Match {
    std::uint32_t number = 0;
    NodeId node = 0;
    friend bool operator==(const Match&, const Match&) = default;
  };

  /// All matches on the page, in document order of their nodes, then by number;
  /// none twice. A selector whose tokens are not all on the page costs a few
  /// look-ups; another is asked of the elements that have the rarest token of
  /// its rightmost compound.
  std::vector<Match> sweep(const Tree& tree, SelectorCache& cache) const;

 private:
  /// One alternative of a selector list, by one of the keys that its matches may have.
  struct Entry {
    const Selector::Impl* selector = nullptr;
    std::uint32_t alternative = 0;
    std::uint32_t number = 0;
    Token key = 0;
    std::uint32_t first_need = 0, end_of_needs = 0;  // in needs_
    std::string_view part_of_class;                  // what a class attribute must contain, if anything
  };

  std::vector<Entry> entries_;
  std::vector<Token> needs_;
};

class SelectorCache {
 public:
  SelectorCache();
  ~SelectorCache();
  struct Impl;
  Impl& impl() { return *impl_; }

 private:
  std::unique_ptr<Impl> impl_;
};

}  // namespace cleancopy
