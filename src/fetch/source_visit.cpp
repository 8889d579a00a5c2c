#include "fetch/source_visit.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>

#include "fetch/answer.h"
#include "fetch/backoff.h"
#include "fetch/feed.h"
#include "fetch/index_page.h"
#include "fetch/pages.h"
#include "io/sidecar.h"
#include "text/moment.h"

namespace cleancopy {
namespace {

constexpr std::int64_t kSettling = 600;  // seconds in which a sitemap may still be served as it was

// A source that went well.
SourceState looked_at(const RoundDesk& desk, const SourceErrand& errand) {
  SourceState state = errand.state;
  state.due = next_due(*errand.source, desk.began);
  state.failures = 0;
  state.last_success = desk.now();
  state.error.clear();
  return state;
}

Result<Feed, Error> links_of(const SourceErrand& errand, const Exchange& exchange) {
  const auto& links = errand.source->links;
  if (links == nullptr || errand.depth > 0) return read_feed(exchange.bytes, exchange.url);
  Page page;
  page.url = exchange.url;
  page.bytes = exchange.bytes;
  page.content_type = exchange.fields.value("content-type");
  Feed feed = read_index_page(page, *links);
  if (feed.pages.empty()) return Error{exchange.url, "'" + errand.source->links_text + "' matches no link"};
  return feed;
}

// When a link last changed, at the latest: a date alone may mean any moment of its day.
std::optional<std::int64_t> last_change(const Link& link) {
  const auto seconds = seconds_of(link.changed);
  constexpr std::size_t date_alone = 10;
  return seconds && link.changed.size() == date_alone ? *seconds + kDay : seconds;
}

// The sitemaps of an index, while it is looked which of them to read.
class IndexReading {
 public:
  IndexReading(RoundDesk& desk, const SourceErrand& index, SourcesSeen& seen)
      : desk_(desk), index_(index), seen_(seen) {}

  // Which of them, the newest first.
  std::vector<Errand> choose(std::vector<Link> sitemaps) {
    std::ranges::stable_sort(sitemaps, [](const Link& a, const Link& b) {
      return last_change(a).value_or(INT64_MAX) > last_change(b).value_or(INT64_MAX);
    });
    std::vector<Errand> chosen;
    for (const Link& link : sitemaps) {
      // One without a date may change while its index stays as it is.
      if (!last_change(link)) is_whole_ = false;
      SourceErrand errand{state_of(link.url), index_.source, index_.depth + 1, nullptr};
      if (!is_wanted(link, errand.state)) continue;
      std::size_t& found = seen_.sitemaps[index_.source];
      if (found >= kMaxSitemaps || errand.depth > kMaxIndexDepth) {
        is_whole_ = false;
        continue;
      }
      if (!seen_.urls.insert(link.url).second) continue;
      ++found;
      chosen.push_back({std::move(errand), link.url});
    }
    return chosen;
  }

  bool is_whole() const { return is_whole_; }

 private:
  SourceState state_of(const std::string& url) {
    SourceState state;
    desk_.ledger.write([&](Database& database) { state = source_state(database, url); });
    state.url = url;
    return state;
  }

  bool is_wanted(const Link& link, const SourceState& state) const {
    const auto changed = last_change(link);
    if (!changed) return state.due <= desk_.began;
    const std::int64_t oldest = desk_.began - desk_.round.job.limits.keep_days * kDay;
    const bool was_read = state.last_success - kSettling > *changed && state.failures == 0;
    return *changed >= oldest && !was_read;
  }

  RoundDesk& desk_;
  const SourceErrand& index_;
  SourcesSeen& seen_;
  bool is_whole_ = true;  // all that it says is read once what was chosen is
};

void save(RoundDesk& desk, const SourceState& state, Durability durability = Durability::quick) {
  desk.ledger.write([&](Database& database) { save_source(database, state, desk.now()); }, durability);
}

// The sitemap is read: if it was the last that its index waited for, the index is, too.
void tell_index(RoundDesk& desk, const SourceErrand& errand) {
  if (errand.index && --errand.index->open == 0) save(desk, errand.index->done);
}

void note_same(RoundDesk& desk, const SourceErrand& errand) {
  if (errand.depth == 0) ++desk.counts.sources_unchanged;
  save(desk, looked_at(desk, errand));
  tell_index(desk, errand);
}

std::vector<Errand> read_links(RoundDesk& desk, const SourceErrand& errand, const Feed& feed,
                               SourceState state, SourcesSeen& seen) {
  IndexReading reading(desk, errand, seen);
  std::vector<Errand> sitemaps = reading.choose(feed.feeds);
  const SourceState whole = state;
  if (!sitemaps.empty() || !reading.is_whole()) {
    state.validators = {};
    state.digest.clear();
  }
  Offered offered;
  desk.ledger.write(
      [&](Database& database) {
        save_source(database, state, desk.now());
        offered = offer_pages(database, state.url, feed.pages, desk.began);
      },
      Durability::lasting);
  desk.counts.unchanged += offered.known;
  if (reading.is_whole() && !sitemaps.empty()) {
    const auto index = std::make_shared<SitemapIndex>(SitemapIndex{whole, sitemaps.size()});
    for (Errand& each : sitemaps) std::get<SourceErrand>(each.what).index = index;
  }
  return sitemaps;
}

void put_off(RoundDesk& desk, const SourceErrand& errand, const std::string& why) {
  if (errand.depth == 0) ++desk.counts.sources_failed;
  SourceState state = errand.state;
  ++state.failures;
  state.due = std::max(desk.now() + pause_after(state.failures, state.url),
                       std::min(next_due(*errand.source, desk.began), desk.now() + kLongestPause));
  state.error = why;
  save(desk, state);
}

std::vector<Errand> settle_content(RoundDesk& desk, const SourceErrand& errand, const Exchange& exchange,
                                   SourcesSeen& seen) {
  const std::string digest = digest_of(exchange.bytes);
  SourceState state = looked_at(desk, errand);
  state.validators = {std::string(exchange.fields.value("etag")),
                      std::string(exchange.fields.value("last-modified"))};
  if (digest == state.digest) {
    SourceErrand same = errand;
    same.state.validators = state.validators;
    note_same(desk, same);
    return {};
  }
  state.digest = digest;
  const auto feed = links_of(errand, exchange);
  if (!feed) {
    fail_source(desk, errand, feed.error().what, Weight::failure);
    return {};
  }
  if (!feed.value().broken.empty())
    desk.round.listener.tell(Weight::trouble, errand.state.url, feed.value().broken);
  if (feed.value().cut)
    desk.round.listener.tell(Weight::trouble, errand.state.url, "has more links than are read");
  auto sitemaps = read_links(desk, errand, feed.value(), std::move(state), seen);
  tell_index(desk, errand);
  return sitemaps;
}

}  // namespace

std::vector<Errand> settle_source(RoundDesk& desk, const SourceErrand& errand, const Exchange& exchange,
                                  SourcesSeen& seen) {
  const std::string why = words_of(exchange);
  if (errand.depth == 0) ++desk.counts.sources;
  switch (answered_with(exchange)) {
    case Answered::content: return settle_content(desk, errand, exchange, seen);
    case Answered::not_modified: note_same(desk, errand); break;
    case Answered::busy: put_off(desk, errand, why); break;  // that its host is left alone is told
    case Answered::failing:
    case Answered::unreachable: fail_source(desk, errand, why, Weight::trouble); break;
    case Answered::moved:
    case Answered::refused:
    case Answered::unfit: fail_source(desk, errand, why, Weight::failure); break;
  }
  return {};
}

void fail_source(RoundDesk& desk, const SourceErrand& errand, const std::string& why, Weight weight) {
  desk.round.listener.tell(weight, errand.state.url, why);
  put_off(desk, errand, why);
}

std::int64_t next_due(const JobSource& source, std::int64_t began) {
  return began + source.every - source.every / 10;
}

}  // namespace cleancopy
