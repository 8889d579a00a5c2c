#include "blocks/evidence.h"

#include <algorithm>
#include <bit>
#include <utility>

#include "blocks/naming.h"
#include "blocks/neighbours.h"
#include "blocks/scale.h"
#include "blocks/select.h"
#include "blocks/testimony.h"
#include "text/hash.h"

namespace cleancopy {
namespace {

constexpr std::array<std::string_view, kClues> kNames{
    "words", "characters_per_word", "link_share", "role", "tag", "parent_tag", "begins", "ends",
    "sentences", "commas", "digits", "capitals", "function_words", "address", "marks", "emphasis",
    "heading_level", "in_nav", "in_header", "in_footer", "in_aside", "in_form", "in_figure", "in_hidden",
    "in_dialog", "in_article", "in_main", "in_body", "in_table", "in_list", "depth", "name_least",
    "name_most", "name_nearest_least", "name_nearest_most", "name_sum", "name_own", "is_title",
    "shares_title", "shares_description", "in_article_body", "names_site", "names_author", "repeats",
    "place", "words_before", "after_heading", "story_before", "story_after", "to_story_before",
    "to_story_after", "path_blocks", "path_story", "path_link_share", "class_blocks", "class_story",
    "has_class", "parent_story", "parent_blocks", "parent_link_share", "grand_story", "grand_blocks",
    "grand_link_share", "main_story", "in_container", "container_climb", "gap_before", "gap_after",
    "media_before", "media_after", "climb_before", "climb_after", "words_1_before", "words_2_before",
    "words_1_after", "words_2_after", "links_1_before", "links_2_before", "links_1_after", "links_2_after",
    "ends_before", "ends_after", "role_before", "role_after", "same_path_before", "same_path_after",
    "same_class_before", "same_class_after", "window_words", "window_link_share", "window_story"};
static_assert(!kNames.back().empty());

bool is_emphasis(Tag tag) {
  return tag == Tag::b || tag == Tag::strong || tag == Tag::em || tag == Tag::i || tag == Tag::small;
}

/// Blocks, words and links of a group of blocks: one path, one class, one element.
struct Group {
  double blocks = 0, story = 0, characters = 0, links = 0;

  void add(const PageBlock& block, bool reads) {
    blocks += 1;
    story += reads ? block.words : 0;
    characters += block.characters;
    links += block.link_characters;
  }
};

/// Groups by what their blocks have in common, a hash.
class Groups {
 public:
  explicit Groups(std::size_t blocks) : slots_(std::bit_ceil(2 * blocks + 1)) { groups_.reserve(blocks); }

  /// The group of that key, an empty one at first.
  Group& operator[](std::uint64_t key) {
    const std::size_t last = slots_.size() - 1;
    std::size_t slot = (spread(key) >> 32) & last;
    while (slots_[slot] != 0 && groups_[slots_[slot] - 1].first != key) slot = (slot + 1) & last;
    if (slots_[slot] == 0) {
      groups_.emplace_back(key, Group());
      slots_[slot] = static_cast<std::uint32_t>(groups_.size());
    }
    return groups_[slots_[slot] - 1].second;
  }

 private:
  std::vector<std::uint32_t> slots_;  // of a group's key: its number from 1, 0 where there is none
  std::vector<std::pair<std::uint64_t, Group>> groups_;
};

class Scales {
 public:
  Scales(const Tree& tree, const Sums& sums, const std::vector<PageBlock>& blocks, Names& names)
      : tree_(tree), sums_(sums), blocks_(blocks), names_(names), found_(blocks.size()),
        paths_(blocks.size()), classes_(blocks.size()) {}

  std::vector<Evidence> run() {
    group();
    find_container();
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      if (!is_open(blocks_[i])) continue;
      look_at_block(i);
      look_at_page(i);
      look_at_place(i);
      look_at_groups(i);
      look_at_holders(i);
      look_at_names(i);
    }
    return std::move(found_);
  }

 private:
  void group() {
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      paths_[blocks_[i].path].add(blocks_[i], sums_.reads[i]);
      classes_[sums_.classes[i]].add(blocks_[i], sums_.reads[i]);
    }
  }

  BlockRange inside(NodeId element) const { return sums_.inside(tree_, element); }

  NodeId parent_of(NodeId element) const {
    const NodeId parent = tree_[element].parent;
    return parent == kNoNode ? 0 : parent;
  }

  /// The element that holds most story directly, and how far up its ancestors hold more of it than noise.
  void find_container() {
    std::vector<std::pair<NodeId, double>> direct;  // words of story, by what holds them
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      if (sums_.reads[i]) direct.emplace_back(holder_of(blocks_[i]), blocks_[i].words);
    }
    std::ranges::stable_sort(direct, {}, &std::pair<NodeId, double>::first);
    double most = -1, words = 0;
    for (std::size_t i = 0; i < direct.size(); ++i) {
      words = i > 0 && direct[i].first == direct[i - 1].first ? words + direct[i].second : direct[i].second;
      if (words > most) { container_ = direct[i].first; most = words; }
    }
    const auto balance = [&](NodeId e) {
      const BlockRange r = inside(e);
      return 1.5 * Sums::in(sums_.story, r) - 0.5 * Sums::in(sums_.words, r) -
             static_cast<double>(r.end - r.begin);
    };
    double top = balance(container_);
    for (NodeId e = tree_[container_].parent; e != kNoNode; e = tree_[e].parent) {
      const double here = balance(e);
      if (here > top) { top = here; container_ = e; }
    }
    range_ = inside(container_);
    first_ = range_.end;
    last_ = range_.begin;
    for (std::size_t i = range_.begin; i < range_.end; ++i) {
      if (!sums_.reads[i]) continue;
      first_ = std::min(first_, i);
      last_ = i;
    }
  }

  NodeId holder_of(const PageBlock& block) const {
    const Tag tag = tree_[block.element].tag;
    const bool loose = tag != Tag::p && tag != Tag::li && tag != Tag::blockquote && !is_heading(tag);
    return loose ? block.element : parent_of(block.element);
  }

  void look_at_block(std::size_t i) {
    const PageBlock& block = blocks_[i];
    Evidence& e = found_[i];
    look_at_wording<Clue>(block, e);
    e[Clue::link_share] = percent(block.link_characters, block.characters);
    e[Clue::tag] = static_cast<std::int16_t>(tree_[block.element].tag);
    e[Clue::parent_tag] = static_cast<std::int16_t>(tree_[parent_of(block.element)].tag);
    for (NodeId n = tree_[block.first].parent; n != kNoNode && n > block.element; n = tree_[n].parent) {
      if (tree_.is_within(block.last, n) && is_emphasis(tree_[n].tag)) e[Clue::emphasis] = 1;
    }
    const Tag tag = tree_[block.element].tag;
    if (is_heading(tag))
      e[Clue::heading_level] =
          static_cast<std::int16_t>(static_cast<int>(tag) - static_cast<int>(Tag::h1) + 1);
  }

  void look_at_page(std::size_t i) {
    constexpr std::array<std::pair<Clue, std::uint32_t>, 13> enclosures{{
        {Clue::in_nav, kInNav}, {Clue::in_header, kInHeader}, {Clue::in_footer, kInFooter},
        {Clue::in_aside, kInAside}, {Clue::in_form, kInForm}, {Clue::in_figure, kInFigure},
        {Clue::in_hidden, kInHidden}, {Clue::in_dialog, kInDialog},
        {Clue::in_article, kInArticle}, {Clue::in_main, kInMain}, {Clue::in_body, kInBody},
        {Clue::in_table, kInTable}, {Clue::in_list, kInList}}};
    Evidence& e = found_[i];
    for (const auto& [clue, bit] : enclosures) e[clue] = blocks_[i].is_in(bit) ? 1 : 0;
    int depth = 0;
    for (NodeId n = blocks_[i].element; n != kNoNode; n = tree_[n].parent) ++depth;
    e[Clue::depth] = capped(depth, 60);
  }

  void look_at_place(std::size_t i) {
    Evidence& e = found_[i];
    const double all = sums_.story.back();
    e[Clue::place] = percent(static_cast<double>(i), static_cast<double>(blocks_.size()));
    e[Clue::words_before] = percent(sums_.words[i], sums_.words.back());
    e[Clue::story_before] = percent(sums_.story[i], all);
    e[Clue::story_after] = percent(all - sums_.story[i + 1], all);
    e[Clue::main_story] = capped(Sums::in(sums_.story, range_));
    e[Clue::in_container] = i < range_.begin   ? 0
                            : i >= range_.end  ? 4
                            : i < first_       ? 1
                            : i > last_        ? 3
                                               : 2;
  }

  void look_at_groups(std::size_t i) {
    Evidence& e = found_[i];
    const PageBlock& block = blocks_[i];
    const double all = sums_.story.back();
    const Group& path = paths_[block.path];
    e[Clue::path_blocks] = capped(path.blocks);
    e[Clue::path_story] = percent(path.story, all);
    e[Clue::path_link_share] = percent(path.links, path.characters);
    const Group& like = classes_[sums_.classes[i]];
    e[Clue::class_blocks] = capped(like.blocks);
    e[Clue::class_story] = percent(like.story, all);
    e[Clue::has_class] = tree_.attribute(block.element, "class").value_or("").empty() ? 0 : 1;
  }

  /// What holds the block, what holds that, and how far up most of the story is.
  void look_at_holders(std::size_t i) {
    Evidence& e = found_[i];
    const double all = sums_.story.back();
    const NodeId parent = holder_of(blocks_[i]);
    const BlockRange p = inside(parent);
    e[Clue::parent_story] = percent(Sums::in(sums_.story, p), all);
    e[Clue::parent_blocks] = capped(static_cast<double>(p.end - p.begin));
    e[Clue::parent_link_share] = percent(Sums::in(sums_.links, p), Sums::in(sums_.characters, p));
    const BlockRange g = inside(parent_of(parent));
    e[Clue::grand_story] = percent(Sums::in(sums_.story, g), all);
    e[Clue::grand_blocks] = capped(static_cast<double>(g.end - g.begin));
    e[Clue::grand_link_share] = percent(Sums::in(sums_.links, g), Sums::in(sums_.characters, g));
    int climb = 0;  // steps up to an element that holds at least a third of the story
    const auto holds_third = [&](NodeId n) { return Sums::in(sums_.story, inside(n)) * 3 >= all; };
    for (NodeId n = blocks_[i].element; n != kNoNode && !holds_third(n); n = tree_[n].parent) ++climb;
    e[Clue::container_climb] = capped(climb, 60);
  }

  void look_at_names(std::size_t i) {
    Evidence& e = found_[i];
    const NamedElements around = named_elements(tree_, blocks_[i].first);
    int least = 0, most = 0, sum = 0;
    bool any = false;
    for (const NodeId n : around) {
      const Naming& naming = names_.of(n);
      if (!naming.is_known) continue;
      if (n == *around.begin()) e[Clue::name_own] = naming.least;
      if (!any) {
        e[Clue::name_nearest_least] = naming.least;
        e[Clue::name_nearest_most] = naming.most;
      }
      least = any ? std::min<int>(least, naming.least) : naming.least;
      most = any ? std::max<int>(most, naming.most) : naming.most;
      sum += -naming.least > naming.most ? naming.least : naming.most;
      any = true;
    }
    e[Clue::name_least] = capped(least);
    e[Clue::name_most] = capped(most);
    e[Clue::name_sum] = capped(sum);
  }

  const Tree& tree_;
  const Sums& sums_;
  const std::vector<PageBlock>& blocks_;
  Names& names_;
  std::vector<Evidence> found_;
  Groups paths_, classes_;
  NodeId container_ = 0;
  BlockRange range_;
  std::size_t first_ = 0, last_ = 0;
};

}  // namespace

std::string_view name_of(Clue clue) { return kNames[static_cast<std::size_t>(clue)]; }

std::vector<Evidence> weigh(const Case& page_case, const std::vector<PageBlock>& blocks, Names& names) {
  const Sums sums = sums_of(*page_case.tree, blocks);
  std::vector<Evidence> found = Scales(*page_case.tree, sums, blocks, names).run();
  hear_page(page_case.metadata, blocks, found);
  look_around(*page_case.tree, sums, blocks, found);
  return found;
}

}  // namespace cleancopy
