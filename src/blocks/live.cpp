#include "blocks/live.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_set>

#include "blocks/naming.h"
#include "text/ascii.h"
#include "text/url.h"

namespace cleancopy {
namespace {

constexpr std::size_t kFewestEntries = 3;

/// Is a segment of the path, or a word of it between hyphens, one that live blogs have?
bool says_live(std::string_view url) {
  constexpr std::array<std::string_view, 11> words{"live",       "liveblog",   "livereport", "liveticker",
                                                   "livestream", "direct",     "direto",     "minuto",
                                                   "direkte",    "newsticker", "livefeed"};
  bool found = false;
  names::for_each_word_in(path_of(url), [&](std::string_view word) {
    found |= std::find(words.begin(), words.end(), word) != words.end();
  });
  return found;
}


/// The hour in "2024-05-01T10:00+01:00", "10:00", "10.00 Uhr" or "10h05": where the digits of
/// both sides stand, as "10:00"; empty when there is none.
std::string clock_in(std::string_view text) {
  for (std::size_t i = 1; i + 2 < text.size(); ++i) {
    const bool is_between = text[i] == ':' || text[i] == '.' || text[i] == 'h';
    if (!is_between || !is_digit(text[i - 1]) || !is_digit(text[i + 1]) || !is_digit(text[i + 2])) continue;
    const std::size_t begin = i >= 2 && is_digit(text[i - 2]) ? i - 2 : i - 1;
    if (text[i] == '.' && i + 3 < text.size() && (is_digit(text[i + 3]) || text[i + 3] == '.')) continue;
    return std::string(text.substr(begin, i - begin)) + ':' + std::string(text.substr(i + 1, 2));
  }
  return {};
}

/// Does the element stamp an entry: <time>, or a class such as "timestamp" on a short text?
bool is_stamp(const Tree& tree, NodeId node) {
  if (tree[node].tag == Tag::time) return true;
  bool found = false;
  for_each_name_word(tree, node,
                     [&](std::string_view word) { found |= word == "time" || word == "timestamp"; });
  return found && tree[node].end - node <= 4;
}

/// Different times from the first kept block to the last: each entry has its own.
std::size_t count_entries(const Tree& tree, NodeId begin, NodeId end) {
  std::unordered_set<std::string> times;
  for (NodeId i = begin; i < end;) {
    const bool is_one = tree.is_element(i) && is_stamp(tree, i);
    const NodeId stamp = i;
    i = is_one ? tree[i].end : i + 1;
    if (!is_one) continue;
    std::string time = clock_in(tree.attribute(stamp, "datetime").value_or(""));
    if (time.empty()) time = clock_in(tree.text_below(stamp));
    if (!time.empty()) times.insert(std::move(time));
  }
  return times.size();
}

}  // namespace

bool is_live_blog(const Case& page_case, const std::vector<PageBlock>& blocks) {
  const Metadata& metadata = page_case.metadata;
  if (metadata.claims.live) return true;
  if (page_case.tree == nullptr || !(says_live(page_case.url) || says_live(metadata.url))) return false;
  const auto is_kept = [](const PageBlock& block) { return block.block.verdict.kept(); };
  const auto first = std::find_if(blocks.begin(), blocks.end(), is_kept);
  if (first == blocks.end()) return false;
  const auto last = std::find_if(blocks.rbegin(), blocks.rend(), is_kept);
  // The stamp of the first entry stands right before it.
  const NodeId begin = first == blocks.begin() ? 0 : std::prev(first)->element;
  return count_entries(*page_case.tree, begin, last->last) >= kFewestEntries;
}

}  // namespace cleancopy
