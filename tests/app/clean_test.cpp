#include <catch2/catch.hpp>

#include <set>

#include "program.h"

using namespace cleancopy::test;
using Strings = std::vector<std::string>;

namespace {

bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

// Root is let in everywhere until it gives up its privileges.
const std::string kUnprivileged =
    "if [ $EUID = 0 ]; then set -- setpriv --bounding-set -all; fi; \"$@\" $PROGRAM ";

std::size_t count(const std::string& text, std::string_view part) {
  std::size_t found = 0;
  for (std::size_t i = text.find(part); i != std::string::npos; i = text.find(part, i + 1)) ++found;
  return found;
}

}  // namespace

TEST_CASE("clean: a file in, its clean copy on stdout, the account on stderr") {
  const Program program;
  program.folder().write("a.html", page_about("It rained."));
  const Outcome run = program.run("clean a.html --site example.org");
  CHECK(run.code == 0);
  CHECK(run.out == text_about("It rained."));
  CHECK(run.err == "cleancopy: 1 page: 1 cleaned, 0 without an article, 0 rejected\n");
}

TEST_CASE("clean: without INPUT, or with -, the page is on standard input") {
  const Program program;
  for (const char* arguments : {"clean --site example.org", "clean - --site example.org"}) {
    CAPTURE(arguments);
    CHECK(program.run(arguments, page_about("It rained.")).out == text_about("It rained."));
  }
}

TEST_CASE("clean: --quiet is silent on success, --summary json counts for machines") {
  const Program program;
  program.folder().write("a.html", page_about("It rained."));
  CHECK(program.run("clean a.html --site example.org --quiet").err.empty());
  CHECK(program.run("clean a.html --site example.org --summary json").err ==
        "{\"pages\":1,\"cleaned\":1,\"no_article\":0,\"rejected\":0}\n");
  CHECK(contains(program.run("clean a.html --site example.org --quiet --summary json").err, "{\"pages\":1,"));
}

TEST_CASE("clean: a folder is mirrored under OUT, with the form's extension") {
  const Program program;
  program.folder().write("raw/example.org/a.html", page_about("It rained."));
  program.folder().write("raw/example.org/2024/b.htm", page_about("It snowed."));
  program.folder().write("raw/notes.md", "no page");
  CHECK(program.run("clean raw/example.org -o clean --site example.org").code == 0);
  CHECK(program.folder().files("clean") == Strings{"2024/b.txt", "a.txt"});
  CHECK(program.folder().read("clean/2024/b.txt") == text_about("It snowed."));
  program.run("clean raw -o md --to markdown");
  CHECK(program.folder().files("md") == Strings{"example.org/2024/b.md", "example.org/a.md"});
  program.run("clean raw -o records/ --to jsonl");
  CHECK(program.folder().files("records") == Strings{"example.org/2024/b.jsonl", "example.org/a.jsonl"});
}

TEST_CASE("clean: the rules of a walked page are those of the host its folder is named after") {
  const Program program;
  program.folder().write("raw/example.org/a.html", page_about("It rained."));
  CHECK(program.run("clean raw -o clean").code == 0);
  CHECK(program.folder().read("clean/example.org/a.txt") == text_about("It rained."));
}

TEST_CASE("clean: OUT is a folder when it ends in a slash, exists as one, or INPUT is one, else a file") {
  const Program program;
  program.folder().write("a.html", page_about("It rained."));
  program.folder().write("there/x", "");
  program.run("clean a.html -o new/ --site example.org");
  CHECK(program.folder().read("new/a.txt") == text_about("It rained."));
  program.run("clean a.html -o there --site example.org");
  CHECK(program.folder().read("there/a.txt") == text_about("It rained."));
  program.run("clean a.html --out file --site example.org");
  CHECK(program.folder().read("file") == text_about("It rained."));
}

TEST_CASE("clean: several articles in one stream are parted by two blank lines") {
  const Program program;
  program.folder().write("a.html", page_about("It rained."));
  program.folder().write("b.html", page_about("It snowed."));
  CHECK(program.run("clean a.html b.html --site example.org").out ==
        text_about("It rained.") + "\n\n" + text_about("It snowed."));
}

TEST_CASE("clean: --to markdown has front matter") {
  const Program program;
  const std::string out =
      program.run("clean - --from jsonl --to markdown", record_about("1", "It rained.")).out;
  CHECK(out.rfind("---\ntitle: \"Ferry returns\"\nurl: \"http://example.org/1\"\nsite: "
                  "\"example.org\"\n---\n\nIt rained.",
                  0) == 0);
}

TEST_CASE("clean: --removed lists what was left out, in records only") {
  const Program program;
  const std::string record = record_about("1", "It rained.");
  const std::string social = R"({"kind":"social","rule":"example.org/social.1","text":"Share this"})";
  CHECK(contains(program.run("clean - --from jsonl --to jsonl --removed", record).out, social));
  CHECK_FALSE(contains(program.run("clean - --from jsonl --to jsonl", record).out, "\"removed\""));
  CHECK(program.run("clean - --from jsonl --removed", record).code == 64);
}

TEST_CASE("clean: a record says which rule files were used") {
  const Program program;
  const std::string out = program.run("clean - --from jsonl --to jsonl", record_about("1", "It rained.")).out;
  CHECK(contains(out, R"("rules":["example.org","platform/press","generic"])"));
  CHECK(contains(out, R"("site":"example.org","layout":"example.org/keep.1","title":"Ferry returns")"));
}

TEST_CASE("clean: one line in, one record out, in input order, also for lines that are no record") {
  const Program program;
  const std::string in = record_about("1", "It rained.") + "{\"id\":\"2\",\"html\"\n" + "\n[]\n{\"id\":4}\n" +
                         record_about("5", "It snowed.");
  const Outcome run = program.run("clean - --from jsonl --to jsonl --max-error-rate 1", in);
  CHECK(run.code == 0);
  CHECK(count(run.out, "\n") == 5);
  const Strings beginnings = {R"({"id":"1","url":"http://example.org/1","status":"cleaned")",
                              R"({"id":null,"url":null,"status":"rejected","reason":"line 2)",
                              R"({"id":null,"url":null,"status":"rejected","reason":"line 4)",
                              R"({"id":"4","url":null,"status":"rejected","reason":"line 5)",
                              R"({"id":"5","url":"http://example.org/5","status":"cleaned")"};
  std::size_t begin = 0;
  for (const std::string& beginning : beginnings) {
    CHECK(run.out.substr(begin, beginning.size()) == beginning);
    begin = run.out.find('\n', begin) + 1;
  }
  CHECK(contains(run.err, "cleancopy: -:2: line 2"));
  CHECK(contains(run.err, "cleancopy: 5 pages: 2 cleaned, 0 without an article, 3 rejected\n"));
}

TEST_CASE("clean: an empty input gives nothing, and that is a success") {
  const Program program;
  const Outcome run = program.run("clean - --from jsonl --to jsonl");
  CHECK(run.code == 0);
  CHECK(run.out.empty());
  CHECK(run.err == "cleancopy: 0 pages: 0 cleaned, 0 without an article, 0 rejected\n");
}

TEST_CASE("clean: the output is the same whatever the number of workers") {
  const Program program;
  std::string in;
  for (int i = 0; i < 1500; ++i) {
    in += i % 97 == 5
              ? "{bad\n"
              : record_about(std::to_string(i), std::string(static_cast<std::size_t>(i * 7 % 900), 'x'));
  }
  program.folder().write("p.jsonl", in);
  const std::string arguments = "clean p.jsonl --to jsonl --removed --quiet --jobs ";
  const std::string one = program.run(arguments + "1").out;
  CHECK(count(one, "\n") == 1500);
  CHECK(program.run(arguments + "8").out == one);
}

TEST_CASE("clean: a page without an article gives no file, and is told and counted") {
  const Program program;
  program.folder().write("raw/a.html", "<html><body></body></html>");
  const Outcome run = program.run("clean raw -o clean");
  CHECK(run.code == 0);
  CHECK(program.folder().files("clean").empty());
  CHECK(run.err ==
        "cleancopy: raw/a.html: no article: too little text that reads like a story\n"
        "cleancopy: 1 page: 0 cleaned, 1 without an article, 0 rejected\n");
}

TEST_CASE("clean: pages that would have one output file are not lost in silence") {
  const Program program;
  program.folder().write("raw/a.htm", page_about("It rained."));
  program.folder().write("raw/a.html", page_about("It snowed."));
  const Outcome run = program.run("clean raw -o clean --site example.org");
  CHECK(run.code == 65);
  CHECK(program.folder().read("clean/a.txt") == text_about("It rained."));
  CHECK(contains(run.err, "cleancopy: raw/a.html: an earlier page has the same output file\n"));
}

TEST_CASE("clean: JSONL becomes a folder of texts named after the ids, or JSONL again") {
  const Program program;
  program.folder().write("in/p.jsonl", record_about("one", "It rained.") + record_about("two", "It snowed."));
  program.run("clean in -o texts");
  CHECK(program.folder().files("texts") == Strings{"p/one.txt", "p/two.txt"});
  CHECK(program.folder().read("texts/p/two.txt") == text_about("It snowed."));
  program.run("clean in -o records --to jsonl");
  CHECK(program.folder().files("records") == Strings{"p.jsonl"});
  CHECK(count(program.folder().read("records/p.jsonl"), "\n") == 2);
}

TEST_CASE("clean: exit 64 for what the command line gets wrong, with a word on it") {
  const Program program;
  program.folder().write("a.dat", "x");
  program.folder().write("raw/a.html", "x");
  for (const char* arguments : {"",
                                "frob",
                                "clean --nope",
                                "clean --from pdf",
                                "clean --to pdf",
                                "clean --jobs 0",
                                "clean --jobs many",
                                "clean --max-error-rate 2",
                                "clean --summary text",
                                "clean --removed",
                                "clean - -",
                                "clean a.dat",
                                "clean raw -o raw",
                                "clean raw -o raw/out",
                                "clean . -o out",
                                "rules",
                                "rules which",
                                "rules frob",
                                "rules which http://",
                                "explain",
                                "explain p.jsonl",
                                "explain - --from jsonl"}) {
    CAPTURE(arguments);
    const Outcome run = program.run(arguments);
    CHECK(run.code == 64);
    CHECK(run.out.empty());
    CHECK(run.err.rfind("cleancopy: ", 0) == 0);
  }
}

TEST_CASE("clean: exit 65 only when more pages are rejected than --max-error-rate") {
  const Program program;
  std::string in = "{bad\n";
  for (int i = 0; i < 19; ++i) in += record_about(std::to_string(i), "It rained.");
  CHECK(program.run("clean --from jsonl --to jsonl", in).code == 0);
  CHECK(program.run("clean --from jsonl --to jsonl", in + "{bad\n").code == 65);
  CHECK(program.run("clean --from jsonl --to jsonl --max-error-rate 0", in).code == 65);
  CHECK(program.run("clean --from jsonl --to jsonl --max-error-rate 0.2", in + "{bad\n").code == 0);
}

TEST_CASE("clean: --max-page-bytes and --max-page-seconds make a page one rejected record") {
  const Program program;
  program.folder().write("page.html", page_about("It rained."));
  const Outcome large = program.run("clean page.html --to jsonl --max-page-bytes 100 --max-error-rate 1");
  CHECK(large.code == 0);
  CHECK(contains(large.out, "\"status\":\"rejected\",\"reason\":\"larger than 100 bytes\""));
  CHECK(contains(large.err, "page.html: larger than 100 bytes"));
  std::string slow = page_about("It rained.");
  for (int i = 0; i < 200'000; ++i) slow += "<p><b>x";
  program.folder().write("slow.html", slow);
  const Outcome late = program.run("clean slow.html page.html --to jsonl --max-page-seconds 0.05");
  CHECK(late.code == 65);
  CHECK(contains(late.err, "slow.html: took longer than 0.05 seconds"));
  CHECK(contains(late.err, "2 pages: 1 cleaned, 0 without an article, 1 rejected"));
  for (const char* wrong : {"--max-page-bytes 0", "--max-page-bytes 67108865", "--max-page-seconds 0"}) {
    CAPTURE(wrong);
    CHECK(program.run(std::string("clean page.html ") + wrong).code == 64);
  }
}

TEST_CASE("clean: --verify-parse tells where a bare parse differs, and exits with 70 when a text does") {
  const Program program;
  program.folder().write("same.html", page_about("It rained."));
  program.folder().write("shape.html", page_about("<i a a b>It rained.</i>"));
  program.folder().write("text.html", page_about("It <svg><desc><p></desc></svg>rained."));
  const Outcome same = program.run("clean same.html --verify-parse --quiet");
  CHECK(same.code == 0);
  CHECK(same.err.empty());
  CHECK(same.out == program.run("clean same.html --quiet").out);
  const Outcome shape = program.run("clean shape.html --verify-parse --quiet");
  CHECK(shape.code == 0);
  CHECK(contains(shape.err, "shape.html: the structure is not that of a bare parse"));
  const Outcome text = program.run("clean same.html text.html --verify-parse");
  CHECK(text.code == 70);
  CHECK(contains(text.err, "text.html: the text is not that of a bare parse"));
  CHECK(contains(text.err, "--verify-parse: 1 of 2 pages have another text than a bare parse"));
}

TEST_CASE("clean: exit 66 for a missing input, before anything is done") {
  const Program program;
  program.folder().write("a.html", page_about("It rained."));
  const Outcome run = program.run("clean a.html b.html -o out/");
  CHECK(run.code == 66);
  CHECK(run.err == "cleancopy: b.html: No such file or directory\n");
  CHECK_FALSE(std::filesystem::exists(program.folder().path("out")));
}

TEST_CASE("clean: exit 73 when the output cannot be made, 74 when it cannot be written") {
  const Program program;
  program.folder().write("a.html", page_about("It rained."));
  CHECK(program.run("clean a.html -o none/out.txt").code == 73);
  CHECK(program.run("clean a.html -o a.html/").code == 73);
  const Outcome full = program.run("clean a.html --site example.org >/dev/full");
  CHECK(full.code == 74);
  CHECK(full.err == "cleancopy: stdout: No space left on device\n");
  CHECK(program.run("--help >/dev/full").code == 74);
}

TEST_CASE("clean: a write error ends the run although standard input stays open") {
  const Program program;
  program.folder().write("p.jsonl", record_about("1", "It rained."));
  CHECK(program
            .shell("mkfifo pipe; exec 3<>pipe; cat p.jsonl >&3\n"
                   "timeout 20 $PROGRAM clean - --from jsonl --jobs 3 <pipe >/dev/full")
            .code == 74);
}

TEST_CASE("clean: exit 77 without permission") {
  const Program program;
  const std::string page = program.folder().write("a.html", page_about("It rained."));
  program.folder().write("shut/x", "");
  std::filesystem::permissions(program.folder().path("shut"), std::filesystem::perms::owner_read);
  CHECK(program.shell(kUnprivileged + "clean a.html -o shut/a.txt").code == 77);
  CHECK(program.shell(kUnprivileged + "clean a.html -o shut").code == 77);
  std::filesystem::permissions(page, std::filesystem::perms::none);
  const Outcome run = program.shell(kUnprivileged + "clean a.html");
  CHECK(run.code == 77);
  CHECK(run.err == "cleancopy: a.html: Permission denied\n");
  std::filesystem::permissions(program.folder().path("shut"), std::filesystem::perms::all);
}

TEST_CASE("clean: a file of a folder that cannot be read is one rejected page, not the end") {
  const Program program;
  for (int i = 0; i < 30; ++i) {
    program.folder().write("raw/example.org/" + std::to_string(i) + ".html", page_about("It rained."));
  }
  std::filesystem::permissions(program.folder().path("raw/example.org/7.html"), std::filesystem::perms::none);
  const Outcome run = program.shell(kUnprivileged + "clean raw -o out");
  CHECK(run.code == 0);
  CHECK(run.err ==
        "cleancopy: raw/example.org/7.html: Permission denied\n"
        "cleancopy: 30 pages: 29 cleaned, 0 without an article, 1 rejected\n");
}

TEST_CASE("clean: exit 78 and every slip for bad rules, before any page") {
  const Program program;
  program.folder().write("a.html", page_about("It rained."));
  program.folder().write("bad/x.org.toml",
                         "hosts = [\"x.org\"]\n[drop]\nnewsleter = [\"p\"]\nsocial = [\"p[\"]\n");
  const Outcome run = program.run("clean a.html -o out/ --rules bad");
  CHECK(run.code == 78);
  CHECK(contains(run.err, "bad/x.org.toml:3:"));
  CHECK(contains(run.err, "bad/x.org.toml:4:"));
  CHECK_FALSE(std::filesystem::exists(program.folder().path("out")));
  CHECK(program.run("clean a.html --rules none").code == 78);
}

TEST_CASE("clean: --rules replaces the default folder, and may be repeated") {
  const Program program;
  program.folder().write("mine/generic.toml", "[drop]\nsocial = [\"~ ^It will sail\"]\n");
  const std::string page = page_about("It rained.");
  CHECK_FALSE(contains(program.run("clean --site example.org --rules mine", page).out, "It will sail"));
  CHECK(
      contains(program.run("clean --from jsonl --to jsonl --rules mine", record_about("1", "It rained.")).out,
               R"("rules":["generic"])"));
  const Outcome both = program.run("clean --rules mine --site example.org --rules rules -", page);
  CHECK(both.code == 0);
  CHECK_FALSE(contains(both.out, "Share this"));
  CHECK_FALSE(contains(both.out, "It will sail"));
}

TEST_CASE("clean: --from overrules names, and plain text is cleaned too") {
  const Program program;
  program.folder().write("page.dat", page_about("It rained."));
  CHECK(program.run("clean page.dat --from html --site example.org").out == text_about("It rained."));
  const std::string text = text_about("It rained.");
  program.folder().write("copy.txt", text + "\nShare this\n");
  CHECK(program.run("clean copy.txt --site example.org").out == text);
  CHECK(program.run("clean - --from text --site example.org", text).out == text);
}

TEST_CASE("clean: a reader that stops reading is a success, and a quiet one") {
  const Program program;
  std::string in;
  for (int i = 0; i < 2000; ++i) in += record_about(std::to_string(i), "It rained.");
  program.folder().write("p.jsonl", in);
  const Outcome run =
      program.shell("$PROGRAM clean p.jsonl --to jsonl | head -1 | cut -c1-9; exit ${PIPESTATUS[0]}");
  CHECK(run.code == 0);
  CHECK(run.out == "{\"id\":\"0\"\n");
  CHECK(run.err.empty());
  CHECK(program.shell("$PROGRAM clean p.jsonl --to jsonl --quiet >&-").code == 0);
}

TEST_CASE("clean: TERM finishes the pages at hand and leaves with 143, and no half file") {
  const Program program;
  program.folder().write("old.jsonl", "old");
  program.folder().write("p.jsonl", record_about("1", "It rained."));
  const Outcome run = program.shell(
      "mkfifo pipe; exec 3<>pipe; cat p.jsonl >&3\n"
      "timeout 20 $PROGRAM clean pipe --from jsonl --to jsonl -o old.jsonl & sleep 1; kill -TERM $!; wait "
      "$!; code=$?\n"
      "rm pipe; exit $code");
  CHECK(run.code == 143);
  CHECK(program.folder().read("old.jsonl") == "old");
  CHECK(contains(run.err, "1 page: 1 cleaned"));
  for (const std::string& file : program.folder().files()) CHECK_FALSE(contains(file, "partial"));
}

TEST_CASE("clean: each line is answered before the next one comes") {
  const Program program;
  program.folder().write("p.jsonl", record_about("1", "It rained."));
  const Outcome run = program.shell(
      "coproc CLEAN { $PROGRAM clean - --from jsonl --to jsonl --quiet --jobs 4; }\n"
      "for i in 1 2 3; do cat p.jsonl >&${CLEAN[1]}; read -r -t 10 line <&${CLEAN[0]} || exit 9; done\n"
      "echo \"${line:0:9}\"\n");
  CHECK(run.code == 0);
  CHECK(run.out == "{\"id\":\"1\"\n");
}

TEST_CASE("clean: file names cannot talk to the terminal") {
  const Program program;
  program.folder().write("raw/a\x1b[31m.html", "");
  const Outcome run = program.run("clean raw -o clean");
  CHECK(contains(run.err, "raw/a\xEF\xBF\xBD[31m.html"));
  CHECK_FALSE(contains(run.err, "\x1b"));
}

TEST_CASE("clean: after a hundred messages pages are only counted") {
  const Program program;
  std::string in;
  for (int i = 0; i < 150; ++i) in += "{bad\n";
  const Outcome run = program.run("clean - --from jsonl --to jsonl", in);
  CHECK(count(run.err, "\n") == 102);
  CHECK(contains(run.err, "150 pages: 0 cleaned, 0 without an article, 150 rejected"));
}

TEST_CASE("program: --help fits a screen for every command, --version names the rules by their hash") {
  const Program program;
  for (const char* arguments :
       {"--help", "clean --help", "explain --help", "rules --help", "rules check --help", "rules test --help",
        "rules list --help", "rules which --help"}) {
    CAPTURE(arguments);
    const Outcome run = program.run(arguments);
    CHECK(run.code == 0);
    CHECK(run.err.empty());
    CHECK(contains(run.out, "Usage: cleancopy"));
    CHECK(count(run.out, "\n") <= 30);
  }
  const Outcome version = program.run("--version");
  CHECK(version.code == 0);
  CHECK(version.out.rfind("cleancopy ", 0) == 0);
  CHECK(contains(version.out, "\nrules "));
  CHECK(program.run("--version").out == version.out);
  program.folder().write("rules/generic.toml", "[drop]\ncopyright = [\"= Other\"]\n");
  CHECK(program.run("--version").out != version.out);
}
