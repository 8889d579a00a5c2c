// Puts the text that a page's scripts hold into its Tree, so that all that comes
// after reads it like the rest of the page. What to graft is for the caller (blocks/unpack.h).
//
//     script            script
//                  →      div[data-json="/article/body"]      one for each value
//                           p "One"
//                           p "Two"
#pragma once

#include <string>
#include <vector>

#include "markup/arena.h"
#include "markup/tree.h"

namespace cleancopy {

/// The attribute of the elements that hold grafted values.
inline constexpr std::string_view kGraftMark = "data-json";

struct Graft {
  NodeId script = 0;               ///< an element without content
  std::string mark;                ///< value of kGraftMark
  std::vector<std::string> values; ///< markup, once escaped maybe, or plain text: its lines count
};

/// The Tree with the values as content of its scripts; nodes behind them have other ids
/// now. `grafts` ascend by script. Each value is parsed by itself, so nothing
/// it leaves open reaches the page. Linear in the Tree and the values.
Tree graft(Tree tree, const std::vector<Graft>& grafts, Arena& arena);

}  // namespace cleancopy
