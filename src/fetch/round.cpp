#include "fetch/round.h"

#include <algorithm>
#include <chrono>
#include <deque>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "fetch/answer.h"
#include "fetch/errand.h"
#include "fetch/forget.h"
#include "fetch/host_turns.h"
#include "fetch/origins.h"
#include "fetch/page_visit.h"
#include "fetch/round_desk.h"
#include "fetch/source_visit.h"
#include "fetch/web_url.h"
#include "text/moment.h"

namespace cleancopy {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kGlance{200};           // how long a stop or a deadline may go unseen
constexpr std::size_t kMaxRobotsHops = 5;      // RFC 9309, 2.3.1.2
constexpr std::size_t kMaxPageHops = 10;
constexpr std::size_t kMaxRobotsAnswer = std::size_t{8} << 20;

// What is to be asked of a host: errands, and then the pages that the state wants of its origins.
struct Agenda {
  std::deque<Errand> errands;
  std::set<std::string> origins;
  std::size_t pages = 0;  // asked for
};

bool is_among(const std::vector<std::string>& hops, const std::string& url) {
  return std::ranges::find(hops, url) != hops.end();
}

class Rounds {
 public:
  explicit Rounds(const Round& round)
      : desk_(round), origins_(desk_.ledger, round.job.limits.delay), out_of_time_(time_limit(round)) {}

  Result<RoundResult, IoError> run() {
    begin();
    while (!is_over()) {
      if (!is_late()) start_turns();
      if (turns_.under_way() == 0 && (is_late() || !turns_.next_turn())) break;
      for (const Exchange& exchange : desk_.round.web.wait(time_to_wait())) settle(exchange);
    }
    return end();
  }

 private:
  static milliseconds time_limit(const Round& round) {
    return round.web.now() + std::chrono::seconds(round.job.limits.seconds);
  }

  bool is_over() const { return desk_.round.stop || desk_.ledger.failure(); }
  bool is_late() const { return desk_.round.web.now() >= out_of_time_; }

  milliseconds time_to_wait() const {
    const auto next = is_late() ? std::nullopt : turns_.next_turn();
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
      put_last({std::move(errand), source.url});
    }
    call_for_pages();
  }

  Result<RoundResult, IoError> end() {
    RoundResult result{desk_.counts};
    if (desk_.round.stop) result.ending = Ending::stopped;
    else if (is_late() && is_work_left()) result.ending = Ending::deadline;
    if (!origins_.any_answered()) {
      if (origins_.any_unreachable()) result.reached = Reached::none;
      else if (origins_.any_unfit()) result.reached = Reached::refused;
      if (origins_.any_unreachable()) origins_.take_failures_back(desk_.now());
    }
    if (result.ending == Ending::done) forget_old_pages();
    if (desk_.ledger.failure()) return *desk_.ledger.failure();
    return result;
  }

  bool is_work_left() {
    return std::ranges::any_of(agendas_, [&](auto& each) {
      if (!each.second.errands.empty()) return true;
      return may_take_page(each.second) && std::ranges::any_of(each.second.origins, [&](const auto& origin) {
               return next_page(origin).has_value();
             });
    });
  }

  void forget_old_pages() {
    const std::int64_t oldest = desk_.now() - desk_.round.job.limits.keep_days * kDay;
    desk_.ledger.write([&](Database& database) { forget_before(database, oldest); });
  }

  // --- agendas ---

  static std::string host_of_url(const std::string& url) { return host_of_origin(origin_of(url)); }

  void put_first(Errand errand) {
    const std::string host = host_of_url(errand.url);
    agendas_[host].errands.push_front(std::move(errand));
    turns_.call(host);
  }

  void put_last(Errand errand) {
    const std::string host = host_of_url(errand.url);
    agendas_[host].errands.push_back(std::move(errand));
    turns_.call(host);
  }

  void call_for_pages() {
    std::vector<std::string> wanting;
    desk_.ledger.write([&](Database& database) { wanting = origins_wanting(database, desk_.began); });
    for (const std::string& origin : wanting) {
      const std::string host = host_of_origin(origin);
      agendas_[host].origins.insert(origin);
      turns_.call(host);
    }
  }

  bool may_take_page(const Agenda& agenda) const {
    const JobLimits& limits = desk_.round.job.limits;
    return agenda.pages < limits.per_host && pages_ < limits.per_run;
  }

  std::optional<WantedPage> next_page(const std::string& origin) {
    std::vector<WantedPage> pages;
    desk_.ledger.write(
        [&](Database& database) { pages = wanted_pages(database, origin, 1, desk_.began); });
    return pages.empty() ? std::nullopt : std::optional(std::move(pages.front()));
  }

  // --- turns ---

  void start_turns() {
    while (const auto host = turns_.take(desk_.round.web.now())) {
      auto errand = next_errand(agendas_[*host]);
      if (errand) start(std::move(*errand));
      else turns_.dismiss(*host);
      if (is_over()) return;
    }
  }

  std::optional<Errand> next_errand(Agenda& agenda) {
    while (!agenda.errands.empty()) {
      Errand& front = agenda.errands.front();
      const bool is_robots = std::holds_alternative<RobotsErrand>(front.what);
      switch (is_robots ? Gate::open : origins_.gate(front.url, desk_.now())) {
        case Gate::waits: return std::nullopt;
        case Gate::robots_first: return robots_errand(front.url);
        case Gate::closed: skip_source(std::get<SourceErrand>(front.what)); break;
        case Gate::forbidden:
          if (std::get<SourceErrand>(front.what).depth == 0) ++desk_.counts.sources;
          fail_source(desk_, std::get<SourceErrand>(front.what), "its robots.txt forbids it", Weight::failure);
          break;
        case Gate::open: {
          Errand errand = std::move(front);
          agenda.errands.pop_front();
          return errand;
        }
      }
      agenda.errands.pop_front();
    }
    return next_of_pages(agenda);
  }

  std::optional<Errand> next_of_pages(Agenda& agenda) {
    while (!agenda.origins.empty() && may_take_page(agenda) && !is_over()) {
      const std::string origin = *agenda.origins.begin();
      auto page = next_page(origin);
      switch (page ? origins_.gate(page->url, desk_.now()) : Gate::closed) {
        case Gate::waits: return std::nullopt;
        case Gate::robots_first: return robots_errand(page->url);
        case Gate::closed: agenda.origins.erase(origin); break;
        case Gate::forbidden: forbid(*page); break;
        case Gate::open: {
          ++agenda.pages;
          ++pages_;
          const std::string url = page->url;
          auto& hops = page_hops_[page->id];
          return Errand{std::move(*page), url, hops};
        }
      }
    }
    return std::nullopt;
  }

  Errand robots_errand(const std::string& url) {
    const std::string origin = origin_of(url);
    origins_.ask_robots(origin);
    return {RobotsErrand{origin}, origin + "/robots.txt"};
  }

  // Its host is left alone: it stays due.
  void skip_source(const SourceErrand& errand) {
    if (errand.depth > 0) return;
    ++desk_.counts.sources;
    ++desk_.counts.sources_failed;
  }

  void forbid(const WantedPage& page) {
    ++desk_.counts.forbidden;
    const std::int64_t until = std::max(origins_.robots_until(page.url), desk_.began + 1);
    desk_.ledger.write(
        [&](Database& database) { delay_page(database, page.id, until, "its robots.txt forbids it"); });
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
    const std::string host = host_of_url(errand.url);
    count(exchange);
    const auto until = origins_.note(exchange, desk_.now());
    if (until) tell_left_alone(origin_of(errand.url), exchange, *until);
    if (std::holds_alternative<RobotsErrand>(errand.what)) settle_robots(errand, exchange);
    else if (answered_with(exchange) == Answered::moved) follow(errand, exchange);
    else if (const auto* page = std::get_if<WantedPage>(&errand.what)) settle_one(*page, errand, exchange);
    else settle_links(std::get<SourceErrand>(errand.what), exchange);
    turns_.rest(host, desk_.round.web.now(), origins_.pause(errand.url));
    desk_.round.listener.count(desk_.counts);
  }

  void settle_one(const WantedPage& page, const Errand& errand, const Exchange& exchange) {
    settle_page(desk_, page, errand.hops.empty() ? page.url : errand.hops.front(), exchange);
    page_hops_.erase(page.id);
  }

  void settle_links(const SourceErrand& source, const Exchange& exchange) {
    for (Errand& sitemap : settle_source(desk_, source, exchange, seen_)) put_last(std::move(sitemap));
    call_for_pages();
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

  void settle_robots(Errand& errand, const Exchange& exchange) {
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
    turns_.call(host_of_origin(origin));
  }

  bool follow_robots(const Errand& errand, const Exchange& exchange) {
    const auto url = absolute_url(exchange.url, redirect_of(exchange));
    std::vector<std::string> hops = errand.hops;
    hops.push_back(errand.url);
    if (!url || hops.size() > kMaxRobotsHops || is_among(hops, *url)) return false;
    put_first({errand.what, *url, std::move(hops)});
    return true;
  }

  void leave_origin(const std::string& origin, const Exchange& exchange) {
    const bool was_open = origins_.gate(origin + "/", desk_.now()) != Gate::closed;
    const std::int64_t until = origins_.leave_alone(origin, exchange, desk_.now());
    if (was_open) tell_left_alone(origin, exchange, until);
  }

  // --- redirects ---

  void follow(Errand& errand, const Exchange& exchange) {
    const auto url = absolute_url(exchange.url, redirect_of(exchange));
    errand.hops.push_back(errand.url);
    if (!url) return end_way(errand, "redirects to what is no web address");
    if (is_among(errand.hops, *url)) return end_way(errand, "redirects in a circle");
    if (errand.hops.size() > kMaxPageHops) return end_way(errand, "redirects more than ten times");
    if (std::holds_alternative<SourceErrand>(errand.what)) {
      errand.url = *url;
      return put_first(std::move(errand));
    }
    move(std::get<WantedPage>(errand.what), errand.hops, *url);
  }

  // The state knows the page by its new URL from here on, and wants it there.
  void move(const WantedPage& page, const std::vector<std::string>& hops, const std::string& url) {
    Moved moved = Moved::crowd;
    desk_.ledger.write([&](Database& database) {
      moved = move_page(database, page.id, url, desk_.began);
      if (moved == Moved::crowd) fail_page(database, page.id, "redirects where many pages do", desk_.now());
    });
    page_hops_.erase(page.id);
    if (moved == Moved::known) ++desk_.counts.unchanged;
    if (moved == Moved::crowd) ++desk_.counts.failed;
    if (moved != Moved::follow) return;
    page_hops_[page.id] = hops;
    const std::string origin = origin_of(url);
    agendas_[host_of_origin(origin)].origins.insert(origin);
    turns_.call(host_of_origin(origin));
  }

  void end_way(const Errand& errand, const std::string& why) {
    if (const auto* source = std::get_if<SourceErrand>(&errand.what)) {
      if (source->depth == 0) ++desk_.counts.sources;
      return fail_source(desk_, *source, why, Weight::failure);
    }
    const WantedPage& page = std::get<WantedPage>(errand.what);
    page_hops_.erase(page.id);
    ++desk_.counts.failed;
    desk_.round.listener.tell(Weight::trouble, page.url, why);
    desk_.ledger.write([&](Database& database) { fail_page(database, page.id, why, desk_.now()); });
  }

  RoundDesk desk_;
  Origins origins_;
  HostTurns turns_;
  std::map<std::string, Agenda> agendas_;  // by host
  std::map<std::uint64_t, Errand> under_way_;
  std::map<std::int64_t, std::vector<std::string>> page_hops_;  // by page, while it is on its way
  SourcesSeen seen_;
  std::uint64_t ticket_ = 0;
  std::size_t pages_ = 0;  // asked for
  milliseconds out_of_time_;
};

}  // namespace

Result<RoundResult, IoError> fetch_round(const Round& round) { return Rounds(round).run(); }

}  // namespace cleancopy
