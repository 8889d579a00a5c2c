#include "clean/compose.h"

#include <algorithm>
#include <initializer_list>
#include <utility>

#include "text/date.h"

namespace cleancopy {
namespace {

/// The first that has a value, the strongest given first.
Field first_of(std::initializer_list<Field*> fields) {
  for (Field* const field : fields) {
    if (!field->value.empty()) return std::move(*field);
  }
  return {};
}

/// A story cannot be newer than its page: such a date is an event's, or a default.
void drop_future(Field& date, const std::string& crawled) {
  if (is_after(date.value, crawled)) date = {};
}

void take_fields(const Page& page, Judgement& judgement, Metadata& metadata, Article& article) {
  RuleFields& named = judgement.named;
  RuleFields& weak = judgement.weak;
  RuleFields& moved = judgement.moved;
  for (Field* const date : {&named.date, &metadata.published, &moved.date, &weak.date, &metadata.modified})
    drop_future(*date, page.crawled);
  article.title = first_of({&named.title, &metadata.title, &moved.title, &weak.title});
  article.standfirst = first_of({&named.standfirst, &moved.standfirst, &weak.standfirst});
  article.authors = std::move(!named.authors.empty()      ? named.authors
                              : !metadata.authors.empty() ? metadata.authors
                              : !moved.authors.empty()    ? moved.authors
                                                          : weak.authors);
  article.published = first_of({&named.date, &metadata.published, &moved.date, &weak.date});
  article.modified = std::move(metadata.modified);
  article.language = std::move(metadata.language);
  article.tags = std::move(!named.tags.empty()      ? named.tags
                           : !metadata.tags.empty() ? metadata.tags
                                                    : weak.tags);
}

}  // namespace

Article compose(const Page& page, const PageRules& rules, Judgement judgement, Metadata metadata,
                std::vector<PageBlock> blocks) {
  Article article;
  article.id = page.id;
  article.url = page.url.empty() ? metadata.url : page.url;
  article.site = rules.site;
  article.layout = std::move(judgement.layout);
  for (const CompiledRules* const file : rules.files) article.rules.push_back(file->rules.name);
  take_fields(page, judgement, metadata, article);
  if (judgement.overcut) article.flags.emplace_back("overcut");
  if (judgement.live) article.flags.emplace_back("live");
  if (metadata.paywalled) article.flags.emplace_back("paywalled");
  article.blocks.reserve(blocks.size());
  for (PageBlock& block : blocks) {
    block.block.place = block.first == kNoNode ? block.line : block.first;
    article.blocks.push_back(std::move(block.block));
  }
  const auto kept = [](const Block& block) { return block.verdict.kept(); };
  const bool any = std::any_of(article.blocks.begin(), article.blocks.end(), kept);
  article.status = any ? Status::cleaned : Status::no_article;
  if (!any) article.reason = std::move(judgement.no_article);
  return article;
}

}  // namespace cleancopy
