#include "io/input_size.h"

#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <filesystem>

#include "../scratch.h"

using namespace cleancopy;
using test::Scratch;

TEST_CASE("input size: it is the sum of the files that a run would read") {
  const Scratch scratch;
  scratch.write("raw/a.html", "12345");
  scratch.write("raw/deep/er/b.txt", "123");
  scratch.write("raw/notes.md", "1");
  scratch.write("raw/.hidden.html", "1234567");
  scratch.write("raw/.git/c.html", "1234567");
  scratch.write("other/d.html", "1234567");
  std::filesystem::create_directory_symlink(scratch.path("other"), scratch.path("raw/link"));
  const std::string records = scratch.write("p.jsonl", "{}\n{}\n");
  const std::atomic<bool> stop = false;
  CHECK(size_of_inputs({scratch.path("raw")}, {}, stop) == 8);
  CHECK(size_of_inputs({scratch.path("raw"), records}, {}, stop) == 14);
  CHECK(size_of_inputs({scratch.path("raw")}, InputForm::html, stop) == 9);
  CHECK(size_of_inputs({}, {}, stop) == 0);
}

TEST_CASE("input size: what cannot be known is not guessed") {
  const Scratch scratch;
  const std::string packed = scratch.write("p.jsonl.gz", "x");
  const std::string folder = scratch.path("raw");
  scratch.write("raw/a.html", "12345");
  const std::string pipe = scratch.path("pipe");
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  const std::atomic<bool> stop = false, stopped = true;
  CHECK_FALSE(size_of_inputs({"-"}, {}, stop));
  CHECK_FALSE(size_of_inputs({folder, pipe}, {}, stop));
  CHECK_FALSE(size_of_inputs({packed}, InputForm::jsonl, stop));
  CHECK_FALSE(size_of_inputs({scratch.path("none")}, {}, stop));
  CHECK_FALSE(size_of_inputs({folder}, {}, stopped));
}
