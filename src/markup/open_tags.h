// Which tags are open while a page is scanned: just enough of HTML's tree
// construction (section 13.2.6) to know how deep Gumbo's tree will get. Tags
// past the bound are refused, with their end tags, so that the rest pairs up.
//
// It errs to the deep side: where the standard keeps an element open, so does this.
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

  /// Opens an element that is not void. False when it lies too deep to be emitted.
  bool open(Tag tag, std::string_view name);

  /// Closes the nearest open element of that name, if the standard would.
  /// False when its start tag was refused.
  bool close(Tag tag, std::string_view name);

 private:
  struct Entry {
    std::uint32_t hash;  // of the name, for elements without a Tag
    Tag tag;
  };
  /// A set of tags that end a search towards the root.
  using Barrier = bool (*)(Tag);

  std::size_t index_of(Tag tag) const { return static_cast<std::size_t>(tag); }
  void close_implied(Tag tag);
  void pop_nearest(Tag first, Tag second, Barrier barrier);
  void erase_nearest(Tag tag, Barrier barrier);
  void erase(std::size_t index);
  void pop_to(std::size_t size);

  std::vector<Entry> entries_;
  std::array<std::uint32_t, 256> count_{};  // open elements by tag
  std::size_t max_depth_;
};

}  // namespace cleancopy
