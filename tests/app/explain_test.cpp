#include <catch2/catch.hpp>

#include "program.h"

using namespace cleancopy::test;

namespace {

bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

// The line of the report that holds `part`, its runs of spaces single.
std::string line_with(const std::string& text, std::string_view part) {
  const std::size_t at = text.find(part);
  if (at == std::string::npos) return "(no line)";
  const std::size_t begin = text.rfind('\n', at) + 1;
  std::string line;
  for (const char c : text.substr(begin, text.find('\n', at) - begin)) {
    if (c != ' ' || line.empty() || line.back() != ' ') line += c;
  }
  return line;
}

}  // namespace

TEST_CASE("explain: one line a block in page order, with its kind, rule, role and beginning") {
  const Program program;
  program.folder().write("a.html", page_about("It rained."));
  const Outcome run = program.run("explain a.html --site example.org");
  CHECK(run.code == 0);
  CHECK(run.err.empty());
  CHECK(line_with(run.out, "It rained.") ==
        "body example.org/keep.1 paragraph It rained. The ferry returned to the harbour on Monday after nine "
        "year…");
  CHECK(line_with(run.out, "Share this") == "social example.org/social.1 paragraph Share this");
  CHECK(run.out.find("It rained.") < run.out.find("Share this"));
  CHECK(run.out.find("Share this") < run.out.find("It will sail"));
}

TEST_CASE("explain: first come the fields with their sources, and the files used") {
  const Program program;
  const Outcome run = program.run("explain - --url http://www.example.org/1", page_about("It rained."));
  CHECK(contains(run.out, "status      cleaned\n"));
  CHECK(contains(run.out, "layout      example.org/keep.1\n"));
  CHECK(contains(run.out, "rules       example.org platform/press generic\n"));
  CHECK(contains(run.out, "title       Ferry returns  [example.org/keep.1]\n"));
}

TEST_CASE("explain: plain text is explained too") {
  const Program program;
  const Outcome run =
      program.run("explain - --from text --site example.org", text_about("It rained.") + "\nShare this\n");
  CHECK(line_with(run.out, "Share this").rfind("social example.org/social.1 ", 0) == 0);
  CHECK(line_with(run.out, "It will sail").rfind("body ", 0) == 0);
}

TEST_CASE("explain: no text of a page can talk to the terminal") {
  const Program program;
  const Outcome run = program.run("explain - --site example.org",
                                  page_about("\x1b[31m red \xE2\x80\xAE turned &#27;[0m &#x9b;2J &#7;"));
  CHECK(run.code == 0);
  for (const char* bad : {"\x1b", "\xE2\x80\xAE", "\xC2\x9B", "\x07"}) CHECK_FALSE(contains(run.out, bad));
}

TEST_CASE("explain: wide characters count two columns") {
  const Program program;
  std::string wide;
  for (int i = 0; i < 60; ++i) wide += "港";
  std::string shown;
  for (int i = 0; i < 35; ++i) shown += "港";
  CHECK(contains(program.run("explain - --site example.org", page_about(wide)).out, " " + shown + "…\n"));
}

TEST_CASE("explain: --html writes a page of its own, with all text escaped") {
  const Program program;
  const Outcome run = program.run("explain - --site example.org --html out.html",
                                  page_about("&lt;script&gt;alert(1)&lt;/script&gt; &amp;amp;"));
  CHECK(run.code == 0);
  const std::string html = program.folder().read("out.html");
  CHECK(html.rfind("<!doctype html>", 0) == 0);
  CHECK(contains(html, "&lt;script&gt;alert(1)&lt;/script&gt; &amp;amp;"));
  CHECK_FALSE(contains(html, "<script"));
  CHECK(contains(html, "<div class=\"dropped paragraph\"><small>social<br>example.org/social.1</small>"));
  CHECK(contains(html, "<div class=\"kept paragraph\">"));
}

TEST_CASE("explain: exit codes are those of clean") {
  const Program program;
  program.folder().write("a.html", page_about("It rained."));
  CHECK(program.run("explain none.html").code == 66);
  CHECK(program.run("explain a.html --html none/out.html").code == 73);
  CHECK(program.run("explain a.html --rules none").code == 78);
  CHECK(program.run("explain a.html >/dev/full").code == 74);
}
