#include "blocks/evidence.h"

#include <catch2/catch.hpp>

#include <numeric>
#include <set>
#include <string>
#include <vector>

#include "blocks/even_forest.h"
#include "blocks/forest.h"
#include "blocks/pages.h"

using namespace cleancopy;
using namespace cleancopy::test;

namespace {

std::string sentence(const std::string& word) {
  return word +
         " the keeper of the old mill said that the wheel had not turned since the flood of last autumn.";
}

std::vector<Evidence> evidence_of(const std::string& html) {
  const RuleFiles book = compile({});
  const Tree tree = parse(html);
  const Metadata metadata = read_metadata(tree);
  const PageRules rules = book.rules_for("", &tree, {});
  Names names(tree);
  return weigh({&tree, metadata, rules, ""}, flow(tree), names);
}

}  // namespace

TEST_CASE("evidence: each clue has a name of its own") {
  std::set<std::string_view> names;
  for (std::size_t i = 0; i < kClues; ++i) names.insert(name_of(static_cast<Clue>(i)));
  CHECK(names.size() == kClues);
  CHECK(name_of(Clue::words) == "words");
  CHECK(name_of(Clue::depth) == "depth");
  CHECK(name_of(Clue::repeats) == "repeats");
  CHECK(name_of(Clue::window_story) == "window_story");
}

TEST_CASE("evidence: a block is seen by itself, in its place and beside its neighbours") {
  const auto found = evidence_of(
      "<html><head><title>The mill wheel turns</title></head><body><nav><a href=/>Home</a></nav>"
      "<article><h1>The mill wheel turns</h1><p>" +
      sentence("One") + "</p><img src=a><p><em>The wheel, 2024</em></p><p>" + sentence("Two") +
      "</p></article></body></html>");
  REQUIRE(found.size() == 5);
  const Evidence &home = found[0], &title = found[1], &one = found[2], &caption = found[3], &two = found[4];
  CHECK(home[Clue::link_share] == 100);
  CHECK(home[Clue::in_nav] == 1);
  CHECK(home[Clue::after_heading] == -1);
  CHECK(title[Clue::is_title] == 1);
  CHECK(title[Clue::heading_level] == 1);
  CHECK(one[Clue::words] == 20);
  CHECK(one[Clue::after_heading] == 1);
  CHECK(one[Clue::in_article] == 1);
  CHECK(one[Clue::path_story] == 100);
  CHECK(one[Clue::path_blocks] == 3);
  CHECK(one[Clue::parent_story] == 100);
  CHECK(one[Clue::words_1_before] == 4);
  CHECK(one[Clue::media_after] == 1);
  CHECK(caption[Clue::emphasis] == 1);
  CHECK(caption[Clue::media_before] == 1);
  CHECK(caption[Clue::to_story_before] == 1);
  CHECK(caption[Clue::story_before] == 50);
  CHECK(caption[Clue::marks] == 128);
  CHECK(two[Clue::same_path_before] == 1);
  CHECK(two[Clue::to_story_after] > 900);
  CHECK(two[Clue::words_1_after] == -1);
}

TEST_CASE("evidence: what the page says of itself is heard") {
  const auto found = evidence_of(
      "<head><title>The mill</title><meta property=og:site_name content='Coast Gazette'><meta name=author "
      "content='Ann Miller'>"
      "<script type='application/ld+json'>{\"@type\": \"NewsArticle\", \"articleBody\": \"" +
      sentence("One") + " " + sentence("Two") + " " + sentence("Three") + "\"}</script></head><p>" +
      sentence("One") +
      "</p><p>Ann Miller writes of mills.</p><p>Read the Coast Gazette.</p><p>Mill mill.</p><p>Mill "
      "mill.</p>");
  REQUIRE(found.size() == 5);
  CHECK(found[0][Clue::in_article_body] == 1);
  CHECK(found[1][Clue::in_article_body] == 0);
  CHECK(found[1][Clue::names_author] == 2);
  CHECK(found[2][Clue::names_site] == 1);
  CHECK(found[3][Clue::shares_title] == 100);
  CHECK(found[3][Clue::repeats] == 2);
}

TEST_CASE("evidence: a name is found wherever it stands in a block, and nowhere else") {
  const auto place_of = [](const std::string& author, const std::string& text) {
    const std::string head = "<meta name=author content='" + author + "'>";
    return evidence_of(head + "<p>" + text + "</p>").at(0)[Clue::names_author];
  };
  for (const std::string author : {"Ann Miller", "Maxim Razz", "Eve Stonex", "Zoë Åström"}) {
    const std::string cut = author.substr(0, author.size() - 1);
    struct { std::string text; int wanted; } const table[] = {
        {author, 2}, {author + " writes", 2}, {author + " and " + author, 2}, {"nobody", 0}, {cut + "~", 0},
        {"By " + author, 1}, {"By " + author + ".", 1}, {cut + " and " + author, 1},
    };
    for (const auto& row : table) {
      CAPTURE(row.text);
      CHECK(place_of(author, row.text) == row.wanted);
    }
    for (std::size_t before = 1; before < 40; ++before) {
      const std::string start(before, 'z');
      CAPTURE(author, before);
      CHECK(place_of(author, start + author) == 1);
      CHECK(place_of(author, start + cut) == 0);
    }
  }
}

TEST_CASE("evidence: a block is in the articleBody wherever it stands there, and however short") {
  const std::string body = sentence("One") + " " + sentence("Two") + " " + sentence("Three");
  const auto in_body = [&](const std::string& text) {
    const std::string data = R"({"@type": "NewsArticle", "articleBody": ")" + body + "\"}";
    return evidence_of("<script type='application/ld+json'>" + data + "</script><p>" + text + "</p>")
        .at(0)[Clue::in_article_body];
  };
  struct { std::string text; int wanted; } const table[] = {
      {sentence("Three"), 1}, {sentence("Two"), 1}, {sentence("Four"), 0}, {"Mill", 1}, {"old mill", 1},
      {"old mills", 0}, {"One", 1}, {"Ten", 0}, {"umn. T", 1}, {sentence("Three") + " More", 0},
  };
  for (const auto& row : table) {
    CAPTURE(row.text);
    CHECK(in_body(row.text) == row.wanted);
  }
}

TEST_CASE("evidence: what a rule has judged is not weighed, but is seen beside its neighbours") {
  const RuleFiles book = compile({});
  const Tree tree = parse("<p>" + sentence("One") + "</p><p>Sign up here</p><p>" + sentence("Two") + "</p>");
  const Metadata metadata = read_metadata(tree);
  const PageRules rules = book.rules_for("", &tree, {});
  std::vector<PageBlock> blocks = flow(tree);
  Names names(tree);
  const auto all = weigh({&tree, metadata, rules, ""}, blocks, names);
  blocks.at(1).block.verdict = {Kind::newsletter, "site/newsletter.1"};
  const auto open = weigh({&tree, metadata, rules, ""}, blocks, names);
  CHECK(open[0].clues == all[0].clues);
  CHECK(open[2].clues == all[2].clues);
  CHECK(all[1][Clue::words] == 3);
  CHECK(open[1][Clue::words] == 0);
}

TEST_CASE("evidence: a page without blocks has none") { CHECK(evidence_of("<p></p>").empty()); }

TEST_CASE("forest: a score is what its trees begin with and what each clue changed") {
  const EvenForest forest({kSplits, kTrees});
  std::int32_t roots = 0;
  for (const std::uint32_t tree : kTrees) roots += kSplits[tree].value;
  for (const Evidence& evidence :
       evidence_of("<article><p>" + sentence("One") + "</p><ul><li><a href=/>Home</a></ul></article>")) {
    const auto shares = shares_of_score(evidence);
    CHECK(std::accumulate(shares.begin(), shares.end(), roots) == forest.score(evidence.clues));
  }
}

TEST_CASE("forest: trees end, and ask only clues that there are") {
  for (std::size_t t = 0; t < kTrees.size(); ++t) {
    const std::size_t end = t + 1 < kTrees.size() ? kTrees[t + 1] : kSplits.size();
    for (std::size_t i = kTrees[t]; i < end; ++i) {
      if (kSplits[i].clue == kLeaf) continue;
      CHECK(kSplits[i].clue < kClues);
      CHECK(i + 1 < end);
      CHECK(kTrees[t] + kSplits[i].otherwise > i + 1);
      CHECK(kTrees[t] + kSplits[i].otherwise < end);
    }
  }
}
