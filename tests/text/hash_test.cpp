#include "text/hash.h"

#include <catch2/catch.hpp>

#include <map>
#include <set>
#include <string>

#include "random.h"

using namespace cleancopy;

TEST_CASE("hash: a quick hash tells texts apart, whatever their length and wherever they differ") {
  Random random(29);
  std::set<std::string> texts{""};
  for (int i = 0; i < 2'000; ++i) {
    std::string text = random.bytes(40);
    texts.insert(text);
    if (text.empty()) continue;
    text[random.below(text.size())] ^= 1;
    texts.insert(text);
    texts.insert(text + '\0');
  }
  std::map<std::uint64_t, std::string> seen;
  for (const std::string& text : texts) {
    CAPTURE(text);
    REQUIRE(seen.emplace(quick_hash(text), text).second);
    REQUIRE(quick_hash(std::string(text)) == quick_hash(text));
  }
}
