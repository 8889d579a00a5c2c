// What a run tells of itself to machines: --rejects and --metrics, and who is told when they fail.
// What it tells a terminal and a monitor is in account.py.
#include <unistd.h>

#include <catch2/catch.hpp>

#include "program.h"

using cleancopy::test::Outcome;
using cleancopy::test::page_about;
using cleancopy::test::Program;
using cleancopy::test::record_about;
using Strings = std::vector<std::string>;

namespace {

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

}  // namespace

TEST_CASE("account: --rejects has a record of each rejected page, and of no other") {
  const Program program;
  const std::string good = record_about("1", "It rained.");
  const std::string no_page = "{\"id\":\"2\",\"url\":\"http://example.org/2\"}\n";
  const std::string empty = "{\"id\":\"4\",\"html\":\"<p>\"}\n";
  program.folder().write("in/p.jsonl", good + "\n" + no_page + "{bad\n" + empty + good);
  program.folder().write("in/q.html", std::string(3000, 'x'));
  const Outcome run =
      program.run("clean in -o out --rejects rejects.jsonl --max-error-rate 1 --max-page-bytes 2000");
  CHECK(run.code == 0);
  CHECK(contains(run.err, "6 pages: 1 cleaned, 1 without an article, 4 rejected"));
  const std::string at = std::to_string(good.size() + 1);
  const std::string bad = std::to_string(good.size() + 1 + no_page.size());
  const std::string again = std::to_string(good.size() + 1 + no_page.size() + 5 + empty.size());
  const std::string rejects = program.folder().read("rejects.jsonl");
  CHECK(contains(rejects,
                 "{\"id\":\"2\",\"url\":\"http://example.org/2\",\"file\":\"in/p.jsonl\",\"line\":3,"
                 "\"offset\":" +
                     at + ",\"reason\":\"line 3: neither"));
  CHECK(contains(rejects, "\n{\"id\":null,\"url\":null,\"file\":\"in/p.jsonl\",\"line\":4,\"offset\":" + bad +
                              ",\"reason\":\"line 4"));
  CHECK(contains(rejects,
                 "\n{\"id\":\"1\",\"url\":\"http://example.org/1\",\"file\":\"in/p.jsonl\",\"line\":6,"
                 "\"offset\":" +
                     again + ",\"reason\":\"an earlier page has the same output file\"}\n"));
  CHECK(contains(rejects,
                 "\n{\"id\":\"q.html\",\"url\":null,\"file\":\"in/q.html\",\"line\":null,\"offset\":null,"));
  CHECK(std::count(rejects.begin(), rejects.end(), '\n') == 4);
}

TEST_CASE("account: --rejects is there also when it is empty, and not at all when the run was cut short") {
  const Program program;
  program.folder().write("p.jsonl", record_about("1", "It rained."));
  CHECK(program.run("clean p.jsonl -o out.jsonl --to jsonl --rejects r.jsonl").code == 0);
  CHECK(program.folder().read("r.jsonl").empty());
  const Outcome cut = program.shell(
      "mkfifo pipe; exec 3<>pipe; echo '{bad' >&3\n"
      "timeout 20 $PROGRAM clean pipe --from jsonl --to jsonl -o cut.jsonl --rejects cut_rejects.jsonl & "
      "sleep 1\n"
      "kill -TERM $!; wait $!; code=$?; rm pipe; exit $code");
  CHECK(cut.code == 143);
  CHECK(program.folder().read("cut_rejects.jsonl") == "(no file)");
}

TEST_CASE("account: --rejects that cannot be made or written end the run, and never with 0") {
  const Program program;
  program.folder().write("p.jsonl", record_about("1", "It rained.") + "{bad\n");
  const Outcome none = program.run("clean p.jsonl --to jsonl -o out.jsonl --rejects none/r.jsonl");
  CHECK(none.code == 73);
  CHECK(contains(none.err, "cleancopy: none/r.jsonl: No such file or directory\n"));
  CHECK(program.folder().read("out.jsonl") == "(no file)");
  const Outcome full = program.run("clean p.jsonl --to jsonl -o out.jsonl --rejects /dev/full");
  CHECK(full.code == 74);
  CHECK(contains(full.err, "cleancopy: /dev/full: No space left on device\n"));
  CHECK(program.folder().read("out.jsonl") == "(no file)");
}

TEST_CASE("account: --metrics is written whatever the exit code, and keeps the last success") {
  const Program program;
  program.folder().write("a.html", page_about("It rained."));
  const std::string metrics = "--metrics m.prom";
  const auto says = [&](std::string_view line) { return contains(program.folder().read("m.prom"), line); };
  CHECK(program.run("clean a.html -o none/a.txt " + metrics).code == 73);
  CHECK(says("cleancopy_exit_code{run=\"m\"} 73\n"));
  CHECK(says("cleancopy_last_success_timestamp_seconds{run=\"m\"} 0.000\n"));
  CHECK(program.run("clean a.html --site example.org " + metrics).code == 0);
  CHECK(says("cleancopy_exit_code{run=\"m\"} 0\n"));
  CHECK(says("cleancopy_pages{run=\"m\",status=\"cleaned\"} 1\n"));
  CHECK_FALSE(says("cleancopy_last_success_timestamp_seconds{run=\"m\"} 0.000\n"));
  CHECK(program.run("clean missing.html " + metrics).code == 66);
  CHECK(says("cleancopy_exit_code{run=\"m\"} 66\n"));
  CHECK(says("cleancopy_pages{run=\"m\",status=\"cleaned\"} 0\n"));
  CHECK_FALSE(says("cleancopy_last_success_timestamp_seconds{run=\"m\"} 0.000\n"));
  program.folder().write("rules/bad.toml", "nonsense = 1\n");
  CHECK(program.run("clean a.html " + metrics).code == 78);
  CHECK(says("cleancopy_exit_code{run=\"m\"} 78\n"));
  CHECK(says("rules=\""));
}

TEST_CASE("account: --metrics that cannot be made end the run before any page") {
  const Program program;
  program.folder().write("a.html", page_about("It rained."));
  const Outcome run = program.run("clean a.html -o out.txt --metrics none/m.prom");
  CHECK(run.code == 73);
  CHECK(run.err == "cleancopy: none/m.prom: No such file or directory\n");
  CHECK(program.folder().read("out.txt") == "(no file)");
  const Outcome full = program.run("clean a.html -o out.txt --quiet --metrics /dev/full");
  CHECK(full.code == 74);
  CHECK(full.err == "cleancopy: /dev/full: No space left on device\n");
}

TEST_CASE("account: no file can be two of output, rejects and metrics, nor either of these standard output") {
  const Program program;
  program.folder().write("a.html", page_about("It rained."));
  for (const char* arguments : {"-o x --rejects x", "-o x --metrics ./x", "--rejects a/../x --metrics x"}) {
    const Outcome run = program.run(std::string("clean a.html ") + arguments);
    CAPTURE(arguments, run.err);
    CHECK(run.code == 64);
    CHECK(contains(run.err, "cannot hold two of output, rejects and metrics"));
  }
  for (const char* arguments : {"--rejects -", "--metrics -"}) {
    CHECK(program.run(std::string("clean a.html ") + arguments).code == 64);
  }
  CHECK(program.folder().read("x") == "(no file)");
}

TEST_CASE("account: lines that systemd's journal reads have their priority, others have none") {
  const Program program;
  program.folder().write("page.html", "<p>Nothing here.</p>");
  const std::string journal = "JOURNAL_STREAM=$(stat -Lc %d:%i /dev/stderr) ";
  const auto told = program.shell(journal + "$PROGRAM clean page.html");
  CHECK(told.err.starts_with("<4>cleancopy: page.html: no article"));
  CHECK(told.err.find("\n<6>cleancopy: 1 page: 0 cleaned, 1 without an article") != std::string::npos);
  CHECK(program.shell(journal + "$PROGRAM clean none.html").err.starts_with("<3>cleancopy: none.html: "));
  CHECK(
      program.shell("JOURNAL_STREAM=1:2 $PROGRAM clean page.html").err.starts_with("cleancopy: page.html: "));
}
