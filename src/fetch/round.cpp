#include "fetch/round.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "fetch/agendas.h"
#include "fetch/answer.h"
#include "fetch/errand.h"
#include "fetch/forget.h"
#include "fetch/origins.h"
#include "fetch/page_visit.h"
#include "fetch/round_desk.h"
#include "fetch/source_visit.h"
#include "fetch/web_url.h"
#include "text/moment.h"

namespace cleancopy {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kGlance{200};       // how long a stop or a deadline may go unseen
constexpr std::size_t kMaxRobotsHops = 5;  // RFC 9309, 2.3.1.2
constexpr std::size_t kMaxHops = 10;
constexpr std::size_t kMaxRobotsAnswer = std::size_t{8} << 20;  // of which kMaxRobotsBytes are read

bool is_among(const std::vector<std::string>& hops, const std::string& url) {
  return std::ranges::find(hops, url) != hops.end();
}

class Rounds {
 public:
  explicit Rounds(const Round& round)
      : desk_(round),
        origins_(desk_.ledger, round.job.limits.delay),
        agendas_(desk_, origins_),
        time_is_up_(round.web.now() + std::chrono::seconds(round.job.limits.seconds)) {}

  Result<RoundResult, IoError> run() {
    begin();
    while (!is_over()) {
      start_what_may();
      if (agendas_.under_way() == 0 && (is_late() || !agendas_.next_turn())) break;
      for (const Exchange& exchange : desk_.round.web.wait(time_to_wait())) settle(exchange);
    }
    return end();
  }

 private:
  bool is_over() const { return desk_.round.stop || desk_.ledger.failure(); }
  bool is_late() const { return desk_.round.web.now() >= time_is_up_; }

  milliseconds time_to_wait() const {
    const auto next = is_late() ? std::nullopt : agendas_.next_turn();
    return next ? std::clamp(*next - desk_.round.web.now(), milliseconds(0), kGlance) : kGlance;
  }

  // --- before and after ---

  void begin() {
    desk_.ledger.write([&](Database& database) {
      desk_.counts.adopted = adopt_copies(database, desk_.round.raw, desk_.began);
    });
    for (const JobSource& source : desk_.round.job.sources) {
      SourceErrand errand;
      desk_.ledger.write([&](Database& database) { errand.state = source_state(database, source.url); });
      errand.state.url = source.url;
      errand.source = &source;
      if (errand.state.due > desk_.began || !seen_.urls.insert(source.url).second) continue;
      agendas_.put_last({std::move(errand), source.url});
    }
    agendas_.want_pages();
  }

  Result<RoundResult, IoError> end() {
    RoundResult result{desk_.counts};
    if (desk_.round.stop) result.ending = Ending::stopped;
    else if (is_late() && agendas_.is_work_left()) result.ending = Ending::deadline;
    if (!origins_.any_answered() && origins_.any_unreachable()) {
      result.reached = Reached::none;
      origins_.take_failures_back(desk_.now());
    } else if (!origins_.any_answered() && origins_.any_refused()) {
      result.reached = Reached::refused;
    }
    if (result.ending == Ending::done) {
      const std::int64_t oldest = desk_.now() - desk_.round.job.limits.keep_days * kDay;
      desk_.ledger.write([&](Database& database) { forget_before(database, oldest); });
    }
    if (desk_.ledger.failure()) return *desk_.ledger.failure();
    return result;
  }

  // --- requests ---

  void start_what_may() {
    while (!is_late() && !is_over()) {
      auto errand = agendas_.take(desk_.round.web.now());
      if (!errand) return;
      start(std::move(*errand));
    }
  }

  void start(Errand errand) {
    Request request{++ticket_, errand.url, {}, desk_.round.job.limits.page_bytes};
    if (std::holds_alternative<RobotsErrand>(errand.what)) {
      request.max_bytes = kMaxRobotsAnswer;
    } else if (const auto* source = std::get_if<SourceErrand>(&errand.what)) {
      request.validators = source->state.validators;
      if (source->source->links == nullptr || source->depth > 0) request.max_bytes = kMaxFeedBytes;
    } else {
      request.validators = std::get<WantedPage>(errand.what).validators;
    }
    under_way_.emplace(ticket_, std::move(errand));
    desk_.round.web.start(std::move(request));
  }

  // --- answers ---

  void settle(const Exchange& exchange) {
    auto found = under_way_.extract(exchange.ticket);
    if (found.empty()) return;
    Errand& errand = found.mapped();
    const std::string url = errand.url;
    count(exchange);
    const auto until = origins_.note(exchange, desk_.now());
    if (until) tell_left_alone(origin_of(url), exchange, *until);
    const bool is_down = until && answered_with(exchange) == Answered::unreachable;
    if (std::holds_alternative<RobotsErrand>(errand.what)) settle_robots(errand, exchange);
    else if (is_down) put_off(errand);
    else if (answered_with(exchange) == Answered::moved) follow(errand, exchange);
    else if (const auto* page = std::get_if<WantedPage>(&errand.what)) settle_one(*page, errand, exchange);
    else settle_links(std::get<SourceErrand>(errand.what), exchange);
    agendas_.rest(url, desk_.round.web.now());
    desk_.round.listener.count(desk_.counts);
  }

  void settle_one(const WantedPage& page, const Errand& errand, const Exchange& exchange) {
    settle_page(desk_, page, errand.hops.empty() ? page.url : errand.hops.front(), exchange);
    agendas_.end_way(page.id);
  }

  void settle_links(const SourceErrand& source, const Exchange& exchange) {
    for (Errand& each : settle_source(desk_, source, exchange, seen_)) agendas_.put_last(std::move(each));
    agendas_.want_pages();
  }

  // Its host is down: what was asked of it stays as it was, and is no worse for that.
  void put_off(const Errand& errand) {
    if (const auto* page = std::get_if<WantedPage>(&errand.what)) {
      ++desk_.counts.failed;
      agendas_.end_way(page->id);
    } else if (std::get<SourceErrand>(errand.what).depth == 0) {
      ++desk_.counts.sources;
      ++desk_.counts.sources_failed;
    }
  }

  void count(const Exchange& exchange) {
    RoundCounts& counts = desk_.counts;
    ++counts.requests;
    counts.bytes += exchange.bytes.size();
    switch (answered_with(exchange)) {
      case Answered::content: break;
      case Answered::not_modified: ++counts.not_modified; break;
      case Answered::moved: ++counts.redirects; break;
      case Answered::refused: ++counts.refused; break;
      case Answered::busy:
      case Answered::failing: ++(exchange.status < 500 ? counts.refused : counts.server_errors); break;
      case Answered::unfit: ++counts.unfit; break;
      case Answered::unreachable: ++counts.unreachable; break;
    }
  }

  void tell_left_alone(const std::string& origin, const Exchange& exchange, std::int64_t until) {
    const std::int64_t minutes = std::max<std::int64_t>((until - desk_.now() + 59) / 60, 1);
    desk_.round.listener.tell(Weight::trouble, origin,
                              words_of(exchange) + "; left alone for " + std::to_string(minutes) + " min");
  }

  // --- robots.txt ---

  void settle_robots(const Errand& errand, const Exchange& exchange) {
    const std::string origin = std::get<RobotsErrand>(errand.what).origin;
    switch (answered_with(exchange)) {
      case Answered::content:
        origins_.have_robots(origin, RobotsAnswer::rules, exchange.bytes, desk_.now());
        break;
      case Answered::moved:
        if (follow_robots(errand, exchange)) return;
        [[fallthrough]];
      case Answered::not_modified:
      case Answered::refused:
        origins_.have_robots(origin, RobotsAnswer::everything, {}, desk_.now());
        break;
      default: leave_origin(origin, exchange);
    }
    agendas_.call(origin);
  }

  bool follow_robots(const Errand& errand, const Exchange& exchange) {
    const auto url = absolute_url(exchange.url, redirect_of(exchange));
    std::vector<std::string> hops = errand.hops;
    hops.push_back(errand.url);
    if (!url || hops.size() > kMaxRobotsHops || is_among(hops, *url)) return false;
    agendas_.put_first({errand.what, *url, std::move(hops)});
    return true;
  }

  void leave_origin(const std::string& origin, const Exchange& exchange) {
    const auto until = origins_.leave_alone(origin, exchange, desk_.now());
    if (until) tell_left_alone(origin, exchange, *until);
  }

  // --- redirects ---

  void follow(Errand& errand, const Exchange& exchange) {
    const auto url = absolute_url(exchange.url, redirect_of(exchange));
    errand.hops.push_back(errand.url);
    if (!url) return end_way(errand, "redirects to what is no web address");
    if (is_among(errand.hops, *url)) return end_way(errand, "redirects in a circle");
    if (errand.hops.size() > kMaxHops) return end_way(errand, "redirects more than ten times");
    if (const auto* page = std::get_if<WantedPage>(&errand.what)) return move(*page, errand.hops, *url);
    errand.url = *url;
    agendas_.put_first(std::move(errand));
  }

  // The state knows the page by its new URL from here on, and wants it there.
  void move(const WantedPage& page, const std::vector<std::string>& hops, const std::string& url) {
    Moved moved = Moved::crowd;
    desk_.ledger.write([&](Database& database) {
      moved = move_page(database, page.id, url, desk_.began);
      if (moved == Moved::crowd) fail_page(database, page.id, "redirects where many pages do", desk_.now());
    });
    agendas_.end_way(page.id);
    if (moved == Moved::known) ++desk_.counts.unchanged;
    if (moved == Moved::crowd) ++desk_.counts.failed;
    if (moved != Moved::follow) return;
    agendas_.go_on(page.id, hops);
    agendas_.want_pages(origin_of(url));
  }

  void end_way(const Errand& errand, const std::string& why) {
    if (const auto* source = std::get_if<SourceErrand>(&errand.what)) {
      if (source->depth == 0) ++desk_.counts.sources;
      return fail_source(desk_, *source, why, Weight::failure);
    }
    const WantedPage& page = std::get<WantedPage>(errand.what);
    agendas_.end_way(page.id);
    ++desk_.counts.failed;
    desk_.round.listener.tell(Weight::trouble, page.url, why);
    desk_.ledger.write([&](Database& database) { fail_page(database, page.id, why, desk_.now()); });
  }

  RoundDesk desk_;
  Origins origins_;
  Agendas agendas_;
  std::map<std::uint64_t, Errand> under_way_;  // by ticket
  SourcesSeen seen_;
  std::uint64_t ticket_ = 0;
  milliseconds time_is_up_;
};

}  // namespace

Result<RoundResult, IoError> fetch_round(const Round& round) { return Rounds(round).run(); }

}  // namespace cleancopy
