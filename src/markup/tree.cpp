#include "markup/tree.h"

#include <algorithm>

#include "markup/entities.h"

namespace cleancopy {

std::string_view Tree::script_at(NodeId id) const {
  const std::uint32_t record = nodes_[id].record;
  if (nodes_[id].tag != Tag::script || record == 0) return {};
  const auto script =
      std::find_if(scripts_.begin(), scripts_.end(), [&](const Script& s) { return s.record == record; });
  return script == scripts_.end() ? std::string_view() : script->body;
}

void Tree::append_text(NodeId id, std::string& out) const {
  append_decoded(out, raw_text(id), Reference::in_text);
}

std::string Tree::text_below(NodeId id) const {
  const auto breaks = [this](NodeId i) { return is_block(nodes_[i].tag) || nodes_[i].tag == Tag::br; };
  std::string out;
  for (NodeId i = id; i < nodes_[id].end; ++i) {
    if (nodes_[i].tag == Tag::script && i != id) i = nodes_[i].end - 1;
    else if (is_text(i)) append_text(i, out);
    else if (breaks(i)) out += ' ';
    // The elements that end with this node.
    for (NodeId node = i; node != id && nodes_[node].end == i + 1; node = nodes_[node].parent) {
      if (breaks(node)) out += ' ';
    }
  }
  return out;
}

}  // namespace cleancopy
