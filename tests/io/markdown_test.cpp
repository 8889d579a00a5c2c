#include "io/markdown.h"

#include <catch2/catch.hpp>

using namespace cleancopy;

namespace {

Block block(Kind kind, std::string text, Role role = Role::paragraph) {
  return {role, std::move(text), {kind, "x.org/rule.1"}};
}

Article article_of(std::vector<Block> blocks) {
  Article article;
  article.status = Status::cleaned;
  article.title.value = "Ferry returns";
  article.blocks = std::move(blocks);
  return article;
}

std::string markdown_of(std::vector<Block> blocks) {
  const std::string all = to_markdown(article_of(std::move(blocks)));
  return all.substr(all.find("---\n", 4) + 4);
}

// The front matter's line of a title.
std::string title_line(std::string_view title) {
  Article article = article_of({});
  article.title.value = title;
  const std::string all = to_markdown(article);
  return all.substr(4, all.find('\n', 4) - 4);
}

}  // namespace

TEST_CASE("markdown: it begins with what is known, as YAML") {
  Article article = article_of({block(Kind::body, "One.")});
  article.title.value = "He said \"no\": a \\ story";
  article.authors = {{"Ann Lee", ""}, {"B: Low", ""}};
  article.published.value = "2024-02-03";
  article.modified.value = "2024-02-04T10:00:00Z";
  article.language.value = "en-GB";
  article.url = "https://x.org/?a=1&b=2#c";
  article.site = "x.org";
  article.tags = {"no", "1e3", "two: three"};
  article.flags = {"live"};
  CHECK(to_markdown(article) ==
        "---\ntitle: \"He said \\\"no\\\": a \\\\ story\"\nauthors: [\"Ann Lee\", \"B: Low\"]\n"
        "published: \"2024-02-03\"\nmodified: \"2024-02-04T10:00:00Z\"\nlanguage: \"en-GB\"\n"
        "url: \"https://x.org/?a=1&b=2#c\"\nsite: \"x.org\"\ntags: [\"no\", \"1e3\", \"two: three\"]\n"
        "flags: [\"live\"]\n---\n\nOne.\n");
}

TEST_CASE("markdown: its front matter escapes what YAML does not take as it is") {
  struct Row {
    std::string_view text;
    const char* line;
  };
  const Row rows[] = {
      {"plain – “text” é 港 😀", "plain – “text” é 港 😀"},
      {"--- # %YAML", "--- # %YAML"},
      {"a\nb\tc\r", "a\\nb\\tc\\r"},
      {std::string_view("\0\x1b", 2), "\\u0000\\u001b"},
      {"\x7f", "\\u007F"},
      {"\u0080\u0085\u009F\u00A0", "\\u0080\\u0085\\u009F\u00A0"},
      {"\u2027\u2028\u2029\u202A", "\u2027\\u2028\\u2029\u202A"},
      {"\uFEFF\uFFFD\uFFFE\uFFFF", "\\uFEFF\uFFFD\\uFFFE\\uFFFF"},
  };
  for (const Row& row : rows) CHECK(title_line(row.text) == "title: \"" + std::string(row.line) + "\"");
}

TEST_CASE("markdown: it has headings, tight lists, quotes of several paragraphs, and tables") {
  CHECK(markdown_of({
            block(Kind::body, "Head", Role::heading),
            block(Kind::body, "one", Role::list_item),
            block(Kind::body, "two", Role::list_item),
            block(Kind::body, "said", Role::quote),
            block(Kind::caption, "left out"),
            block(Kind::body, "again", Role::quote),
            block(Kind::body, "Port | Year", Role::table),
            block(Kind::body, "Leith | 1990 | late", Role::table),
            block(Kind::body, "End."),
        }) ==
        "\n## Head\n\n- one\n- two\n\n> said\n>\n> again\n\n| Port | Year |  |\n| --- | --- | --- |\n"
        "| Leith | 1990 | late |\n\nEnd.\n");
}

TEST_CASE("markdown: it escapes what the journalist did not mean as markup") {
  struct Row {
    const char* text;
    const char* markdown;
  };
  const Row rows[] = {
      {"a *b* _c_ `d` [e](f) <g> \\h", "a \\*b\\* \\_c\\_ \\`d\\` \\[e\\](f) \\<g> \\\\h"},
      {"# no heading", "\\# no heading"},
      {"- no item", "\\- no item"},
      {"+ no item", "\\+ no item"},
      {"> no quote", "\\> no quote"},
      {"1. no item", "1\\. no item"},
      {"2024) no item", "2024\\) no item"},
      {"2024 was dry.", "2024 was dry."},
      {"AT&T and R&amp;D and &#35;", "AT\\&T and R\\&amp;D and \\&#35;"},
      {"salt & pepper", "salt & pepper"},
      {"=====", "\\====="},
      {"7", "7"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(markdown_of({block(Kind::body, row.text)}) == "\n" + std::string(row.markdown) + "\n");
  }
}
