#include "io/sink.h"

#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include <cerrno>
#include <filesystem>

#include "../scratch.h"

using namespace cleancopy;
using test::Scratch;
using Strings = std::vector<std::string>;

namespace {

std::unique_ptr<Sink> sink_of(Target target, const std::string& out, OutputForm form) {
  auto sink = open_sink(target, out, {form});
  REQUIRE(sink);
  return std::move(sink.value());
}

Written write(Sink& sink, const Delivery& delivery) {
  const auto written = sink.write(delivery);
  REQUIRE(written);
  return written.value();
}

}  // namespace

TEST_CASE("sink: a file appears at finish, whole, and nothing beside it") {
  const Scratch scratch;
  const auto sink = sink_of(Target::file, scratch.path("out.txt"), OutputForm::text);
  CHECK(write(*sink, {"a", 0, "a", "One.\n"}) == Written::done);
  CHECK(write(*sink, {"b", 0, "b", ""}) == Written::done);
  CHECK(write(*sink, {"c", 0, "c", "Two.\n"}) == Written::done);
  CHECK(scratch.read("out.txt") == "(no file)");
  CHECK_FALSE(sink->finish());
  CHECK(scratch.read("out.txt") == "One.\n\n\nTwo.\n");
  CHECK(scratch.files() == Strings{"out.txt"});
}

TEST_CASE("sink: records follow one another without anything between them") {
  const Scratch scratch;
  const auto sink = sink_of(Target::file, scratch.path("out.jsonl"), OutputForm::jsonl);
  write(*sink, {"a", 0, "a", "{}\n"});
  write(*sink, {"a", 1, "b", "{}\n"});
  CHECK_FALSE(sink->finish());
  CHECK(scratch.read("out.jsonl") == "{}\n{}\n");
}

TEST_CASE("sink: a file that was not finished leaves what was there, and no trace of itself") {
  const Scratch scratch;
  scratch.write("out.txt", "old");
  { write(*sink_of(Target::file, scratch.path("out.txt"), OutputForm::text), {"a", 0, "a", "new"}); }
  CHECK(scratch.read("out.txt") == "old");
  CHECK(scratch.files() == Strings{"out.txt"});
}

TEST_CASE("sink: a link to a file stays a link, and the file behind it is replaced") {
  const Scratch scratch;
  scratch.write("real.txt", "old");
  std::filesystem::create_symlink("real.txt", scratch.path("link.txt"));
  const auto sink = sink_of(Target::file, scratch.path("link.txt"), OutputForm::text);
  write(*sink, {"a", 0, "a", "new"});
  CHECK_FALSE(sink->finish());
  CHECK(std::filesystem::is_symlink(scratch.path("link.txt")));
  CHECK(scratch.read("real.txt") == "new");
}

TEST_CASE("sink: a device is written to, not replaced") {
  const auto sink = sink_of(Target::file, "/dev/null", OutputForm::text);
  write(*sink, {"a", 0, "a", "x"});
  CHECK_FALSE(sink->finish());
  CHECK(std::filesystem::is_character_file("/dev/null"));
  const auto full = sink_of(Target::file, "/dev/full", OutputForm::text);
  const auto failed = full->write({"a", 0, "a", "x"});
  REQUIRE_FALSE(failed);
  CHECK(failed.error().step == IoStep::write);
  CHECK(failed.error().number == ENOSPC);
}

TEST_CASE("sink: a folder gets a file a page, beside its twin's path") {
  const Scratch scratch;
  const auto sink = sink_of(Target::folder, scratch.path("new/out"), OutputForm::text);
  write(*sink, {"a/b", 0, "a/b.html", "One.\n"});
  CHECK(scratch.read("new/out/a/b.txt") == "One.\n");
  write(*sink, {"a/none", 0, "a/none.html", ""});
  write(*sink, {"c.d", 0, "c.d.html", "Two.\n"});
  CHECK_FALSE(sink->finish());
  CHECK(scratch.files() == Strings{"new/out/a/b.txt", "new/out/c.d.txt"});
}

TEST_CASE("sink: of two pages with one output file the first keeps it") {
  const Scratch scratch;
  const auto sink = sink_of(Target::folder, scratch.path("out"), OutputForm::text);
  CHECK(write(*sink, {"a", 0, "a.html", "One.\n"}) == Written::done);
  CHECK(write(*sink, {"a", 0, "a.txt", "Two.\n"}) == Written::taken);
  CHECK(scratch.read("out/a.txt") == "One.\n");
}

TEST_CASE("sink: a file of an earlier run is replaced") {
  const Scratch scratch;
  scratch.write("out/a.md", "a longer text of an earlier run");
  const auto sink = sink_of(Target::folder, scratch.path("out"), OutputForm::markdown);
  CHECK(write(*sink, {"a", 0, "a.html", "new"}) == Written::done);
  CHECK(scratch.read("out/a.md") == "new");
}

TEST_CASE("sink: the records of one JSONL file stay in one file, which appears when it is complete") {
  const Scratch scratch;
  const auto sink = sink_of(Target::folder, scratch.path("out"), OutputForm::jsonl);
  write(*sink, {"p", 1, "1", "{1}\n"});
  write(*sink, {"p", 2, "2", "{2}\n"});
  CHECK(scratch.read("out/p.jsonl") == "(no file)");
  write(*sink, {"q", 1, "3", "{3}\n"});
  CHECK(scratch.read("out/p.jsonl") == "{1}\n{2}\n");
  write(*sink, {"r", 0, "r.html", "{4}\n"});
  CHECK(scratch.read("out/q.jsonl") == "{3}\n");
  CHECK(scratch.read("out/r.jsonl") == "{4}\n");
  CHECK(write(*sink, {"p", 1, "1", "{5}\n"}) == Written::taken);
  CHECK(write(*sink, {"p", 2, "2", "{6}\n"}) == Written::taken);
  CHECK_FALSE(sink->finish());
  CHECK(scratch.files("out") == Strings{"p.jsonl", "q.jsonl", "r.jsonl"});
}

TEST_CASE("sink: texts of records are named after their ids, else their URLs, else their lines") {
  const Scratch scratch;
  const auto sink = sink_of(Target::folder, scratch.path("out"), OutputForm::text);
  write(*sink, {"p", 1, "abc-1.2_x", "x\n", "http://x.org/1"});
  write(*sink, {"p", 2, "", "x\n", "x.org"});
  write(*sink, {"p", 3, "", "x\n"});
  CHECK(scratch.files("out/p") == Strings{"abc-1.2_x.txt", "line-3.txt", "x.org.txt"});
}

TEST_CASE("sink: no place leaves the folder, and none is too long for a file") {
  const Scratch scratch;
  const auto sink = sink_of(Target::folder, scratch.path("out"), OutputForm::jsonl);
  write(*sink, {"..", 0, "...html", "x\n"});
  write(*sink, {"../../up", 0, "up", "x\n"});
  write(*sink, {std::string(254, 'x'), 0, "long", "x\n"});
  CHECK_FALSE(sink->finish());
  const Strings files = scratch.files();
  REQUIRE(files.size() == 3);
  CHECK(files[0] == "out/_.jsonl");
  CHECK(files[1] == "out/_/_/up.jsonl");
  CHECK(files[2].rfind("out/xxx", 0) == 0);
}

TEST_CASE("sink: what cannot be made is told as such") {
  const Scratch scratch;
  scratch.write("file", "x");
  const auto no_folder = open_sink(Target::file, scratch.path("none/out.txt"), {OutputForm::text});
  REQUIRE_FALSE(no_folder);
  CHECK(no_folder.error().step == IoStep::create);
  CHECK(no_folder.error().number == ENOENT);
  const auto under_file = open_sink(Target::folder, scratch.path("file/out"), {OutputForm::text});
  REQUIRE_FALSE(under_file);
  CHECK(under_file.error().step == IoStep::create);
}

TEST_CASE("sink: new files have the rights that the user's umask leaves") {
  const Scratch scratch;
  const mode_t before = ::umask(027);
  const auto sink = sink_of(Target::folder, scratch.path("out"), OutputForm::text);
  write(*sink, {"a", 0, "a", "x"});
  ::umask(before);
  struct stat status {};
  REQUIRE(::stat(scratch.path("out/a.txt").c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0640);
}
