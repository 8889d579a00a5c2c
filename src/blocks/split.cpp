#include "blocks/split.h"

#include <algorithm>
#include <string>
#include <utility>

#include "text/unicode.h"

namespace cleancopy {
namespace {

constexpr std::uint32_t kLongestHeading = 12;  // words

bool ends_sentence(std::string_view text) {
  return !text.empty() && std::string_view(".!?:;,\"')").find(text.back()) != std::string_view::npos;
}

PageBlock block_of(std::string text, std::uint32_t line, std::pmr::memory_resource& memory) {
  PageBlock block(memory);
  block.set_text(std::move(text));
  block.line = line;
  block.characters = count_solid(block.block.text);
  const bool is_marked = without_list_mark(block.block.text).size() < block.block.text.size();
  const bool is_label = block.words <= kLongestHeading && !is_marked && !ends_sentence(block.folded);
  if (block.block.role == Role::paragraph && is_label) block.block.role = Role::heading;
  return block;
}

}  // namespace

std::vector<PageBlock> split(std::string_view text, std::pmr::memory_resource& memory) {
  std::vector<PageBlock> blocks;
  std::uint32_t line = 0;
  for (std::size_t pos = 0; pos < text.size();) {
    const std::size_t end = std::min(text.find_first_of("\r\n", pos), text.size());
    ++line;
    std::string bare = normalize(text.substr(pos, end - pos));
    if (!bare.empty()) blocks.push_back(block_of(std::move(bare), line, memory));
    pos = end + (text.substr(end, 2) == "\r\n" ? 2 : 1);
  }
  // A heading has text below.
  if (!blocks.empty() && blocks.back().block.role == Role::heading)
    blocks.back().block.role = Role::paragraph;
  return blocks;
}

}  // namespace cleancopy
