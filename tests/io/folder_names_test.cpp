#include "io/folder_names.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "../scratch.h"
#include "../text/random.h"

using namespace cleancopy;
using Strings = std::vector<std::string>;

namespace {

Strings all_of(FolderNames names) {
  Strings all;
  while (auto name = names.next()) all.push_back(*name);
  CHECK_FALSE(names.error());
  return all;
}

}  // namespace

TEST_CASE("folder_names: names come in byte order, whatever number of them fits the memory") {
  const test::Scratch scratch;
  Random random(3);
  Strings wanted;
  for (int i = 0; i < 100; ++i) {
    const std::string name = std::to_string(random.below(100000)) + (i % 3 == 0 ? "\xC3\xA9" : ".html");
    if (!std::filesystem::exists(scratch.path(name))) wanted.push_back(name);
    scratch.write(name, "");
  }
  for (const char* folder : {"5", "50"}) {
    scratch.write(folder + std::string("/x"), "");
    wanted.push_back(folder + std::string("/"));
  }
  scratch.write(".hidden", "");
  std::sort(wanted.begin(), wanted.end());
  for (const std::size_t batch : {1, 2, 7, 50, 51, 102, 1000}) {
    CAPTURE(batch);
    CHECK(all_of(FolderNames(scratch.path(""), batch)) == wanted);
  }
}

TEST_CASE("folder_names: files that come or go during the walk do not disturb it") {
  const test::Scratch scratch;
  for (const char* name : {"a", "b", "c", "d", "e"}) scratch.write(name, "");
  FolderNames names(scratch.path(""), 2);
  CHECK(names.next() == "a");
  std::filesystem::remove(scratch.path("d"));
  scratch.write("aa", "");
  scratch.write("f", "");
  Strings rest;
  while (auto name = names.next()) rest.push_back(*name);
  CHECK(rest == Strings{"b", "c", "e", "f"});
}

TEST_CASE("folder_names: a folder that cannot be listed has no names, and tells why") {
  const test::Scratch scratch;
  FolderNames names(scratch.path("gone"));
  CHECK_FALSE(names.next());
  CHECK(names.error() == std::errc::no_such_file_or_directory);
  CHECK_FALSE(names.next());
}
