#include "io/files.h"

#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "../scratch.h"

using namespace cleancopy;
using test::Scratch;

namespace {

// What a process leaves that is killed while it writes.
void leave_partial_beside(const std::string& path) {
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    auto file = NewFile::create(path);
    ::_exit(file && !file.value().append("half") ? 0 : 1);
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  REQUIRE(status == 0);
}

}  // namespace

TEST_CASE("What a killed process had begun to write is removed, and nothing else") {
  const Scratch scratch;
  for (const char* name : {"page.html", ".cleancopy-run.partial", ".cleancopy-1-x.partial",
                           ".cleancopy-99999999.partial", ".other-99999999-1.partial"}) {
    scratch.write(name, "text");
  }
  const auto others = scratch.files();
  leave_partial_beside(scratch.path("page.html"));
  REQUIRE(scratch.files().size() == others.size() + 1);
  remove_abandoned(scratch.path(""));
  CHECK(scratch.files() == others);
}

TEST_CASE("What a process that is still there has begun to write stays") {
  const Scratch scratch;
  auto file = NewFile::create(scratch.path("page.html"));
  REQUIRE(file);
  remove_abandoned(scratch.path(""));
  REQUIRE_FALSE(file.value().commit());
  CHECK(scratch.files() == std::vector<std::string>{"page.html"});
}

TEST_CASE("A folder that is not there has nothing left in it") {
  const Scratch scratch;
  remove_abandoned(scratch.path("nowhere"));
  CHECK(scratch.files().empty());
}
