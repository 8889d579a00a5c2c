#include "clean/survey.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <random>

#include "clean/stories.h"

using namespace cleancopy;
using namespace cleancopy::test;

namespace {

SiteSurvey survey_of(const std::vector<Article>& articles) {
  SiteSurvey survey;
  for (const Article& article : articles) survey.observe(article);
  return survey;
}

const SurveyedPage& only_page(const SiteSurvey& survey) {
  REQUIRE(survey.hosts().size() == 1);
  REQUIRE(survey.hosts().begin()->second.size() == 1);
  return survey.hosts().begin()->second.begin()->second;
}

}  // namespace

TEST_CASE("survey: texts that differ in case, quotes, dashes or spaces are one, others are not") {
  const std::uint64_t key = text_key("It's here - now");
  for (const char* same : {"It\u2019s here \u2013 now", "IT'S HERE - NOW", "It's  here\u00A0- now"}) {
    CAPTURE(same);
    CHECK(text_key(same) == key);
  }
  CHECK(text_key("It's here - then") != key);
}

TEST_CASE("survey: a text's key is the same number on every machine") {
  CHECK(text_key("Ferry returns") == 0x22df5cb2a220184b);
}

TEST_CASE("survey: a page counts each text of its body once, and nothing but its body") {
  Article article = story("a.example", "https://a.example/1", {"One.", "Two.", "one.", "Share this"});
  article.blocks[3].verdict = {Kind::social, "a/social.1"};
  const SiteSurvey survey = survey_of({article});
  const SurveyedPage& page = only_page(survey);
  REQUIRE(page.texts.size() == 2);
  CHECK(page.texts[0].key + page.texts[1].key == text_key("One.") + text_key("Two."));
  CHECK(page.texts[0].words == 1);
}

TEST_CASE("survey: a page of no host or without a body says nothing") {
  CHECK(survey_of({story("", "", {"One."})}).hosts().empty());
  CHECK(survey_of({story("a.example", "https://a.example/1", {})}).hosts().empty());
  CHECK(survey_of({story("a.example", "", {std::string(kMaxSurveyedBytes + 1, 'x')})}).hosts().empty());
}

TEST_CASE("survey: the same page twice is one, and www is no host of its own") {
  const SiteSurvey survey = survey_of({story("a.example", "https://a.example/1", {"One."}),
                                       story("www.a.example", "https://a.example/1#comments", {"One."})});
  CHECK(only_page(survey).texts.size() == 1);
}

TEST_CASE("survey: past every bound it holds the same whatever the order of the pages") {
  std::vector<Article> articles;
  for (std::size_t i = 0; i < 3 * kMaxSurveyedPages; ++i) {
    std::vector<std::string> texts;
    for (std::size_t j = 0; j < (i == 0 ? 2 * kMaxSurveyedTexts : 2); ++j)
      texts.push_back("Text " + std::to_string(i) + " " + std::to_string(j));
    articles.push_back(story("a.example", "https://a.example/" + std::to_string(i), texts));
  }
  for (std::size_t i = 0; i < kMaxSurveyedHosts + 200; ++i)
    articles.push_back(story("h" + std::to_string(i) + ".example", "", {"One."}));
  const SiteSurvey survey = survey_of(articles);
  CHECK(survey.forgot_hosts());
  CHECK(survey.hosts().size() == kMaxSurveyedHosts);
  std::mt19937 random(7);
  for (int round = 0; round < 3; ++round) {
    std::shuffle(articles.begin(), articles.end(), random);
    CHECK(survey_of(articles).hosts() == survey.hosts());
  }
}

TEST_CASE("survey: pages and texts past their bounds are let go, and no host is") {
  std::vector<Article> articles;
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < 2 * kMaxSurveyedTexts; ++i) {
    texts.push_back("Text " + std::to_string(i));
    articles.push_back(story("a.example", "https://a.example/" + std::to_string(i), texts));
  }
  const SiteSurvey survey = survey_of(articles);
  CHECK_FALSE(survey.forgot_hosts());
  REQUIRE(survey.hosts().size() == 1);
  const SiteSurvey::Pages& pages = survey.hosts().begin()->second;
  CHECK(pages.size() == kMaxSurveyedPages);
  for (const auto& [key, page] : pages) CHECK(page.texts.size() <= kMaxSurveyedTexts);
}
