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

PageBlock block_of(std::string text, std::uint32_t line) {
  PageBlock block;
  const std::string_view bare = without_list_mark(text);
  if (bare.size() != text.size()) {
    block.block.role = Role::list_item;
    text = std::string(bare);
  }
  block.block.text = std::move(text);
  block.line = line;
  block.words = static_cast<std::uint32_t>(count_words(block.block.text));
  block.characters = static_cast<std::uint32_t>(block.block.text.size());
  block.folded = fold(block.block.text);
  if (block.block.role == Role::paragraph && block.words <= kLongestHeading && !ends_sentence(block.folded)) {
    block.block.role = Role::heading;
  }
  return block;
}

}  // namespace

std::vector<PageBlock> split(std::string_view text) {
  std::vector<PageBlock> blocks;
  std::uint32_t line = 0;
  for (std::size_t pos = 0; pos < text.size();) {
    const std::size_t end = std::min(text.find_first_of("\r\n", pos), text.size());
    ++line;
    std::string bare = normalize(text.substr(pos, end - pos));
    if (!bare.empty()) {
      PageBlock block = block_of(std::move(bare), line);
      if (!block.block.text.empty()) blocks.push_back(std::move(block));
    }
    pos = end + (text.substr(end, 2) == "\r\n" ? 2 : 1);
  }
  return blocks;
}

}  // namespace cleancopy
