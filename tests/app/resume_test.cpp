#include <catch2/catch.hpp>

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "../sanitized.h"
#include "program.h"

using namespace cleancopy::test;

namespace {

// As many as take a run a while: its journal is saved from a twentieth of a second on.
constexpr std::size_t kPages = kSanitized ? 4000 : 16'000;
constexpr int kMostKib = static_cast<int>(kPages) * 3 / 8;  // of their records, less than all
const std::string kAllCleaned = std::to_string(kPages) + " pages: " + std::to_string(kPages) + " cleaned";

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

// With pages enough that the journal is written a few times.
class LongProgram : public Program {
 public:
  LongProgram() {
    std::string lines;
    for (std::size_t i = 0; i < kPages; ++i) {
      lines += record_about(std::to_string(i), "It rained on day " + std::to_string(i) + ".");
    }
    folder().write("p.jsonl", lines);
  }
};

// Stops short of `blocks` KiB in any file, as on a full disk.
Outcome cut_short(const Program& program, const std::string& arguments, int blocks) {
  return program.shell("ulimit -f " + std::to_string(blocks) + "; exec $PROGRAM " + arguments);
}

std::string hidden_file(const Program& program, std::string_view what) {
  for (const std::string& file : program.folder().files()) {
    if (contains(file, ".cleancopy-") && file.ends_with(what)) return file;
  }
  return {};
}

// Nothing of the program's own beside the output.
bool is_tidy(const Program& program) {
  for (const std::string& file : program.folder().files()) {
    if (contains(file, ".cleancopy-")) return false;
  }
  return true;
}

}  // namespace

TEST_CASE("resume: a run that a full disk ended goes on with the same command, to the same bytes") {
  const std::vector<const char*> outs = {"o.jsonl.gz", "o.txt", "o.md", "o.jsonl", "o.jsonl.zst"};
  for (const char* out : std::span(outs).first(kSanitized ? 1 : outs.size())) {
    CAPTURE(out);
    const LongProgram unbroken, broken;
    const std::string command = std::string("clean p.jsonl --jobs 1 -o ") + out;
    REQUIRE(unbroken.run(command).code == 0);
    // Late enough that the journal has been saved, however fast the machine is.
    const std::size_t most = unbroken.folder().read(out).size() * 4 / 5 / 1024;
    const Outcome full = cut_short(broken, command, static_cast<int>(most));
    CHECK(full.code == 74);
    CHECK(broken.folder().read(out) == "(no file)");
    CHECK_FALSE(hidden_file(broken, ".journal").empty());
    const Outcome rest = broken.run(command);
    CHECK(rest.code == 0);
    CHECK(contains(rest.err, "going on after "));
    CHECK(contains(rest.err, kAllCleaned));
    CHECK(broken.folder().read(out) == unbroken.folder().read(out));
    CHECK(is_tidy(broken));
  }
}

TEST_CASE("resume: a folder of records goes on inside the file that it was writing") {
  const LongProgram unbroken, broken;
  const std::string command = "clean p.jsonl --jobs 1 --to jsonl -o out/";
  REQUIRE(unbroken.run(command).code == 0);
  REQUIRE(cut_short(broken, command, kMostKib).code == 74);
  const Outcome rest = broken.run(command);
  CHECK(rest.code == 0);
  CHECK(contains(rest.err, "going on after "));
  CHECK(broken.folder().read("out/p.jsonl") == unbroken.folder().read("out/p.jsonl"));
  CHECK(is_tidy(broken));
}

TEST_CASE("resume: with other options, rules or inputs it says so and starts over") {
  const LongProgram unbroken;
  REQUIRE(unbroken.run("clean p.jsonl --removed -o o.jsonl").code == 0);
  struct Row {
    const char* change;
    const char* command;
  };
  const Row rows[] = {
      {"true", "clean p.jsonl --removed -o o.jsonl"},
      {"echo 'hosts = [\"other.example\"]' >rules/other.example.toml", "clean p.jsonl -o o.jsonl"},
      {"touch -d 2020-01-01 p.jsonl", "clean p.jsonl -o o.jsonl"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.change);
    const LongProgram program;
    REQUIRE(cut_short(program, "clean p.jsonl --jobs 1 -o o.jsonl", kMostKib).code == 74);
    REQUIRE(program.shell(row.change).code == 0);
    const Outcome run = program.run(row.command);
    CHECK(run.code == 0);
    CHECK(contains(run.err, "starting over"));
    CHECK_FALSE(contains(run.err, "going on"));
    CHECK(contains(run.err, kAllCleaned));
    CHECK(is_tidy(program));
  }
  const LongProgram program;
  REQUIRE(cut_short(program, "clean p.jsonl --jobs 1 -o o.jsonl", kMostKib).code == 74);
  const Outcome quiet = program.run("clean p.jsonl --removed --quiet -o o.jsonl");
  CHECK(quiet.err.empty());
  CHECK(program.folder().read("o.jsonl") == unbroken.folder().read("o.jsonl"));
}

TEST_CASE("resume: the number of workers and what is printed may change, and it goes on") {
  const LongProgram program;
  REQUIRE(cut_short(program, "clean p.jsonl --jobs 1 -o o.jsonl", kMostKib).code == 74);
  const Outcome run = program.run("clean p.jsonl --jobs 3 --summary json -o o.jsonl");
  CHECK(run.code == 0);
  CHECK(contains(run.err, "going on after "));
  CHECK(contains(run.err, "{\"pages\":" + std::to_string(kPages) + ","));
}

TEST_CASE("resume: when what was written is gone it says so and starts over") {
  const LongProgram program;
  REQUIRE(cut_short(program, "clean p.jsonl --jobs 1 -o o.jsonl", kMostKib).code == 74);
  std::filesystem::remove(program.folder().path(hidden_file(program, ".partial")));
  const Outcome run = program.run("clean p.jsonl -o o.jsonl");
  CHECK(run.code == 0);
  CHECK(contains(run.err, "is incomplete; starting over"));
  CHECK(contains(run.err, kAllCleaned));
  CHECK(is_tidy(program));
}

TEST_CASE("resume: exit 75 while another process writes the same output, which is named") {
  const LongProgram program;
  REQUIRE(cut_short(program, "clean p.jsonl --jobs 1 -o o.jsonl", kMostKib).code == 74);
  program.folder().write("hold.py",
                         "import fcntl, subprocess, sys\n"
                         "journal = open(sys.argv[1], 'r+')\n"
                         "fcntl.lockf(journal, fcntl.LOCK_EX)\n"
                         "sys.exit(subprocess.run(sys.argv[2:]).returncode)\n");
  const Outcome second = program.shell("/usr/bin/python3 hold.py '" + hidden_file(program, ".journal") +
                                       "' $PROGRAM clean p.jsonl -o o.jsonl");
  CHECK(second.code == 75);
  CHECK(contains(second.err, ": process "));
  CHECK(contains(program.run("clean p.jsonl -o o.jsonl").err, "going on after "));
}

TEST_CASE("resume: TERM and INT save the run and leave with 143 and 130, time and again") {
  const LongProgram unbroken, program;
  REQUIRE(unbroken.run("clean p.jsonl -o o.jsonl.zst").code == 0);
  const Outcome runs = program.shell(
      // For i squared milliseconds: what one machine needs for all is to another just a start.
      "for i in {1..100}; do\n"
      "  signal=TERM; wanted=143; if ((i % 2)); then signal=INT; wanted=130; fi\n"
      "  printf -v seconds %d.%03d $((i * i / 1000)) $((i * i % 1000))\n"
      "  timeout --preserve-status -s $signal $seconds $PROGRAM clean p.jsonl -o o.jsonl.zst; code=$?\n"
      "  ((code == 0)) && exit 0\n"
      "  ((code == wanted)) || exit 1\n"
      "done\n"
      "exit 2");
  CHECK(runs.code == 0);
  CHECK(contains(runs.err, "the same command goes on from here"));
  CHECK(contains(runs.err, kAllCleaned));
  CHECK(program.folder().read("o.jsonl.zst") == unbroken.folder().read("o.jsonl.zst"));
  CHECK(is_tidy(program));
}

TEST_CASE("resume: TERM ends the run in seconds, also while a page takes a minute") {
  const Program program;
  std::string slow = "<title>Wall</title>";
  for (int i = 0; i < 300000; ++i) slow += "<b>";
  program.folder().write("slow.html", slow);
  const Outcome run = program.shell(
      "timeout --preserve-status -s TERM 1 $PROGRAM clean slow.html --verify-parse -o o.txt\n"
      "code=$?; echo $SECONDS; exit $code");
  CHECK(run.code == 143);
  CHECK(std::stoi(run.out) <= 12);  // one until TERM, four of patience; the rest is for busy machines
  CHECK(contains(run.err, "without the pages at hand"));
  CHECK(program.folder().read("o.txt") == "(no file)");
}

TEST_CASE("resume: standard input and pipes cannot be gone on with, and leave nothing behind") {
  const LongProgram program;
  const std::string limit = "ulimit -f " + std::to_string(kMostKib) + "; ";
  CHECK(program.shell(limit + "$PROGRAM clean - --from jsonl -o o.jsonl <p.jsonl").code == 74);
  CHECK(is_tidy(program));
  CHECK(program.shell(limit + "$PROGRAM clean <(cat p.jsonl) --from jsonl -o o.jsonl").code == 74);
  CHECK(is_tidy(program));
  CHECK(program.folder().read("o.jsonl") == "(no file)");
}

TEST_CASE("resume: what stood there before stays until the new output is complete") {
  const LongProgram program;
  program.folder().write("o.jsonl", "old");
  REQUIRE(cut_short(program, "clean p.jsonl --jobs 1 -o o.jsonl", kMostKib).code == 74);
  CHECK(program.folder().read("o.jsonl") == "old");
}
