// Articles of one host, made of their paragraphs, for the tests of its memory.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cleancopy.h"

namespace cleancopy::test {

inline Article story(std::string_view host, std::string_view url, const std::vector<std::string>& texts) {
  Article article;
  article.host = host;
  article.url = url;
  for (const std::string& text : texts)
    article.blocks.push_back({Role::paragraph, text, {Kind::body, "generic/judge"}, 0});
  return article;
}

/// Two paragraphs that no other story has, of 50 words together.
inline std::vector<std::string> own_paragraphs(int number) {
  std::string one, two;
  for (int i = 0; i < 25; ++i) {
    one += (i == 0 ? "The" : " word") + std::to_string(100 * number + i);
    two += (i == 0 ? "But" : " term") + std::to_string(100 * number + i);
  }
  return {one + ".", two + "."};
}

/// Nine words.
inline const std::string kAppeal = "Readers pay for this paper: give what you can.";

}  // namespace cleancopy::test
