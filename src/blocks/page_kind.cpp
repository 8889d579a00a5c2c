#include "blocks/page_kind.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

#include "blocks/generic.h"
#include "blocks/teasers.h"
#include "blocks/wall_wording.h"
#include "text/unicode.h"

namespace cleancopy {
namespace {

constexpr std::uint32_t kMostWords = 16384;
constexpr std::uint32_t kShortBody = 150;       // words: more is a story, whatever the title says
constexpr std::uint32_t kClaimedBody = 40;      // … where the page claims to be an article
constexpr std::uint32_t kShortPage = 300;       // words on the whole page: walls have no menus
constexpr std::uint32_t kLongestConsent = 700;  // words
constexpr double kMostlyConsent = 0.6;          // share of the kept words
constexpr std::uint32_t kOneSentence = 12;      // words
constexpr std::uint32_t kLongestBlurb = 60;     // words

constexpr NoArticle kError{Kind::furniture, "generic/error", "an error page"};
constexpr NoArticle kCheck{Kind::furniture, "generic/bot-check", "a check for bots"};
constexpr NoArticle kConsentWall{Kind::consent, "generic/consent-wall", "a consent wall"};
constexpr NoArticle kPaywall{Kind::subscribe, "generic/wall", "a login or paywall without a story"};
constexpr NoArticle kMedia{Kind::player, "generic/media", "a video, sound or gallery without a story"};
constexpr NoArticle kIndex{Kind::related, "generic/index", "an index of other pages"};
constexpr NoArticle kNoStory{Kind::furniture, "generic/no-story", "too little text that reads like a story"};

class Witness {
 public:
  Witness(const Case& page_case, const std::vector<PageBlock>& blocks)
      : case_(page_case), claims_(page_case.metadata.claims), blocks_(blocks) {
    for (const PageBlock& block : blocks) {
      words_ += block.words;
      if (!block.block.verdict.kept()) continue;
      kept_.push_back(&block);
      kept_words_ += block.words;
    }
  }

  std::optional<NoArticle> cause(FoundBy found_by) const {
    if (kept_words_ >= kMostWords) return std::nullopt;
    if (is_error()) return kError;
    if (is_bot_check()) return kCheck;
    if (found_by == FoundBy::layout) return std::nullopt;
    if (is_consent_wall()) return kConsentWall;
    if (is_paywall()) return kPaywall;
    if (is_media()) return kMedia;
    if (is_index_page(case_, blocks_)) return kIndex;
    return std::nullopt;
  }

  bool is_empty() const { return kept_.empty(); }

 private:
  template <class IsSaid>
  bool any_title(IsSaid is_said) const {
    const std::vector<std::string>& titles = case_.metadata.titles;
    return std::any_of(titles.begin(), titles.end(), is_said);
  }

  template <class IsSaid>
  bool any_block(IsSaid is_said) const {
    return std::any_of(blocks_.begin(), blocks_.end(),
                       [&](const PageBlock& block) { return is_said(block.caseless); });
  }

  /// Is it said by a heading that readers see before the first text that was kept?
  template <class IsSaid>
  bool any_heading_above(IsSaid is_said) const {
    for (const PageBlock& block : blocks_) {
      const bool is_heading = block.block.role == Role::heading;
      if (block.block.verdict.kept() && !is_heading) return false;
      const bool is_seen = !block.is_in(kInHidden | kInDialog | kInNav | kInFooter | kInAside);
      if (is_heading && is_seen && is_said(block.folded)) return true;
    }
    return false;
  }

  template <class IsSaid>
  bool any_kept(IsSaid is_said) const {
    return std::any_of(kept_.begin(), kept_.end(),
                       [&](const PageBlock* block) { return is_said(block->caseless); });
  }

  /// Latest stories below the error are no body, whatever the judge thought of them.
  bool is_error() const {
    if (kept_words_ >= (claims_.article ? kClaimedBody : kShortBody)) return false;
    if (any_title(is_error_title)) return true;
    if (claims_.article) return false;
    if (any_heading_above(is_error_title)) return true;
    return kept_words_ < kLongestBlurb && any_kept(says_not_found);
  }

  /// A form for comments may ask for a human below a story, so it counts what was kept, or the title.
  bool is_bot_check() const {
    if (words_ >= kShortPage || claims_.article || !any_block(asks_for_human)) return false;
    if (any_title([](const std::string& title) { return is_bot_title(fold_case(title)); })) return true;
    return kept_.empty() || (kept_words_ < kLongestBlurb && any_kept(asks_for_human));
  }

  /// Its text speaks to the reader of consent, block by block; a story on cookies has other sentences too.
  bool is_consent_wall() const {
    if (kept_.empty() || kept_words_ >= kLongestConsent || !any_block(is_accept_button)) return false;
    std::uint32_t consenting = kept_words_;
    std::size_t phrases = 0;
    for (const PageBlock* const block : kept_) {
      const std::size_t said = count_consent(block->caseless);
      phrases += said;
      if (said == 0) consenting -= block->words;
      if (consenting <= kMostlyConsent * kept_words_) return false;
    }
    return phrases > kept_.size() && phrases >= 3;
  }

  bool is_paywall() const {
    if (kept_.empty()) return words_ < kShortPage && any_block(asks_for_login);
    std::uint32_t story = 0;
    bool asks = false;
    for (const PageBlock* const block : kept_) {
      if (asks_for_login(block->caseless)) asks = true;
      else if (block->block.role != Role::heading) story += block->words;
      if (story >= kOneSentence) return false;
    }
    return asks;
  }

  bool is_media() const {
    if (claims_.article || kept_.size() > 2) return false;
    // og:type alone is also a film's review's, or a programme's with a summary (ardmediathek.de, 2021).
    return (claims_.media && kept_words_ < kLongestBlurb) || (claims_.clip && kept_.empty());
  }

  const Case& case_;
  const PageClaims& claims_;
  const std::vector<PageBlock>& blocks_;
  std::vector<const PageBlock*> kept_;
  std::uint32_t words_ = 0, kept_words_ = 0;
};

}  // namespace

std::optional<NoArticle> why_no_article(const Case& page_case, const std::vector<PageBlock>& blocks,
                                        FoundBy found_by) {
  const Witness witness(page_case, blocks);
  auto cause = page_case.tree == nullptr ? std::nullopt : witness.cause(found_by);
  if (!cause && witness.is_empty()) cause = kNoStory;
  return cause;
}

void drop_kept(const NoArticle& cause, std::vector<PageBlock>& blocks) {
  for (PageBlock& block : blocks) {
    Verdict& verdict = block.block.verdict;
    if (verdict.kept() || verdict.rule == kNoStory.rule) verdict = {cause.kind, std::string(cause.rule)};
  }
}

}  // namespace cleancopy
