#include "markup/parse.h"

#include <gumbo.h>

#include <algorithm>
#include <array>
#include <memory>
#include <span>
#include <utility>

#include "markup/bare_parse.h"
#include "markup/scan.h"

namespace cleancopy {
namespace {

const std::array<Tag, GUMBO_TAG_LAST + 1>& tags_of_gumbo() {
  static const auto table = [] {
    std::array<Tag, GUMBO_TAG_LAST + 1> tags{};
    for (int i = 0; i <= GUMBO_TAG_LAST; ++i) {
      const auto tag = static_cast<GumboTag>(i);
      tags[static_cast<std::size_t>(i)] =
          tag < GUMBO_TAG_UNKNOWN ? tag_named(gumbo_normalized_tagname(tag)) : Tag::other;
    }
    return tags;
  }();
  return table;
}

}  // namespace

/// Lays Gumbo's tree out flat, in document order.
class TreeBuilder {
 public:
  /// Of a text that outlives the Tree.
  explicit TreeBuilder(std::string_view html) : skeleton_(scan(html, Folding::plain)) {}

  /// Of a text that is the Tree's.
  explicit TreeBuilder(std::unique_ptr<const std::string> html) : TreeBuilder(std::string_view(*html)) {
    tree_.source_ = std::move(html);
  }

  /// By Gumbo, unless it has nothing to decide.
  Tree build(Arena& arena) {
    begin();
    if (skeleton_.is_plain) {
      const Piece html = skeleton_.pieces.front();
      open_element(tree_.tags_[html.index()].tag, html.index());
      unfold(skeleton_.folds.front());
      close();
    } else if (const GumboOutput* const output = parse_in_arena(skeleton_.text, arena)) {
      lay_out(output->root);
    } else {
      tree_.fences_.memory = !arena.is_late();
      tree_.fences_.time = arena.is_late();
    }
    arena.reset();
    close();
    for (const Tag tag : {Tag::html, Tag::body}) join_frame_tags(tag);
    tree_.tokens_ = index_tokens(tree_);
    return std::move(tree_);
  }

 private:
  struct Open {
    NodeId id;
    NodeId last_child = kNoNode;
    std::uint32_t children = 0;
  };
  struct Step {
    const GumboNode* node;
    unsigned next_child;
  };

  void begin() {
    tree_.decoded_ = std::move(skeleton_.decoded);
    tree_.tags_ = std::move(skeleton_.tags);
    tree_.attributes_ = std::move(skeleton_.attributes);
    tree_.runs_ = std::move(skeleton_.runs);
    tree_.scripts_ = std::move(skeleton_.scripts);
    tree_.fences_ = skeleton_.fences;
    tree_.nodes_.reserve(skeleton_.pieces.size() + 8);
    open({.end = 0,
          .parent = kNoNode,
          .previous = kNoNode,
          .child_index = 0,
          .record = 0,
          .tag = Tag::document});
  }

  void lay_out(const GumboNode* root) {
    std::vector<Step> path{{root, 0}};
    open_element(*root);
    while (!path.empty()) {
      Step& step = path.back();
      const GumboVector& children = step.node->v.element.children;
      if (step.next_child == children.length) {
        close();
        path.pop_back();
        continue;
      }
      const auto* const child = static_cast<const GumboNode*>(children.data[step.next_child++]);
      if (child->type == GUMBO_NODE_ELEMENT || child->type == GUMBO_NODE_TEMPLATE) {
        open_element(*child);
        path.push_back({child, 0});
      } else {
        add_text(child->v.text.text);
      }
    }
  }

  /// A page may say <html> and <body> again, or late: such a tag adds the attributes that its
  /// element does not have yet (13.2.6.4.7), which Gumbo does, but does not see in a skeleton.
  void join_frame_tags(Tag tag) {
    std::vector<std::uint32_t> records;
    for (std::uint32_t i = 1; i < tree_.tags_.size(); ++i) {
      if (tree_.tags_[i].tag == tag) records.push_back(i);
    }
    const auto frame = std::find_if(tree_.nodes_.begin(), tree_.nodes_.end(),
                                    [tag](const Node& node) { return node.tag == tag; });
    if (frame == tree_.nodes_.end() || records.empty()) return;
    frame->record = records.front();
    if (records.size() > 1) add_attributes(tree_.tags_[records.front()], records);
  }

  void add_attributes(TagRecord& tag, const std::vector<std::uint32_t>& records) {
    std::vector<Attribute> joined;
    for (const std::uint32_t record : records) {
      const TagRecord from = tree_.tags_[record];
      for (std::uint32_t i = 0; i < from.attribute_count && joined.size() < kMaxAttributes; ++i) {
        const Attribute& attribute = tree_.attributes_[from.first_attribute + i];
        const auto has_its_name = [&](const Attribute& other) { return other.name == attribute.name; };
        if (std::ranges::none_of(joined, has_its_name)) joined.push_back(attribute);
      }
    }
    tag.first_attribute = static_cast<std::uint32_t>(tree_.attributes_.size());
    tag.attribute_count = static_cast<std::uint16_t>(joined.size());
    tree_.attributes_.insert(tree_.attributes_.end(), joined.begin(), joined.end());
  }

  void open_element(const GumboNode& node) {
    const GumboElement& element = node.v.element;
    const TagMark* const mark = mark_of(element.original_tag);
    const std::uint32_t record = mark ? mark->record : 0;
    // An element of a name that we know and Gumbo does not has its Tag from us.
    Tag tag = tags_of_gumbo()[static_cast<std::size_t>(element.tag)];
    if (tag == Tag::other) tag = tree_.tags_[record].tag;
    open_element(tag, record);
    if (mark != nullptr) unfold(mark->fold);
  }

  void unfold(const Fold& fold) {
    for (const Piece piece : std::span(skeleton_.pieces).subspan(fold.first, fold.end - fold.first)) {
      switch (piece.kind()) {
        case Piece::Kind::start: open_element(tree_.tags_[piece.index()].tag, piece.index()); break;
        case Piece::Kind::text: add_run(piece.index()); break;
        case Piece::Kind::end: close(); break;
      }
    }
  }

  void open_element(Tag tag, std::uint32_t record) {
    Open& parent = path_.back();
    Node added{.end = 0, .parent = parent.id, .previous = parent.last_child, .child_index = 0,
               .record = record, .tag = tag};
    // Scripts are not counted: a site puts them anywhere, and p + p means two paragraphs that a reader sees.
    if (tag != Tag::script) {
      added.child_index = ++parent.children;
      parent.last_child = static_cast<NodeId>(tree_.nodes_.size());
    }
    open(added);
  }

  void open(const Node& node) {
    path_.push_back({.id = static_cast<NodeId>(tree_.nodes_.size())});
    tree_.nodes_.push_back(node);
  }

  void close() {
    tree_.nodes_[path_.back().id].end = static_cast<NodeId>(tree_.nodes_.size());
    path_.pop_back();
  }

  /// Comments and the like have no run names and add nothing.
  void add_text(const char* text) {
    names_.clear();
    read_run_names(text, names_);
    for (const std::uint32_t run : names_) add_run(run);
  }

  void add_run(std::uint32_t run) {
    const auto id = static_cast<NodeId>(tree_.nodes_.size());
    tree_.nodes_.push_back({.end = id + 1, .parent = path_.back().id, .previous = kNoNode, .child_index = 0,
                            .record = run, .tag = Tag::text});
  }

  /// Gumbo keeps where a start tag stood, also in the copies it makes of misnested ones.
  const TagMark* mark_of(const GumboStringPiece& original) const {
    if (original.data == nullptr || original.length == 0) return nullptr;
    const auto offset = static_cast<std::uint32_t>(original.data - skeleton_.text.data());
    const auto mark = std::lower_bound(skeleton_.marks.begin(), skeleton_.marks.end(), offset,
                                       [](const TagMark& m, std::uint32_t at) { return m.offset < at; });
    return mark != skeleton_.marks.end() && mark->offset == offset ? &*mark : nullptr;
  }

  Skeleton skeleton_;
  Tree tree_;
  std::vector<Open> path_;
  std::vector<std::uint32_t> names_;
};

Tree parse_in_place(std::string_view html, Arena& arena) { return TreeBuilder(html).build(arena); }

Tree parse(std::string html, Arena& arena) {
  return TreeBuilder(std::make_unique<const std::string>(std::move(html))).build(arena);
}

Tree parse(std::string html) {
  Arena arena;
  return parse(std::move(html), arena);
}

}  // namespace cleancopy
