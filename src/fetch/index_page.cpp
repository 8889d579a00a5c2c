#include "fetch/index_page.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "fetch/link_list.h"
#include "fetch/web_url.h"
#include "markup/parse.h"
#include "text/ascii.h"
#include "text/decode.h"

namespace cleancopy {
namespace {

/// A page's tree, and what its links are resolved against.
struct IndexPage {
  Tree tree;
  std::string base;
};

IndexPage parse_index(const Page& page) {
  IndexPage index{parse(decode(page.bytes, page.content_type).text), page.url};
  for (NodeId i = 0; i < index.tree.size(); ++i) {
    const auto href = index.tree[i].tag == Tag::base ? index.tree.attribute(i, "href") : std::nullopt;
    if (!href) continue;
    index.base = absolute_url(page.url, *href).value_or(page.url);
    break;
  }
  return index;
}

bool is_anchor(const Tree& tree, NodeId id) {
  return tree[id].tag == Tag::a && tree.attribute(id, "href").has_value();
}

/// For each node the <a> that it lies in or is, and the first that begins at it or behind it.
struct Anchors {
  std::vector<NodeId> around, next;

  explicit Anchors(const Tree& tree) : around(tree.size(), kNoNode), next(tree.size() + 1, kNoNode) {
    for (NodeId i = 0; i < tree.size(); ++i) {
      if (tree[i].parent != kNoNode) around[i] = around[tree[i].parent];
      if (is_anchor(tree, i)) around[i] = i;
    }
    for (NodeId i = tree.size(); i-- > 0;) next[i] = is_anchor(tree, i) ? i : next[i + 1];
  }
};

std::string_view reference_of(const Tree& tree, NodeId id, const Anchors& anchors) {
  if (const auto own = tree.attribute(id, "href")) return *own;
  const NodeId inside = anchors.next[id];
  const NodeId anchor = inside != kNoNode && tree.is_within(inside, id) ? inside : anchors.around[id];
  return anchor == kNoNode ? std::string_view() : tree.attribute(anchor, "href").value_or("");
}

bool has_word(std::string_view words, std::string_view lower_word) {
  const std::string list = " " + lowered(std::string(words)) + " ";
  return list.find(" " + std::string(lower_word) + " ") != std::string::npos;
}

bool is_feed_type(std::string_view type) {
  const std::string name = lowered(std::string(type.substr(0, type.find(';'))));
  return name == "application/rss+xml" || name == "application/atom+xml" || name == "application/rdf+xml" ||
         name == "application/feed+json";
}

bool names_feed(const Tree& tree, NodeId link) {
  return has_word(tree.attribute(link, "rel").value_or(""), "alternate") &&
         is_feed_type(tree.attribute(link, "type").value_or(""));
}

}  // namespace

Feed read_index_page(const Page& page, const Selector& links) {
  const IndexPage index = parse_index(page);
  const Anchors anchors(index.tree);
  const std::string itself = absolute_url(page.url, "").value_or("");
  SelectorCache cache;
  LinkList list;
  for (const NodeId id : links.select(index.tree, cache)) {
    const std::string_view reference = reference_of(index.tree, id, anchors);
    if (reference.empty()) continue;
    if (!list.begin_entry()) break;
    auto url = absolute_url(index.base, reference);
    if (url && *url != itself) list.add_page(std::move(*url), "");
  }
  return list.take();
}

std::vector<std::string> feeds_named_by(const Page& page) {
  const IndexPage index = parse_index(page);
  LinkList list;
  for (NodeId i = 0; i < index.tree.size(); ++i) {
    if (index.tree[i].tag != Tag::link || !names_feed(index.tree, i)) continue;
    if (!list.begin_entry()) break;
    if (auto url = absolute_url(index.base, index.tree.attribute(i, "href").value_or("")))
      list.add_feed(std::move(*url), "");
  }
  std::vector<std::string> urls;
  for (Link& link : list.take().feeds) urls.push_back(std::move(link.url));
  return urls;
}

}  // namespace cleancopy
