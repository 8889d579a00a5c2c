#include "clean/compose.h"

#include <algorithm>
#include <utility>

namespace cleancopy {
namespace {

Field first_of(Field& strong, Field& weak) { return std::move(strong.value.empty() ? weak : strong); }

void take_fields(Judgement& judgement, Metadata& metadata, Article& article) {
  article.title = first_of(judgement.title, metadata.title);
  article.standfirst = std::move(judgement.standfirst);
  article.authors = std::move(judgement.authors.empty() ? metadata.authors : judgement.authors);
  article.published = first_of(judgement.date, metadata.published);
  article.modified = std::move(metadata.modified);
  article.language = std::move(metadata.language);
  article.tags = std::move(judgement.tags.empty() ? metadata.tags : judgement.tags);
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
  take_fields(judgement, metadata, article);
  if (judgement.overcut) article.flags.emplace_back("overcut");
  if (metadata.paywalled) article.flags.emplace_back("paywalled");
  article.blocks.reserve(blocks.size());
  for (PageBlock& block : blocks) article.blocks.push_back(std::move(block.block));
  const auto kept = [](const Block& block) { return block.verdict.kept(); };
  const bool any = std::any_of(article.blocks.begin(), article.blocks.end(), kept);
  article.status = any ? Status::cleaned : Status::no_article;
  return article;
}

}  // namespace cleancopy
