#include "blocks/page_block.h"

#include <utility>

#include "text/byte_count.h"
#include "text/sixteen_bytes.h"
#include "text/unicode.h"

namespace cleancopy {
namespace {

// Norwegian and Polish papers open each quotation with a dash (2024-10).
bool is_ambiguous(std::string_view marked) {
  return marked.starts_with("-") || marked.starts_with("*") || marked.starts_with("\u2013");
}

}  // namespace

/// How many bytes of the text are a mark that goes.
std::size_t PageBlock::take_mark(std::string_view text) {
  const std::size_t mark = text.size() - without_list_mark(text).size();
  const bool has_bullet = mark > 0 && !is_ambiguous(text);
  if (has_bullet && block.role == Role::paragraph) block.role = Role::list_item;
  return has_bullet || block.role == Role::list_item ? mark : 0;
}

void PageBlock::set_text(std::string text) {
  text.erase(0, take_mark(text));
  words = static_cast<std::uint32_t>(count_words(text));
  const bool is_short = text.size() <= kMaxFolded;
  const std::string plain = is_short ? fold_of_normal(text) : fold(opening_of(text, kMaxFolded));
  const Caseless lowered = fold_case_of_folded(plain);
  keep(plain, lowered.text);
  caseless_by_letter = lowered.by_letter;
  block.text = std::move(text);
}

void PageBlock::set_text(const EverydayText& text) {
  static_assert(EverydayText::kMost <= kMaxFolded);
  block.text = text.canonical().substr(take_mark(text.canonical()));
  words = static_cast<std::uint32_t>(text.words());
  keep(text.folded(), text.caseless());
  caseless_by_letter = true;
}

FoldedText folded_text(const PageBlock& block) {
  return {block.folded, block.caseless, block.caseless_by_letter, block.words};
}

std::vector<FoldedText> folded_texts(const std::vector<PageBlock>& blocks) {
  std::vector<FoldedText> texts;
  texts.reserve(blocks.size());
  for (const PageBlock& block : blocks) texts.push_back(folded_text(block));
  return texts;
}

std::uint32_t count_solid(std::string_view text) {
  ByteCount solid;
  for (; text.size() >= 16; text.remove_prefix(16)) solid.add(sixteen_bytes(text.data()) > ' ');
  solid.add(first_sixteen(text) > ' ');
  return static_cast<std::uint32_t>(solid.total());
}

}  // namespace cleancopy
