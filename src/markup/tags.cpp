#include "markup/tags.h"

#include <array>
#include <cstddef>

namespace cleancopy {
namespace {

constexpr std::string_view kNames[] = {
    "#text", "#document", "other",
    "a", "abbr", "acronym", "address", "applet", "area", "article", "aside", "audio", "b", "base", "basefont",
    "bdi", "bdo", "bgsound", "big", "blink", "blockquote", "body", "br", "button", "canvas", "caption", "center",
    "cite", "code", "col", "colgroup", "data", "datalist", "dd", "del", "details", "dfn", "dialog", "dir", "div",
    "dl", "dt", "em", "embed", "fieldset", "figcaption", "figure", "font", "footer", "form", "frame", "frameset",
    "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hgroup", "hr", "html", "i", "iframe", "image", "img",
    "input", "ins", "isindex", "kbd", "keygen", "label", "legend", "li", "link", "listing", "main", "map",
    "mark", "marquee", "math", "menu", "menuitem", "meta", "meter", "nav", "nobr", "noembed", "noframes",
    "noscript", "object", "ol", "optgroup", "option", "output", "p", "param", "picture", "plaintext", "pre",
    "progress", "q", "rb", "rp", "rt", "rtc", "ruby", "s", "samp", "script", "search", "section", "select",
    "slot", "small", "source", "span", "strike", "strong", "style", "sub", "summary", "sup", "svg", "table",
    "tbody", "td", "template", "textarea", "tfoot", "th", "thead", "time", "title", "tr", "track", "tt", "u",
    "ul", "var", "video", "wbr", "xmp"};
constexpr std::size_t kCount = std::size(kNames);
static_assert(kCount == static_cast<std::size_t>(Tag::xmp) + 1, "names and enumerators must pair up");

constexpr std::size_t kSlots = 512;

constexpr std::size_t slot_of(std::string_view name) {
  std::uint32_t hash = 2166136261u;
  for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
  return (hash ^ (hash >> 15)) % kSlots;
}

/// Open addressing, built by the compiler: a look-up is a hash and about one comparison.
constexpr auto kTable = [] {
  std::array<std::uint8_t, kSlots> table{};
  for (std::size_t i = static_cast<std::size_t>(Tag::a); i < kCount; ++i) {
    std::size_t slot = slot_of(kNames[i]);
    while (table[slot] != 0) slot = (slot + 1) % kSlots;
    table[slot] = static_cast<std::uint8_t>(i);
  }
  return table;
}();

constexpr std::size_t kLongestName = 10;  // "blockquote", "figcaption"

template <std::size_t N>
constexpr auto set_of(const Tag (&tags)[N]) {
  std::array<bool, kCount> set{};
  for (const Tag tag : tags) set[static_cast<std::size_t>(tag)] = true;
  return set;
}

constexpr auto kVoid = set_of({
    Tag::area, Tag::base, Tag::basefont, Tag::bgsound, Tag::br, Tag::col, Tag::embed, Tag::frame, Tag::hr,
    Tag::image, Tag::img, Tag::input, Tag::keygen, Tag::link, Tag::meta, Tag::param, Tag::source, Tag::track,
    Tag::wbr});

constexpr auto kEndsForeignContent = set_of({
    Tag::b, Tag::big, Tag::blockquote, Tag::body, Tag::br, Tag::center, Tag::code, Tag::dd, Tag::div, Tag::dl,
    Tag::dt, Tag::em, Tag::embed, Tag::h1, Tag::h2, Tag::h3, Tag::h4, Tag::h5, Tag::h6, Tag::head, Tag::hr,
    Tag::i, Tag::img, Tag::li, Tag::listing, Tag::menu, Tag::meta, Tag::nobr, Tag::ol, Tag::p, Tag::pre,
    Tag::ruby, Tag::s, Tag::small, Tag::span, Tag::strike, Tag::strong, Tag::sub, Tag::sup, Tag::table, Tag::tt,
    Tag::u, Tag::ul, Tag::var});

constexpr auto kBlock = set_of({
    Tag::document, Tag::html, Tag::head, Tag::body, Tag::address, Tag::article, Tag::aside, Tag::blockquote,
    Tag::caption, Tag::center, Tag::col, Tag::colgroup, Tag::dd, Tag::details, Tag::dialog, Tag::dir, Tag::div,
    Tag::dl, Tag::dt, Tag::fieldset, Tag::figcaption, Tag::figure, Tag::footer, Tag::form, Tag::frameset,
    Tag::h1, Tag::h2, Tag::h3, Tag::h4, Tag::h5, Tag::h6, Tag::header, Tag::hgroup, Tag::hr, Tag::legend,
    Tag::li, Tag::listing, Tag::main, Tag::menu, Tag::nav, Tag::ol, Tag::optgroup, Tag::option, Tag::p,
    Tag::plaintext, Tag::pre, Tag::search, Tag::section, Tag::summary, Tag::table, Tag::tbody, Tag::td,
    Tag::template_, Tag::tfoot, Tag::th, Tag::thead, Tag::title, Tag::tr, Tag::ul, Tag::xmp});

}  // namespace

Tag tag_named(std::string_view name) {
  if (name.empty() || name.size() > kLongestName) return Tag::other;
  for (std::size_t slot = slot_of(name); kTable[slot] != 0; slot = (slot + 1) % kSlots) {
    if (kNames[kTable[slot]] == name) return static_cast<Tag>(kTable[slot]);
  }
  return Tag::other;
}

std::string_view name_of(Tag tag) { return kNames[static_cast<std::size_t>(tag)]; }

bool is_void(Tag tag) { return kVoid[static_cast<std::size_t>(tag)]; }

bool ends_foreign_content(Tag tag) { return kEndsForeignContent[static_cast<std::size_t>(tag)]; }

bool is_block(Tag tag) { return kBlock[static_cast<std::size_t>(tag)]; }

}  // namespace cleancopy
