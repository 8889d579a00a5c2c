#include "blocks/generic.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "blocks/naming.h"
#include "blocks/select.h"
#include "text/unicode.h"

namespace cleancopy {
namespace {

// Chosen by measurement on pages without rules; see docs/figures.md.
constexpr std::uint32_t kFewWords = 10;         // fewer may be a label
constexpr double kLinked = 0.5;                 // share of characters in links: a list of links
constexpr double kNamedShare = 0.4;             // of the page's story: more, and a name means nothing
constexpr double kNoiseWeight = 0.5;            // a word of furniture against one of story
constexpr std::uint32_t kShortestStory = 25;    // words
constexpr std::size_t kKinds = static_cast<std::size_t>(Kind::furniture) + 1;
constexpr double kFormShare = 0.5;              // of the page's story: more, and the form is the page
constexpr std::uint32_t kFurniture =
    kInNav | kInFooter | kInAside | kInForm | kInHidden | kInScript | kInDialog | kInFigure;

bool ends_like_sentence(const PageBlock& block) {
  const std::size_t last = block.folded.find_last_not_of(" \"')]");
  return last != std::string::npos &&
         std::string_view(".!?:;").find(block.folded[last]) != std::string_view::npos;
}

class GenericJudge {
 public:
  GenericJudge(const Case& page_case, std::vector<PageBlock>& blocks)
      : tree_(*page_case.tree), blocks_(blocks), named_(blocks.size(), Kind::body), good_(blocks.size() + 1),
        noise_(blocks.size() + 1) {}

  void run() {
    read_forms();
    read_names();
    sum_words();
    if (good_.back() < kShortestStory) return drop_all("generic/no-story");
    choose_container();
    read_paths();
    keep_story();
    drop_repeats();
    if (kept_words() < kShortestStory) drop_all("generic/no-story");
  }

 private:
  bool is_open(const PageBlock& block) const { return block.block.verdict.rule.empty(); }

  bool is_furniture(std::size_t i) const { return blocks_[i].is_in(furniture_) || named_[i] != Kind::body; }

  bool is_good(std::size_t i) const {
    return is_open(blocks_[i]) && !is_furniture(i) && reads_like_story(blocks_[i]);
  }

  BlockRange inside(NodeId element) const {
    return blocks_inside(PageView{&tree_, &blocks_, nullptr, {}}, element);
  }

  /// Some servers put all of a page into one form: there it means nothing.
  void read_forms() {
    std::uint32_t all = 0, in_form = 0;
    for (const PageBlock& block : blocks_) {
      if (!is_open(block) || block.is_in(kFurniture & ~kInForm) || !reads_like_story(block)) continue;
      all += block.words;
      in_form += block.is_in(kInForm) ? block.words : 0;
    }
    if (in_form > kFormShare * all) furniture_ &= ~kInForm;
  }

  /// Names count from the outside in, and not where they would take most of the
  /// story: neither one element's name nor all elements of that name together
  /// (newyorker.com marks each paragraph of its own as "paywall").
  void read_names() {
    std::vector<double> story(blocks_.size() + 1);
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      const bool counts =
          is_open(blocks_[i]) && !blocks_[i].is_in(furniture_) && reads_like_story(blocks_[i]);
      story[i + 1] = story[i] + (counts ? blocks_[i].words : 0);
    }
    const double most = kNamedShare * story.back();
    std::array<double, kKinds> taken{};
    std::vector<std::pair<BlockRange, Kind>> named;
    for (NodeId i = 1; i < tree_.size(); ++i) {
      if (!tree_.is_element(i) || tree_[i].tag == Tag::body || tree_[i].tag == Tag::html) continue;
      const Kind kind = named_kind(tree_, i);
      if (kind == Kind::body) continue;
      const BlockRange range = inside(i);
      if (range.begin >= range.end || story[range.end] - story[range.begin] > most) continue;
      taken[static_cast<std::size_t>(kind)] += story[range.end] - story[range.begin];
      named.push_back({range, kind});
      i = tree_[i].end - 1;  // what it holds has its name now
    }
    for (const auto& [range, kind] : named) {
      if (taken[static_cast<std::size_t>(kind)] > most) continue;
      for (std::size_t b = range.begin; b < range.end; ++b) named_[b] = kind;
    }
  }

  void sum_words() {
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      const bool good = is_good(i);
      const bool quiet = !is_open(blocks_[i]) || blocks_[i].is_in(furniture_);
      good_[i + 1] = good_[i] + (good ? blocks_[i].words : 0);
      noise_[i + 1] = noise_[i] + (good || quiet ? 0 : blocks_[i].words + 2);
    }
  }

  double good_in(BlockRange r) const { return good_[r.end] - good_[r.begin]; }

  double score(NodeId element) const {
    const BlockRange r = inside(element);
    return good_in(r) - kNoiseWeight * (noise_[r.end] - noise_[r.begin]);
  }

  /// Starts at the element that holds most story directly and climbs to the
  /// ancestor with the best balance of story and noise.
  void choose_container() {
    std::unordered_map<NodeId, double> direct;
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      if (is_good(i)) direct[parent_of(blocks_[i])] += blocks_[i].words;
    }
    NodeId best = 0;
    double most = -1;
    for (const auto& [element, words] : direct) {
      if (words > most || (words == most && element < best)) { best = element; most = words; }
    }
    container_ = best;
    double top = score(best);
    for (NodeId e = tree_[best].parent; e != kNoNode; e = tree_[e].parent) {
      const double here = score(e);
      if (here <= top) continue;
      top = here;
      container_ = e;
    }
    range_ = inside(container_);
  }

  /// Text that stands loose in a container belongs to that container itself.
  NodeId parent_of(const PageBlock& block) const {
    const Tag tag = tree_[block.element].tag;
    const bool loose = tag != Tag::p && tag != Tag::li && tag != Tag::blockquote && !is_heading(tag);
    NodeId parent = loose ? block.element : tree_[block.element].parent;
    return parent == kNoNode ? 0 : parent;
  }

  /// How many words of story share a block's path and container.
  void read_paths() {
    for (std::size_t i = range_.begin; i < range_.end; ++i) {
      if (!is_good(i)) continue;
      paths_[blocks_[i].path] += blocks_[i].words;
      first_ = std::min(first_, i);
      last_ = i;
    }
  }

  bool shares_path(const PageBlock& block) const {
    const auto it = paths_.find(block.path);
    return it != paths_.end() && it->second >= 0.1 * good_in(range_);
  }

  void keep_story() {
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      if (is_open(blocks_[i])) blocks_[i].block.verdict = verdict_of(i);
    }
    drop_lone_headings();
  }

  Verdict verdict_of(std::size_t i) const {
    const PageBlock& block = blocks_[i];
    if (block.is_in(kInHidden | kInScript)) return {Kind::hidden, "generic/hidden"};
    if (block.is_in(kInFigure) || block.block.role == Role::caption) return {Kind::caption, "generic/figure"};
    if (block.is_in(kInNav)) return {Kind::nav, "generic/nav"};
    if (block.is_in(furniture_)) return {Kind::furniture, "generic/element"};
    if (named_[i] != Kind::body) return {named_[i], "generic/named"};
    if (i < range_.begin || i >= range_.end) return {Kind::furniture, "generic/outside"};
    if (is_good(i)) return {Kind::body, "generic/story"};
    if (block.link_share() > kLinked) return {Kind::related, "generic/links"};
    if (i < first_ || i > last_) return verdict_at_edge(block);
    return {Kind::body, "generic/between"};
  }

  /// Before the first and after the last long paragraph: sentences stay, labels go.
  Verdict verdict_at_edge(const PageBlock& block) const {
    const bool sentence = block.words >= 4 && ends_like_sentence(block) && shares_path(block);
    const bool item = block.block.role == Role::list_item && block.words >= kFewWords;
    if (sentence || item) return {Kind::body, "generic/edge"};
    return {Kind::furniture, "generic/label"};
  }

  /// A heading belongs to what follows it: with nothing kept below, it was furniture's.
  void drop_lone_headings() {
    bool followed = false;
    for (std::size_t i = range_.end; i-- > range_.begin;) {
      Block& block = blocks_[i].block;
      if (block.role != Role::heading) {
        if (block.verdict.kind == Kind::body) followed = true;
        else if (block.verdict.kind != Kind::caption && block.verdict.kind != Kind::ad)
          followed &= block.verdict.rule != "generic/links";
        continue;
      }
      if (block.verdict.kind == Kind::body && !followed) block.verdict = {Kind::furniture, "generic/heading"};
    }
  }

  void drop_repeats() {
    std::unordered_set<std::string> seen;
    for (PageBlock& block : blocks_) {
      if (block.block.verdict.kind != Kind::body || block.words < kFewWords) continue;
      if (!seen.insert(fold_case(block.folded)).second)
        block.block.verdict = {Kind::duplicate, "generic/repeat"};
    }
  }

  std::uint32_t kept_words() const {
    std::uint32_t words = 0;
    for (const PageBlock& block : blocks_) words += block.block.verdict.kind == Kind::body ? block.words : 0;
    return words;
  }

  void drop_all(const char* rule) {
    for (PageBlock& block : blocks_) {
      if (is_open(block) || block.block.verdict.kept()) block.block.verdict = {Kind::furniture, rule};
    }
  }

  const Tree& tree_;
  std::vector<PageBlock>& blocks_;
  std::uint32_t furniture_ = kFurniture;
  std::vector<Kind> named_;
  std::vector<double> good_, noise_;  // sums of words up to each block
  NodeId container_ = 0;
  BlockRange range_;
  std::size_t first_ = static_cast<std::size_t>(-1), last_ = 0;  // good blocks in the container
  std::unordered_map<std::uint32_t, double> paths_;
};

}  // namespace

bool reads_like_story(const PageBlock& block) {
  constexpr std::uint32_t many = 25;
  if (block.words < kFewWords || block.link_share() > kLinked || block.block.role == Role::heading)
    return false;
  return block.words >= many || ends_like_sentence(block);
}

void judge_generic(const Case& page_case, std::vector<PageBlock>& blocks) {
  if (page_case.tree != nullptr) return GenericJudge(page_case, blocks).run();
  for (PageBlock& block : blocks) {
    if (block.block.verdict.rule.empty()) block.block.verdict = {Kind::body, "generic/line"};
  }
}

}  // namespace cleancopy
