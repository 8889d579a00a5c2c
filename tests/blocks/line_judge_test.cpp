#include "blocks/line_judge.h"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include "blocks/pages.h"

using namespace cleancopy;
using namespace cleancopy::test;

namespace {

const Strings kStory = {
    "The ferry to the island of Marrow did not sail on Thursday because its cook had locked the galley.",
    "\"He said that nobody had thanked him for the soup since the spring,\" the mate told the harbour "
    "office.",
    "Forty passengers waited on the quay until noon, when the cook came out and put the kettle on.",
    "The company has promised to look into the matter, and has asked the crew to be polite at meals.",
    "It was the third time this year that the boat was late on account of an argument about food.",
    "A petition for a second cook was signed by most of the islanders before the evening was out.",
};

std::string lines(const Strings& texts) {
  std::string all;
  for (const std::string& text : texts) all += text + "\n";
  return all;
}

/// The story with lines put in after its third.
std::string story_around(const Strings& middle, const Strings& end = {}) {
  Strings all{"Cook locks galley"};
  all.insert(all.end(), kStory.begin(), kStory.begin() + 3);
  all.insert(all.end(), middle.begin(), middle.end());
  all.insert(all.end(), kStory.begin() + 3, kStory.end());
  all.insert(all.end(), end.begin(), end.end());
  return lines(all);
}

}  // namespace

TEST_CASE("line judge: a text that is all story loses no line") {
  CHECK(judge_text({}, story_around({})).of(Kind::body) == kStory);
  for (const char* const crosshead :
       {"A question of soup", "Soup", "Was it the soup?", "Zweiter Koch gesucht"}) {
    CAPTURE(crosshead);
    const Judged text = judge_text({}, story_around({crosshead}));
    CHECK(text.rule_of(crosshead) == "generic/line");
    CHECK(text.of(Kind::body).size() == kStory.size() + 1);
  }
}

TEST_CASE("line judge: a list inside a story stays, however short its items") {
  const Strings items = {"• Onions",  "• Barley", "• A ham bone", "• Carrots", "• Two bay leaves",
                         "• Parsley", "• Pepper", "• Salt",       "• Bread",   "• Butter"};
  CHECK(judge_text({}, story_around(items)).of(Kind::body).size() == kStory.size() + items.size());
}

TEST_CASE("line judge: where nothing reads like story, no line goes") {
  const Strings menu = {"Marrow Gazette", "News", "Sport", "Subscribe", "Contact us"};
  CHECK(judge_text({}, lines(menu)).of(Kind::body).size() == menu.size() - 1);
}

TEST_CASE("line judge: prompts, labels and credits inside an extracted story go") {
  struct {
    const char* line;
    Kind kind;
  } const table[] = {
      {"Islanders queue for tickets at the harbour office on Thursday (Jo Bloggs/Getty)", Kind::caption},
      {"Advertisement", Kind::furniture},
      {"Abonnieren Sie unseren Newsletter", Kind::furniture},
      {"Follow us on social media", Kind::furniture},
  };
  for (const auto& row : table) {
    CAPTURE(row.line);
    const Judged text = judge_text({}, story_around({row.line}));
    CHECK(text.rule_of(row.line) == "generic/line-judge");
    CHECK(text.of(row.kind) == Strings{row.line});
  }
}

TEST_CASE("line judge: of all that a page shows, menus and teasers go and the story stays") {
  Strings page = {"Marrow Gazette",    "Home",         "News",   "Sport", "Weather",
                  "Ferries",           "Log in",       "Search", "Menu",  "Latest news",
                  "Cook locks galley", "By Anna Lind", "Share"};
  page.insert(page.end(), kStory.begin(), kStory.end());
  const Strings below = {"Most read",
                         "Goat elected to parish council",
                         "New bell for the chapel",
                         "Rain on Sunday",
                         "About us",
                         "Contact",
                         "Privacy policy",
                         "Terms of use",
                         "Cookies",
                         "Advertise with us"};
  page.insert(page.end(), below.begin(), below.end());
  CHECK(judge_text({}, lines(page)).of(Kind::body) == kStory);
}
