#include "fetch/host_turns.h"

#include <catch2/catch.hpp>

#include <string>

namespace cleancopy {
namespace {

using Time = HostTurns::Time;

std::string taken(HostTurns& turns, int now) { return turns.take(Time(now)).value_or("-"); }

TEST_CASE("one request of a host is under way, and other hosts do not wait for it") {
  HostTurns turns;
  turns.call("a");
  turns.call("b");
  CHECK(taken(turns, 0) == "a");
  CHECK(taken(turns, 0) == "b");
  CHECK(taken(turns, 1'000'000) == "-");
  CHECK_FALSE(turns.next_turn());
  CHECK(turns.under_way() == 2);
}

TEST_CASE("a host rests from the end of one request to the next") {
  HostTurns turns;
  turns.call("a");
  CHECK(taken(turns, 0) == "a");
  turns.rest("a", Time(7000), Time(5000));
  CHECK(turns.next_turn() == Time(12'000));
  CHECK(taken(turns, 11'999) == "-");
  CHECK(taken(turns, 12'000) == "a");
}

TEST_CASE("the host that has rested longest has the next turn") {
  HostTurns turns;
  for (const char* host : {"a", "b", "c"}) turns.call(host);
  for (const char* host : {"a", "b", "c"}) CHECK(taken(turns, 0) == host);
  turns.rest("c", Time(10), Time(5));
  turns.rest("a", Time(11), Time(5));
  turns.rest("b", Time(11), Time(1));
  for (const char* host : {"b", "c", "a"}) CHECK(taken(turns, 100) == host);
}

TEST_CASE("a host that was dismissed has no turn, and rests on when it is called again") {
  HostTurns turns;
  turns.call("a");
  CHECK(taken(turns, 0) == "a");
  turns.rest("a", Time(10), Time(50));
  turns.dismiss("a");
  CHECK(taken(turns, 100) == "-");
  CHECK_FALSE(turns.next_turn());
  turns.call("a");
  CHECK(taken(turns, 59) == "-");
  CHECK(taken(turns, 60) == "a");
  turns.dismiss("a");
  CHECK(turns.under_way() == 0);
}

TEST_CASE("no more hosts are asked at once than the bound") {
  HostTurns turns;
  for (std::size_t i = 0; i < kMostUnderWay + 2; ++i) turns.call("host" + std::to_string(i));
  for (std::size_t i = 0; i < kMostUnderWay; ++i) CHECK(taken(turns, 0) != "-");
  CHECK(taken(turns, 0) == "-");
  CHECK_FALSE(turns.next_turn());
  turns.rest("host0", Time(1), Time(100));
  CHECK(taken(turns, 1) != "-");
}

}  // namespace
}  // namespace cleancopy
