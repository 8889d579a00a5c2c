#include "fetch/repeats.h"

#include <catch2/catch.hpp>

using namespace cleancopy;

namespace {

// Five paragraphs of a story's own, and the text of key 1 where `prompt` says: 's' second, 'e' last,
// 'a' to 'd' another place each time, '-' nowhere; '0' is no article.
std::vector<NumberedSighting> pages_with(std::string_view prompts) {
  std::vector<NumberedSighting> out;
  for (std::size_t i = 0; i < prompts.size(); ++i) {
    Sighting page{.site = "example.org", .seen = static_cast<std::int64_t>(i)};
    if (prompts[i] != '0') page.status = Status::cleaned;
    for (std::uint32_t j = 0; j < 5; ++j) page.texts.push_back({100 * i + j + 10, j, 20 - j, "Its own"});
    const char at = prompts[i];
    const auto more = static_cast<std::uint32_t>(i);
    if (at == 's') page.texts.push_back({1, 1, 10 + more, "Sign up"});
    if (at == 'e') page.texts.push_back({1, 10 + more, 0, "Sign up"});
    if (at == 'x') page.texts.push_back({1, more * 3, 100 - more, "Sign up"});
    out.push_back({i + 1, page});
  }
  return out;
}

}  // namespace

TEST_CASE("repeats: what most new bodies share is told, what stories share by themselves is not") {
  struct Row {
    std::string prompts;
    std::uint32_t stories;
  };
  const Row rows[] = {
      {"---------sss", 0},      {"---------ssss", 4}, {"-------eee-e", 4},     {"----s-s-s-s-", 0},
      {"-------xxxx", 0},       {"-----xxxxxxxxx", 9}, {"ssssssssssssssss", 16},
      {"s---------------------sss", 0},
      {"--ssssss--------", 0},  {"--ssssssss-----", 8}, {"ss0s0s", 4},
  };
  for (const Row& row : rows) {
    CAPTURE(row.prompts);
    const auto repeats = repeats_in(pages_with(row.prompts));
    CHECK(repeats.size() == (row.stories == 0 ? 0 : 1));
    if (!repeats.empty()) CHECK(repeats.front().stories == row.stories);
    if (!repeats.empty()) CHECK(repeats.front().opening == "Sign up");
  }
}

TEST_CASE("repeats: a story that was stored under several addresses is one story") {
  auto pages = pages_with("ssssss");
  for (auto& page : pages) page.sighting.texts = pages.front().sighting.texts;
  CHECK(repeats_in(pages).empty());
}

TEST_CASE("repeats: at most eight texts are told of a site") {
  auto pages = pages_with("ssssss");
  for (auto& page : pages) {
    for (std::uint32_t i = 0; i < 20; ++i) page.sighting.texts.push_back({1000 + i, 30, i, "Menu"});
    for (std::uint32_t i = 0; i < 40; ++i)
      page.sighting.texts.push_back({page.number * 100'000 + i, i, i, "Own"});
  }
  CHECK(repeats_in(pages).size() == kMostRepeats);
}
