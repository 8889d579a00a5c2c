// What is still to be asked of each host, and what of it now: errands first (robots.txt,
// sources, what they redirect to), then the pages that the state wants of the host's origins.
//
// Nothing gets out of here that its gate does not let through. The pages themselves stay in
// the state: one at a time is taken from there, the one that matters most at that moment.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "fetch/errand.h"
#include "fetch/host_turns.h"
#include "fetch/origins.h"
#include "fetch/round_desk.h"

namespace cleancopy {

class Agendas {
 public:
  using Time = HostTurns::Time;

  Agendas(RoundDesk& desk, Origins& origins) : desk_(desk), origins_(origins) {}

  void put_first(Errand errand);
  void put_last(Errand errand);

  /// The state may want pages of the origin; or of any.
  void want_pages(const std::string& origin);
  void want_pages();

  /// The origin's host may have its turn: what it waited for has come.
  void call(const std::string& origin);

  /// The errand to start now, if there is one. Its host is busy until rest().
  std::optional<Errand> take(Time now);

  /// The request to that URL is over.
  void rest(const std::string& url, Time now);

  /// The page is wanted at another URL, to which these hops led.
  void go_on(std::int64_t page, std::vector<std::string> hops) { hops_[page] = std::move(hops); }
  void end_way(std::int64_t page) { hops_.erase(page); }

  /// When take() gives something next, as far as is known.
  std::optional<Time> next_turn() const { return turns_.next_turn(); }
  std::size_t under_way() const { return turns_.under_way(); }

  /// Is there something that this run could still ask for, had it more time?
  bool is_work_left();

 private:
  struct Agenda {
    std::deque<Errand> errands;
    std::set<std::string> origins;
    std::size_t pages = 0;  // asked for
  };

  std::optional<Errand> next_errand(Agenda& agenda);
  std::optional<Errand> next_page(Agenda& agenda);
  std::optional<WantedPage> wanted_of(const std::string& origin);
  bool may_take_page(const Agenda& agenda) const;
  Errand robots_errand(const std::string& url);
  void skip_source(const SourceErrand& errand);
  void forbid_source(const SourceErrand& errand);
  void forbid_page(const WantedPage& page);

  RoundDesk& desk_;
  Origins& origins_;
  HostTurns turns_;
  std::map<std::string, Agenda> agendas_;                   // by host
  std::map<std::int64_t, std::vector<std::string>> hops_;  // of pages that are on their way
  std::size_t pages_ = 0;                                   // asked for
};

}  // namespace cleancopy
