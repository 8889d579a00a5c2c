// Which elements are nested so plainly that Gumbo need not see what is in them:
//
//     <div><ul><li>①</li><li>②</li></ul></div>   →   <div></div>, and what was folded into it:
//                                                    ul li ① end li ② end end
//
// Nearly all tags of real pages stand in such an element, and a tree builder makes of them just
// what is written. Three pages in four are plain from <html> on: of these Gumbo sees nothing.
// Any doubt forgets what is open: Gumbo then sees those tags, and decides.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "markup/open_tags.h"
#include "markup/tags.h"

namespace cleancopy {

/// How far a skeleton had come when an element was opened: up to its start tag.
struct SkeletonSize {
  std::uint32_t pieces = 0;
  std::uint32_t folds = 0;
};

/// An element that ended, and where it began, if all that is in it may be folded.
struct EndedElement {
  Tag tag = Tag::other;
  std::optional<SkeletonSize> begin;
};

class Folds {
 public:
  /// Does that start tag end the innermost element, whose end tag may be left out (13.1.2.4)?
  /// It is to be taken first, as by that end tag; likewise what stands in the element that an end tag names.
  bool start_ends_last(Tag tag) const;
  bool end_ends_last(Tag tag) const;

  /// Does that start tag stand in a table, without the <tbody> that is to be opened first?
  bool lacks_section(Tag tag) const {
    return tag == Tag::tr && !entries_.empty() && entries_.back().room == Room::table;
  }

  /// Is that a </p> where no <p> is open? It stands for an empty paragraph (13.2.6.4.7).
  bool lacks_paragraph(Tag tag, const OpenTags& open) const;

  /// Takes a start tag that `open` is about to take. `name` must live as long as this.
  void open(Tag tag, std::string_view name, const OpenTags& open, const SkeletonSize& here);

  /// Is that an end tag that ends nothing, whoever reads it? It is not to be taken then.
  bool ignores_end(Tag tag, const OpenTags& open) const;

  /// Takes an end tag. Where the element that it ends began, if all that is in it may be folded.
  std::optional<SkeletonSize> close(Tag tag, std::string_view name, const OpenTags& open);

  /// Takes a text that is more than white space.
  void text();

  /// Would white space be nothing here? It is before the head.
  bool ignores_space() const {
    return is_untouched_ || (!entries_.empty() && entries_.back().room == Room::page && !has_head_);
  }

  /// Is the page itself what is open, in its body, and all of it plain so far?
  bool holds_page() const {
    return entries_.size() > 1 && entries_[0].tag == Tag::html && entries_[1].tag == Tag::body;
  }

  /// Ends the innermost element.
  EndedElement take_last();

  /// Something stood here whose effect is not known: nothing around it will be folded.
  void forget() {
    entries_.clear();
    kept_ = 0;
    if (form_ == FormPointer::here) form_ = FormPointer::unknown;
  }

 private:
  /// Is a <p> open that a block would end?
  enum class Paragraph : std::uint8_t { none, open, unknown };

  /// What may stand in an element, plainly.
  enum class Room : std::uint8_t {
    content, page, head, options, groups, table, rows, cells, nothing
  };

  /// Where the form element pointer (13.2.4.4) points: to nothing, to an entry, or who knows.
  enum class FormPointer : std::uint8_t { nothing, here, unknown };

  struct Entry {
    std::string_view name;
    SkeletonSize begin;
    Tag tag;
    Paragraph paragraph;
    Room room;
  };

  static Room room_in(Tag tag);
  bool fits(Tag tag, const OpenTags& open) const;
  bool ends_nothing(Tag tag, const OpenTags& open) const;
  bool may_begin(Tag tag, const OpenTags& open) const;
  Paragraph paragraph_in(Tag tag) const;

  std::vector<Entry> entries_;
  std::size_t kept_ = 0;  // so many of them, from the outermost, will not be folded
  FormPointer form_ = FormPointer::nothing;
  bool is_untouched_ = true;  // no tag and no text has come yet
  bool has_head_ = false;     // inside the entry of <html>
};

}  // namespace cleancopy
