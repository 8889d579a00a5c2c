#include "clean/memory.h"

#include <catch2/catch.hpp>

#include "clean/stories.h"

using namespace cleancopy;
using namespace cleancopy::test;
using Strings = std::vector<std::string>;

namespace {

std::string url_of(int number) { return "https://a.example/" + std::to_string(number); }

/// `count` different stories, each with the appeal.
SiteSurvey stories_with_appeal(int count) {
  SiteSurvey survey;
  for (int i = 0; i < count; ++i) {
    Strings texts = own_paragraphs(i);
    texts.push_back(kAppeal);
    survey.observe(story("a.example", url_of(i), texts));
  }
  return survey;
}

std::uint32_t repeats(const SiteMemory& memory, std::string_view text) {
  const SiteRepeats* const site = memory.repeats_of("a.example");
  REQUIRE(site != nullptr);
  const auto found = site->texts.find(text_key(text));
  return found == site->texts.end() ? 0 : found->second;
}

}  // namespace

TEST_CASE("memory: a text is known by the number of stories that say it") {
  const SiteMemory memory(stories_with_appeal(6));
  CHECK(repeats(memory, kAppeal) == 6);
  CHECK(repeats(memory, own_paragraphs(0)[0]) == 0);
  CHECK(memory.repeats_of("a.example")->stories == 6);
  CHECK(memory.repeats_of("www.a.example") == memory.repeats_of("a.example"));
  CHECK(memory.repeats_of("b.example") == nullptr);
}

TEST_CASE("memory: a host of fewer than five stories is not known") {
  CHECK(SiteMemory(stories_with_appeal(4)).repeats_of("a.example") == nullptr);
  CHECK(SiteMemory(stories_with_appeal(5)).repeats_of("a.example") != nullptr);
}

TEST_CASE("memory: a host that repeats nothing in three stories is not known") {
  SiteSurvey survey;
  for (int i = 0; i < 8; ++i) {
    Strings texts = own_paragraphs(i);
    if (i < 2) texts.push_back(kAppeal);
    survey.observe(story("a.example", url_of(i), texts));
  }
  CHECK(SiteMemory(survey).repeats_of("a.example") == nullptr);
}

TEST_CASE("memory: a story stored again, at one address or another, is one story") {
  SiteSurvey survey = stories_with_appeal(6);
  Strings later = own_paragraphs(0);
  later.insert(later.end(), {kAppeal, "Corrected on Tuesday."});
  survey.observe(story("a.example", url_of(100), later));
  survey.observe(story("a.example", "", later));
  survey.observe(story("a.example", url_of(1), own_paragraphs(77)));  // rewritten
  const SiteMemory memory(survey);
  CHECK(memory.repeats_of("a.example")->stories == 6);
  CHECK(repeats(memory, kAppeal) == 6);
  CHECK(repeats(memory, own_paragraphs(0)[0]) == 0);
}

TEST_CASE("memory: a brief item that is mostly an appeal does not make all stories one") {
  SiteSurvey survey = stories_with_appeal(6);
  survey.observe(story("a.example", url_of(100), {"It rained in Orlebury.", kAppeal}));
  const SiteMemory memory(survey);
  CHECK(memory.repeats_of("a.example")->stories == 7);
  CHECK(repeats(memory, kAppeal) == 7);
}
