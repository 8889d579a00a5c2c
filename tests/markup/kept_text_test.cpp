#include "markup/kept_text.h"

#include <catch2/catch.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace cleancopy;

TEST_CASE("kept_text: each text is what was kept, when others follow and when the whole is moved") {
  KeptText kept;
  std::vector<std::string> texts;
  std::vector<std::string_view> views;
  for (std::size_t i = 0; i < 3000; ++i) {
    texts.emplace_back(i % 100 == 0 ? 50 * i : i % 40, static_cast<char>('a' + i % 26));
    views.push_back(kept.keep(texts.back()));
  }
  const KeptText moved = std::move(kept);
  for (std::size_t i = 0; i < texts.size(); ++i) CHECK((views[i] == texts[i]));
}

TEST_CASE("kept_text: what is written may be less than was asked for") {
  KeptText kept;
  const std::string_view some = kept.keep(10'000, [](std::string& piece) { piece += "some"; });
  const std::string_view none = kept.keep(10'000, [](std::string&) {});
  const std::string_view more = kept.keep(3, [](std::string& piece) { piece += "all"; });
  CHECK(some == "some");
  CHECK(none.empty());
  CHECK(more == "all");
}
