#include "markup/scan.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>

#include "markup/entities.h"
#include "markup/open_tags.h"
#include "text/ascii.h"

namespace cleancopy {
namespace {


bool equals_ignoring_case(std::string_view text, std::string_view lower_case) {
  return text.size() == lower_case.size() && std::equal(text.begin(), text.end(), lower_case.begin(),
                                                        [](char a, char b) { return lower(a) == b; });
}

/// What a character means in a tag, as bits.
enum CharacterClass : std::uint8_t { kEndsName = 1, kEndsAttributeName = 2, kCapital = 4 };

constexpr auto kClasses = [] {
  std::array<std::uint8_t, 256> classes{};
  for (const char c : {' ', '\n', '\t', '\r', '\f', '/', '>'})
    classes[static_cast<unsigned char>(c)] = kEndsName | kEndsAttributeName;
  classes['='] = kEndsAttributeName;
  for (std::size_t c = 'A'; c <= 'Z'; ++c) classes[c] = kCapital;
  return classes;
}();

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
  Scanner(std::string_view html, Folding folding) : html_(html), folding_(folding) {
    out_.text.reserve(html.size() / 8 + 64);
    out_.tags.push_back({});
    out_.runs.push_back(" ");
  }

  Skeleton scan() {
    while (pos_ < html_.size()) {
      const std::size_t start = pos_;
      pos_ = next_markup(start);
      emit_text(html_.substr(start, pos_ - start));
      if (pos_ < html_.size()) read_markup();
    }
    return std::move(out_);
  }

  bool saw_frameset() const { return open_.has_framesets(); }

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
      const char c = at(i + 1);
      if (is_letter(c) || c == '!' || c == '?' || (c == '/' && i + 2 < html_.size())) return i;
    }
    return html_.size();
  }

  void emit_text(std::string_view run) {
    if (run.find_first_not_of('\0') == std::string_view::npos) return;
    open_.text();
    if (std::all_of(run.begin(), run.end(), [](char c) { return is_html_space(c) || c == '\0'; })) {
      if (out_.text.empty() || out_.text.back() != ' ') emit_space();
      return;
    }
    // A leading space decides where Gumbo puts text that stands in the head or in a table.
    if (is_html_space(run.front())) emit_space();
    out_.pieces.emplace_back(Piece::Kind::text, static_cast<std::uint32_t>(out_.runs.size()));
    append_run_name(out_.text, out_.runs.size());
    out_.runs.push_back(run);
  }

  void emit_space() {
    out_.text += ' ';
    out_.pieces.emplace_back(Piece::Kind::text, 0);
  }

  void read_markup() {
    const char c = at(pos_ + 1);
    if (is_letter(c)) return read_start_tag();
    if (c == '/' && is_letter(at(pos_ + 2))) return read_end_tag();
    if (html_.compare(pos_, 4, "<!--") == 0) return skip_comment();
    const std::size_t end = find('>', pos_);
    const std::string_view declaration = html_.substr(pos_, end - pos_);
    if (equals_ignoring_case(declaration.substr(0, 9), "<!doctype")) emit_doctype(declaration);
    pos_ = std::min(end + 1, html_.size());  // "</>", "<?…>" and "<!…>" are comments (13.2.5.42)
  }

  /// Quirks mode depends on it, so it is handed through; an overlong one cannot matter.
  void emit_doctype(std::string_view doctype) {
    constexpr std::size_t longest = 256;
    if (doctype.size() > longest || !out_.marks.empty()) return;
    out_.text.append(doctype);
    out_.text += '>';
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

  struct StartTag {
    TagRecord record;
    Tag tag = Tag::other;
    bool self_closing = false;
  };

  /// Lower-cased, as a view into the page where it is lower case already.
  std::string_view lowered(std::string_view name) {
    std::uint8_t classes = 0;
    for (const char c : name) classes |= kClasses[static_cast<unsigned char>(c)];
    if ((classes & kCapital) == 0) return name;
    std::string copy(name);
    std::transform(copy.begin(), copy.end(), copy.begin(), lower);
    return out_.decoded.emplace_back(std::move(copy));
  }

  std::string_view read_name() {
    const std::size_t start = pos_;
    pass_until(kEndsName);
    return lowered(html_.substr(start, pos_ - start));
  }

  void pass_until(CharacterClass end) {
    while (pos_ < html_.size() && (kClasses[static_cast<unsigned char>(html_[pos_])] & end) == 0) ++pos_;
  }

  /// Reads to past the '>'. False when the page ends first: then there is no tag (13.2.5.8).
  bool read_tag(StartTag& tag) {
    tag.record.name = read_name();
    tag.tag = tag_named(tag.record.name);
    tag.record.first_attribute = static_cast<std::uint32_t>(out_.attributes.size());
    while (pos_ < html_.size()) {
      const char c = html_[pos_];
      if (c == '>') {
        ++pos_;
        return true;
      }
      tag.self_closing = c == '/' && at(pos_ + 1) == '>';
      if (is_html_space(c) || c == '/') ++pos_;
      else read_attribute(tag.record);
    }
    out_.attributes.resize(tag.record.first_attribute);
    return false;
  }

  void read_attribute(TagRecord& record) {
    const std::size_t start = pos_++;
    pass_until(kEndsAttributeName);
    const std::string_view name = html_.substr(start, pos_ - start);
    std::size_t i = pos_;
    while (i < html_.size() && is_html_space(html_[i])) ++i;
    std::string_view value;
    if (at(i) == '=') {
      pos_ = i + 1;
      value = read_value();
    }
    if (record.attribute_count == kMaxAttributes) { out_.fences.attributes = true; return; }
    ++record.attribute_count;
    out_.attributes.push_back({lowered(name), decoded(value)});
  }

  std::string_view read_value() {
    while (pos_ < html_.size() && is_html_space(html_[pos_])) ++pos_;
    const char quote = at(pos_);
    if (quote == '"' || quote == '\'') {
      const std::size_t start = pos_ + 1;
      const std::size_t end = find(quote, start);
      pos_ = std::min(end + 1, html_.size());
      return html_.substr(start, end - start);
    }
    const std::size_t start = pos_;
    while (pos_ < html_.size() && !is_html_space(html_[pos_]) && html_[pos_] != '>') ++pos_;
    return html_.substr(start, pos_ - start);
  }

  std::string_view decoded(std::string_view value) {
    if (value.find('&') == std::string_view::npos && value.find('\0') == std::string_view::npos) return value;
    std::string& copy = out_.decoded.emplace_back();
    append_decoded(copy, value, Reference::in_attribute);
    return copy;
  }

  void read_start_tag() {
    ++pos_;
    StartTag tag;
    if (!read_tag(tag)) return;
    if (tag.tag == Tag::svg) { forget(tag); return tag.self_closing ? void() : skip_svg(); }
    const Content content = content_of(tag.tag);
    if (content == Content::cut) return cut_element(tag);
    const std::string_view body = content == Content::markup ? std::string_view() : read_body(tag);
    const bool emitted = emit_start_tag(tag);
    if (content == Content::text || content == Content::rest) {
      emit_text(tag.tag == Tag::title ? body : verbatim(body));
    }
    const bool was_read = content == Content::text || content == Content::cut_body;
    const bool ends = was_read || (tag.self_closing && open_.in_math());
    if (emitted && ends) emit_end_tag(tag.record.name, tag.tag);
  }

  /// Text in which '&' is just that: <xmp> and <plaintext> know no character references.
  std::string_view verbatim(std::string_view body) {
    if (body.find('&') == std::string_view::npos) return body;
    std::string& copy = out_.decoded.emplace_back();
    for (const char c : body) {
      copy += c;
      if (c == '&') copy += "amp;";
    }
    return copy;
  }

  /// The characters up to the element's own end tag, which is passed.
  std::string_view read_body(const StartTag& tag) {
    const std::size_t start = pos_;
    const std::size_t end = tag.tag == Tag::plaintext ? html_.size() : find_end_tag(tag.record.name, tag.tag);
    pos_ = end;
    if (pos_ < html_.size()) pass_end_tag();
    return html_.substr(start, end - start);
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
    return equals_ignoring_case(html_.substr(std::min(i, html_.size()), name.size()), name) &&
           (is_html_space(after) || after == '/' || after == '>');
  }

  void cut_element(const StartTag& tag) {
    const std::string_view body = read_body(tag);
    if (tag.tag != Tag::script) return forget(tag);
    const bool has_place = body.find('{') != std::string_view::npos && emit_start_tag(tag);
    keep_script(tag.record, body);
    if (!has_place) return forget(tag);
    out_.scripts.back().record = static_cast<std::uint32_t>(out_.tags.size() - 1);
    emit_end_tag(tag.record.name, tag.tag);
  }

  void keep_script(const TagRecord& record, std::string_view body) {
    Script script{.type = {}, .id = {}, .body = body, .record = 0};
    for (std::uint32_t i = record.attribute_count; i-- > 0;) {  // of two alike the first counts
      const Attribute& attribute = out_.attributes[record.first_attribute + i];
      if (attribute.name == "type") script.type = lowered(attribute.value);
      if (attribute.name == "id") script.id = attribute.value;
    }
    out_.scripts.push_back(script);
  }

  void forget(const StartTag& tag) { out_.attributes.resize(tag.record.first_attribute); }

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
    pos_ += closing ? 2 : 1;
    StartTag tag;
    const bool is_whole = read_tag(tag);
    const bool breaks_out = !closing && (ends_foreign_content(tag.tag) || is_styled_font(tag));
    forget(tag);
    if (!is_whole || (tag.self_closing && !closing && !breaks_out)) return is_whole;
    std::uint32_t& open = drawing.count[static_cast<std::size_t>(tag.tag)];
    const bool closes_outside = closing && open == 0 && tag.tag != Tag::other && open_.holds(tag.tag);
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
  bool is_styled_font(const StartTag& tag) const {
    if (tag.tag != Tag::font) return false;
    const auto first = out_.attributes.begin() + tag.record.first_attribute;
    return std::any_of(first, first + tag.record.attribute_count, [](const Attribute& attribute) {
      return attribute.name == "color" || attribute.name == "face" || attribute.name == "size";
    });
  }

  static bool holds_html_in_svg(const StartTag& tag) {
    return tag.record.name == "foreignobject" || tag.record.name == "desc" || tag.tag == Tag::title;
  }

  /// An end tag may have attributes too, and '>' in them.
  std::optional<StartTag> pass_end_tag() {
    pos_ += 2;
    StartTag tag;
    if (!read_tag(tag)) return std::nullopt;
    forget(tag);
    return tag;
  }

  void read_end_tag() {
    const std::optional<StartTag> tag = pass_end_tag();
    if (!tag || content_of(tag->tag) != Content::markup || tag->tag == Tag::svg) return;
    emit_end_tag(tag->record.name, tag->tag);
  }

  bool emit_start_tag(const StartTag& tag) {
    const SkeletonSize here{out_.text.size(), out_.marks.size(), out_.pieces.size()};
    if (folding_ == Folding::plain) folds_.open(tag.tag, tag.record.name, open_, here);
    if (!count_tag() || !open_.open(tag.tag, tag.record.name)) {
      folds_.forget();
      forget(tag);
      out_.fences.depth |= emitted_ <= kMaxTags;
      // Without its tag, what it held would run into what stood before.
      if (out_.text.empty() || out_.text.back() != ' ') out_.text += ' ';
      return false;
    }
    const auto offset = static_cast<std::uint32_t>(out_.text.size());
    const auto record = static_cast<std::uint32_t>(out_.tags.size());
    out_.marks.push_back({offset, record});
    out_.pieces.emplace_back(Piece::Kind::start, record);
    if (is_void(tag.tag)) out_.pieces.emplace_back(Piece::Kind::end, 0);
    out_.tags.push_back(tag.record);
    out_.text += '<';
    out_.text.append(skeleton_name(tag.tag));
    // In tables only a hidden input stays where it is (13.2.6.4.9).
    if (tag.tag == Tag::input && is_hidden_input(tag.record)) out_.text += " type=hidden";
    out_.text += '>';
    return true;
  }

  void emit_end_tag(std::string_view name, Tag tag) {
    if (!count_tag()) return folds_.forget();
    if (const auto begin = folds_.close(tag, name)) fold(*begin);
    if (!is_void(tag)) out_.pieces.emplace_back(Piece::Kind::end, 0);
    for (std::size_t n = open_.close(tag, name); n > 0; --n) {
      out_.text += "</";
      out_.text.append(skeleton_name(tag));
      out_.text += '>';
    }
  }

  /// Takes what the element that began there holds out of the skeleton.
  void fold(const SkeletonSize& begin) {
    const std::size_t inside = out_.text.find('>', begin.text) + 1;
    if (inside == out_.text.size()) return;
    out_.text.resize(inside);
    out_.marks.resize(begin.marks + 1);
    TagMark& mark = out_.marks.back();
    mark.first_piece = static_cast<std::uint32_t>(begin.pieces + 1);
    mark.piece_count = static_cast<std::uint32_t>(out_.pieces.size()) - mark.first_piece;
  }

  bool count_tag() {
    if (emitted_ > kMaxTags) return false;
    if (++emitted_ > kMaxTags) out_.fences.tags = true;
    return emitted_ <= kMaxTags;
  }

  /// Gumbo treats all elements that it does not know alike; their names stay in the TagRecord.
  static std::string_view skeleton_name(Tag tag) { return tag == Tag::other ? "x" : name_of(tag); }

  bool is_hidden_input(const TagRecord& record) const {
    for (std::uint32_t i = 0; i < record.attribute_count; ++i) {
      const Attribute& attribute = out_.attributes[record.first_attribute + i];
      if (attribute.name == "type") return equals_ignoring_case(attribute.value, "hidden");
    }
    return false;
  }

  std::string_view html_;
  std::size_t pos_ = 0;
  std::size_t emitted_ = 0;
  OpenTags open_{kMaxDepth};
  Folds folds_;
  Folding folding_;
  Skeleton out_;
};

// Run n is named by one character of plane 15, or, past the first 65,000, by
// one of plane 16 (the high part) and one of plane 15. Plain text of the page
// never stands in a skeleton, so no page can forge a name.
constexpr std::size_t kRadix = 65'000;
constexpr char32_t kLow = 0xF0000, kHigh = 0x100000;

void append_utf8(std::string& out, char32_t c) {
  out += static_cast<char>(0xF0 | (c >> 18));
  out += static_cast<char>(0x80 | ((c >> 12) & 0x3F));
  out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
  out += static_cast<char>(0x80 | (c & 0x3F));
}

}  // namespace

Skeleton scan(std::string_view html, Folding folding) {
  if (folding == Folding::none) return Scanner(html, folding).scan();
  Scanner scanner(html, folding);
  Skeleton skeleton = scanner.scan();
  // A frameset takes the place of a body in which nothing was read yet (13.2.6.4.7): Gumbo must see it all.
  if (scanner.saw_frameset()) skeleton = Scanner(html, Folding::none).scan();
  return skeleton;
}

void append_run_name(std::string& skeleton, std::size_t run) {
  if (run >= kRadix) append_utf8(skeleton, kHigh + static_cast<char32_t>(run / kRadix));
  append_utf8(skeleton, kLow + static_cast<char32_t>(run % kRadix));
}

void read_run_names(std::string_view text, std::vector<std::uint32_t>& runs) {
  std::size_t high = 0;
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = [&](std::size_t k) { return static_cast<unsigned char>(text[i + k]); };
    if (byte(0) < 0xF0 || i + 4 > text.size()) {
      if (text[i] == ' ') runs.push_back(0);
      ++i;  // anything else was added by Gumbo itself (isindex)
      continue;
    }
    const auto tail = [&](std::size_t k) { return byte(k) & 0x3Fu; };
    const char32_t c = ((byte(0) & 7u) << 18) | (tail(1) << 12) | (tail(2) << 6) | tail(3);
    i += 4;
    if (c >= kHigh) { high = (c - kHigh) * kRadix; continue; }
    runs.push_back(static_cast<std::uint32_t>(high + (c - kLow)));
    high = 0;
  }
}

}  // namespace cleancopy
