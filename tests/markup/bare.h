// What bare Gumbo makes of a page, and what parse() makes of it, in one notation:
//
//     shape  <html <head ><body <p class="x" "Hello "<b "you">>>>
//     text   Hello you
//
// Left out of both, on purpose: script, style, noscript, svg, textarea, noframes and
// noembed, and what an iframe holds. Elements that Gumbo does not know are all "x".
#pragma once

#include <gumbo.h>

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "markup/parse.h"
#include "text/unicode.h"

namespace cleancopy {

struct Reading {
  std::string text;
  std::string shape;
};

/// Writes a Reading as elements open, close and speak.
class ReadingWriter {
 public:
  void open(std::string_view name, const std::map<std::string, std::string>& attributes) {
    end_text();
    reading_.text += ' ';
    reading_.shape += '<';
    reading_.shape += name;
    reading_.shape += ' ';
    for (const auto& [key, value] : attributes) reading_.shape += key + "=\"" + plain(value) + "\" ";
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
  /// Normalised, and without the U+FFFD that Gumbo here and there makes of a NUL.
  static std::string plain(std::string text) {
    for (std::size_t at; (at = text.find("\uFFFD")) != std::string::npos;) text.erase(at, 3);
    return normalize(text);
  }

  void end_text() {
    if (const std::string text = plain(run_); !text.empty()) reading_.shape += '"' + text + '"';
    run_.clear();
  }

  Reading reading_;
  std::string run_;
};

inline bool is_left_out(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_SCRIPT: case GUMBO_TAG_STYLE: case GUMBO_TAG_NOSCRIPT: case GUMBO_TAG_SVG:
    case GUMBO_TAG_TEXTAREA: case GUMBO_TAG_NOFRAMES: case GUMBO_TAG_NOEMBED:
      return true;
    default: return false;
  }
}

inline std::map<std::string, std::string> attributes_of(const GumboElement& element) {
  std::map<std::string, std::string> out;
  for (unsigned i = 0; i < element.attributes.length; ++i) {
    const auto* const attribute = static_cast<const GumboAttribute*>(element.attributes.data[i]);
    out.emplace(attribute->name, attribute->value);
  }
  return out;
}

inline std::map<std::string, std::string> attributes_of(const Tree& tree, NodeId id) {
  std::map<std::string, std::string> out;
  for (const Attribute& attribute : tree.attributes(id)) out.emplace(attribute.name, attribute.value);
  return out;
}

/// Gumbo on the page as it is.
inline Reading bare_reading(std::string_view page) {
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;
  GumboOutput* const output = gumbo_parse_with_options(&options, page.data(), page.size());
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
  enter(output->root);
  while (!path.empty()) {
    const GumboVector& children = path.back().node->v.element.children;
    if (path.back().next < children.length) {
      enter(static_cast<const GumboNode*>(children.data[path.back().next++]));
    } else {
      writer.close();
      path.pop_back();
    }
  }
  gumbo_destroy_output(&options, output);
  return writer.take();
}

inline Reading reading_of(const Tree& tree) {
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
    const std::string name(tree.name(i));
    writer.open(gumbo_tag_enum(name.c_str()) == GUMBO_TAG_UNKNOWN ? "x" : name, attributes_of(tree, i));
    path.push_back(i);
  }
  return writer.take();
}

}  // namespace cleancopy
