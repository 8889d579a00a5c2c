// The HTML elements that the house knows by name. All others are Tag::other,
// and keep their name in the page's source.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace cleancopy {

enum class Tag : std::uint8_t {
  text,      // a run of text, not an element
  document,  // node 0 of every Tree
  other,     // an element without an entry here
  a, abbr, acronym, address, applet, area, article, aside, audio, b, base, basefont, bdi, bdo, bgsound, big,
  blink, blockquote, body, br, button, canvas, caption, center, cite, code, col, colgroup, data, datalist, dd,
  del, details, dfn, dialog, dir, div, dl, dt, em, embed, fieldset, figcaption, figure, font, footer, form,
  frame, frameset, h1, h2, h3, h4, h5, h6, head, header, hgroup, hr, html, i, iframe, image, img, input, ins,
  isindex, kbd, keygen, label, legend, li, link, listing, main, map, mark, marquee, math, menu, menuitem,
  meta, meter, nav, nobr, noembed, noframes, noscript, object, ol, optgroup, option, output, p, param,
  picture, plaintext, pre, progress, q, rb, rp, rt, rtc, ruby, s, samp, script, search, section, select,
  slot, small, source, span, strike, strong, style, sub, summary, sup, svg, table, tbody, td, template_,
  textarea, tfoot, th, thead, time, title, tr, track, tt, u, ul, var, video, wbr, xmp,
};

/// The element with that name (lower case), or Tag::other.
Tag tag_named(std::string_view name);

/// The same by the letters of the name, eight at most, as first_eight() tells them (text/sixteen_bytes.h).
Tag tag_of_letters(std::uint64_t letters);

/// "div" for Tag::div; "#text", "#document", "other" for the three that are no element of HTML.
std::string_view name_of(Tag tag);

/// Sets of tags, as bits.
enum TagTrait : std::uint8_t { kVoidTag = 1, kBlockTag = 2, kTagEndsForeignContent = 4 };
extern const std::array<std::uint8_t, 256> kTagTraits;  ///< by tag

inline bool has_trait(Tag tag, TagTrait trait) {
  return (kTagTraits[static_cast<std::size_t>(tag)] & trait) != 0;
}

/// Elements that never have content or an end tag (HTML, section 13.1.2).
inline bool is_void(Tag tag) { return has_trait(tag, kVoidTag); }

/// Elements that end an unclosed <svg> or <math> (HTML, section 13.2.6.5).
inline bool ends_foreign_content(Tag tag) { return has_trait(tag, kTagEndsForeignContent); }

/// Elements that begin and end a line of their own (CSS display: block, list-item or table parts by default).
inline bool is_block(Tag tag) { return has_trait(tag, kBlockTag); }

inline bool is_heading(Tag tag) { return tag >= Tag::h1 && tag <= Tag::h6; }

}  // namespace cleancopy
