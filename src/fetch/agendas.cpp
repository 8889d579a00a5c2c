#include "fetch/agendas.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "fetch/source_visit.h"
#include "fetch/web_url.h"

namespace cleancopy {
namespace {

std::string host_of_url(const std::string& url) { return host_of_origin(origin_of(url)); }

}  // namespace

void Agendas::put_first(Errand errand) {
  const std::string host = host_of_url(errand.url);
  agendas_[host].errands.push_front(std::move(errand));
  turns_.call(host);
}

void Agendas::put_last(Errand errand) {
  const std::string host = host_of_url(errand.url);
  agendas_[host].errands.push_back(std::move(errand));
  turns_.call(host);
}

void Agendas::want_pages(const std::string& origin) {
  agendas_[host_of_origin(origin)].origins.insert(origin);
  call(origin);
}

void Agendas::want_pages() {
  std::vector<std::string> wanting;
  desk_.ledger.write([&](Database& database) { wanting = origins_wanting(database, desk_.began); });
  for (const std::string& origin : wanting) want_pages(origin);
}

void Agendas::call(const std::string& origin) { turns_.call(host_of_origin(origin)); }

std::optional<Errand> Agendas::take(Time now) {
  while (const auto host = turns_.take(now)) {
    if (auto errand = next_errand(agendas_[*host])) return errand;
    turns_.dismiss(*host);
  }
  return std::nullopt;
}

void Agendas::rest(const std::string& url, Time now) {
  turns_.rest(host_of_url(url), now, origins_.pause(url));
}

bool Agendas::is_work_left() {
  return std::ranges::any_of(agendas_, [&](auto& each) {
    Agenda& agenda = each.second;
    if (!agenda.errands.empty()) return true;
    const auto wants = [&](const std::string& origin) { return wanted_of(origin).has_value(); };
    return may_take_page(agenda) && std::ranges::any_of(agenda.origins, wants);
  });
}

std::optional<Errand> Agendas::next_errand(Agenda& agenda) {
  while (!agenda.errands.empty()) {
    Errand& front = agenda.errands.front();
    const bool is_robots = std::holds_alternative<RobotsErrand>(front.what);
    const Gate gate = is_robots ? Gate::open : origins_.gate(front.url, desk_.now());
    if (gate == Gate::waits) return std::nullopt;
    if (gate == Gate::robots_first) return robots_errand(front.url);
    Errand errand = std::move(front);
    agenda.errands.pop_front();
    if (gate == Gate::open) return errand;
    const auto& source = std::get<SourceErrand>(errand.what);
    if (gate == Gate::forbidden) forbid_source(source);
    else skip_source(source);
  }
  return next_page(agenda);
}

std::optional<Errand> Agendas::next_page(Agenda& agenda) {
  while (!agenda.origins.empty() && may_take_page(agenda) && !desk_.ledger.failure()) {
    const std::string origin = *agenda.origins.begin();
    auto page = wanted_of(origin);
    switch (page ? origins_.gate(page->url, desk_.now()) : Gate::closed) {
      case Gate::waits: return std::nullopt;
      case Gate::robots_first: return robots_errand(page->url);
      case Gate::closed: agenda.origins.erase(origin); break;
      case Gate::forbidden: forbid_page(*page); break;
      case Gate::open: {
        ++agenda.pages;
        ++pages_;
        const auto hops = hops_.find(page->id);
        const std::string url = page->url;
        return Errand{std::move(*page), url, hops == hops_.end() ? std::vector<std::string>() : hops->second};
      }
    }
  }
  return std::nullopt;
}

std::optional<WantedPage> Agendas::wanted_of(const std::string& origin) {
  std::vector<WantedPage> pages;
  desk_.ledger.write([&](Database& database) { pages = wanted_pages(database, origin, 1, desk_.began); });
  return pages.empty() ? std::nullopt : std::optional(std::move(pages.front()));
}

bool Agendas::may_take_page(const Agenda& agenda) const {
  const JobLimits& limits = desk_.round.job.limits;
  return agenda.pages < limits.per_host && pages_ < limits.per_run;
}

Errand Agendas::robots_errand(const std::string& url) {
  const std::string origin = origin_of(url);
  origins_.ask_robots(origin);
  return {RobotsErrand{origin}, origin + "/robots.txt"};
}

// Its host is left alone: it stays due.
void Agendas::skip_source(const SourceErrand& errand) {
  if (errand.depth > 0) return;
  ++desk_.counts.sources;
  ++desk_.counts.sources_failed;
}

void Agendas::forbid_source(const SourceErrand& errand) {
  if (errand.depth == 0) ++desk_.counts.sources;
  fail_source(desk_, errand, "its robots.txt forbids it", Weight::failure);
}

// Until robots.txt is asked for again; in this run it is not.
void Agendas::forbid_page(const WantedPage& page) {
  ++desk_.counts.forbidden;
  const std::int64_t until = std::max(origins_.robots_until(page.url), desk_.began + 1);
  desk_.ledger.write(
      [&](Database& database) { delay_page(database, page.id, until, "its robots.txt forbids it"); });
}

}  // namespace cleancopy
