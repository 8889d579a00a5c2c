// What can be seen of each block that tells story from furniture, as small whole
// numbers: shares are percentages, and everything is capped. Made by weigh() for
// pages that no layout knows; the forest (blocks/forest.h) draws the verdict from it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "blocks/judge.h"
#include "blocks/naming.h"
#include "blocks/page_block.h"

namespace cleancopy {

enum class Clue : std::uint8_t {
  // the block itself (tags by their number: a new Tag wants `./dev train`)
  words, characters_per_word, link_share, role, tag, parent_tag, begins, ends, sentences, commas, digits,
  capitals, function_words, address, marks, emphasis, heading_level,
  // where it lies
  in_nav, in_header, in_footer, in_aside, in_form, in_figure, in_hidden, in_dialog, in_article, in_main,
  in_body, in_table, in_list,
  depth,
  // what the names (class, id) around it say
  name_least, name_most, name_nearest_least, name_nearest_most, name_sum, name_own,
  // what its page says
  is_title, shares_title, shares_description, in_article_body, names_site, names_author, repeats,
  // its place
  place, words_before, after_heading, story_before, story_after, to_story_before, to_story_after,
  // those like it
  path_blocks, path_story, path_link_share, class_blocks, class_story, has_class,
  // what holds it
  parent_story, parent_blocks, parent_link_share, grand_story, grand_blocks, grand_link_share,
  main_story, in_container, container_climb,
  // its neighbours
  gap_before, gap_after, media_before, media_after, climb_before, climb_after,
  words_1_before, words_2_before, words_1_after, words_2_after,
  links_1_before, links_2_before, links_1_after, links_2_after,
  ends_before, ends_after, role_before, role_after, same_path_before, same_path_after,
  same_class_before, same_class_after, window_words, window_link_share, window_story,
  count,
};
inline constexpr std::size_t kClues = static_cast<std::size_t>(Clue::count);

/// The name that explain and the trainer use: "link_share".
std::string_view name_of(Clue clue);

/// One block's clues.
struct Evidence {
  std::array<std::int16_t, kClues> clues{};

  std::int16_t operator[](Clue clue) const { return clues[static_cast<std::size_t>(clue)]; }
  std::int16_t& operator[](Clue clue) { return clues[static_cast<std::size_t>(clue)]; }
};

/// The evidence on the blocks of a page, in page order; of those that a rule has judged it is
/// nought. Reads what `names` does not know yet. Linear in the blocks and nodes of the page
/// times their depth.
std::vector<Evidence> weigh(const Case& page_case, const std::vector<PageBlock>& blocks, Names& names);

}  // namespace cleancopy
