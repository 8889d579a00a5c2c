// Which tags are open while a page is scanned: just enough of HTML's tree
// construction (section 13.2.6) to know how deep Gumbo's tree will get. Tags
// past the bound are refused, with their end tags, so that the rest pairs up.
//
// It errs to the deep side: what the standard may keep open, this does. Else a
// page could bury Gumbo under elements that were believed closed.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "markup/tags.h"

namespace cleancopy {

class OpenTags {
 public:
  explicit OpenTags(std::size_t max_depth) : max_depth_(max_depth) {}

  /// Takes a start tag. False when its element lies too deep to be emitted.
  bool open(Tag tag, std::string_view name);

  /// Takes an end tag: it closes the nearest open element of that name, if the standard would.
  /// How many end tags to emit: 0 when its start tag was refused. Gumbo is shown one name for all
  /// elements that have no Tag, so there it is one for each that ends with it, and 0 for a stray one.
  std::size_t close(Tag tag, std::string_view name);

  /// Takes a text: formatting that ended with its block goes on in it.
  void text() { if (all_pending_ > 0 && !in_math()) reopen_formatting(); }

  /// May one more element be opened?
  bool has_place() const { return entries_.size() < max_depth_; }

  bool holds(Tag tag) const { return count(tag) > 0; }
  std::uint32_t count(Tag tag) const { return count_[index_of(tag)]; }

  /// Is formatting open, or ended with its block and to be opened again?
  bool holds_formatting() const { return open_formatting_ + all_pending_ > 0; }

  bool has_framesets() const { return framesets_ > 0; }

  /// Are we inside <math>, where "/>" ends an element and no end tag is implied?
  bool in_math() const { return holds(Tag::math); }

 private:
  struct Entry {
    std::uint32_t id;  // hash of the name of an element without a Tag; number of a form
    Tag tag;
    bool emitted;
  };
  /// A set of tags that end a search towards the root.
  using Barrier = bool (*)(Tag);

  static std::size_t index_of(Tag tag) { return static_cast<std::size_t>(tag); }

  bool opens_alone(Tag tag) const;
  bool closes_innermost(Tag tag, std::string_view name) const;
  template <class Match>
  std::size_t nearest(Match matches, Barrier barrier) const;
  std::size_t nearest_of(Tag first, Tag second, Barrier barrier) const;
  std::size_t nearest_foreign(Tag tag, std::uint32_t hash) const;
  void close_implied(Tag tag);
  bool enter_select(Tag tag);
  bool enter_table_part(Tag tag);
  std::size_t close_found(std::size_t found);
  std::size_t close_formatting(Tag tag);
  std::size_t close_form();
  std::size_t close_alike(std::size_t found);
  std::size_t stray() const { return entries_.size() <= max_depth_ ? 1 : 0; }
  void add(Tag tag, std::uint32_t id);
  bool push(Tag tag, std::uint32_t id);
  void reopen_formatting();
  void disown(std::size_t index);
  void erase(std::size_t index);
  void pop_to(std::size_t size);
  void drop_last();

  std::vector<Entry> entries_;
  // By tag: how many are open; how many are in the list of active formatting elements
  // (13.2.4.3); how many of those ended with a block, and will be opened again.
  std::array<std::uint32_t, 256> count_{};
  std::array<std::uint8_t, 256> listed_{};
  std::array<std::uint8_t, 256> pending_{};
  std::uint32_t all_pending_ = 0;
  std::uint32_t open_formatting_ = 0;
  std::uint32_t framesets_ = 0;
  std::uint32_t forms_ = 0;  // seen so far
  std::uint32_t form_ = 0;   // the one that the form element pointer (13.2.4.4) names, or 0
  std::size_t max_depth_;
};

}  // namespace cleancopy
