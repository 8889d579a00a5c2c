#include "blocks/evidence.h"

#include <algorithm>
#include <cstdlib>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "blocks/generic.h"
#include "blocks/naming.h"
#include "blocks/select.h"
#include "blocks/wording.h"
#include "text/unicode.h"
#include "text/url.h"

namespace cleancopy {
namespace {

constexpr std::array<std::string_view, kClues> kNames{
    "words", "characters_per_word", "link_share", "role", "tag", "parent_tag", "begins", "ends", "sentences",
    "commas", "digits", "capitals", "function_words", "address", "marks", "emphasis", "heading_level",
    "in_nav", "in_header", "in_footer", "in_aside", "in_form", "in_figure", "in_hidden", "in_dialog", "in_article", "in_main",
    "in_body", "in_table", "in_list", "depth",
    "name_least", "name_most", "name_nearest_least", "name_nearest_most", "name_sum", "name_own",
    "is_title", "shares_title", "shares_description", "in_article_body", "names_site", "names_author", "repeats",
    "place", "words_before", "after_heading", "story_before", "story_after", "to_story_before",
    "to_story_after",
    "path_blocks", "path_story", "path_link_share", "class_blocks", "class_story", "has_class",
    "parent_story", "parent_blocks", "parent_link_share", "grand_story", "grand_blocks", "grand_link_share",
    "main_story", "in_container", "container_climb",
    "gap_before", "gap_after", "media_before", "media_after", "climb_before", "climb_after",
    "words_1_before", "words_2_before", "words_1_after", "words_2_after",
    "links_1_before", "links_2_before", "links_1_after", "links_2_after",
    "ends_before", "ends_after", "role_before", "role_after", "same_path_before", "same_path_after",
    "same_class_before", "same_class_after", "window_words", "window_link_share", "window_story"};
static_assert(!kNames.back().empty());

constexpr int kMost = 999;      // no count matters past this
constexpr int kUnknown = -1;

std::int16_t capped(double value, int most = kMost) {
  return static_cast<std::int16_t>(std::min(value, static_cast<double>(most)));
}

std::int16_t percent(double part, double whole) {
  return whole <= 0 ? std::int16_t{0} : static_cast<std::int16_t>(100.0 * part / whole);
}

bool is_media(Tag tag) {
  switch (tag) {
    case Tag::img: case Tag::picture: case Tag::video: case Tag::audio: case Tag::iframe: case Tag::object:
    case Tag::embed: case Tag::svg: case Tag::canvas: case Tag::figure: case Tag::applet:
      return true;
    default: return false;
  }
}

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

class Scales {
 public:
  Scales(const Case& page_case, const std::vector<PageBlock>& blocks)
      : case_(page_case), tree_(*page_case.tree), blocks_(blocks), found_(blocks.size()) {}

  std::vector<Evidence> run() {
    sum();
    count_media();
    group();
    find_container();
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      look_at_block(i);
      look_at_page(i);
      look_at_place(i);
      look_at_groups(i);
      look_at_names(i);
    }
    look_at_titles();
    look_at_steps();
    for (std::size_t i = 0; i < blocks_.size(); ++i) look_at_neighbours(i);
    return std::move(found_);
  }

 private:
  /// Furniture by its element, or taken by a rule: no evidence of where the story is.
  bool counts(std::size_t i) const {
    constexpr std::uint32_t kAside = kInNav | kInFooter | kInAside | kInHidden | kInDialog | kInFigure;
    return blocks_[i].block.verdict.rule.empty() && !blocks_[i].is_in(kAside);
  }

  void sum() {
    const std::size_t n = blocks_.size();
    story_.resize(n + 1);
    words_.resize(n + 1);
    characters_.resize(n + 1);
    links_.resize(n + 1);
    reads_.resize(n);
    for (std::size_t i = 0; i < n; ++i) {
      reads_[i] = counts(i) && reads_like_story(blocks_[i]);
      story_[i + 1] = story_[i] + (reads_[i] ? blocks_[i].words : 0);
      words_[i + 1] = words_[i] + blocks_[i].words;
      characters_[i + 1] = characters_[i] + blocks_[i].characters;
      links_[i + 1] = links_[i] + blocks_[i].link_characters;
    }
  }

  void count_media() {
    media_.resize(tree_.size() + 1);
    for (NodeId i = 0; i < tree_.size(); ++i) media_[i + 1] = media_[i] + (is_media(tree_[i].tag) ? 1 : 0);
  }

  /// An element's tag and class as one number: siblings that a template made alike share it.
  std::uint64_t class_of(NodeId element) const {
    const std::string_view value = tree_.attribute(element, "class").value_or("");
    return std::hash<std::string_view>{}(value) * 31 + static_cast<std::uint64_t>(tree_[element].tag);
  }

  void group() {
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      paths_[blocks_[i].path].add(blocks_[i], reads_[i]);
      classes_[class_of(blocks_[i].element)].add(blocks_[i], reads_[i]);
    }
  }

  BlockRange inside(NodeId element) const {
    return blocks_inside(PageView{&tree_, &blocks_, nullptr, {}}, element);
  }

  static double in(const std::vector<double>& sums, BlockRange r) { return sums[r.end] - sums[r.begin]; }

  NodeId parent_of(NodeId element) const {
    const NodeId parent = tree_[element].parent;
    return parent == kNoNode ? 0 : parent;
  }

  /// The element that holds most story directly, and how far up its ancestors hold more of it than noise.
  void find_container() {
    std::unordered_map<NodeId, double> direct;
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      if (reads_[i]) direct[holder_of(blocks_[i])] += blocks_[i].words;
    }
    double most = -1;
    for (const auto& [element, words] : direct) {
      if (words > most || (words == most && element < container_)) { container_ = element; most = words; }
    }
    const auto balance = [&](NodeId e) {
      const BlockRange r = inside(e);
      return 1.5 * in(story_, r) - 0.5 * in(words_, r) - static_cast<double>(r.end - r.begin);
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
      if (!reads_[i]) continue;
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
    const Wording wording = read_wording(block.folded);
    e[Clue::words] = capped(block.words);
    e[Clue::characters_per_word] = capped(block.words == 0 ? 0 : 10.0 * block.characters / block.words);
    e[Clue::link_share] = percent(block.link_characters, block.characters);
    e[Clue::role] = static_cast<std::int16_t>(block.block.role);
    e[Clue::tag] = static_cast<std::int16_t>(tree_[block.element].tag);
    e[Clue::parent_tag] = static_cast<std::int16_t>(tree_[parent_of(block.element)].tag);
    e[Clue::begins] = static_cast<std::int16_t>(wording.begins);
    e[Clue::ends] = static_cast<std::int16_t>(wording.ends);
    e[Clue::sentences] = capped(wording.sentences);
    e[Clue::commas] = capped(wording.commas);
    e[Clue::digits] = percent(wording.digits, block.characters);
    e[Clue::capitals] = percent(wording.capitals, wording.words);
    e[Clue::function_words] = percent(wording.function_words, wording.words);
    e[Clue::address] = percent(wording.address, wording.words);
    e[Clue::marks] = static_cast<std::int16_t>(wording.marks);
    for (NodeId n = tree_[block.first].parent; n != kNoNode && n > block.element; n = tree_[n].parent) {
      if (tree_.is_within(block.last, n) && is_emphasis(tree_[n].tag)) e[Clue::emphasis] = 1;
    }
    const Tag tag = tree_[block.element].tag;
    e[Clue::heading_level] = is_heading(tag) ? static_cast<std::int16_t>(static_cast<int>(tag) - static_cast<int>(Tag::h1) + 1) : std::int16_t{0};
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
    const double all = story_.back();
    e[Clue::place] = percent(static_cast<double>(i), static_cast<double>(blocks_.size()));
    e[Clue::words_before] = percent(words_[i], words_.back());
    e[Clue::story_before] = percent(story_[i], all);
    e[Clue::story_after] = percent(all - story_[i + 1], all);
    e[Clue::main_story] = capped(in(story_, range_));
    e[Clue::in_container] = i < range_.begin   ? 0
                            : i >= range_.end  ? 4
                            : i < first_       ? 1
                            : i > last_        ? 3
                                               : 2;
  }

  void look_at_groups(std::size_t i) {
    Evidence& e = found_[i];
    const PageBlock& block = blocks_[i];
    const double all = story_.back();
    const Group& path = paths_[block.path];
    e[Clue::path_blocks] = capped(path.blocks);
    e[Clue::path_story] = percent(path.story, all);
    e[Clue::path_link_share] = percent(path.links, path.characters);
    const Group& like = classes_[class_of(block.element)];
    e[Clue::class_blocks] = capped(like.blocks);
    e[Clue::class_story] = percent(like.story, all);
    e[Clue::has_class] = tree_.attribute(block.element, "class").value_or("").empty() ? 0 : 1;
    const NodeId parent = holder_of(block);
    const BlockRange p = inside(parent);
    e[Clue::parent_story] = percent(in(story_, p), all);
    e[Clue::parent_blocks] = capped(static_cast<double>(p.end - p.begin));
    e[Clue::parent_link_share] = percent(in(links_, p), in(characters_, p));
    const BlockRange g = inside(parent_of(parent));
    e[Clue::grand_story] = percent(in(story_, g), all);
    e[Clue::grand_blocks] = capped(static_cast<double>(g.end - g.begin));
    e[Clue::grand_link_share] = percent(in(links_, g), in(characters_, g));
    int climb = 0;  // steps up to an element that holds at least a third of the story
    for (NodeId n = block.element; n != kNoNode && in(story_, inside(n)) * 3 < all; n = tree_[n].parent) ++climb;
    e[Clue::container_climb] = capped(climb, 60);
  }

  /// What the names of an element weigh, least and most; both 0 when none is known.
  struct NameSpan {
    int least = 0, most = 0;
    bool known = false;
  };

  NameSpan name_span(NodeId element) {
    const auto [it, is_new] = name_spans_.try_emplace(element);
    if (!is_new) return it->second;
    NameSpan span;
    for_each_name_word(tree_, element, [&](std::string_view word) {
      const int weight = name_weight(word);
      if (weight == 0) return;
      span = span.known ? NameSpan{std::min(span.least, weight), std::max(span.most, weight), true}
                        : NameSpan{weight, weight, true};
    });
    return it->second = span;
  }

  void look_at_names(std::size_t i) {
    Evidence& e = found_[i];
    const std::vector<NodeId> around = named_elements(tree_, blocks_[i].first);
    int least = 0, most = 0, sum = 0;
    bool any = false;
    for (const NodeId n : around) {
      const NameSpan span = name_span(n);
      if (!span.known) continue;
      if (n == around.front()) e[Clue::name_own] = capped(span.least);
      if (!any) {
        e[Clue::name_nearest_least] = capped(span.least);
        e[Clue::name_nearest_most] = capped(span.most);
      }
      least = any ? std::min(least, span.least) : span.least;
      most = any ? std::max(most, span.most) : span.most;
      sum += -span.least > span.most ? span.least : span.most;
      any = true;
    }
    e[Clue::name_least] = capped(least);
    e[Clue::name_most] = capped(most);
    e[Clue::name_sum] = capped(sum);
  }

  static std::unordered_set<std::string> words_of(std::string_view text) {
    std::unordered_set<std::string> words;
    for_each_word(fold_case(text), [&](std::string_view word) { words.emplace(word); });
    return words;
  }

  static std::int16_t overlap(const std::unordered_set<std::string>& with, const std::string& lower) {
    int all = 0, shared = 0;
    for_each_word(lower, [&](std::string_view word) {
      ++all;
      shared += with.contains(std::string(word)) ? 1 : 0;
    });
    return percent(shared, all);
  }

  void look_at_titles() {
    const Metadata& said = case_.metadata;
    std::unordered_set<std::string> titles;
    for (const std::string& title : said.titles) titles.insert(fold_case(title));
    const auto title = words_of(said.title.value), description = words_of(said.description.value);
    const std::string witness = fold_case(said.article_body);
    std::unordered_map<std::string, int> seen;
    std::vector<std::string> lower(blocks_.size());
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      lower[i] = fold_case(blocks_[i].folded);
      ++seen[lower[i]];
    }
    const std::vector<std::string> sites = site_names(), authors = author_names();
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      Evidence& e = found_[i];
      e[Clue::names_site] = place_of_any(sites, lower[i]);
      e[Clue::names_author] = place_of_any(authors, lower[i]);
      e[Clue::is_title] = titles.contains(lower[i]) ? 1 : 0;
      e[Clue::shares_title] = overlap(title, lower[i]);
      e[Clue::shares_description] = overlap(description, lower[i]);
      e[Clue::in_article_body] = witness.size() < 200 ? kUnknown : witness.find(lower[i]) != std::string::npos ? 1 : 0;
      e[Clue::repeats] = capped(seen[lower[i]], 9);
    }
  }

  /// What the site calls itself, and the first label of its host that is long enough to mean something.
  std::vector<std::string> site_names() const {
    constexpr std::size_t shortest = 3;
    std::vector<std::string> names{fold_case(case_.metadata.site_name)};
    const std::string host = host_of(case_.metadata.url);
    for (std::size_t dot = host.rfind('.'); dot != std::string::npos && dot > 0;) {
      const std::size_t before = host.rfind('.', dot - 1);
      const std::size_t start = before == std::string::npos ? 0 : before + 1;
      if (dot - start > shortest) { names.push_back(host.substr(start, dot - start)); break; }
      dot = before;
    }
    std::erase_if(names, [](const std::string& name) { return name.size() < shortest; });
    return names;
  }

  std::vector<std::string> author_names() const {
    constexpr std::size_t shortest = 6;
    std::vector<std::string> names;
    for (const Field& author : case_.metadata.authors) {
      if (author.value.size() >= shortest) names.push_back(fold_case(author.value));
    }
    return names;
  }

  /// 0 where no name is in the text, 2 where one begins it, else 1.
  static std::int16_t place_of_any(const std::vector<std::string>& names, const std::string& text) {
    std::int16_t place = 0;
    for (const std::string& name : names) {
      const std::size_t at = text.find(name);
      if (at != std::string::npos) place = std::max<std::int16_t>(place, at == 0 ? 2 : 1);
    }
    return place;
  }

  /// Counts from block to block: since a heading, to the nearest story on either side.
  void look_at_steps() {
    const int n = static_cast<int>(blocks_.size());
    int heading = -kMost, before = -kMost, after = n + kMost, titles = 0;
    for (int i = 0; i < n; ++i) {
      const auto at = static_cast<std::size_t>(i);
      found_[at][Clue::to_story_before] = capped(i - before);
      if (tree_[blocks_[at].element].tag == Tag::h1 || found_[at][Clue::is_title] != 0) { heading = i; ++titles; }
      found_[at][Clue::after_heading] = titles == 0 ? std::int16_t{-1} : capped(i - heading);
      if (reads_[at]) before = i;
    }
    for (int i = n; i-- > 0;) {
      const auto at = static_cast<std::size_t>(i);
      found_[at][Clue::to_story_after] = capped(after - i);
      if (reads_[at]) after = i;
    }
  }

  const PageBlock* neighbour(std::size_t i, int step) const {
    const auto at = static_cast<std::ptrdiff_t>(i) + step;
    if (at < 0 || at >= static_cast<std::ptrdiff_t>(blocks_.size())) return nullptr;
    return &blocks_[static_cast<std::size_t>(at)];
  }

  struct Step {
    std::int16_t gap = kMost, media = 0, climb = 60;
  };

  /// What lies between two blocks: nodes, pictures, and levels up to what holds both.
  Step step_between(const PageBlock& a, const PageBlock& b) const {
    Step step;
    if (b.first <= a.last) return {0, 0, 0};
    step.gap = capped(b.first - a.last, 60);
    step.media = capped(media_[b.first] - media_[a.last], 9);
    int climb = 0;
    for (NodeId n = b.element; n != kNoNode && !tree_.is_within(a.first, n); n = tree_[n].parent) ++climb;
    for (NodeId n = a.element; n != kNoNode && !tree_.is_within(b.first, n); n = tree_[n].parent) ++climb;
    step.climb = capped(climb, 60);
    return step;
  }

  void look_at_neighbours(std::size_t i) {
    Evidence& e = found_[i];
    const PageBlock& block = blocks_[i];
    const PageBlock* const before = neighbour(i, -1);
    const PageBlock* const after = neighbour(i, 1);
    const Step up = before ? step_between(*before, block) : Step{};
    const Step down = after ? step_between(block, *after) : Step{};
    e[Clue::gap_before] = up.gap;
    e[Clue::gap_after] = down.gap;
    e[Clue::media_before] = up.media;
    e[Clue::media_after] = down.media;
    e[Clue::climb_before] = up.climb;
    e[Clue::climb_after] = down.climb;
    constexpr std::array<std::pair<int, std::pair<Clue, Clue>>, 4> near{{
        {-1, {Clue::words_1_before, Clue::links_1_before}}, {-2, {Clue::words_2_before, Clue::links_2_before}},
        {1, {Clue::words_1_after, Clue::links_1_after}}, {2, {Clue::words_2_after, Clue::links_2_after}}}};
    for (const auto& [step, clues] : near) {
      const PageBlock* const other = neighbour(i, step);
      e[clues.first] = other ? capped(other->words) : std::int16_t{kUnknown};
      e[clues.second] = other ? percent(other->link_characters, other->characters) : std::int16_t{kUnknown};
    }
    e[Clue::ends_before] = before ? found_[i - 1][Clue::ends] : std::int16_t{kUnknown};
    e[Clue::ends_after] = after ? found_[i + 1][Clue::ends] : std::int16_t{kUnknown};
    e[Clue::role_before] = before ? static_cast<std::int16_t>(before->block.role) : std::int16_t{kUnknown};
    e[Clue::role_after] = after ? static_cast<std::int16_t>(after->block.role) : std::int16_t{kUnknown};
    e[Clue::same_path_before] = before && before->path == block.path;
    e[Clue::same_path_after] = after && after->path == block.path;
    e[Clue::same_class_before] = before && class_of(before->element) == class_of(block.element);
    e[Clue::same_class_after] = after && class_of(after->element) == class_of(block.element);
    const BlockRange wide{i < 10 ? 0 : i - 10, std::min(i + 11, blocks_.size())};
    e[Clue::window_story] = percent(in(story_, wide), in(words_, wide));
    const BlockRange window{i < 3 ? 0 : i - 3, std::min(i + 4, blocks_.size())};
    e[Clue::window_words] = capped(in(words_, window));
    e[Clue::window_link_share] = percent(in(links_, window), in(characters_, window));
  }

  const Case& case_;
  const Tree& tree_;
  const std::vector<PageBlock>& blocks_;
  std::vector<Evidence> found_;
  std::vector<char> reads_;
  std::vector<double> story_, words_, characters_, links_;  // sums up to each block
  std::vector<std::uint32_t> media_;                        // pictures and players up to each node
  std::unordered_map<std::uint32_t, Group> paths_;
  std::unordered_map<std::uint64_t, Group> classes_;
  std::unordered_map<NodeId, NameSpan> name_spans_;
  NodeId container_ = 0;
  BlockRange range_;
  std::size_t first_ = 0, last_ = 0;
};

}  // namespace

std::string_view name_of(Clue clue) { return kNames[static_cast<std::size_t>(clue)]; }

std::vector<Evidence> weigh(const Case& page_case, const std::vector<PageBlock>& blocks) {
  return Scales(page_case, blocks).run();
}

}  // namespace cleancopy
