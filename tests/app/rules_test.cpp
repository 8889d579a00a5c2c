#include <catch2/catch.hpp>

#include "app/rules_check.h"
#include "program.h"

using namespace cleancopy::test;

namespace {

bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

// What `rules check` says of one file, "x.org.toml" with these lines.
Outcome check(const std::string& toml) {
  const Program program;
  program.folder().write("mine/x.org.toml", toml);
  return program.run("rules check --rules mine");
}

}  // namespace

TEST_CASE("rules check: sound rules are passed over in silence") {
  const Program program;
  const Outcome run = program.run("rules check");
  CHECK(run.code == 0);
  CHECK(run.out.empty());
  CHECK(run.err.empty());
}

TEST_CASE("rules check: slips are told at their line and column, all at once") {
  const Outcome run = check("hosts = [\"x.org\"]\n[drop]\nnewsleter = [\"p\"]\nsocial = [\"p[\"]\n");
  CHECK(run.code == 78);
  CHECK(contains(run.err, "mine/x.org.toml:3:1: "));
  CHECK(contains(run.err, "did you mean 'newsletter'?"));
  CHECK(contains(run.err, "mine/x.org.toml:4:"));
}

TEST_CASE("rules check: doubtful rules are told at their line and column") {
  const std::string test = "[[test]]\ntext = \"x\"\n";
  struct Row {
    std::string toml;
    const char* said;
  };
  const Row rows[] = {
      {"[drop]\nsocial = [\".sc-buvPDS p\"]\n", "mine/x.org.toml:2:11: 'sc-buvPDS' is a build hash"},
      {"[drop]\nsocial = [\"p\", \"div > #css-u7urgs\"]\n",
       "mine/x.org.toml:2:16: 'css-u7urgs' is a build hash"},
      {"[[keep]]\nbody = \"[class*=css-1q8a9bc]\"\n", "mine/x.org.toml:2:8: 'css-1q8a9bc' is a build hash"},
      {"[drop]\nsocial = [\"~ share this\"]\n", "mine/x.org.toml:2:11: an unanchored '~'"},
      {"[drop]\nsocial = [\"= a\", \"= b\", \"= a\"]\n", "mine/x.org.toml:2:25: never fires: x.org/social.1"},
      {"[drop]\nsocial = [\"p.x\"]\nad = [\"p.x\"]\n", "mine/x.org.toml:3:7: never fires: x.org/social.1"},
      {"[[keep]]\nbody = { at = \"script\", json = \"/a\" }\n" + test,
       "mine/x.org.toml:2:15: a body by 'json' needs a test on a stored page"},
      {"hosts = [\"x.org\"]\n", "mine/x.org.toml:1:1: a site without a test"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.toml);
    const Outcome run = check(row.toml);
    CHECK(run.code == 78);
    CHECK(contains(run.err, row.said));
  }
}

TEST_CASE("rules check: anchors, word limits and differing extents dispel its doubts") {
  for (const char* toml :
       {"[drop]\nsocial = [\"~ ^share this\", \"~ (?i)^follow\", {at = \"~ share\", words = 5}]\n",
        "marks = [\"~ follow other readers\"]\n",
        "[drop]\nsocial = [{at = \"= a\", next = 1}, {at = \"= a\", next = 2}, {at = \"= a\", zone = "
        "\"head\"}, \"= a\"]\n",
        "[drop]\nsocial = [{at = \"= a\", up = \"div\"}, {at = \"= a\", up = \"ul\"}]\n",
        "[drop]\nsocial = [\".css-grid\", \"#sc-article\", \"[class^=sc-]\"]\n"}) {
    CAPTURE(toml);
    CHECK(check(toml).err.empty());
  }
}

TEST_CASE("rules check: a build hash is told from a word") {
  for (const char* name : {"sc-buvPDS", "css-u7urgs", "jsx-3810287163", "css-1q8a9bc"}) {
    CAPTURE(name);
    CHECK(cleancopy::app::is_build_hash(name));
  }
  for (const char* name :
       {"css-grid", "sc-article", "css-", "article", "sc-article-2021", "css-columns", "jsx-2"}) {
    CAPTURE(name);
    CHECK_FALSE(cleancopy::app::is_build_hash(name));
  }
}

TEST_CASE("rules test: passed and failed tests are counted, failures told with both sides") {
  const Program program;
  const Outcome good = program.run("rules test");
  CHECK(good.code == 0);
  CHECK(good.out == "1 tests passed, 0 failed\n");
  program.folder().write("rules/x.org.toml",
                         "hosts = [\"x.org\"]\n[[test]]\ntext = \"\"\"\n" + text_about("It rained.") +
                             "\"\"\"\ntitle = \"Train\"\nfirst = \"The train\"\nlast = \"It will\"\n"
                             "blocks = 9\nhas = [\"pier was full\", \"train\"]\n"
                             "lacks = [\"harbour master\"]\ndrops = { social = 2 }\n");
  const Outcome bad = program.run("rules test");
  CHECK(bad.code == 1);
  CHECK(contains(bad.out, "rules/x.org.toml:2: title: expected 'Train', got 'Ferry returns'\n"));
  CHECK(contains(bad.out, "first: expected 'The train', got 'It rained. The ferry"));
  CHECK_FALSE(contains(bad.out, "last:"));
  CHECK(contains(bad.out, "blocks: expected 9, got 2\n"));
  CHECK(contains(bad.out, "has: expected 'train'"));
  CHECK_FALSE(contains(bad.out, "has: expected 'pier"));
  CHECK(contains(bad.out, "lacks: expected no 'harbour master'"));
  CHECK(contains(bad.out, "drops.social: expected 2, got 0\n"));
  CHECK(contains(bad.out, "\n1 tests passed, 1 failed\n"));
}

TEST_CASE("rules test: a stored page is found from the folder above the rules, wherever the program runs") {
  const Program program;
  program.folder().write("raw/example.org/a.html", page_about("It rained."));
  program.folder().write("rules/platform/press.toml",
                         "[[test]]\npage = \"raw/example.org/a.html\"\nfirst = \"It rained.\"\nblocks = 2\n"
                         "drops = {social = 1}\n");
  CHECK(program.run("rules test").out == "2 tests passed, 0 failed\n");
  CHECK(program.shell("cd raw && $PROGRAM rules test --rules ../rules").out == "2 tests passed, 0 failed\n");
  std::filesystem::remove(program.folder().path("raw/example.org/a.html"));
  const Outcome gone = program.run("rules test");
  CHECK(gone.code == 1);
  CHECK(
      contains(gone.out, "rules/platform/press.toml:1: raw/example.org/a.html: No such file or directory\n"));
}

TEST_CASE("rules list: a line for each file, with hosts, numbers and kinds") {
  const Program program;
  const Outcome run = program.run("rules list");
  CHECK(run.code == 0);
  CHECK(contains(run.out, "NAME"));
  CHECK(contains(run.out, "\nexample.org           1      1      1  example.org,*.example.org  social\n"));
  CHECK(contains(run.out, "\nplatform/press        0      1      0  -  newsletter\n"));
}

TEST_CASE("rules which: the files for a host, strongest first, and why each") {
  const Program program;
  const std::string files =
      "example.org  host  rules/example.org.toml\n"
      "platform/press  extends  rules/platform/press.toml\n"
      "generic  generic  rules/generic.toml\n";
  for (const char* url : {"http://www.example.org/a/b", "example.org", "https://EXAMPLE.ORG:80/"}) {
    CAPTURE(url);
    const Outcome run = program.run(std::string("rules which ") + url);
    CHECK(run.code == 0);
    CHECK(run.out == files);
    CHECK(run.err.empty());
  }
  const Outcome unknown = program.run("rules which http://other.org/");
  CHECK(unknown.code == 0);
  CHECK(unknown.out == "generic  generic  rules/generic.toml\n");
  CHECK(unknown.err == "cleancopy: other.org: no rule file names this host; marks in the page decide\n");
}

TEST_CASE("rules new: a draft names the body, what it adds and a test, and is a rule file that passes") {
  const Program program;
  const auto page = [](const std::string& story, const std::string& box) {
    std::string html =
        "<link rel=canonical href='https://www.gazette.example/" + story + "'><title>" + story + "</title>";
    html += "<body><nav><a href=/>Home</a></nav><div class=page><h1>" + story +
            "</h1><div class='story-text x7Gh2 story- '>";
    for (int i = 0; i < 4; ++i) {
      html += "<p>" + story + " went on for a " + std::to_string(i + 2) +
              "th day, and the council said that it would meet again.</p>";
    }
    return html + "<div class=signup-box><p>" + box + "</p></div></div></div></body>";
  };
  program.folder().write("raw/gazette.example/a.html", page("The flood", "Sign up to our newsletter"));
  program.folder().write("raw/gazette.example/b.html", page("The fair", "Sign up to our newsletter"));
  const Outcome draft = program.run("rules new raw/gazette.example/a.html raw/gazette.example/b.html");
  CHECK(draft.code == 0);
  CHECK(contains(draft.out, "hosts = [\"*.gazette.example\", \"gazette.example\"]"));
  CHECK(contains(draft.out, "body = \".story-text\""));
  CHECK(contains(draft.out, "\".signup-box\""));
  CHECK(contains(draft.out, "blocks = 4"));

  program.folder().write("mine/gazette.example.toml", draft.out);
  const Outcome tests = program.run("rules test --rules mine");
  CHECK(tests.out == "2 tests passed, 0 failed\n");
  CHECK(tests.code == 0);
}

TEST_CASE("rules new: without a page that has a body there is nothing to draft") {
  const Program program;
  program.folder().write("empty.html", "<p>Not found</p>");
  const Outcome run = program.run("rules new empty.html");
  CHECK(run.code == 66);
  CHECK(run.out.empty());
  CHECK(contains(run.err, "empty.html: no body was found to learn from"));
  CHECK(program.run("rules new missing.html").code == 66);
}
