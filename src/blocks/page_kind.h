// Is the page an article at all? Index pages, error pages, bot checks, consent
// walls, paywalls without a story and videos without text are none, though the
// judge may have kept a few lines of them. Whatever is doubtful is an article.
//
// Runs on judged blocks. Of a page whose layout found the body only error pages
// and bot checks are looked for: the site's own rules know better than evidence.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "blocks/judge.h"
#include "blocks/page_block.h"
#include "cleancopy.h"

namespace cleancopy {

/// Why a page holds no article.
struct NoArticle {
  Kind kind = Kind::furniture;  ///< what the blocks are that were kept
  std::string_view rule;        ///< "generic/index"
  std::string_view reason;      ///< "an index of other pages"
};

/// Who found the body: a layout of the page's rule files, or the generic judge?
enum class FoundBy : std::uint8_t { layout, evidence };

/// The first cause that holds, nullopt for an article. Linear in the page; plain text
/// is an article if any of it was kept, and so are pages of 16,384 kept words and more.
std::optional<NoArticle> why_no_article(const Case& page_case, const std::vector<PageBlock>& blocks,
                                        FoundBy found_by);

/// Gives every kept block the cause's verdict, and also those that judge_generic() gave up.
void drop_kept(const NoArticle& cause, std::vector<PageBlock>& blocks);

}  // namespace cleancopy
