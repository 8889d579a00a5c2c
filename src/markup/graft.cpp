#include "markup/graft.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "markup/entities.h"
#include "markup/parse.h"
#include "text/ascii.h"

namespace cleancopy {
namespace {

bool opens_tag(std::string_view text, std::size_t at) {
  const char next = at + 1 < text.size() ? static_cast<char>(text[at + 1] | 0x20) : '\0';
  return text[at] == '<' && ((next >= 'a' && next <= 'z') || next == '/');
}

/// Has it an element that makes lines of its own? Without one its ends of line are meant.
bool has_lines(std::string_view html) {
  for (std::size_t at = html.find('<'); at != std::string_view::npos; at = html.find('<', at + 1)) {
    std::string name;
    for (std::size_t i = at + 1; i < html.size() && name.size() < 12; ++i) {
      const char c = lower(html[i]);
      if (!is_lower(c) && !is_digit(c)) break;
      name += c;
    }
    const Tag tag = tag_named(name);
    if (is_block(tag) || tag == Tag::br) return true;
  }
  return false;
}

bool has_tags(std::string_view text) {
  for (std::size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
    if (opens_tag(text, at)) return true;
  }
  return false;
}

/// Without the escapes of markup that was escaped as a whole, as chocolate.com has it (2020-04).
std::string unescaped(std::string_view value) {
  if (has_tags(value) || value.find("&lt;/") == std::string_view::npos) return std::string(value);
  std::string decoded;
  append_decoded(decoded, value, Reference::in_text);
  return decoded;
}

/// The value as markup: a '<' of plain text is a character, an end of line a break.
std::string as_markup(std::string_view written) {
  const std::string value = unescaped(written);
  const bool keeps_lines = has_lines(value);
  std::string html;
  html.reserve(value.size() + 16);
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (value[i] == '<' && !opens_tag(value, i)) html += "&lt;";
    else if (value[i] == '\n' && !keeps_lines) html += "<br>";
    else html += value[i];
  }
  return html;
}

/// What a parsed value has below its <body>; empty when it has none.
std::pair<NodeId, NodeId> content_of(const Tree& tree) {
  for (NodeId i = 0; i < tree.size(); ++i) {
    if (tree[i].tag == Tag::body) return {i + 1, tree[i].end};
  }
  return {0, 0};
}

}  // namespace

/// Copies a Tree node by node; a node's new id is the old one plus what was put in before it.
class Grafting {
 public:
  Grafting(Tree tree, Arena& arena) : tree_(std::move(tree)), arena_(arena), shift_(tree_.size() + 1) {}

  Tree run(const std::vector<Graft>& grafts) {
    auto next = grafts.begin();
    for (NodeId i = 0; i < tree_.size(); ++i) {
      shift_[i] = next_id() - i;
      nodes_.push_back(tree_[i]);
      last_ = {};
      for (; next != grafts.end() && next->script == i; ++next) add(*next, i + shift_[i]);
    }
    shift_.back() = next_id() - tree_.size();
    for (NodeId i = 0; i < tree_.size(); ++i) {
      Node& node = nodes_[moved(i)];
      node.end = moved(node.end);
      if (node.parent != kNoNode) node.parent = moved(node.parent);
      if (node.previous != kNoNode) node.previous = moved(node.previous);
    }
    tree_.nodes_ = std::move(nodes_);
    tree_.tokens_ = index_tokens(tree_);
    return std::move(tree_);
  }

 private:
  NodeId next_id() const { return static_cast<NodeId>(nodes_.size()); }
  NodeId moved(NodeId old) const { return old + shift_[old]; }

  void add(const Graft& graft, NodeId script) {
    const auto record = static_cast<std::uint32_t>(tree_.tags_.size());
    const auto attribute = static_cast<std::uint32_t>(tree_.attributes_.size());
    tree_.tags_.push_back({name_of(Tag::div), attribute, 1, Tag::div});
    const std::string_view mark = tree_.decoded_.keep(graft.mark);
    const Token name = attribute_token(kGraftMark);
    tree_.attributes_.push_back({kGraftMark, mark, name, value_token(name, mark)});
    for (const std::string& value : graft.values) {
      last_ = {.end = 0, .parent = script, .previous = last_.end == 0 ? kNoNode : last_id_,
               .child_index = last_.child_index + 1, .record = record, .tag = Tag::div};
      last_id_ = next_id();
      nodes_.push_back(last_);
      add_content(parse(as_markup(value), arena_), last_id_);
      last_.end = nodes_[last_id_].end = next_id();
    }
  }

  /// What a parsed value has in its <body>, below `holder`.
  void add_content(Tree value, NodeId holder) {
    const auto [begin, end] = content_of(value);
    const auto tags = static_cast<std::uint32_t>(tree_.tags_.size());
    const auto runs = static_cast<std::uint32_t>(tree_.runs_.size());
    const auto attributes = static_cast<std::uint32_t>(tree_.attributes_.size());
    for (NodeId i = begin; i < end; ++i) {
      Node node = value[i];
      node.end += holder + 1 - begin;
      node.parent = node.parent < begin ? holder : node.parent + holder + 1 - begin;
      if (node.previous != kNoNode) node.previous += holder + 1 - begin;
      node.record += node.tag == Tag::text ? runs : tags;
      nodes_.push_back(node);
    }
    for (TagRecord tag : value.tags_) {
      tag.first_attribute += attributes;
      tree_.tags_.push_back(tag);
    }
    tree_.runs_.insert(tree_.runs_.end(), value.runs_.begin(), value.runs_.end());
    tree_.attributes_.insert(tree_.attributes_.end(), value.attributes_.begin(), value.attributes_.end());
    tree_.grafts_.push_back(std::move(value));
  }

  Tree tree_;
  Arena& arena_;
  std::vector<std::uint32_t> shift_;  // by old id, and for the end of the Tree
  std::vector<Node> nodes_;
  Node last_;  // the holder before, of the same script; end 0: none yet
  NodeId last_id_ = kNoNode;
};

Tree graft(Tree tree, const std::vector<Graft>& grafts, Arena& arena) {
  return Grafting(std::move(tree), arena).run(grafts);
}

}  // namespace cleancopy
