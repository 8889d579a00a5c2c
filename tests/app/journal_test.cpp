#include "app/journal.h"

#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "../scratch.h"

using namespace cleancopy;
using namespace cleancopy::app;
using test::Scratch;

namespace {

Progress some_progress(std::size_t pages) {
  Progress progress;
  progress.bookmark = {2, "a b/100%\n\t\xFF/p.jsonl", 123456789012, 17};
  progress.tally = {pages, 5, 6};
  progress.misread = 1;
  progress.outputs = {{"out/names", {8 * pages, 4}}, {"out/group/x y%20.jsonl", {7, 5}}};
  return progress;
}

// Always at rest, at a length that the test says.
class Ruler final : public Sink {
 public:
  Result<Written, IoError> write(const Delivery&) override { return Written::done; }
  std::optional<IoError> finish() override { return std::nullopt; }
  bool at_rest() const override { return rests; }
  std::vector<OutputMark> marks() const override { return {{"file", {length, 3}}}; }
  std::optional<IoError> sync() override {
    ++syncs;
    return std::nullopt;
  }

  bool rests = true;
  std::uint64_t length = 0;
  int syncs = 0;
};

Journal journal_at(const std::string& path, std::uint64_t fingerprint) {
  auto journal = Journal::open(path, fingerprint);
  REQUIRE(journal);
  return std::move(journal.value());
}

}  // namespace

TEST_CASE("journal: a line says all of a run's progress, whatever the names") {
  for (const Progress& progress : {some_progress(4), Progress{}}) {
    const std::string line = to_line(0xABC, progress);
    CHECK(line.find('\n') == std::string::npos);
    const auto read = from_line(line);
    REQUIRE(read);
    CHECK(read->fingerprint == 0xABC);
    CHECK(read->progress == progress);
  }
}

TEST_CASE("journal: a line that is cut short or has a wrong byte is none") {
  const std::string line = to_line(7, some_progress(4));
  for (std::size_t i = 0; i < line.size(); ++i) {
    CAPTURE(i);
    CHECK_FALSE(from_line(line.substr(0, i)));
    std::string wrong = line;
    wrong[i] = wrong[i] == '0' ? '1' : '0';
    CHECK_FALSE(from_line(wrong));
  }
}

TEST_CASE("journal: what was saved last is found by the next run, with the lengths of every output") {
  const Scratch scratch;
  Ruler out, rejects;
  Report report;
  {
    Journal journal = journal_at(scratch.path("j"), 7);
    CHECK_FALSE(journal.found());
    journal.include("out", out);
    journal.include("rejects", rejects);
    for (const std::uint64_t length : {100U, 200U}) {
      out.length = length;
      rejects.length = length / 10;
      report.count(Status::cleaned);
      REQUIRE_FALSE(journal.note({0, {}, length, 1}, report));
    }
    REQUIRE_FALSE(journal.save());
    CHECK(out.syncs > 0);
    CHECK(rejects.syncs == out.syncs);
  }
  const Journal journal = journal_at(scratch.path("j"), 7);
  REQUIRE(journal.found());
  CHECK(journal.found()->bookmark == Bookmark{0, {}, 200, 1});
  CHECK(journal.found()->tally.cleaned == 2);
  CHECK(journal.found_of("out") == std::vector<OutputMark>{{"file", {200, 3}}});
  CHECK(journal.found_of("rejects") == std::vector<OutputMark>{{"file", {20, 3}}});
  CHECK(journal.found_of("reject").empty());
}

TEST_CASE("journal: where a sink is not at rest is not remembered") {
  const Scratch scratch;
  Ruler out;
  {
    Journal journal = journal_at(scratch.path("j"), 7);
    journal.include("out", out);
    REQUIRE_FALSE(journal.note({0, {}, 10, 1}, Report()));
    out.rests = false;
    REQUIRE_FALSE(journal.note({0, {}, 20, 2}, Report()));
    REQUIRE_FALSE(journal.save());
  }
  CHECK(journal_at(scratch.path("j"), 7).found()->bookmark.offset == 10);
}

TEST_CASE("journal: a torn end is cut off, and the line before it counts") {
  const Scratch scratch;
  const std::string whole = to_line(7, some_progress(4)) + "\n";
  const std::string next = to_line(7, some_progress(5)) + "\n";
  for (std::size_t i = 0; i < next.size(); ++i) {
    CAPTURE(i);
    scratch.write("j", whole + next.substr(0, i));
    const Journal journal = journal_at(scratch.path("j"), 7);
    REQUIRE(journal.found());
    CHECK(journal.found()->tally.cleaned == 4);
    CHECK(scratch.read("j") == whole);
  }
  scratch.write("j", whole + next);
  CHECK(journal_at(scratch.path("j"), 7).found()->tally.cleaned == 5);
}

TEST_CASE("journal: what another command left is told and dropped") {
  const Scratch scratch;
  scratch.write("j", to_line(8, some_progress(4)) + "\n");
  const Journal journal = journal_at(scratch.path("j"), 7);
  CHECK(journal.is_of_another_run());
  CHECK_FALSE(journal.found());
  CHECK(scratch.read("j").empty());
  scratch.write("k", "no line of ours\n");
  CHECK_FALSE(journal_at(scratch.path("k"), 7).is_of_another_run());
}

TEST_CASE("journal: while one process has it another is refused, and told by whom") {
  const Scratch scratch;
  int ready[2], leave[2];
  REQUIRE(::pipe(ready) == 0);
  REQUIRE(::pipe(leave) == 0);
  const pid_t holder = ::fork();
  if (holder == 0) {
    const auto journal = Journal::open(scratch.path("j"), 7);
    char byte = journal ? 'y' : 'n';
    if (::write(ready[1], &byte, 1) == 1 && ::read(leave[0], &byte, 1) == 1) ::_exit(0);
    ::_exit(1);
  }
  char byte = 0;
  REQUIRE(::read(ready[0], &byte, 1) == 1);
  REQUIRE(byte == 'y');
  const auto refused = Journal::open(scratch.path("j"), 7);
  CHECK(::write(leave[1], "x", 1) == 1);
  ::waitpid(holder, nullptr, 0);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().step == IoStep::lock);
  CHECK(refused.error().error.what.find("process " + std::to_string(holder)) != std::string::npos);
  CHECK(Journal::open(scratch.path("j"), 7));
}

TEST_CASE("journal: once removed it is gone") {
  const Scratch scratch;
  CHECK_FALSE(journal_at(scratch.path("j"), 7).remove());
  CHECK(scratch.files().empty());
}
