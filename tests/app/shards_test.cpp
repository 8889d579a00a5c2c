#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include "program.h"

using namespace cleancopy::test;

namespace {

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

// With the same pages in p.jsonl and in the folder in/.
class ProgramWithPages : public Program {
 public:
  explicit ProgramWithPages(int pages) {
    std::string lines;
    for (int i = 0; i < pages; ++i) {
      const std::string opening = "It rained on day " + std::to_string(i) + ".";
      lines += record_about(std::to_string(i), opening);
      folder().write("in/www.example.org/" + std::to_string(i) + ".html", page_about(opening));
    }
    folder().write("p.jsonl", lines);
  }
};

std::vector<std::string> sorted_lines(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  std::sort(lines.begin(), lines.end());
  return lines;
}

}  // namespace

TEST_CASE("shards: together they give the records of an unsharded run, each once") {
  const ProgramWithPages program(60);
  for (const std::string input : {"p.jsonl", "in"}) {
    CAPTURE(input);
    const auto whole = sorted_lines(program.run("clean " + input + " --to jsonl --quiet").out);
    REQUIRE(whole.size() == 60);
    std::string parts;
    for (int i = 1; i <= 7; ++i) {
      const std::string shard = std::to_string(i) + "/7";
      CHECK(program.run("clean " + input + " --to jsonl --shard " + shard + " -o " + input + "-out/").code ==
            0);
      parts += program.folder().read(input + "-out/part-0000" + std::to_string(i) + "-of-00007.jsonl");
    }
    CHECK(sorted_lines(parts) == whole);
  }
}

TEST_CASE("shards: a part is named after its number, form and compression, with a marker when it is done") {
  const ProgramWithPages program(10);
  struct Row {
    const char* arguments;
    const char* part;
  };
  const Row rows[] = {
      {"-o a/ --to jsonl --shard 3/100", "a/part-00003-of-00100.jsonl"},
      {"-o b/ --to jsonl --compress zstd --shard 1/1", "b/part-00001-of-00001.jsonl.zst"},
      {"-o c/ --compress gzip --shard 2/2", "c/part-00002-of-00002.txt.gz"},
      {"-o d.jsonl.gz --shard 2/2", "d.jsonl.gz"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.arguments);
    CHECK(program.run(std::string("clean p.jsonl --quiet ") + row.arguments).code == 0);
    const std::filesystem::path part = row.part;
    CHECK(program.folder().read(row.part) != "(no file)");
    const std::string marker = "." + part.filename().string() + ".done";
    CHECK(program.folder().read((part.parent_path() / marker).string()) != "(no file)");
  }
  CHECK(program.run("clean p.jsonl --shard 1/2 --to jsonl --quiet").out.size() > 0);
}

TEST_CASE("shards: one that is done is not done again, and exits as it did") {
  const ProgramWithPages program(30);
  const std::string command = "clean p.jsonl --to jsonl --shard 1/2 -o out/";
  const Outcome first = program.run(command);
  program.shell("touch -d 2020-01-01 out/part*; cp out/part* before");
  const Outcome second = program.run(command);
  CHECK(second.code == 0);
  CHECK(second.err == "cleancopy: out/part-00001-of-00002.jsonl: is done already\n" + first.err);
  CHECK(contains(program.shell("ls -l --time-style=+%Y out").out, " 2020 part-00001"));
  CHECK(program.run(command + " --quiet").err.empty());

  program.folder().write("bad.jsonl", "{\n{\n{\n{\n{\n{\n{\n{\n");
  const std::string rejected = "clean bad.jsonl --quiet --to jsonl --shard 1/2 -o bad/";
  CHECK(program.run(rejected).code == 65);
  CHECK(program.run(rejected).code == 65);
}

TEST_CASE("shards: one is done again when its part, its input or the command is another") {
  const ProgramWithPages program(30);
  const std::string command = "clean p.jsonl --to jsonl --shard 1/2 -o out/";
  const std::string part = "out/part-00001-of-00002.jsonl";
  const Outcome first = program.run(command);
  const std::string bytes = program.folder().read(part);
  for (const char* change : {"rm out/part*", "truncate -s 10 out/part*", "touch -d 2020-01-01 p.jsonl",
                             "rm out/.part*", "echo x >out/.part-00001-of-00002.jsonl.done"}) {
    CAPTURE(change);
    REQUIRE(program.shell(change).code == 0);
    CHECK(program.run(command).err == first.err);
    CHECK(program.folder().read(part) == bytes);
  }
  CHECK_FALSE(contains(program.run(command + " --removed").err, "already"));
  CHECK(contains(program.run("clean in --to jsonl --shard 1/2 -o folder/").err, "pages"));
  program.folder().write("in/www.example.org/new.html", page_about("It is new."));
  CHECK_FALSE(contains(program.run("clean in --to jsonl --shard 1/2 -o folder/").err, "already"));
}

TEST_CASE("shards: --trailer ends records with the counts, also of nothing, and of no other run") {
  const ProgramWithPages program(3);
  const Outcome run = program.run("clean p.jsonl --to jsonl --trailer --quiet");
  CHECK(run.out.ends_with(
      "\n{\"trailer\":{\"pages\":3,\"cleaned\":3,\"no_article\":0,\"rejected\":0}}\n"));
  CHECK(program.run("clean - --from jsonl --to jsonl --trailer --quiet").out ==
        "{\"trailer\":{\"pages\":0,\"cleaned\":0,\"no_article\":0,\"rejected\":0}}\n");
  program.run("clean p.jsonl --trailer --quiet -o o.jsonl");
  CHECK(program.folder().read("o.jsonl") == run.out);
  CHECK(program.run("clean p.jsonl --trailer").code == 64);
  CHECK(program.run("clean p.jsonl --trailer --to jsonl -o out/").code == 64);
}

TEST_CASE("shards: a shard is K/N with K from 1 to N, else exit 64") {
  const ProgramWithPages program(1);
  for (const char* shard : {"0/3", "4/3", "1/0", "1", "/", "a/b", "1/3x", "-1/3", "1/100000", "1 /3", "''"}) {
    CAPTURE(shard);
    const Outcome run = program.run(std::string("clean p.jsonl --shard ") + shard);
    CHECK(run.code == 64);
    CHECK(contains(run.err, "--shard"));
  }
}

TEST_CASE("clean: the output's name tells its form and compression, and options overrule it") {
  const ProgramWithPages program(3);
  const std::string records = program.run("clean p.jsonl --to jsonl --quiet").out;
  const std::string texts = program.run("clean p.jsonl --quiet").out;
  program.run("clean p.jsonl --quiet -o a.jsonl");
  CHECK(program.folder().read("a.jsonl") == records);
  program.run("clean p.jsonl --quiet --to text -o b.jsonl");
  CHECK(program.folder().read("b.jsonl") == texts);
  CHECK(program.shell("$PROGRAM clean p.jsonl --quiet -o c.jsonl.gz && zcat c.jsonl.gz").out == records);
  CHECK(program.shell("$PROGRAM clean p.jsonl --quiet -o d.txt.gz && zcat d.txt.gz").out == texts);
  CHECK(program.shell("$PROGRAM clean p.jsonl --quiet --to jsonl --compress gzip | zcat").out == records);
  program.run("clean in --quiet --to jsonl --compress gzip -o folder/");
  CHECK(program.shell("zcat folder/www.example.org/1.jsonl.gz").out ==
        program.shell("$PROGRAM clean in --quiet --to jsonl | grep '/1.html\"'").out);
  CHECK(program.run("clean p.jsonl --compress lzma").code == 64);
}
