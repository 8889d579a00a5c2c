#include "blocks/neighbours.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace cleancopy {
namespace {

/// By tag: 1 for pictures and players.
constexpr std::array<std::uint8_t, 256> kMedia = [] {
  std::array<std::uint8_t, 256> media{};
  for (const Tag tag : {Tag::img, Tag::picture, Tag::video, Tag::audio, Tag::iframe, Tag::object, Tag::embed,
                        Tag::svg, Tag::canvas, Tag::figure, Tag::applet})
    media[static_cast<std::uint8_t>(tag)] = 1;
  return media;
}();

class Neighbours {
 public:
  Neighbours(const Tree& tree, const Sums& sums, const std::vector<PageBlock>& blocks,
             std::vector<Evidence>& found)
      : tree_(tree), sums_(sums), blocks_(blocks), found_(found) {
    count_media();
    look_at_steps();
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      if (is_open(blocks_[i])) look_at_neighbours(i);
    }
  }

 private:
  void count_media() {
    media_.resize(tree_.size() + 1);
    std::uint32_t count = 0;
    for (NodeId i = 0; i < tree_.size(); ++i)
      media_[i + 1] = count += kMedia[static_cast<std::uint8_t>(tree_[i].tag)];
  }

  /// Counts from block to block: since a heading, to the nearest story on either side.
  void look_at_steps() {
    const int n = static_cast<int>(blocks_.size());
    int heading = -kMost, before = -kMost, after = n + kMost, titles = 0;
    for (int i = 0; i < n; ++i) {
      const auto at = static_cast<std::size_t>(i);
      found_[at][Clue::to_story_before] = capped(i - before);
      if (tree_[blocks_[at].element].tag == Tag::h1 || found_[at][Clue::is_title] != 0) {
        heading = i;
        ++titles;
      }
      found_[at][Clue::after_heading] = titles == 0 ? std::int16_t{-1} : capped(i - heading);
      if (sums_.reads[at]) before = i;
    }
    for (int i = n; i-- > 0;) {
      const auto at = static_cast<std::size_t>(i);
      found_[at][Clue::to_story_after] = capped(after - i);
      if (sums_.reads[at]) after = i;
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
    look_at_kin(i, before, after);
    look_at_windows(i);
  }

  void look_at_kin(std::size_t i, const PageBlock* before, const PageBlock* after) {
    Evidence& e = found_[i];
    const PageBlock& block = blocks_[i];
    constexpr std::array<std::pair<int, std::pair<Clue, Clue>>, 4> near{
        {{-1, {Clue::words_1_before, Clue::links_1_before}},
         {-2, {Clue::words_2_before, Clue::links_2_before}},
         {1, {Clue::words_1_after, Clue::links_1_after}},
         {2, {Clue::words_2_after, Clue::links_2_after}}}};
    for (const auto& [step, clues] : near) {
      const PageBlock* const other = neighbour(i, step);
      e[clues.first] = other ? capped(other->words) : kUnknown;
      e[clues.second] = other ? percent(other->link_characters, other->characters) : kUnknown;
    }
    e[Clue::ends_before] = before ? static_cast<std::int16_t>(ending_of(before->folded)) : kUnknown;
    e[Clue::ends_after] = after ? static_cast<std::int16_t>(ending_of(after->folded)) : kUnknown;
    e[Clue::role_before] = before ? static_cast<std::int16_t>(before->block.role) : kUnknown;
    e[Clue::role_after] = after ? static_cast<std::int16_t>(after->block.role) : kUnknown;
    e[Clue::same_path_before] = before && before->path == block.path;
    e[Clue::same_path_after] = after && after->path == block.path;
    e[Clue::same_class_before] = before && sums_.classes[i - 1] == sums_.classes[i];
    e[Clue::same_class_after] = after && sums_.classes[i + 1] == sums_.classes[i];
  }

  /// Three blocks to either side, and ten.
  void look_at_windows(std::size_t i) {
    Evidence& e = found_[i];
    const BlockRange wide{i < 10 ? 0 : i - 10, std::min(i + 11, blocks_.size())};
    e[Clue::window_story] = percent(Sums::in(sums_.story, wide), Sums::in(sums_.words, wide));
    const BlockRange window{i < 3 ? 0 : i - 3, std::min(i + 4, blocks_.size())};
    e[Clue::window_words] = capped(Sums::in(sums_.words, window));
    e[Clue::window_link_share] = percent(Sums::in(sums_.links, window), Sums::in(sums_.characters, window));
  }

  const Tree& tree_;
  const Sums& sums_;
  const std::vector<PageBlock>& blocks_;
  std::vector<Evidence>& found_;
  std::vector<std::uint32_t> media_;  // pictures and players up to each node
};

}  // namespace

void look_around(const Tree& tree, const Sums& sums, const std::vector<PageBlock>& blocks,
                 std::vector<Evidence>& found) {
  Neighbours(tree, sums, blocks, found);
}

}  // namespace cleancopy
