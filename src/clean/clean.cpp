// The pipeline: each stage is a function from one noun to the next, and none
// calls an earlier one. See src/README.md for the walk.
#include <array>
#include <charconv>
#include <iterator>
#include <memory>
#include <memory_resource>
#include <string>
#include <utility>
#include <vector>

#include "blocks/flow.h"
#include "blocks/judge.h"
#include "blocks/split.h"
#include "blocks/unpack.h"
#include "clean/compose.h"
#include "clean/recall.h"
#include "cleancopy.h"
#include "markup/arena.h"
#include "markup/deadline.h"
#include "markup/graft.h"
#include "markup/metadata.h"
#include "markup/parse.h"
#include "rules/rulebook.h"
#include "text/decode.h"
#include "text/url.h"

namespace cleancopy {
namespace {

Article reject(const Page& page, std::string reason) {
  Article article;
  article.id = page.id;
  article.url = page.url;
  article.status = Status::rejected;
  article.reason = std::move(reason);
  return article;
}

Article reject_as_late(const Page& page, double seconds) {
  char digits[32] = {};
  std::to_chars(digits, std::end(digits) - 1, seconds);
  return reject(page, "took longer than " + std::string(digits) + " seconds");
}

/// What the caller says, else the address asked for, else what the page calls itself.
std::string host_of_page(const Page& page, const Metadata& metadata) {
  if (!page.site.empty()) return host_of(page.site);
  std::string host = host_of(page.url);
  return host.empty() ? host_of(metadata.url) : host;
}

void add_flags(const Fences& fences, std::size_t invalid, Article& article) {
  if (fences.any()) article.flags.emplace_back("fenced");
  if (invalid > 0) article.flags.emplace_back("invalid_bytes");
}

}  // namespace

/// What a Cleaner keeps from page to page.
struct Cleaner::Desk {
  const RuleFiles& rules;
  const SiteMemory* memory;  // or null
  PageLimits limits;
  Arena arena;
  Deadline deadline = {};  // of the page on the desk

  // Where the folded texts of the page's blocks stand. Most pages need no more than the space.
  std::array<std::byte, 128u << 10> space = {};
  std::pmr::monotonic_buffer_resource texts{space.data(), space.size()};

  void begin() {
    deadline = Deadline::after(limits.seconds);
    arena.work_until(deadline);
    texts.release();
  }

  PageRules rules_of(std::string_view host, const Tree* tree, const std::vector<PageBlock>& blocks) const {
    return rules.rules_for(host, tree, folded_texts(blocks));
  }

  /// Both roads end here: blocks of a page, whether it had markup or not.
  Article judge_and_compose(const Page& page, std::string host, Case page_case,
                            std::vector<PageBlock> blocks) const {
    Judgement judgement = judge(page_case, blocks);
    if (memory != nullptr) recall(*memory, host, blocks);
    if (deadline.passed()) return reject_as_late(page, limits.seconds);
    Article article =
        compose(page, page_case.rules, std::move(judgement), page_case.metadata, std::move(blocks));
    article.host = std::move(host);
    return article;
  }

  Article clean_html(const Page& page, Tree tree, Detail detail) {
    if (deadline.passed() || tree.fences().time) return reject_as_late(page, limits.seconds);
    if (tree.fences().memory) return reject(page, "its tags need more memory to parse than a page may take");
    Metadata metadata = read_metadata(tree);
    std::vector<PageBlock> blocks = flow(tree, texts);
    std::string host = host_of_page(page, metadata);
    const PageRules page_rules = rules_of(host, &tree, blocks);
    if (const auto grafts = unpack(page_rules, tree, page.crawled); !grafts.empty()) {
      tree = graft(std::move(tree), grafts, arena);
      blocks = flow(tree, texts);
    }
    if (deadline.passed()) return reject_as_late(page, limits.seconds);
    Article article =
        judge_and_compose(page, std::move(host),
                          {&tree, metadata, page_rules, page.crawled, detail, page.url}, std::move(blocks));
    add_flags(tree.fences(), 0, article);
    return article;
  }

  Article clean_text(const Page& page, std::string_view text, Detail detail) {
    const Metadata metadata;
    std::vector<PageBlock> blocks = split(text, texts);
    std::string host = host_of_page(page, metadata);
    const PageRules page_rules = rules_of(host, nullptr, blocks);
    return judge_and_compose(page, std::move(host), {nullptr, metadata, page_rules, page.crawled, detail},
                             std::move(blocks));
  }

  Article clean(const Page& page, Detail detail) {
    if (page.bytes.size() > limits.bytes) {
      return reject(page, "larger than " + std::to_string(limits.bytes) + " bytes");
    }
    begin();
    if (page.format == Format::html && is_decoded(page.bytes, page.content_type)) {
      return clean_html(page, parse_in_place(page.bytes, arena), detail);
    }
    Decoded decoded = decode(page.bytes, page.content_type);
    Article article = page.format == Format::html
                          ? clean_html(page, parse(std::move(decoded.text), arena), detail)
                          : clean_text(page, decoded.text, detail);
    add_flags({}, decoded.invalid, article);
    return article;
  }
};

Cleaner::Cleaner(const Rulebook& book, const SiteMemory* memory, PageLimits limits)
    : desk_(std::make_unique<Desk>(book.files(), memory, limits, Arena())) {}
Cleaner::Cleaner(Cleaner&&) noexcept = default;
Cleaner& Cleaner::operator=(Cleaner&&) noexcept = default;
Cleaner::~Cleaner() = default;

Article Cleaner::clean(const Page& page) { return desk_->clean(page, Detail::verdicts); }

Article Cleaner::explain(const Page& page) { return desk_->clean(page, Detail::reasons); }

}  // namespace cleancopy
