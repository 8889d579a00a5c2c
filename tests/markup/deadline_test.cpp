#include "markup/deadline.h"

#include <catch2/catch.hpp>

#include <chrono>
#include <thread>

#include "markup/parse.h"

using namespace cleancopy;

TEST_CASE("deadline: none passes by itself, one that is now has passed, one in an hour has not") {
  CHECK_FALSE(Deadline().passed());
  CHECK(Deadline::after(0).passed());
  CHECK(Deadline::after(-1).passed());
  CHECK_FALSE(Deadline::after(3600).passed());
  CHECK_FALSE(Deadline::after(1e300).passed());
}

TEST_CASE("deadline: the thread's own work passes it") {
  const Deadline soon = Deadline::after(0.01);
  volatile unsigned work = 0;
  while (!soon.passed()) work = work + 1;
  CHECK(work > 0);
}

TEST_CASE("deadline: time that the thread does not work for does not count") {
  const Deadline soon = Deadline::after(0.02);
  std::this_thread::sleep_for(std::chrono::milliseconds(40));
  CHECK_FALSE(soon.passed());
}

TEST_CASE("deadline: an arena that is late refuses until it has another deadline, also after a reset") {
  Arena arena;
  arena.work_until(Deadline::after(0));
  CHECK(arena.allocate(1) == nullptr);
  CHECK(arena.is_late());
  arena.reset();
  CHECK(arena.allocate(1) == nullptr);
  arena.work_until(Deadline());
  CHECK_FALSE(arena.is_late());
  CHECK(arena.allocate(1) != nullptr);
}

TEST_CASE("deadline: past it the Tree is empty and says so, and the next page is read again") {
  Arena arena;
  arena.work_until(Deadline::after(0));
  const Tree late = parse("<p>1</p>", arena);
  CHECK(late.fences().time);
  CHECK_FALSE(late.fences().memory);
  CHECK(late.size() == 1);
  arena.work_until(Deadline::after(3600));
  CHECK(parse("<p>1</p>", arena).size() > 1);
}

TEST_CASE("deadline: it ends a parse that has begun") {
  std::string page;
  for (int i = 0; i < 200'000; ++i) page += "<p><b>x";
  Arena arena;
  arena.work_until(Deadline::after(0.02));
  CHECK(parse(page, arena).fences().time);
}
