#include "markup/parse.h"

#include <gumbo.h>

#include <algorithm>
#include <array>
#include <csetjmp>
#include <memory>
#include <utility>

#include "markup/scan.h"

namespace cleancopy {
namespace {

/// Gumbo's allocator cannot say no: on failure we leave the parse by longjmp.
/// Only C frames lie between, so no destructor is passed over.
struct Exit {
  Arena& arena;
  std::jmp_buf here;
};

void* allocate(void* exit, std::size_t bytes) {
  Exit& way_out = *static_cast<Exit*>(exit);
  void* const place = way_out.arena.allocate(bytes);
  if (place == nullptr) std::longjmp(way_out.here, 1);
  return place;
}

void deallocate(void*, void*) {}

/// Null when the arena's bound was reached.
const GumboOutput* parse_skeleton(const std::string& skeleton, Exit& way_out) {
  GumboOptions options = kGumboDefaultOptions;
  options.allocator = allocate;
  options.deallocator = deallocate;
  options.userdata = &way_out;
  options.max_errors = 0;  // each error copies the stack of open tags: quadratic memory
  options.stop_on_first_error = false;
  if (setjmp(way_out.here) != 0) return nullptr;
  return gumbo_parse_with_options(&options, skeleton.data(), skeleton.size());
}

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
  explicit TreeBuilder(std::string html) {
    tree_.source_ = std::make_unique<const std::string>(std::move(html));
    skeleton_ = scan(*tree_.source_);
  }

  const std::string& skeleton() const { return skeleton_.text; }

  Tree build(const GumboOutput* output) {
    tree_.decoded_ = std::move(skeleton_.decoded);
    tree_.tags_ = std::move(skeleton_.tags);
    tree_.attributes_ = std::move(skeleton_.attributes);
    tree_.runs_ = std::move(skeleton_.runs);
    tree_.scripts_ = std::move(skeleton_.scripts);
    tree_.fences_ = skeleton_.fences;
    tree_.fences_.memory = output == nullptr;
    tree_.nodes_.reserve(tree_.tags_.size() + tree_.runs_.size() + 8);
    open({.end = 0,
          .parent = kNoNode,
          .previous = kNoNode,
          .child_index = 0,
          .record = 0,
          .tag = Tag::document});
    if (output != nullptr) lay_out(output->root);
    close();
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

  void open_element(const GumboNode& node) {
    const GumboElement& element = node.v.element;
    const std::uint32_t record = record_of(element.original_tag);
    // An element of a name that we know and Gumbo does not has its Tag from us.
    Tag tag = tags_of_gumbo()[static_cast<std::size_t>(element.tag)];
    if (tag == Tag::other && record != 0) tag = tag_named(tree_.tags_[record].name);
    Open& parent = path_.back();
    Node added{.end = 0, .parent = parent.id, .previous = parent.last_child, .child_index = 0, .record = record,
               .tag = tag};
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
    for (const std::uint32_t run : names_) {
      const auto id = static_cast<NodeId>(tree_.nodes_.size());
      tree_.nodes_.push_back({.end = id + 1, .parent = path_.back().id, .previous = kNoNode, .child_index = 0,
                              .record = run, .tag = Tag::text});
    }
  }

  /// Gumbo keeps where a start tag stood, also in the copies it makes of misnested ones.
  std::uint32_t record_of(const GumboStringPiece& original) const {
    if (original.data == nullptr || original.length == 0) return 0;
    const auto offset = static_cast<std::uint32_t>(original.data - skeleton_.text.data());
    const auto mark = std::lower_bound(skeleton_.marks.begin(), skeleton_.marks.end(), offset,
                                       [](const TagMark& m, std::uint32_t at) { return m.offset < at; });
    return mark != skeleton_.marks.end() && mark->offset == offset ? mark->record : 0;
  }

  Skeleton skeleton_;
  Tree tree_;
  std::vector<Open> path_;
  std::vector<std::uint32_t> names_;
};

Tree parse(std::string html, Arena& arena) {
  TreeBuilder builder(std::move(html));
  Exit way_out{arena, {}};
  Tree tree = builder.build(parse_skeleton(builder.skeleton(), way_out));
  arena.reset();
  return tree;
}

Tree parse(std::string html) {
  Arena arena;
  return parse(std::move(html), arena);
}

}  // namespace cleancopy
