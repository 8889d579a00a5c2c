// A parsed page as one array in document order. Made by parse(); never edited.
//
// A subtree is a range, so a walk is a loop and skipping is a jump:
//
//     <div><p>a<b>c</b></p></div>    0 document end=6
//                                    1 div  end=6   2 p end=6   3 "a" end=4   4 b end=6   5 "c" end=6
//     for (NodeId i = 1; i < nodes[1].end; ) i = skip(i) ? nodes[i].end : i + 1;
//
// The one surprise: text is kept as the page wrote it. Use append_text() to
// have character references decoded; attributes are decoded already.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "markup/kept_text.h"
#include "markup/tags.h"
#include "markup/token_index.h"

namespace cleancopy {

using NodeId = std::uint32_t;
inline constexpr NodeId kNoNode = 0xFFFFFFFF;

struct Attribute {
  std::string_view name;   ///< lower case
  std::string_view value;  ///< character references decoded
  Token token = 0;         ///< attribute_token(name)
  Token value_token = 0;   ///< cleancopy::value_token(token, value)
};

struct Node {
  NodeId end = 0;                   ///< past the last descendant
  NodeId parent = kNoNode;
  NodeId previous = kNoNode;        ///< the element before it among its siblings
  std::uint32_t child_index = 0;    ///< 1, 2, 3 … among its parent's elements; 0 for text and scripts
  std::uint32_t record = 0;         ///< tags()[record] of an element, runs()[record] of a text
  Tag tag = Tag::document;
};

/// What a tag said. `record` 0 is the tag of elements that no tag of the page opened.
struct TagRecord {
  std::string_view name;            ///< lower case
  std::uint32_t first_attribute = 0;
  std::uint16_t attribute_count = 0;
  Tag tag = Tag::other;             ///< the element with that name
};

/// A script kept aside: JSON-LD and other data blocks are read from here. One
/// that may hold data (it has a brace) is also an element of the Tree, without content.
struct Script {
  std::string_view type;     ///< its `type`, lower case, or empty
  std::string_view id;
  std::string_view body;
  std::uint32_t record = 0;  ///< its element's tag, or 0: it has none
};

/// Bounds that the page ran into before it was parsed.
struct Fences {
  bool depth = false;
  bool tags = false;
  bool attributes = false;
  bool memory = false;  ///< the parse outgrew its arena: the Tree is empty
  bool time = false;    ///< the parse came to its deadline: the Tree is empty
  bool any() const { return depth || tags || attributes || memory || time; }
};

class Tree {
 public:
  std::span<const Node> nodes() const { return nodes_; }
  const Node& operator[](NodeId id) const { return nodes_[id]; }
  NodeId size() const { return static_cast<NodeId>(nodes_.size()); }

  bool is_element(NodeId id) const { return nodes_[id].tag > Tag::document; }
  bool is_text(NodeId id) const { return nodes_[id].tag == Tag::text; }

  /// Is `id` the node `root` or one of its descendants?
  bool is_within(NodeId id, NodeId root) const { return id >= root && id < nodes_[root].end; }

  /// The element's name in lower case, also when it is Tag::other.
  std::string_view name(NodeId id) const {
    const Node& node = nodes_[id];
    return node.tag == Tag::other ? tags_[node.record].name : name_of(node.tag);
  }

  std::span<const Attribute> attributes(NodeId id) const {
    if (!is_element(id)) return {};
    const TagRecord& tag = tags_[nodes_[id].record];
    return {attributes_.data() + tag.first_attribute, tag.attribute_count};
  }

  /// The value of the attribute; nullopt when the element does not have it.
  std::optional<std::string_view> attribute(NodeId id, std::string_view name) const {
    for (const Attribute& attribute : attributes(id)) {
      if (attribute.name == name) return attribute.value;
    }
    return std::nullopt;
  }

  /// A text node as written: character references undecoded, white space as it is.
  std::string_view raw_text(NodeId id) const { return runs_[nodes_[id].record]; }

  /// Appends a text node's characters, references decoded, U+0000 dropped.
  void append_text(NodeId id, std::string& out) const;

  /// All text below `id`, spaces around each block element and <br>, without what scripts
  /// below it hold. For titles and bylines; blocks come from flow().
  std::string text_below(NodeId id) const;

  std::span<const Script> scripts() const { return scripts_; }

  /// What the script element `id` holds; empty for all other nodes.
  std::string_view script_at(NodeId id) const;

  /// Which elements have an id, a class, an attribute or a name.
  const TokenIndex& tokens() const { return tokens_; }

  const Fences& fences() const { return fences_; }

 private:
  friend class TreeBuilder;  // markup/parse.cpp
  friend class Grafting;     // markup/graft.cpp

  std::unique_ptr<const std::string> source_;  // what all views below point into, where it is the Tree's …
  KeptText decoded_;                           // … or here, where a value had references or capitals
  std::vector<Node> nodes_;
  std::vector<TagRecord> tags_;
  std::vector<Attribute> attributes_;
  std::vector<std::string_view> runs_;
  std::vector<Script> scripts_;
  std::vector<Tree> grafts_;                   // that own the text of what was grafted
  TokenIndex tokens_;                          // of all the above, made last
  Fences fences_;
};

}  // namespace cleancopy
