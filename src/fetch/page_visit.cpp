#include "fetch/page_visit.h"

#include <utility>

#include "fetch/answer.h"
#include "io/http_message.h"
#include "io/sidecar.h"
#include "text/moment.h"

namespace cleancopy {
namespace {

Answer answer_of(const Exchange& exchange, std::string digest) {
  return {{std::string(exchange.fields.value("etag")), std::string(exchange.fields.value("last-modified"))},
          std::move(digest)};
}

void lose(RoundDesk& desk, const WantedPage& page, const std::string& why) {
  desk.ledger.write([&](Database& database) { lose_page(database, page.id, why, desk.now()); });
}

void put_off(RoundDesk& desk, const WantedPage& page, const std::string& why) {
  desk.ledger.write([&](Database& database) { fail_page(database, page.id, why, desk.now()); });
}

void fail(RoundDesk& desk, const WantedPage& page, const std::string& why) {
  ++desk.counts.failed;
  desk.round.listener.tell(Weight::trouble, page.url, why);
  put_off(desk, page, why);
}

void leave(RoundDesk& desk, const WantedPage& page) {
  ++desk.counts.unchanged;
  desk.ledger.write([&](Database& database) { leave_page(database, page.id, desk.now()); });
}

Sidecar sidecar_for(const WantedPage& page, const std::string& asked, const Exchange& exchange) {
  return {exchange.url, asked, page.source, {}, exchange.status, {}, exchange.head};
}

void keep(RoundDesk& desk, const WantedPage& page, const std::string& asked, const Exchange& exchange) {
  const std::string digest = digest_of(exchange.bytes);
  if (digest == page.digest) return leave(desk, page);
  Sidecar sidecar = sidecar_for(page, asked, exchange);
  sidecar.fetched = iso_time(desk.now());
  if (auto failed = desk.round.raw.keep(page.path, std::move(sidecar), exchange.bytes))
    return desk.ledger.fail(std::move(*failed));
  ++desk.counts.kept;
  desk.ledger.write([&](Database& database) {
    keep_page(database, page.id, answer_of(exchange, digest), desk.now());
  });
}

void settle_content(RoundDesk& desk, const WantedPage& page, const std::string& asked,
                    const Exchange& exchange) {
  const std::string_view type = exchange.fields.value("content-type");
  if (!is_page_type(type)) {
    ++desk.counts.not_pages;
    return lose(desk, page, "is no page: " + std::string(type));
  }
  if (exchange.bytes.empty()) return fail(desk, page, "has no content");
  keep(desk, page, asked, exchange);
}

}  // namespace

bool is_page_type(std::string_view content_type) {
  return content_type.empty() || page_format(content_type).has_value();
}

void settle_page(RoundDesk& desk, const WantedPage& page, const std::string& asked,
                 const Exchange& exchange) {
  switch (answered_with(exchange)) {
    case Answered::content: return settle_content(desk, page, asked, exchange);
    case Answered::not_modified: return leave(desk, page);
    case Answered::refused:
    case Answered::unfit:
      ++desk.counts.failed;
      desk.round.listener.tell(Weight::trouble, page.url, words_of(exchange));
      return lose(desk, page, words_of(exchange));
    case Answered::busy:
      ++desk.counts.failed;
      // The host asked for a pause, gets it, and that is told. 503 may also be all that this page ever gives.
      if (exchange.status == 503) put_off(desk, page, words_of(exchange));
      return;
    case Answered::moved:
    case Answered::failing:
    case Answered::unreachable: return fail(desk, page, words_of(exchange));
  }
}

}  // namespace cleancopy
