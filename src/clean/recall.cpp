#include "clean/recall.h"

#include <cstddef>
#include <cstdint>

namespace cleancopy {
namespace {

// On 102 pages of 26 hosts no line of six words or more that three stories repeat is in the human
// gold; of five shorter ones two are, labels of reviews (security.org, 2025).
constexpr std::uint32_t kFewestWords = 6;
constexpr std::uint32_t kLongText = 40;  // words; background that a series repeats is about as long
constexpr std::uint32_t kFewestRepeatsOfLong = 5;
constexpr double kShareAtEdge = 0.4;     // sign-ups and notes on the author stand first and last
constexpr double kShareInMiddle = 0.6;   // only what the template sets is in most stories
constexpr double kShareOfLong = 0.8;
constexpr std::size_t kEdge = 3;         // blocks that stay, from either end
constexpr std::size_t kRun = 4;          // lines that make a menu or a footer
constexpr double kMostBody = 0.5;        // share of the body's words

enum class Place : std::uint8_t { edge, middle };

// A kept block, and how many stories say it.
struct Candidate {
  PageBlock* block;
  std::uint32_t repeats;
  bool taken;
};

std::vector<Candidate> body_of(const SiteRepeats& site, std::vector<PageBlock>& blocks) {
  std::vector<Candidate> body;
  for (PageBlock& block : blocks) {
    if (!block.block.verdict.kept()) continue;
    const bool is_surveyed =
        block.block.verdict.kind == Kind::body && block.block.text.size() <= kMaxSurveyedBytes;
    const auto found = is_surveyed ? site.texts.find(text_key(block.folded)) : site.texts.end();
    body.push_back({&block, found == site.texts.end() ? 0 : found->second, false});
  }
  return body;
}

bool has_share(const SiteRepeats& site, const Candidate& candidate, double share) {
  return candidate.repeats > 0 && candidate.repeats >= share * site.stories;
}

bool is_furniture(const SiteRepeats& site, const Candidate& candidate, Place place) {
  const PageBlock& block = *candidate.block;
  if (block.block.role == Role::heading || block.words < kFewestWords) return false;
  if (block.words > kLongText)
    return candidate.repeats >= kFewestRepeatsOfLong && has_share(site, candidate, kShareOfLong);
  return has_share(site, candidate, place == Place::edge ? kShareAtEdge : kShareInMiddle);
}

// One label may be a story's, many in a row are a menu: extracted text is full of them.
void take_runs(const SiteRepeats& site, std::vector<Candidate>& body) {
  for (std::size_t begin = 0, end = 0; begin < body.size(); begin = end + 1) {
    end = begin;
    while (end < body.size() && body[end].block->words <= kLongText &&
           has_share(site, body[end], kShareInMiddle))
      ++end;
    if (end - begin < kRun) continue;
    for (std::size_t i = begin; i < end; ++i) body[i].taken = true;
  }
}

// From one end inwards. Each block that goes brings the next one nearer to the edge.
template <class Iterator>
void take_inwards(const SiteRepeats& site, Iterator begin, Iterator end) {
  std::size_t stayed = 0;
  for (Iterator it = begin; it != end; ++it) {
    if (!it->taken) it->taken = is_furniture(site, *it, stayed < kEdge ? Place::edge : Place::middle);
    if (!it->taken) ++stayed;
  }
}

// A heading says what is below it.
void take_headings(const SiteRepeats& site, std::vector<Candidate>& body) {
  for (std::size_t i = body.size(); i-- > 1;) {
    Candidate& above = body[i - 1];
    if (body[i].taken && above.block->block.role == Role::heading)
      above.taken = above.taken || has_share(site, above, kShareAtEdge);
  }
}

double share_taken(const std::vector<Candidate>& body) {
  double all = 0, taken = 0;
  for (const Candidate& candidate : body) {
    all += candidate.block->words;
    if (candidate.taken) taken += candidate.block->words;
  }
  return all > 0 ? taken / all : 0;
}

}  // namespace

void recall(const SiteMemory& memory, std::string_view host, std::vector<PageBlock>& blocks) {
  const SiteRepeats* const site = memory.repeats_of(host);
  if (site == nullptr) return;
  std::vector<Candidate> body = body_of(*site, blocks);
  take_runs(*site, body);
  take_inwards(*site, body.rbegin(), body.rend());
  take_inwards(*site, body.begin(), body.end());
  take_headings(*site, body);
  if (share_taken(body) >= kMostBody) return;
  for (const Candidate& candidate : body) {
    if (candidate.taken) candidate.block->block.verdict = {Kind::duplicate, "memory/repeated"};
  }
}

}  // namespace cleancopy
