#include "text/word_table.h"

#include <catch2/catch.hpp>

#include <map>
#include <string>
#include <vector>

#include "random.h"

using namespace cleancopy;

TEST_CASE("word table: a word has the number it was given, any other none") {
  WordTable table(2);
  table["mill"] = 3;
  table["tide"] |= 4;
  CHECK(table.find("mill") == 3);
  CHECK(table.find("tide") == 4);
  CHECK(table.find("mil") == 0);
  CHECK(table.find("") == 0);
  CHECK(WordTable(0).find("mill") == 0);
}

namespace {

std::string numbered(std::size_t number) { return std::to_string(number).insert(0, 1, 'w'); }

}  // namespace

TEST_CASE("word table: knows what a map knows, also when it is full") {
  Random random(11);
  std::vector<std::string> words;
  for (int i = 0; i < 500; ++i) words.push_back(numbered(random.below(1'000)));
  WordTable table(words.size());
  std::map<std::string, int> map;
  for (const std::string& word : words) map[word] = table[word] = static_cast<int>(random.below(100));
  for (std::size_t i = 0; i < 1'000; ++i) {
    const std::string word = numbered(i);
    CAPTURE(word);
    CHECK(table.find(word) == (map.contains(word) ? map[word] : 0));
  }
}

TEST_CASE("word table: a word of a text has the key that it has alone") {
  Random random(13);
  for (int i = 0; i < 2'000; ++i) {
    const std::string text = random.bytes(40);
    const std::size_t begin = random.below(text.size() + 1), size = random.below(text.size() - begin + 1);
    const std::string word = text.substr(begin, size);
    CAPTURE(text, begin, size);
    const WordKey part(text, std::string_view(text).substr(begin, size)), alone(word);
    REQUIRE(part.first_eight() == alone.first_eight());
    REQUIRE(part.last_eight() == alone.last_eight());
    REQUIRE(part.word() == alone.word());
    REQUIRE(part.hash() == alone.hash());
  }
}

TEST_CASE("word table: words that begin and end alike are told apart") {
  WordTable table(4);
  const std::string_view words[] = {"newspaperwarehousenewspaper", "newspaperXwarehousnewspaper",
                                    "newspapernewspaper", "newspaper"};
  for (int i = 0; i < 4; ++i) table[words[i]] = i + 1;
  for (int i = 0; i < 4; ++i) CHECK(table.find(words[i]) == i + 1);
  CHECK(table.find("newspaperwarehouseXnewspaper") == 0);
}
