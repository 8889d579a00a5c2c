#include "blocks/naming.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "blocks/forest.h"
#include "blocks/pages.h"
#include "text/random.h"

using namespace cleancopy;
using namespace cleancopy::test;

namespace {

/// Letter by letter, what for_each_word_in() does by sixteen.
Strings plain_words(std::string_view value) {
  Strings words;
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (!is_letter(value[i])) continue;
    const bool begins = i == 0 || !is_letter(value[i - 1]) || (is_upper(value[i]) && is_lower(value[i - 1]));
    if (begins) words.emplace_back();
    words.back() += lower(value[i]);
  }
  std::erase_if(words, [](const std::string& word) { return word.size() < 2 || word.size() > 16; });
  return words;
}

Strings words_in(std::string_view value) {
  Strings words;
  names::for_each_word_in(value, [&](std::string_view word) { words.emplace_back(word); });
  return words;
}

}  // namespace

TEST_CASE("naming: whole words of class and id name a kind") {
  struct { const char* attributes; const char* kind; } const table[] = {
      {"class=related", "related"},
      {"class='article__related-links'", "related"},
      {"class=relatedLinks", "related"},
      {"class=AdContainer", "ad"},
      {"class='ad300'", "ad"},
      {"class=RELATED", "related"},
      {"id=comments", "comments"},
      {"class='story wide' id='newsletter-box'", "newsletter"},
      {"id=nav class=comments", "nav"},
      {"class='comments share'", "comments"},
      {"class=advertisement", "ad"},
      {"class=widget", "widget"},
      {"class=commentlist", "comments"},
      // no whole word of the list
      {"class=header", "body"},
      {"class=download", "body"},
      {"class=headline", "body"},
      {"class=shadow", "body"},
      {"class=unrelated", "body"},
      {"class=recommendationsystems", "body"},
      {"class=''", "body"},
      {"", "body"},
      {"data-kind=related title=related", "body"},
      {"class='été-ad'", "ad"},
  };
  for (const auto& row : table) {
    CAPTURE(row.attributes);
    const Tree tree = parse(std::string("<div ") + row.attributes + ">x</div>");
    CHECK(name_of(Names(tree).of(elements(tree, "div")[0]).kind) == row.kind);
  }
}

TEST_CASE("naming: words end at anything but a letter and before a capital behind a small letter") {
  struct { const char* value; Strings words; } const table[] = {
      {"article__related-links Wide", {"article", "related", "links", "wide"}},
      {"relatedLinks", {"related", "links"}},
      {"HTMLBody", {"htmlbody"}},
      {"ad300x250 b", {"ad"}},
      {"abcdefghijklmnop abcdefghijklmnopq", {"abcdefghijklmnop"}},
      {"", {}},
  };
  for (const auto& row : table) {
    CAPTURE(row.value);
    CHECK(words_in(row.value) == row.words);
    CHECK(plain_words(row.value) == row.words);
  }
}

TEST_CASE("naming: words are found by sixty-four letters as they are by one") {
  Random random(17);
  const Strings pieces{"ad", "Related", "links", "x", "X", "-", " ", "_", "9", "CSS", "é",
                       "abcdefghijklmnop", "abcdefghijklmnopqrstuvwxyz"};
  for (int i = 0; i < 5'000; ++i) {
    const std::string value = random.join_of(pieces, 40);
    CAPTURE(value);
    REQUIRE(words_in(value) == plain_words(value));
  }
  CHECK(words_in(std::string(200, 'a') + "Bc " + std::string(63, ' ') + "de") == Strings{"bc", "de"});
}

TEST_CASE("naming: the words of an element have a least and a most weight") {
  const NameWeight low = *std::ranges::min_element(kNameWeights, {}, &NameWeight::weight);
  const NameWeight high = *std::ranges::max_element(kNameWeights, {}, &NameWeight::weight);
  const std::string least(low.word), most(high.word);
  const Tree tree = parse("<p class=" + least + " id=" + most + ">a</p><i class=" + least +
                          ">b</i><b class=qqzzqq>c</b>");
  Names names(tree);
  const Naming both = names.of(elements(tree, "p")[0]), one = names.of(elements(tree, "i")[0]);
  CHECK(both.least == low.weight);
  CHECK(both.most == high.weight);
  CHECK(one.least == low.weight);
  CHECK(one.most == low.weight);
  CHECK(one.is_known);
  CHECK_FALSE(names.of(elements(tree, "b")[0]).is_known);
}

TEST_CASE("naming: a value that has been read before says the same again, whatever was read between") {
  const WordTable weights = by_word(kNameWeights);
  Random random(29);
  Strings pieces{"-", " ", "9", "qqzzqq", "related", "Share"};
  for (std::size_t i = 0; i < kNameWeights.size(); i += 9) pieces.emplace_back(kNameWeights[i].word);
  std::string html;
  for (int i = 0; i < 3'000; ++i)
    html += "<p class='" + random.join_of(pieces, 2) + "' id='" + random.join_of(pieces, 3) + "'>a</p>";
  const Tree tree = parse(html);
  Names names(tree);
  for (const NodeId element : elements(tree, "p")) {
    std::vector<int> said;
    for_each_name_word(tree, element, [&](std::string_view word) { said.push_back(weights.find(word)); });
    std::erase(said, 0);
    const Naming naming = names.of(element);
    REQUIRE(naming.is_known == !said.empty());
    REQUIRE(naming.least == (said.empty() ? 0 : *std::ranges::min_element(said)));
    REQUIRE(naming.most == (said.empty() ? 0 : *std::ranges::max_element(said)));
    REQUIRE(naming.kind == Names(tree).of(element).kind);
  }
}
