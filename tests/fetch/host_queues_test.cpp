#include "fetch/host_queues.h"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

namespace cleancopy {
namespace {

using Time = HostQueues::Time;

// "a1": the host and the errand, or "-".
std::string taken(HostQueues& queues, int now) {
  const auto turn = queues.take(Time(now));
  return turn ? turn->host + std::to_string(turn->errand) : "-";
}

TEST_CASE("one errand of a host is under way, and others do not wait for it") {
  HostQueues queues;
  queues.add("a", 1);
  queues.add("a", 2);
  queues.add("b", 3);
  CHECK(taken(queues, 0) == "a1");
  CHECK(taken(queues, 0) == "b3");
  CHECK(taken(queues, 0) == "-");
  CHECK(taken(queues, 1'000'000) == "-");
  CHECK_FALSE(queues.next_turn());
  CHECK(queues.under_way() == 2);
  CHECK(queues.waiting() == 1);
}

TEST_CASE("a host rests from the end of one errand to the next") {
  HostQueues queues;
  queues.add("a", 1);
  queues.add("a", 2);
  CHECK(taken(queues, 0) == "a1");
  queues.rest("a", Time(7000), Time(5000));
  CHECK(queues.next_turn() == Time(12'000));
  CHECK(taken(queues, 11'999) == "-");
  CHECK(taken(queues, 12'000) == "a2");
}

TEST_CASE("the host that has rested longest goes first") {
  HostQueues queues;
  for (const char* host : {"a", "b", "c"}) {
    queues.add(host, 1);
    queues.add(host, 2);
  }
  CHECK(taken(queues, 0) == "a1");
  CHECK(taken(queues, 0) == "b1");
  CHECK(taken(queues, 0) == "c1");
  queues.rest("c", Time(10), Time(5));
  queues.rest("a", Time(11), Time(5));
  queues.rest("b", Time(11), Time(1));
  CHECK(taken(queues, 100) == "b2");
  CHECK(taken(queues, 100) == "c2");
  CHECK(taken(queues, 100) == "a2");
}

TEST_CASE("what is added first goes before what waits, and what is dropped comes back in order") {
  HostQueues queues;
  queues.add("a", 1);
  queues.add("a", 2);
  queues.add_first("a", 3);
  CHECK(taken(queues, 0) == "a3");
  CHECK(queues.drop("a") == std::vector<std::uint64_t>{1, 2});
  CHECK(queues.waiting() == 0);
  CHECK(queues.under_way() == 1);
  queues.rest("a", Time(1), Time(0));
  CHECK(taken(queues, 2) == "-");
  CHECK(queues.under_way() == 0);
}

TEST_CASE("no more are under way than the bound, whatever the number of hosts") {
  HostQueues queues;
  for (std::uint64_t i = 0; i < kMostUnderWay + 2; ++i) queues.add("host" + std::to_string(i), i);
  for (std::size_t i = 0; i < kMostUnderWay; ++i) CHECK(taken(queues, 0) != "-");
  CHECK(taken(queues, 0) == "-");
  CHECK_FALSE(queues.next_turn());
  queues.rest("host0", Time(1), Time(100));
  CHECK(taken(queues, 1) != "-");
}

}  // namespace
}  // namespace cleancopy
