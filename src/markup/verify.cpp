#include "markup/verify.h"

#include <gumbo.h>

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "markup/bare_parse.h"
#include "markup/parse.h"
#include "text/ascii.h"
#include "text/unicode.h"

namespace cleancopy {
namespace {

using Attributes = std::map<std::string, std::string>;

/// The length of a control character or U+FFFD at the start of `text`; 0 for all others.
std::size_t control_length(std::string_view text) {
  const auto first = static_cast<unsigned char>(text[0]);
  if (first < ' ' || first == 0x7F) return std::string_view("\t\n\f\r").find(text[0]) == text.npos ? 1 : 0;
  if (first == 0xC2 && text.size() > 1 && static_cast<unsigned char>(text[1]) < 0xA0) return 2;
  return text.starts_with("\uFFFD") ? 3 : 0;
}

/// Normalised, and without control characters, of which Gumbo makes U+FFFD here and nothing there.
std::string plain(std::string_view text) {
  std::string kept;
  kept.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t control = control_length(text.substr(i));
    if (control == 0) kept += text[i];
    i += std::max<std::size_t>(control, 1);
  }
  return normalize(kept);
}

/// The page as a browser reads it that runs scripts. Gumbo knows only the other way, in which a
/// <noscript> may end the head; <noframes>, as long a word, it reads as browsers do read <noscript>.
std::string with_scripting(std::string_view html) {
  constexpr std::string_view name = "noscript", stand_in = "noframes";
  std::string out(html);
  for (std::size_t at = out.find('<'); at != std::string::npos; at = out.find('<', at + 1)) {
    const std::size_t begin = at + (out.compare(at + 1, 1, "/") == 0 ? 2 : 1);
    if (starts_ignoring_case(std::string_view(out).substr(begin), name))
      out.replace(begin, name.size(), stand_in);
  }
  return out;
}

/// Writes a Reading as elements open, close and speak.
class ReadingWriter {
 public:
  void open(std::string_view name, const Attributes& attributes) {
    end_text();
    reading_.text += ' ';
    reading_.shape += '<';
    reading_.shape += name;
    reading_.shape += ' ';
    for (const auto& [key, value] : attributes) {
      reading_.shape += key + "=\"" + plain(with_scripting(value)) + "\" ";
    }
  }

  void close() {
    end_text();
    reading_.text += ' ';
    reading_.shape += '>';
  }

  void add_text(std::string_view text) {
    reading_.text += text;
    run_ += text;
  }

  Reading take() {
    end_text();
    reading_.text = plain(reading_.text);
    return std::move(reading_);
  }

 private:
  void end_text() {
    if (const std::string text = plain(run_); !text.empty()) reading_.shape += '"' + text + '"';
    run_.clear();
  }

  Reading reading_;
  std::string run_;
};

bool is_left_out(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_SCRIPT: case GUMBO_TAG_STYLE: case GUMBO_TAG_NOSCRIPT: case GUMBO_TAG_SVG:
    case GUMBO_TAG_TEXTAREA: case GUMBO_TAG_NOFRAMES: case GUMBO_TAG_NOEMBED:
      return true;
    default: return false;
  }
}

Attributes attributes_of(const GumboElement& element) {
  Attributes out;
  for (unsigned i = 0; i < element.attributes.length; ++i) {
    const auto* const attribute = static_cast<const GumboAttribute*>(element.attributes.data[i]);
    out.emplace(attribute->name, attribute->value);
  }
  return out;
}

Attributes attributes_of(const Tree& tree, NodeId id) {
  Attributes out;
  for (const Attribute& attribute : tree.attributes(id)) out.emplace(attribute.name, attribute.value);
  return out;
}

Reading read_bare(const GumboNode* root) {
  struct Step {
    const GumboNode* node;
    unsigned next = 0;
  };
  ReadingWriter writer;
  std::vector<Step> path;
  const auto enter = [&](const GumboNode* node) {
    if (node->type != GUMBO_NODE_ELEMENT && node->type != GUMBO_NODE_TEMPLATE) {
      if (node->type != GUMBO_NODE_COMMENT) writer.add_text(node->v.text.text);
      return;
    }
    const GumboTag tag = node->v.element.tag;
    if (is_left_out(tag)) return;
    const char* const name = tag == GUMBO_TAG_UNKNOWN ? "x" : gumbo_normalized_tagname(tag);
    writer.open(name, attributes_of(node->v.element));
    path.push_back({node, tag == GUMBO_TAG_IFRAME ? node->v.element.children.length : 0});
  };
  enter(root);
  while (!path.empty()) {
    const GumboVector& children = path.back().node->v.element.children;
    if (path.back().next < children.length) {
      enter(static_cast<const GumboNode*>(children.data[path.back().next++]));
    } else {
      writer.close();
      path.pop_back();
    }
  }
  return writer.take();
}

std::string without_spaces(std::string text) {
  std::erase(text, ' ');
  return text;
}

/// What stands around byte `at`, cut at whole characters.
std::string excerpt(const std::string& text, std::size_t at) {
  constexpr std::size_t before = 20, all = 60;
  const auto is_inside_character = [&](std::size_t i) {
    return i < text.size() && (static_cast<unsigned char>(text[i]) & 0xC0) == 0x80;
  };
  std::size_t begin = at > before ? at - before : 0;
  while (is_inside_character(begin)) ++begin;
  std::size_t end = std::min(begin + all, text.size());
  while (is_inside_character(end)) ++end;
  return text.substr(begin, end - begin);
}

std::string first_difference(std::string_view what, const std::string& ours, const std::string& bare) {
  const auto differing = std::mismatch(ours.begin(), ours.end(), bare.begin(), bare.end());
  const auto at = static_cast<std::size_t>(differing.first - ours.begin());
  return "the " + std::string(what) + " is not that of a bare parse, which has '" + excerpt(bare, at) +
         "' where we have '" + excerpt(ours, at) + "'";
}

}  // namespace

Reading reading_of(const Tree& tree) {
  ReadingWriter writer;
  std::vector<NodeId> path;
  for (NodeId i = 1; i <= tree.size(); ++i) {
    for (; !path.empty() && tree[path.back()].end <= i; path.pop_back()) writer.close();
    if (i == tree.size()) break;
    if (tree.is_text(i)) {
      std::string text;
      tree.append_text(i, text);
      writer.add_text(text);
      continue;
    }
    if (tree[i].tag == Tag::script) continue;
    const std::string name(tree.name(i));
    writer.open(gumbo_tag_enum(name.c_str()) == GUMBO_TAG_UNKNOWN ? "x" : name, attributes_of(tree, i));
    path.push_back(i);
  }
  return writer.take();
}

std::optional<Reading> bare_reading(std::string_view html, Arena& arena) {
  const std::string page = with_scripting(html);
  const GumboOutput* const output = parse_in_arena(page, arena);
  std::optional<Reading> reading;
  if (output != nullptr) reading = read_bare(output->root);
  arena.reset();
  return reading;
}

Comparison compare_readings(const Reading& ours, const Reading& bare) {
  const std::string our_text = without_spaces(ours.text), bare_text = without_spaces(bare.text);
  if (our_text != bare_text) return {Likeness::other_text, first_difference("text", our_text, bare_text)};
  if (ours.shape == bare.shape) return {};
  return {Likeness::other_shape, first_difference("structure", ours.shape, bare.shape)};
}

Comparison verify_parse(const std::string& html, Arena& arena) {
  Reading ours = reading_of(parse(html, arena));
  auto bare = bare_reading(html, arena);
  if (!bare) return {Likeness::unknown, "a bare parse is too slow or too large to compare with"};
  // Where a tag stands as text, in <xmp> or an unclosed <title>, the stand-in does so, too.
  for (Reading* const reading : {&ours, &*bare}) {
    reading->text = with_scripting(reading->text);
    reading->shape = with_scripting(reading->shape);
  }
  return compare_readings(ours, *bare);
}

}  // namespace cleancopy
