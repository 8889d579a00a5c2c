#include "blocks/flow.h"

#include <algorithm>
#include <array>
#include <utility>

#include "blocks/enclosures.h"
#include "text/ascii.h"
#include "text/byte_count.h"
#include "text/everyday.h"
#include "text/sixteen_bytes.h"
#include "text/unicode.h"

namespace cleancopy {
namespace {

std::uint32_t combine(std::uint32_t path, Tag tag) {
  return (path ^ static_cast<std::uint32_t>(tag)) * 16777619u;
}

bool breaks_line(Tag tag) { return is_block(tag) || tag == Tag::br || tag == Tag::hr; }

constexpr auto kUnrendered = [] {
  std::array<bool, 256> all{};
  for (const Tag tag :
       {Tag::title, Tag::select, Tag::datalist, Tag::textarea, Tag::video, Tag::audio, Tag::canvas,
        Tag::object, Tag::iframe, Tag::applet, Tag::math, Tag::noframes, Tag::noembed, Tag::progress,
        Tag::meter}) {
    all[static_cast<std::size_t>(tag)] = true;
  }
  return all;
}();

/// An empty <span class="br">: a break that only the style sheet knows (timesofindia.com, 2026-04).
bool is_styled_break(const Tree& tree, NodeId element) {
  return tree[element].tag == Tag::span && tree[element].end == element + 1 &&
         holds_token(tree.attribute(element, "class").value_or(""), "br");
}

/// A row of data has two cells or more, none of which holds more than one small
/// block. Everything else in tables is layout, and flows.
bool is_data_row(const Tree& tree, NodeId row) {
  int cells = 0, blocks = 0;
  for (NodeId i = row + 1; i < tree[row].end; ++i) {
    const Tag tag = tree[i].tag;
    if (tag == Tag::td || tag == Tag::th) ++cells;
    else if (tag == Tag::br) return false;
    else if (tag == Tag::p || tag == Tag::div) ++blocks;
    else if (breaks_line(tag)) return false;
    if (blocks > cells) return false;
  }
  return cells >= 2;
}

/// Without HTML's spaces at its ends. Nothing is left of a text of these alone, past its end.
std::string_view without_space(std::string_view text) {
  const char* const end = text.data() + text.size();
  const char* const first = pass_any<' ', '\n', '\t', '\r', '\f'>(text.data(), end);
  const char* last = end;
  while (last != first && is_html_space(last[-1])) --last;
  return {first, static_cast<std::size_t>(last - first)};
}

struct Look {
  bool is_literal = true;   // no reference to decode, no U+0000 to drop
  std::uint32_t solid = 0;  // as count_solid() has it, if it is literal
};

Look look_at(std::string_view raw) {
  const auto odd_in = [](Sixteen bytes) { return (bytes == '&') | (bytes == 0); };
  ByteCount solid;
  Found odd = {};
  for (; raw.size() >= 16; raw.remove_prefix(16)) {
    const Sixteen bytes = sixteen_bytes(raw.data());
    odd |= odd_in(bytes);
    solid.add(bytes > ' ');
  }
  const Sixteen rest = first_sixteen(raw);  // and zeros
  solid.add(rest > ' ');
  const bool is_rest_literal = place_of_first(bits_of(odd_in(rest))) >= raw.size();
  return {bits_of(odd) == 0 && is_rest_literal, static_cast<std::uint32_t>(solid.total())};
}

/// The text of a block as its runs come by: a view into the page while it is one run.
class Gathered {
 public:
  void add(std::string_view run) {
    if (is_empty()) view_ = run;
    else own() += run;
  }

  /// To append to.
  std::string& own() {
    if (!view_.empty()) text_ = std::exchange(view_, {});
    return text_;
  }

  std::string_view text() const { return view_.empty() ? std::string_view(text_) : view_; }
  bool is_empty() const { return text().empty(); }

  void clear() {
    view_ = {};
    text_.clear();
  }

 private:
  std::string_view view_;
  std::string text_;  // empty while there is a view
};

class Flow {
 public:
  Flow(const Tree& tree, std::pmr::memory_resource& memory)
      : tree_(tree), telling_(telling_elements(tree)), memory_(memory) {
    blocks_.reserve(tree.size() / kNodesPerBlock + 1);
    frames_.reserve(kUsualDepth);
    frames_.push_back({.end = kNoNode});
  }

  std::vector<PageBlock> run() {
    const NodeId size = tree_.size();
    for (NodeId i = 0; i < size;) {
      close_until(i);
      if (tree_.is_text(i)) add_text(i);
      else if (is_unrendered(tree_, i)) { i = pass_over(i); continue; }
      else open(i);
      ++i;
    }
    close_until(size);
    return std::move(blocks_);
  }

 private:
  /// An element that is open, and what it makes of the text in it.
  struct Frame {
    NodeId end = 0;
    NodeId element = 0;  // nearest block element
    std::uint32_t path = 0;
    std::uint32_t enclosures = 0;
    Role role = Role::paragraph;
    bool in_link = false;
    bool in_row = false;  // of data: cells are joined, not split
    bool breaks = false;
  };

  void open(NodeId i) {
    const Tag tag = tree_[i].tag;
    Frame frame = frames_.back();
    frame.end = tree_[i].end;
    frame.path = combine(frame.path, tag);
    frame.enclosures |= kTagEnclosures[static_cast<std::size_t>(tag)];
    if (telling_[told_].element <= i) frame.enclosures |= hear(i);
    frame.in_link |= tag == Tag::a;
    frame.breaks = breaks_line(tag) || is_styled_break(tree_, i);
    if (frame.in_row) join_cell(frame, tag);
    else if (frame.breaks) start_line(frame, tag, i);
    if (frame.end > i + 1) frames_.push_back(frame);
  }

  /// In a row of data, where nothing breaks.
  void join_cell(Frame& frame, Tag tag) {
    if ((tag == Tag::td || tag == Tag::th) && first_ != kNoNode) text_.own() += " | ";
    else if (breaks_line(tag)) is_space_due_ = true;
    frame.breaks = false;
  }

  void start_line(Frame& frame, Tag tag, NodeId i) {
    flush();
    if (is_block(tag) && tag != Tag::hr) frame.element = i;
    frame.role = role_in(frame.role, tag, i);
    frame.in_row = tag == Tag::tr && is_data_row(tree_, i);
    if (frame.in_row) frame.role = Role::table;
  }

  /// What the attributes of an element say. Asked of ascending ones; those passed over tell nothing.
  std::uint32_t hear(NodeId element) {
    std::uint32_t bits = 0;
    for (; telling_[told_].element <= element; ++told_) {
      if (telling_[told_].element == element) bits |= telling_[told_].enclosures;
    }
    return bits;
  }

  /// The nearest telling element decides; a paragraph in a list item or quote stays one of those.
  Role role_in(Role outer, Tag tag, NodeId i) {
    if (is_heading(tag)) return Role::heading;
    switch (tag) {
      case Tag::li: item_ = i; return Role::list_item;
      case Tag::blockquote: return Role::quote;
      case Tag::figcaption: case Tag::caption: return Role::caption;
      case Tag::td: case Tag::th: return Role::paragraph;
      case Tag::ul: case Tag::ol: return outer == Role::list_item ? Role::paragraph : outer;
      default: return outer;
    }
  }

  void close_until(NodeId i) {
    while (frames_.back().end <= i) {
      if (frames_.back().breaks) flush();
      frames_.pop_back();
    }
  }

  void add_text(NodeId i) {
    // Most of the texts of a page are the space between its tags, and most others end with some.
    const std::string_view raw = tree_.raw_text(i);
    const std::string_view inner = without_space(raw);
    is_space_due_ |= inner.data() != raw.data();
    if (inner.empty()) return;
    if (is_space_due_ && !text_.is_empty()) text_.own() += ' ';
    is_space_due_ = inner.data() + inner.size() != raw.data() + raw.size();
    const std::uint32_t solid = append_text(i, inner);
    if (solid == 0) return;
    if (first_ == kNoNode) first_ = i;
    last_ = i;
    const Frame& frame = frames_.back();
    enclosures_ &= frame.enclosures;
    characters_ += solid;
    if (frame.in_link) link_characters_ += solid;
  }

  /// How many bytes of it are no white space.
  std::uint32_t append_text(NodeId i, std::string_view raw) {
    if (const Look look = look_at(raw); look.is_literal) {
      text_.add(raw);
      return look.solid;
    }
    std::string& text = text_.own();
    const std::size_t before = text.size();
    tree_.append_text(i, text);
    return count_solid(std::string_view(text).substr(before));
  }

  NodeId pass_over(NodeId i) {
    is_space_due_ = true;
    return tree_[i].end;
  }

  void flush() {
    if (first_ != kNoNode) add_block();
    text_.clear();
    is_space_due_ = false;
    first_ = last_ = kNoNode;
    enclosures_ = kEverything;
    characters_ = link_characters_ = 0;
  }

  void add_block() {
    if (everyday_.read(text_.text())) {
      if (!everyday_.canonical().empty()) new_block().set_text(everyday_);
    } else if (std::string text = normalize(text_.text()); !text.empty()) {
      new_block().set_text(std::move(text));
    }
  }

  PageBlock& new_block() {
    const Frame& frame = frames_.back();
    PageBlock& added = blocks_.emplace_back(memory_);
    added.block.role = frame.role;
    added.element = frame.element;
    added.first = first_;
    added.last = last_;
    added.path = frame.path;
    added.enclosures = enclosures_;
    added.characters = characters_;
    added.link_characters = link_characters_;
    if (frame.role == Role::list_item) {
      // Only the first block of an item carries its mark.
      if (item_ == kNoNode) added.block.role = Role::paragraph;
      item_ = kNoNode;
    }
    return added;
  }

  static constexpr std::uint32_t kEverything = ~std::uint32_t{0};
  static constexpr std::size_t kNodesPerBlock = 3;  // nearly all pages have more
  static constexpr std::size_t kUsualDepth = 64;

  const Tree& tree_;
  const std::vector<Telling> telling_;
  std::size_t told_ = 0;  // how many of these the walk has met
  std::pmr::memory_resource& memory_;  // of the blocks' folded texts
  std::vector<PageBlock> blocks_;
  std::vector<Frame> frames_;  // never empty
  Gathered text_;          // of the block that is being read, references decoded
  EverydayText everyday_;  // the same as it will be
  bool is_space_due_ = false;  // before more text
  NodeId first_ = kNoNode, last_ = kNoNode;
  NodeId item_ = kNoNode;  // list item that has no block yet
  std::uint32_t enclosures_ = kEverything;  // those that all text of the block so far lies in
  std::uint32_t characters_ = 0, link_characters_ = 0;
};

}  // namespace

bool is_unrendered(const Tree& tree, NodeId element) {
  const Tag tag = tree[element].tag;
  return kUnrendered[static_cast<std::size_t>(tag)] ||
         (tag == Tag::template_ && !tree.attribute(element, "shadowrootmode").has_value());
}

std::vector<PageBlock> flow(const Tree& tree, std::pmr::memory_resource& memory) {
  return Flow(tree, memory).run();
}

}  // namespace cleancopy
