// Pages of one shape and any size, for what must take linear time.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace cleancopy::test {

struct Shape {
  const char* name;
  std::function<std::string(std::size_t n)> unit;  ///< its n-th piece
  const char* before = "";                         ///< once, in front of the first piece
};

inline const std::vector<Shape>& shapes() {
  static const std::string story =
      "The council met on Monday and talked about the harbour wall until dusk, said Ann Lee, who was there. ";
  const auto same = [](const std::string& piece) { return [piece](std::size_t) { return piece; }; };
  static const std::vector<Shape> all{
      {"nested", same("<div><span>" + story)},
      {"flat", same("<p>" + story + "</p>\n")},
      {"many links", [](std::size_t n) {
         return "<li><a href=/news/" + std::to_string(n) + ">Harbour wall " + std::to_string(n) + "</a></li>";
       }},
      {"one huge paragraph", same(story), "<p>"},
      {"many tables", same("<table><tr><th>Day</th><td>High</td></tr><tr><td>Monday</td><td>4.1 m</td></tr>"
                           "</table>")},
      {"many class names", [](std::size_t n) {
         return "<div class=\"share related-" + std::to_string(n) +
             " ad newsletter caption\"><p class=byline>" +
                story + "</p></div>";
       }},
      {"many attributes", [](std::size_t n) {
         return "<p data-a=1 data-b='2' data-c=\"" + std::to_string(n) + "\" id=p" + std::to_string(n) +
                " hidden style=\"color: red\" onclick='x()'>" + story + "</p>";
       }},
      {"many entities", same("<p>Fish &amp; chips&hellip; &#8220;hot&#x201D; &eacute;t&eacute; "
                             "&copy &unknown; &lt;b&gt;</p>")},
      {"unclosed formatting", same("<p><b><i><a href=/x>Harbour wall")},
      {"deep lists", same("<ul><li>Harbour wall<ul><li>Gate")},
      {"one long script", same("var a = {\"b\": \"<p>\"}; if (a < 1 && b > 2) { c(); }\n"), "<script>"},
      {"huge JSON-LD", [](std::size_t n) {
         return "{\"@type\": \"Person\", \"name\": \"Ann Lee " + std::to_string(n) +
             "\", \"url\": \"/lee\"},\n";
       }, "<script type=\"application/ld+json\">{\"@type\": \"NewsArticle\", \"author\": ["},
      {"line breaks", same("Harbour wall<br>Gate, closed<br><br>")},
      {"comments", same("<!-- ad --><p>Gate, closed</p><!-- /ad -->")},
  };
  return all;
}

/// A story, then the shape until the page has about `size` bytes.
inline std::string page_of(const Shape& shape, std::size_t size) {
  std::string page = "<!doctype html><title>Harbour wall</title><h1>Harbour wall</h1>";
  for (int i = 0; i < 5; ++i)
    page +=
        "<p>The keeper of the old lighthouse said that no boat had come in since the storm of Tuesday.</p>";
  page += shape.before;
  for (std::size_t n = 0; page.size() < size; ++n) page += shape.unit(n);
  return page;
}

}  // namespace cleancopy::test
