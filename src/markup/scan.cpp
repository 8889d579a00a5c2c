#include "markup/scan.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>

#include "markup/skeleton_writer.h"
#include "markup/tag_reader.h"
#include "text/ascii.h"
#include "text/sixteen_bytes.h"

namespace cleancopy {
namespace {

/// How the characters after a start tag are to be read.
enum class Content : std::uint8_t { markup, cut, cut_body, text, rest };

Content content_of(Tag tag) {
  switch (tag) {
    case Tag::script: case Tag::style: case Tag::noscript: case Tag::textarea: case Tag::noembed:
    case Tag::noframes:
      return Content::cut;
    case Tag::iframe: return Content::cut_body;
    case Tag::title: case Tag::xmp: return Content::text;
    case Tag::plaintext: return Content::rest;
    default: return Content::markup;
  }
}

class Scanner {
 public:
  Scanner(std::string_view html, Folding folding) : html_(html), writer_(html.size(), folding) {}

  Skeleton scan() {
    while (pos_ < html_.size()) {
      read_text();
      if (pos_ < html_.size()) read_markup();
    }
    writer_.skeleton().fences.attributes = reader_.saw_too_many();
    return writer_.finish();
  }

  bool saw_frameset() const { return writer_.open().has_framesets(); }

 private:
  char at(std::size_t i) const { return i < html_.size() ? html_[i] : '\0'; }

  std::size_t find(char c, std::size_t from) const {
    if (from >= html_.size()) return html_.size();
    const void* const hit = std::memchr(html_.data() + from, c, html_.size() - from);
    return hit ? static_cast<std::size_t>(static_cast<const char*>(hit) - html_.data()) : html_.size();
  }

  /// The next '<' that opens a tag, a comment or a declaration; others are text.
  std::size_t next_markup(std::size_t from) const {
    for (std::size_t i = find('<', from); i < html_.size(); i = find('<', i + 1)) {
      if (begins_markup(i)) return i;
    }
    return html_.size();
  }

  bool begins_markup(std::size_t i) const {
    if (at(i) != '<') return false;
    const char c = at(i + 1);
    return is_letter(c) || c == '!' || c == '?' || (c == '/' && i + 2 < html_.size());
  }

  /// Up to the next tag. Between most tags stands nothing, or white space alone.
  void read_text() {
    const std::size_t start = pos_;
    if (begins_markup(start)) return;
    const char* const begin = html_.data();
    const char* const solid = pass_any<' ', '\n', '\t', '\r'>(begin + start, begin + html_.size());
    pos_ = static_cast<std::size_t>(solid - begin);
    if (begins_markup(pos_)) return writer_.white_space();
    pos_ = next_markup(pos_);
    writer_.text(html_.substr(start, pos_ - start));
  }

  void read_markup() {
    const char c = at(pos_ + 1);
    if (is_letter(c)) return read_start_tag();
    if (c == '/' && is_letter(at(pos_ + 2))) return read_end_tag();
    if (html_.compare(pos_, 4, "<!--") == 0) return skip_comment();
    const std::size_t end = find('>', pos_);
    const std::string_view declaration = html_.substr(pos_, end - pos_);
    if (starts_ignoring_case(declaration, "<!doctype")) writer_.doctype(declaration);
    pos_ = std::min(end + 1, html_.size());  // "</>", "<?…>" and "<!…>" are comments (13.2.5.42)
  }

  void skip_comment() {
    std::size_t i = pos_ + 4;
    if (at(i) == '>') { pos_ = i + 1; return; }
    if (at(i) == '-' && at(i + 1) == '>') { pos_ = i + 2; return; }
    for (i = find('-', i); i < html_.size(); i = find('-', i + 1)) {
      if (at(i + 1) != '-') continue;
      std::size_t j = i + 2;
      if (at(j) == '!') ++j;
      if (at(j) == '>') { pos_ = j + 1; return; }
    }
    pos_ = html_.size();
  }

  /// Reads the tag whose name begins so far on. False when the page ends first.
  bool read_tag(std::size_t skip, PageTag& tag) {
    const std::optional<std::size_t> end = reader_.read(pos_ + skip, tag);
    pos_ = end.value_or(html_.size());
    return end.has_value();
  }

  void read_start_tag() {
    PageTag tag;
    if (!read_tag(1, tag)) return;
    if (tag.record.tag == Tag::svg) { reader_.forget(tag); return tag.self_closing ? void() : skip_svg(); }
    const Content content = content_of(tag.record.tag);
    if (content == Content::cut) return cut_element(tag);
    const std::string_view body = content == Content::markup ? std::string_view() : read_body(tag.record);
    const bool is_written = writer_.start_tag(tag.record);
    if (!is_written) reader_.forget(tag);
    if (content == Content::text || content == Content::rest) {
      writer_.text(tag.record.tag == Tag::title ? body : verbatim(body));
    }
    const bool was_read = content == Content::text || content == Content::cut_body;
    const bool ends = was_read || (tag.self_closing && writer_.open().in_math());
    if (is_written && ends) writer_.end_tag(tag.record);
  }

  /// Text in which '&' is just that: <xmp> and <plaintext> know no character references.
  std::string_view verbatim(std::string_view body) {
    if (body.find('&') == std::string_view::npos) return body;
    constexpr std::string_view reference = "&amp;";
    return writer_.skeleton().decoded.keep(body.size() * reference.size(), [&](std::string& copy) {
      for (const char c : body) c == '&' ? copy += reference : copy += c;
    });
  }

  /// The characters up to the element's own end tag, which is passed.
  std::string_view read_body(const TagRecord& tag) {
    const std::size_t begin = pos_;
    const std::size_t end = tag.tag == Tag::plaintext ? html_.size() : find_end_tag(tag.name, tag.tag);
    pos_ = end;
    PageTag end_tag;
    if (pos_ < html_.size()) pass_end_tag(end_tag);
    return html_.substr(begin, end - begin);
  }

  /// "</name" followed by a space, '/' or '>'. In scripts, one inside
  /// "<!-- <script>" does not count (13.2.5.20, double escaped).
  std::size_t find_end_tag(std::string_view name, Tag tag) const {
    bool escaped = false, twice = false;
    for (std::size_t i = pos_; i < html_.size(); ++i) {
      i = tag == Tag::script && escaped ? next_of_two(i) : find('<', i);
      if (i == html_.size()) break;
      if (html_[i] == '-') {
        if (html_.compare(i, 3, "-->") == 0) escaped = twice = false;
        continue;
      }
      if (tag == Tag::script && html_.compare(i, 4, "<!--") == 0) { escaped = true; i += 3; continue; }
      const bool closing = at(i + 1) == '/';
      if (!names_tag(i + (closing ? 2 : 1), name)) continue;
      if (closing && !twice) return i;
      if (escaped) twice = !closing;
    }
    return html_.size();
  }

  std::size_t next_of_two(std::size_t i) const {
    while (i < html_.size() && html_[i] != '<' && html_[i] != '-') ++i;
    return i;
  }

  bool names_tag(std::size_t i, std::string_view name) const {
    const char after = at(i + name.size());
    return starts_ignoring_case(html_.substr(std::min(i, html_.size())), name) &&
           (is_html_space(after) || after == '/' || after == '>');
  }

  void cut_element(const PageTag& tag) {
    const std::string_view body = read_body(tag.record);
    if (tag.record.tag != Tag::script) return reader_.forget(tag);
    Script script = script_of(tag.record, body);
    const bool has_place = body.find('{') != std::string_view::npos && writer_.start_tag(tag.record);
    if (has_place) {
      script.record = static_cast<std::uint32_t>(writer_.skeleton().tags.size() - 1);
      writer_.end_tag(tag.record);
    } else {
      reader_.forget(tag);
    }
    writer_.skeleton().scripts.push_back(script);
  }

  Script script_of(const TagRecord& record, std::string_view body) {
    Script script{.type = {}, .id = {}, .body = body, .record = 0};
    for (std::uint32_t i = record.attribute_count; i-- > 0;) {  // of two alike the first counts
      const Attribute& attribute = writer_.skeleton().attributes[record.first_attribute + i];
      if (attribute.name == "type") script.type = reader_.lowered(attribute.value);
      if (attribute.name == "id") script.id = attribute.value;
    }
    return script;
  }

  /// What is open inside a drawing.
  struct Drawing {
    std::array<std::uint32_t, 256> count{};  // by tag
    std::size_t html = 0;                    // places where HTML may stand (13.2.6, "HTML integration point")
  };

  /// Passes a drawing, with its titles and styles, up to its end tag or to
  /// the first tag that cannot be inside one.
  void skip_svg() {
    Drawing drawing;
    std::uint32_t& depth = drawing.count[static_cast<std::size_t>(Tag::svg)];
    depth = 1;
    while (depth > 0 && pos_ < html_.size()) {
      pos_ = next_markup(pos_);
      if (html_.compare(std::min(pos_, html_.size()), 9, "<![CDATA[") == 0) {
        pos_ = std::min(html_.find("]]>", pos_), html_.size() - 3) + 3;
      } else if (html_.compare(std::min(pos_, html_.size()), 4, "<!--") == 0) {
        skip_comment();
      } else if (is_letter(at(pos_ + 1)) || (at(pos_ + 1) == '/' && is_letter(at(pos_ + 2)))) {
        if (!pass_drawing_tag(drawing)) return;
      } else {
        pos_ = std::min(find('>', pos_) + 1, html_.size());
      }
    }
  }

  /// False when the tag is not part of the drawing, and ends it: it is still to be read then.
  bool pass_drawing_tag(Drawing& drawing) {
    const std::size_t start = pos_;
    const bool closing = at(pos_ + 1) == '/';
    PageTag read;
    const bool is_whole = read_tag(closing ? 2 : 1, read);
    const TagRecord& tag = read.record;
    const bool breaks_out = is_whole && !closing && (ends_foreign_content(tag.tag) || is_styled_font(tag));
    reader_.forget(read);
    if (!is_whole || (read.self_closing && !closing && !breaks_out)) return is_whole;
    std::uint32_t& open = drawing.count[static_cast<std::size_t>(tag.tag)];
    const bool closes_outside = closing && open == 0 && tag.tag != Tag::other && writer_.open().holds(tag.tag);
    const bool ends = closes_outside || breaks_out;
    if (ends && drawing.html == 0) {
      pos_ = start;
      return false;
    }
    if (!closing) ++open;
    else if (open > 0) --open;
    if (holds_html_in_svg(tag)) {
      if (!closing) ++drawing.html;
      else if (drawing.html > 0) --drawing.html;
    }
    return true;
  }

  /// A drawing may have a <font> of its own, but none with these attributes (13.2.6.5).
  bool is_styled_font(const TagRecord& tag) const {
    if (tag.tag != Tag::font) return false;
    const auto first = writer_.skeleton().attributes.begin() + tag.first_attribute;
    return std::any_of(first, first + tag.attribute_count, [](const Attribute& attribute) {
      return attribute.name == "color" || attribute.name == "face" || attribute.name == "size";
    });
  }

  static bool holds_html_in_svg(const TagRecord& tag) {
    return tag.name == "foreignobject" || tag.name == "desc" || tag.tag == Tag::title;
  }

  /// An end tag may have attributes too, and '>' in them. False when the page ends first.
  bool pass_end_tag(PageTag& tag) {
    if (!read_tag(2, tag)) return false;
    reader_.forget(tag);
    return true;
  }

  void read_end_tag() {
    PageTag tag;
    if (!pass_end_tag(tag)) return;
    if (content_of(tag.record.tag) == Content::markup && tag.record.tag != Tag::svg) writer_.end_tag(tag.record);
  }

  std::string_view html_;
  std::size_t pos_ = 0;
  SkeletonWriter writer_;
  TagReader reader_{html_, writer_.skeleton().attributes, writer_.skeleton().decoded};
};

}  // namespace

Skeleton scan(std::string_view html, Folding folding) {
  if (folding == Folding::none) return Scanner(html, folding).scan();
  Scanner scanner(html, folding);
  Skeleton skeleton = scanner.scan();
  // A frameset takes the place of a body in which nothing was read yet (13.2.6.4.7): Gumbo must see it all.
  if (scanner.saw_frameset()) skeleton = Scanner(html, Folding::none).scan();
  return skeleton;
}

}  // namespace cleancopy
