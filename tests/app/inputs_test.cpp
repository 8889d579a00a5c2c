#include <catch2/catch.hpp>

#include "program.h"

using namespace cleancopy::test;

TEST_CASE("inputs: a compressed page is cleaned and explained like the page, also from standard input") {
  const Program program;
  program.folder().write("a.html", page_about("It rained."));
  program.shell("gzip -k a.html");
  CHECK(program.run("clean a.html.gz --site example.org").out == text_about("It rained."));
  CHECK(program.shell("gzip -c a.html | $PROGRAM clean --site example.org").out == text_about("It rained."));
  CHECK(program.run("clean a.html.gz --site example.org -o out/").code == 0);
  CHECK(program.folder().files("out") == std::vector<std::string>{"a.txt"});
  const Outcome explained = program.run("explain a.html.gz --site example.org");
  CHECK(explained.code == 0);
  CHECK(explained.out == program.run("explain a.html --site example.org").out);
}

TEST_CASE("inputs: compressed JSONL is told by its first bytes on standard input") {
  const Program program;
  program.folder().write("p.jsonl", record_about("7", "It rained.") + record_about("8", "It snowed."));
  const Outcome plain = program.run("clean p.jsonl --to jsonl");
  CHECK(plain.code == 0);
  CHECK(program.shell("gzip -c p.jsonl | $PROGRAM clean - --from jsonl --to jsonl").out == plain.out);
}

TEST_CASE("inputs: explain refuses what holds many pages, compressed or not") {
  const Program program;
  for (const char* name : {"a.jsonl.gz", "a.warc", "a.warc.zst"}) {
    CAPTURE(name);
    const Outcome run = program.run(std::string("explain ") + name);
    CHECK(run.code == 64);
    CHECK(run.err.find("holds many") != std::string::npos);
  }
}

TEST_CASE("inputs: an archive that is empty, or none, is one rejected record and exit 65") {
  const Program program;
  program.folder().write("a.warc.gz", "");
  program.folder().write("b.warc", page_about("It rained."));
  const Outcome empty = program.run("clean a.warc.gz --to jsonl");
  CHECK(empty.code == 65);
  CHECK(empty.err.find("a.warc.gz:@0: the archive is empty\n") != std::string::npos);
  const Outcome page = program.run("clean b.warc --to jsonl");
  CHECK(page.code == 65);
  CHECK(page.err.find("b.warc:@0: no WARC record begins here\n") != std::string::npos);
  CHECK(page.out.find("\"status\":\"rejected\"") != std::string::npos);
}
