#include "clean/recall.h"

#include <catch2/catch.hpp>

#include <utility>

#include "clean/stories.h"

using namespace cleancopy;
using namespace cleancopy::test;
using Strings = std::vector<std::string>;

namespace {

/// The memory of ten stories, the first `repeats` of which say `text`.
SiteMemory memory_of(const std::string& text, int repeats) {
  SiteSurvey survey;
  for (int i = 0; i < 10; ++i) {
    Strings texts = own_paragraphs(i);
    for (const std::string& more : own_paragraphs(100 + i)) texts.push_back(more);
    if (i < repeats) texts.push_back(text);
    survey.observe(story("a.example", "https://a.example/" + std::to_string(i), texts));
  }
  return SiteMemory(survey);
}

PageBlock block_of(const std::string& text, Role role = Role::paragraph, Kind kind = Kind::body) {
  PageBlock block;
  block.set_text(text);
  block.block.role = role;
  block.block.verdict = {kind, "generic/judge"};
  return block;
}

/// Ten paragraphs of a new story, with more in place `at`.
std::vector<PageBlock> page_with(const std::vector<PageBlock>& more, std::size_t at) {
  std::vector<PageBlock> blocks;
  for (int i = 0; i < 5; ++i) {
    for (const std::string& text : own_paragraphs(200 + i)) blocks.push_back(block_of(text));
  }
  blocks.insert(blocks.begin() + static_cast<std::ptrdiff_t>(at), more.begin(), more.end());
  return blocks;
}

Strings taken(const SiteMemory& memory, std::vector<PageBlock> blocks) {
  recall(memory, "a.example", blocks);
  Strings texts;
  for (const PageBlock& block : blocks) {
    if (block.block.verdict.rule == "memory/repeated") texts.push_back(block.block.text);
  }
  return texts;
}

std::string words(int count) {
  std::string text = "Longword";
  for (int i = 1; i < count; ++i) text += " longword";
  return text;
}

}  // namespace

TEST_CASE("recall: the share of stories that makes a text furniture depends on its place and length") {
  constexpr std::size_t first = 0, third = 2, middle = 5, third_last = 8, last = 10;
  struct { int words; std::size_t at; int too_few, enough; } const table[] = {
      {9, first, 3, 4},   {9, third, 3, 4},   {9, middle, 5, 6},   {9, third_last, 3, 4},
      {9, last, 3, 4},    {40, last, 3, 4},   {40, middle, 5, 6},  {41, last, 7, 8},
      {41, middle, 7, 8}, {6, last, 3, 4},
  };
  for (const auto& row : table) {
    CAPTURE(row.words, row.at);
    const std::string text = words(row.words);
    const std::vector<PageBlock> page = page_with({block_of(text)}, row.at);
    CHECK(taken(memory_of(text, row.too_few), page).empty());
    CHECK(taken(memory_of(text, row.enough), page) == Strings{text});
  }
}

TEST_CASE("recall: labels, headings and credits that a site repeats stay") {
  struct { const char* text; Role role; Kind kind; } const table[] = {
      {"What we like", Role::paragraph, Kind::body},
      {"What happened", Role::heading, Kind::body},
      {"What we know of the flood so far", Role::heading, Kind::body},
      {"Reporting by the staff of the Orlebury Post", Role::credit, Kind::credit},
  };
  for (const auto& row : table) {
    CAPTURE(row.text);
    for (const std::size_t at : {0, 5, 10}) {
      CHECK(taken(memory_of(row.text, 10), page_with({block_of(row.text, row.role, row.kind)}, at)).empty());
    }
  }
}

TEST_CASE("recall: a repeated heading goes with what stands right below it") {
  SiteSurvey survey;
  for (int i = 0; i < 6; ++i) {
    Strings texts = own_paragraphs(i);
    texts.insert(texts.end(), {"Help us", kAppeal});
    survey.observe(story("a.example", "https://a.example/" + std::to_string(i), texts));
  }
  const SiteMemory memory(survey);
  const PageBlock heading = block_of("Help us", Role::heading), appeal = block_of(kAppeal);
  CHECK(taken(memory, page_with({heading, appeal}, 5)) == Strings{"Help us", kAppeal});
  CHECK(taken(memory, page_with({appeal, heading}, 5)) == Strings{kAppeal});
  CHECK(taken(memory, page_with({block_of("Its own", Role::heading), appeal}, 5)) == Strings{kAppeal});
}

TEST_CASE("recall: what goes brings the next block nearer to the edge") {
  SiteSurvey survey;
  Strings appeals;
  for (const char* reason : {"one", "two", "three", "four", "five"})
    appeals.push_back(std::string("Give to us now, for reason ") + reason);
  for (int i = 0; i < 10; ++i) {
    Strings texts = own_paragraphs(i);
    for (const std::string& more : own_paragraphs(100 + i)) texts.push_back(more);
    if (i < 5) texts.insert(texts.end(), appeals.begin(), appeals.end());
    survey.observe(story("a.example", "https://a.example/" + std::to_string(i), texts));
  }
  std::vector<PageBlock> blocks;
  for (const std::string& appeal : appeals) blocks.push_back(block_of(appeal));
  CHECK(taken(SiteMemory(survey), page_with(blocks, 0)) == appeals);
  CHECK(taken(SiteMemory(survey), page_with(blocks, 10)) == appeals);
  CHECK(taken(SiteMemory(survey), page_with(blocks, 5)).empty());
}

TEST_CASE("recall: four repeated lines in a row are a menu however short, three are not") {
  const Strings menu = {"Home", "Sport", "What we like", "Obituaries"};
  SiteSurvey survey;
  for (int i = 0; i < 10; ++i) {
    Strings texts = own_paragraphs(i);
    if (i < 6) texts.insert(texts.end(), menu.begin(), menu.end());
    survey.observe(story("a.example", "https://a.example/" + std::to_string(i), texts));
  }
  const SiteMemory memory(survey);
  std::vector<PageBlock> lines;
  for (const std::string& line : menu) lines.push_back(block_of(line));
  lines[2].block.role = Role::heading;
  for (const std::size_t at : {0, 5, 10}) {
    CAPTURE(at);
    CHECK(taken(memory, page_with(lines, at)) == menu);
    CHECK(taken(memory, page_with({lines[0], lines[1], lines[2]}, at)).empty());
    const PageBlock own = block_of("Its own");
    CHECK(taken(memory, page_with({lines[0], lines[1], own, lines[2], lines[3]}, at)).empty());
  }
}

TEST_CASE("recall: a page of which half would go keeps all of it") {
  const SiteMemory memory = memory_of(kAppeal, 10);
  CHECK(taken(memory, {block_of(kAppeal)}).empty());
  CHECK(taken(memory, {block_of(words(9)), block_of(kAppeal)}).empty());
  CHECK(taken(memory, {block_of(words(10)), block_of(kAppeal)}) == Strings{kAppeal});
}

TEST_CASE("recall: what the judge dropped keeps its verdict, and other hosts are left alone") {
  const SiteMemory memory = memory_of(kAppeal, 10);
  CHECK(taken(memory, page_with({block_of(kAppeal, Role::paragraph, Kind::donation)}, 5)).empty());
  std::vector<PageBlock> page = page_with({block_of(kAppeal)}, 5);
  recall(memory, "b.example", page);
  CHECK(page[5].block.verdict.kind == Kind::body);
  recall(memory, "www.a.example", page);
  CHECK(page[5].block.verdict.kind == Kind::duplicate);
}
