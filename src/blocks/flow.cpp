#include "blocks/flow.h"

#include <array>
#include <utility>

#include "text/unicode.h"

namespace cleancopy {
namespace {

std::uint32_t combine(std::uint32_t path, Tag tag) {
  return (path ^ static_cast<std::uint32_t>(tag)) * 16777619u;
}

bool breaks_line(Tag tag) { return is_block(tag) || tag == Tag::br || tag == Tag::hr; }

bool holds_token(std::string_view list, std::string_view token) {
  for (std::size_t at = list.find(token); at != std::string_view::npos; at = list.find(token, at + 1)) {
    const std::size_t end = at + token.size();
    if ((at == 0 || list[at - 1] == ' ') && (end == list.size() || list[end] == ' ')) return true;
  }
  return false;
}

/// An empty <span class="br">: a break that only the style sheet knows (timesofindia.com, 2026-04).
bool is_styled_break(const Tree& tree, NodeId element) {
  return tree[element].tag == Tag::span && tree[element].end == element + 1 &&
         holds_token(tree.attribute(element, "class").value_or(""), "br");
}

std::uint32_t enclosure_of_tag(Tag tag) {
  switch (tag) {
    case Tag::nav: case Tag::menu: return kInNav;
    case Tag::header: return kInHeader;
    case Tag::footer: return kInFooter;
    case Tag::aside: return kInAside;
    case Tag::form: case Tag::fieldset: case Tag::button: case Tag::label: return kInForm;
    case Tag::figure: case Tag::figcaption: return kInFigure;
    case Tag::dialog: return kInDialog;
    case Tag::article: return kInArticle;
    case Tag::main: return kInMain;
    case Tag::table: return kInTable;
    case Tag::ul: case Tag::ol: return kInList;
    case Tag::script: return kInScript;
    default: return 0;
  }
}

std::uint32_t enclosure_of_role(std::string_view role) {
  constexpr std::array<std::pair<std::string_view, std::uint32_t>, 12> roles{{
      {"navigation", kInNav}, {"menu", kInNav}, {"menubar", kInNav}, {"banner", kInHeader},
      {"contentinfo", kInFooter}, {"complementary", kInAside}, {"search", kInForm}, {"form", kInForm},
      {"dialog", kInDialog}, {"alertdialog", kInDialog}, {"main", kInMain}, {"article", kInArticle}}};
  for (const auto& [name, bit] : roles) {
    if (role == name) return bit;
  }
  return 0;
}

bool hides(std::string_view style) {
  const std::size_t at = style.find("display");
  if (at == std::string_view::npos) return false;
  const std::size_t value = style.find_first_not_of(": \t", at + 7);
  return value != std::string_view::npos && style.substr(value, 4) == "none";
}

std::uint32_t enclosures_of(const Tree& tree, NodeId element) {
  std::uint32_t bits = enclosure_of_tag(tree[element].tag);
  for (const Attribute& attribute : tree.attributes(element)) {
    if (attribute.name == "role") bits |= enclosure_of_role(attribute.value);
    else if (attribute.name == "hidden" && attribute.value != "until-found") bits |= kInHidden;
    else if (attribute.name == "aria-hidden" && attribute.value == "true") bits |= kInHidden;
    else if (attribute.name == "style" && hides(attribute.value)) bits |= kInHidden;
    else if (attribute.name == "itemprop" && holds_token(attribute.value, "articleBody")) bits |= kInBody;
  }
  return bits;
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

class Flow {
 public:
  explicit Flow(const Tree& tree) : tree_(tree) {}

  std::vector<PageBlock> run() {
    for (NodeId i = 0; i < tree_.size();) {
      close_until(i);
      if (tree_.is_text(i)) add_text(i);
      else if (tree_.is_element(i) && is_unrendered(tree_, i)) { i = pass_over(i); continue; }
      else open(i);
      ++i;
    }
    close_until(tree_.size());
    return std::move(blocks_);
  }

 private:
  struct Frame {
    NodeId id = 0;
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
    Frame frame = frames_.empty() ? Frame{} : frames_.back();
    frame.id = i;
    frame.end = tree_[i].end;
    frame.path = combine(frame.path, tag);
    frame.enclosures |= enclosures_of(tree_, i);
    frame.in_link |= tag == Tag::a;
    frame.breaks = (breaks_line(tag) || is_styled_break(tree_, i)) && !frame.in_row;
    if ((tag == Tag::td || tag == Tag::th) && frame.in_row && first_ != kNoNode) text_ += " | ";
    else if (frame.in_row && breaks_line(tag)) text_ += ' ';
    if (frame.breaks) {
      flush();
      if (is_block(tag) && tag != Tag::hr) frame.element = i;
      frame.role = role_in(frame.role, tag, i);
      frame.in_row = tag == Tag::tr && is_data_row(tree_, i);
      if (frame.in_row) frame.role = Role::table;
    }
    if (frame.end > i + 1) frames_.push_back(frame);
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
    while (!frames_.empty() && frames_.back().end <= i) {
      if (frames_.back().breaks) flush();
      frames_.pop_back();
    }
  }

  void add_text(NodeId i) {
    const std::size_t before = text_.size();
    tree_.append_text(i, text_);
    const std::uint32_t solid = count_solid(std::string_view(text_).substr(before));
    if (solid == 0) return;
    if (first_ == kNoNode) first_ = i;
    last_ = i;
    const Frame& frame = frames_.back();
    enclosures_ &= frame.enclosures;
    characters_ += solid;
    if (frame.in_link) link_characters_ += solid;
  }

  NodeId pass_over(NodeId i) {
    text_ += ' ';
    return tree_[i].end;
  }

  void flush() {
    if (first_ != kNoNode) add_block(normalize(text_));
    text_.clear();
    first_ = last_ = kNoNode;
    enclosures_ = kEverything;
    characters_ = link_characters_ = 0;
  }

  void add_block(std::string text) {
    if (text.empty()) return;
    const Frame& frame = frames_.back();
    PageBlock& added = blocks_.emplace_back();
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
    added.set_text(std::move(text));
  }

  static constexpr std::uint32_t kEverything = ~std::uint32_t{0};

  const Tree& tree_;
  std::vector<PageBlock> blocks_;
  std::vector<Frame> frames_;
  std::string text_;
  NodeId first_ = kNoNode, last_ = kNoNode;
  NodeId item_ = kNoNode;  // list item that has no block yet
  std::uint32_t enclosures_ = kEverything;  // those that all text of the block so far lies in
  std::uint32_t characters_ = 0, link_characters_ = 0;
};

}  // namespace

bool is_unrendered(const Tree& tree, NodeId element) {
  switch (tree[element].tag) {
    case Tag::title: case Tag::select: case Tag::datalist: case Tag::textarea:
    case Tag::video: case Tag::audio: case Tag::canvas: case Tag::object: case Tag::iframe: case Tag::applet:
    case Tag::math: case Tag::noframes: case Tag::noembed: case Tag::progress: case Tag::meter:
      return true;
    case Tag::template_: return !tree.attribute(element, "shadowrootmode").has_value();
    default: return false;
  }
}

std::vector<PageBlock> flow(const Tree& tree) { return Flow(tree).run(); }

}  // namespace cleancopy
