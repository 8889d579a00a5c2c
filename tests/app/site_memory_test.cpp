// `cleancopy clean --site-memory`, on five stories of one paper.
#include <catch2/catch.hpp>

#include "program.h"

using namespace cleancopy::test;

namespace {

const std::string kAppeal =
    "The Orlebury Post is owned by its readers, and every pound they give keeps a reporter out.";
const std::string kBackground =
    "The sea wall was breached in the storm of January 1953, and eleven people of the parish were drowned.";

struct Story {
  const char* slug;
  const char* opening;
  const char* second;
  const char* third;
};

const Story kStories[] = {
    {"wall", "Work on the sea wall will begin in March, the council agreed at its meeting on Thursday.",
     "The first stones are to be laid below the coastguard cottages, where the beach is lowest.",
     "Two lorries an hour will pass through the village until the end of the summer."},
    {"flood", "A flood warning was lifted on Friday morning after the wind had turned to the west.",
     "Three families had spent the night in the school hall with their dogs and a parrot.",
     "The caretaker said that the parrot had been the only one of them to sleep."},
    {"choir", "The choir of St Bride's has won the county prize for the first time in forty years.",
     "It sang a setting of the psalms by a bell founder who had never before shown his music.",
     "The prize is a silver cup that leaks, and a week of rehearsals in the cathedral."},
    {"bakery", "The bakery in Quay Street will open again under the daughter of its last owner.",
     "She learnt the trade on a ferry, where loaves slide from the shelves in every swell.",
     "Her rye bread needs two days, so the first loaves will be sold on Saturday."},
    {"owl", "An owl that had lived in the signal box since the spring was moved to the water tower.",
     "The railway needs the box again because the new signals do not work in fog.",
     "Volunteers carried the nest in a laundry basket, and the owl followed them on foot."},
};

/// Without any mark or class name that tells the appeal from the story.
std::string page_of(const Story& story, const std::string& more) {
  return std::string("<html><head><title>") + story.slug + "</title></head><body><article><h1>" + story.slug +
         "</h1><p>" + story.opening + "</p><p>" + story.second + "</p>" + more + "<p>" + kAppeal + "</p><p>" +
         story.third + "</p></article></body></html>";
}

std::string pages_of_five() {
  std::string records;
  for (const Story& story : kStories) {
    const std::string slug = story.slug;
    const bool is_at_sea = slug == "wall" || slug == "flood";
    const std::string url = "http://www.orlebury-post.example/" + slug;
    records += "{\"id\":\"" + slug + "\",\"url\":\"" + url + "\",\"html\":\"" +
               page_of(story, is_at_sea ? "<p>" + kBackground + "</p>" : "") + "\"}\n";
  }
  return records;
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t i = text.find(part); i != std::string::npos; i = text.find(part, i + 1)) ++found;
  return found;
}

// Where the story `name` is stored, and where its clean copy.
std::string raw_path(std::string_view name) {
  return "raw/orlebury-post.example/" + std::string(name) + ".html";
}
std::string clean_path(std::string_view name) {
  return "clean/orlebury-post.example/" + std::string(name) + ".txt";
}

const std::string kRun = "clean five.jsonl --to jsonl --quiet";

}  // namespace

TEST_CASE("site memory: without it an appeal that nothing marks is body") {
  const Program program;
  program.folder().write("five.jsonl", pages_of_five());
  const Outcome run = program.run(kRun);
  CHECK(run.code == 0);
  CHECK(count(run.out, kAppeal) == 5);
}

TEST_CASE("site memory: what all stories of a host say goes, what two of them share stays") {
  const Program program;
  program.folder().write("five.jsonl", pages_of_five());
  const Outcome run = program.run(kRun + " --site-memory --removed");
  CHECK(run.code == 0);
  CHECK(run.err.empty());
  CHECK(count(run.out, kAppeal) == 5);
  CHECK(count(run.out, R"({"kind":"duplicate","rule":"memory/repeated","text":")" + kAppeal) == 5);
  CHECK(count(run.out, "{\"role\":\"paragraph\",\"text\":\"" + kBackground) == 2);
  for (const Story& story : kStories) CHECK(count(run.out, std::string(R"("text":")") + story.third) == 1);
}

TEST_CASE("site memory: the same pages give the same records in any order and with any number of workers") {
  const Program program;
  program.folder().write("five.jsonl", pages_of_five());
  program.shell("tac five.jsonl >back.jsonl; shuf --random-source=five.jsonl five.jsonl >mixed.jsonl");
  const std::string sorted = program.shell("$PROGRAM " + kRun + " --site-memory --jobs 1 | sort").out;
  CHECK(count(sorted, "\n") == 5);
  for (const char* input : {"five.jsonl", "back.jsonl", "mixed.jsonl"}) {
    for (const char* jobs : {"1", "4"}) {
      CAPTURE(input, jobs);
      const std::string run = "$PROGRAM clean --to jsonl --quiet --site-memory --jobs ";
      CHECK(program.shell(run + jobs + " " + input + " | sort").out == sorted);
    }
  }
}

TEST_CASE("site memory: a story that is stored five times keeps its paragraphs") {
  const Program program;
  for (const char* copy : {"a", "b", "c", "d", "e"})
    program.folder().write(raw_path(copy), page_of(kStories[0], ""));
  const std::string plain = program.run("clean raw/orlebury-post.example/a.html --quiet").out;
  program.run("clean raw -o clean --site-memory");
  CHECK(count(plain, kAppeal) == 1);
  for (const char* copy : {"a", "b", "c", "d", "e"})
    CHECK(program.folder().read(clean_path(copy)) == plain);
}

TEST_CASE("site memory: pages of a folder belong to the host it is named after") {
  const Program program;
  for (const Story& story : kStories)
    program.folder().write(raw_path(story.slug), page_of(story, ""));
  CHECK(program.run("clean raw -o clean --site-memory").code == 0);
  for (const Story& story : kStories) {
    const std::string opening = std::string(story.slug) + "\n\n" + story.opening + "\n\n";
    CHECK(program.folder().read(clean_path(story.slug)) ==
          opening + story.second + "\n\n" + story.third + "\n");
  }
}

TEST_CASE("site memory: what can be read only once is refused, with the reason") {
  const Program program;
  for (const char* arguments : {"clean --site-memory", "clean - --from jsonl --site-memory"}) {
    CAPTURE(arguments);
    const Outcome run = program.run(arguments, pages_of_five());
    CHECK(run.code == 64);
    CHECK(run.out.empty());
    CHECK(run.err ==
          "cleancopy: --site-memory reads its inputs twice, and standard input can be read only once "
          "(see cleancopy clean --help)\n");
  }
  const Outcome pipe = program.shell("mkfifo pipe; $PROGRAM clean pipe --from jsonl --site-memory");
  CHECK(pipe.code == 64);
  CHECK(pipe.err == "cleancopy: pipe: can be read only once, and --site-memory reads its inputs twice\n");
  CHECK(program.run("clean missing.jsonl --site-memory").code == 66);
}
