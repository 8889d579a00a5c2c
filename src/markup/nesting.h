// What HTML's tree construction (13.2.4 and 13.2.6) knows of elements by their tags: which of them end
// others, and past which no end tag looks for the element that it ends. Facts alone: which elements are
// open is told in markup/open_tags.h.
//
//     </p>  looks for a <p> past  span, b, section        but not past  button, td, object, …
//     <li>  ends an <li> past     span, b, div, p         but not past  ul, section, td, …
//
// The one surprise: <select> bars every scope here.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>

#include "markup/tags.h"

namespace cleancopy {

/// The formatting elements (13.2.4.2).
inline constexpr Tag kFormatting[] = {
    Tag::a, Tag::b, Tag::big, Tag::code, Tag::em, Tag::font, Tag::i, Tag::nobr, Tag::s, Tag::small,
    Tag::strike, Tag::strong, Tag::tt, Tag::u};

inline constexpr auto kIsFormatting = [] {
  std::array<bool, 256> set{};
  for (const Tag tag : kFormatting) set[static_cast<std::size_t>(tag)] = true;
  return set;
}();

inline bool is_formatting(Tag tag) { return kIsFormatting[static_cast<std::size_t>(tag)]; }

/// A page has one of each, whatever tags it holds, and their end tags close nothing.
inline bool is_page_frame(Tag tag) { return tag == Tag::html || tag == Tag::head || tag == Tag::body; }

/// The "special" category (13.2.4.2), as far as such elements can be open.
inline bool is_special(Tag tag) {
  switch (tag) {
    case Tag::applet: case Tag::button: case Tag::marquee: case Tag::object: case Tag::select:
      return true;
    case Tag::dialog: case Tag::legend: case Tag::optgroup: case Tag::option: case Tag::search: return false;
    default: return is_block(tag);
  }
}

/// Here <select> is one too: what is in it cannot close what is around it.
inline bool bars_scope(Tag tag) {
  switch (tag) {
    case Tag::applet: case Tag::caption: case Tag::table: case Tag::td: case Tag::th: case Tag::marquee:
    case Tag::object: case Tag::select: case Tag::template_:
      return true;
    default: return false;
  }
}

inline bool bars_nothing(Tag) { return false; }
inline bool bars_button_scope(Tag tag) { return tag == Tag::button || bars_scope(tag); }
inline bool bars_list_scope(Tag tag) { return tag == Tag::ul || tag == Tag::ol || bars_scope(tag); }
inline bool bars_table_scope(Tag tag) { return tag == Tag::table || tag == Tag::template_; }
inline bool bars_table_in_table(Tag tag) {
  return tag == Tag::td || tag == Tag::th || tag == Tag::caption || tag == Tag::template_;
}
inline bool bars_item(Tag tag) {
  return is_special(tag) && tag != Tag::address && tag != Tag::div && tag != Tag::p;
}

/// How far inside a table an element stands: 1 for its sections, 3 for its cells; 0 for no part of one.
inline int table_level(Tag tag) {
  switch (tag) {
    case Tag::caption: case Tag::col: case Tag::colgroup: case Tag::tbody: case Tag::tfoot: case Tag::thead:
      return 1;
    case Tag::tr: return 2;
    case Tag::td: case Tag::th: return 3;
    default: return 0;
  }
}

/// Elements that are closed as soon as they are opened, or hold no more than other void ones do.
inline bool never_holds(Tag tag) {
  return is_void(tag) || tag == Tag::colgroup || tag == Tag::isindex || tag == Tag::menuitem;
}

inline bool ends_paragraph(Tag tag) {
  switch (tag) {
    case Tag::caption: case Tag::dialog: case Tag::legend: case Tag::optgroup:
    case Tag::option: case Tag::search: case Tag::table: case Tag::template_: case Tag::title:
      return false;
    default: return is_block(tag);
  }
}

/// Elements whose contents have formatting of their own (13.2.4.3, "marker").
inline bool begins_formatting_anew(Tag tag) {
  return tag != Tag::table && tag != Tag::select && bars_scope(tag);
}

/// All but blocks first open again what formatting ended with its block (13.2.6.4.7).
inline bool goes_on_with_formatting(Tag tag) { return !is_block(tag) || !is_special(tag) || tag == Tag::xmp; }

/// Past what the end tag does not look.
inline auto barrier_of_end_tag(Tag tag) {
  if (tag == Tag::template_) return bars_nothing;
  if (tag == Tag::table || table_level(tag) > 0) return bars_table_scope;
  if (tag == Tag::li) return bars_list_scope;
  if (tag == Tag::p) return bars_button_scope;
  return is_special(tag) ? bars_scope : is_special;
}

/// How an element opens and closes where nothing special is open.
enum class Manner : std::uint8_t {
  odd,         // it takes a closer look
  alone,       // it closes nothing
  formatting,  // … and is listed
  block,       // it closes a paragraph
  item,        // it may close another one; and is closed by its end tag, like all these
};

inline constexpr auto kManners = [] {
  std::array<Manner, 256> manners{};  // all odd
  const auto set = [&manners](Manner manner, std::initializer_list<Tag> tags) {
    for (const Tag tag : tags) manners[static_cast<std::size_t>(tag)] = manner;
  };
  set(Manner::alone, {Tag::other, Tag::br, Tag::iframe, Tag::img, Tag::label, Tag::link, Tag::meta,
                      Tag::picture, Tag::script, Tag::source, Tag::span, Tag::sup, Tag::time, Tag::video});
  set(Manner::formatting, {Tag::a, Tag::b, Tag::em, Tag::font, Tag::i, Tag::small, Tag::strong, Tag::u});
  set(Manner::block, {Tag::address, Tag::article, Tag::aside, Tag::blockquote, Tag::center, Tag::div, Tag::dl,
                      Tag::figcaption, Tag::figure, Tag::footer, Tag::header, Tag::main, Tag::nav, Tag::ol,
                      Tag::p, Tag::section, Tag::ul});
  set(Manner::item, {Tag::button, Tag::dd, Tag::dt, Tag::h1, Tag::h2, Tag::h3, Tag::h4, Tag::h5, Tag::h6,
                     Tag::li, Tag::option});
  return manners;
}();

inline Manner manner_of(Tag tag) { return kManners[static_cast<std::size_t>(tag)]; }

}  // namespace cleancopy
