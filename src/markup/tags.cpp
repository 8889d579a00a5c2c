#include "markup/tags.h"

#include <array>
#include <cstddef>

#include "text/hash.h"
#include "text/sixteen_bytes.h"

namespace cleancopy {
namespace {

constexpr std::string_view kNames[] = {
    "#text", "#document", "other",
    "a", "abbr", "acronym", "address", "applet", "area", "article", "aside", "audio", "b", "base",
    "basefont", "bdi", "bdo", "bgsound", "big", "blink", "blockquote", "body", "br", "button", "canvas",
    "caption", "center", "cite", "code", "col", "colgroup", "data", "datalist", "dd", "del", "details",
    "dfn", "dialog", "dir", "div", "dl", "dt", "em", "embed", "fieldset", "figcaption", "figure", "font",
    "footer", "form", "frame", "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hgroup",
    "hr", "html", "i", "iframe", "image", "img", "input", "ins", "isindex", "kbd", "keygen", "label",
    "legend", "li", "link", "listing", "main", "map", "mark", "marquee", "math", "menu", "menuitem", "meta",
    "meter", "nav", "nobr", "noembed", "noframes", "noscript", "object", "ol", "optgroup", "option",
    "output", "p", "param", "picture", "plaintext", "pre", "progress", "q", "rb", "rp", "rt", "rtc", "ruby",
    "s", "samp", "script", "search", "section", "select", "slot", "small", "source", "span", "strike",
    "strong", "style", "sub", "summary", "sup", "svg", "table", "tbody", "td", "template", "textarea",
    "tfoot", "th", "thead", "time", "title", "tr", "track", "tt", "u", "ul", "var", "video", "wbr", "xmp"};
constexpr std::size_t kCount = std::size(kNames);
static_assert(kCount == static_cast<std::size_t>(Tag::xmp) + 1, "names and enumerators must pair up");

constexpr std::size_t kLongestNumber = 8;  // letters that one number has place for

/// The letters as one number, the first of them lowest: first_eight() for the compiler.
constexpr std::uint64_t number_of(std::string_view letters) {
  std::uint64_t number = 0;
  for (std::size_t i = letters.size(); i-- > 0;) {
    number = number << 8 | static_cast<unsigned char>(letters[i]);
  }
  return number;
}

constexpr std::size_t kSlots = 512;

constexpr std::size_t slot_of(std::uint64_t number) { return spread(number) >> 55; }

struct Slot {
  std::uint64_t letters = 0;
  Tag tag = Tag::other;
};

/// Open addressing, built by the compiler: a look-up is a product and about one comparison.
constexpr auto kTable = [] {
  std::array<Slot, kSlots> table{};
  table.fill({0, Tag::other});  // g++ 12 with sanitizers leaves zeros where {} means these
  for (std::size_t i = static_cast<std::size_t>(Tag::a); i < kCount; ++i) {
    if (kNames[i].size() > kLongestNumber) continue;
    std::size_t slot = slot_of(number_of(kNames[i]));
    while (table[slot].letters != 0) slot = (slot + 1) % kSlots;
    table[slot] = {number_of(kNames[i]), static_cast<Tag>(i)};
  }
  return table;
}();

constexpr Tag kLongNamed[] = {Tag::blockquote, Tag::figcaption, Tag::plaintext};

template <std::size_t N>
constexpr void add(std::array<std::uint8_t, 256>& traits, TagTrait trait, const Tag (&tags)[N]) {
  for (const Tag tag : tags) traits[static_cast<std::size_t>(tag)] |= trait;
}

constexpr Tag kVoid[] = {
    Tag::area, Tag::base, Tag::basefont, Tag::bgsound, Tag::br, Tag::col, Tag::embed, Tag::frame, Tag::hr,
    Tag::image, Tag::img, Tag::input, Tag::keygen, Tag::link, Tag::meta, Tag::param, Tag::source, Tag::track,
    Tag::wbr};

constexpr Tag kEndsForeignContent[] = {
    Tag::b, Tag::big, Tag::blockquote, Tag::body, Tag::br, Tag::center, Tag::code, Tag::dd, Tag::div,
    Tag::dl, Tag::dt, Tag::em, Tag::embed, Tag::h1, Tag::h2, Tag::h3, Tag::h4, Tag::h5, Tag::h6, Tag::head,
    Tag::hr, Tag::i, Tag::img, Tag::li, Tag::listing, Tag::menu, Tag::meta, Tag::nobr, Tag::ol, Tag::p,
    Tag::pre, Tag::ruby, Tag::s, Tag::small, Tag::span, Tag::strike, Tag::strong, Tag::sub, Tag::sup,
    Tag::table, Tag::tt, Tag::u, Tag::ul, Tag::var};

constexpr Tag kBlock[] = {
    Tag::document, Tag::html, Tag::head, Tag::body, Tag::address, Tag::article, Tag::aside, Tag::blockquote,
    Tag::caption, Tag::center, Tag::col, Tag::colgroup, Tag::dd, Tag::details, Tag::dialog, Tag::dir,
    Tag::div, Tag::dl, Tag::dt, Tag::fieldset, Tag::figcaption, Tag::figure, Tag::footer, Tag::form,
    Tag::frameset, Tag::h1, Tag::h2, Tag::h3, Tag::h4, Tag::h5, Tag::h6, Tag::header, Tag::hgroup, Tag::hr,
    Tag::legend, Tag::li, Tag::listing, Tag::main, Tag::menu, Tag::nav, Tag::ol, Tag::optgroup, Tag::option,
    Tag::p, Tag::plaintext, Tag::pre, Tag::search, Tag::section, Tag::summary, Tag::table, Tag::tbody,
    Tag::td, Tag::template_, Tag::tfoot, Tag::th, Tag::thead, Tag::title, Tag::tr, Tag::ul, Tag::xmp};

}  // namespace

constinit const std::array<std::uint8_t, 256> kTagTraits = [] {
  std::array<std::uint8_t, 256> traits{};
  add(traits, kVoidTag, kVoid);
  add(traits, kBlockTag, kBlock);
  add(traits, kTagEndsForeignContent, kEndsForeignContent);
  return traits;
}();

Tag tag_of_letters(std::uint64_t letters) {
  std::size_t slot = slot_of(letters);
  while (kTable[slot].letters != letters && kTable[slot].letters != 0) slot = (slot + 1) % kSlots;
  return kTable[slot].tag;
}

Tag tag_named(std::string_view name) {
  if (name.size() <= kLongestNumber) {
    if (name.ends_with('\0')) return Tag::other;  // a number does not show it
    return tag_of_letters(first_eight(name));
  }
  for (const Tag tag : kLongNamed) {
    if (name_of(tag) == name) return tag;
  }
  return Tag::other;
}

std::string_view name_of(Tag tag) { return kNames[static_cast<std::size_t>(tag)]; }

}  // namespace cleancopy
