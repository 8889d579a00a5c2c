#include "io/render.h"

#include <catch2/catch.hpp>

#include "text/json.h"

using namespace cleancopy;

namespace {

Block block(Kind kind, std::string text, Role role = Role::paragraph) {
  return {role, std::move(text), {kind, "x.org/rule.1"}};
}

Article article_of(std::vector<Block> blocks) {
  Article article;
  article.id = "a/1.html";
  article.status = Status::cleaned;
  article.title.value = "Ferry returns";
  article.blocks = std::move(blocks);
  return article;
}

std::string at(const Json& json, std::string_view key) {
  const auto member = json.member(0, key);
  if (!member) return "(absent)";
  const JsonNode& node = json.nodes()[*member];
  return node.type == JsonType::null ? "(null)" : node.text;
}

}  // namespace

TEST_CASE("render: text is title, standfirst, body and credits, a blank line between, one newline last") {
  Article article = article_of({
      block(Kind::title, "Ferry returns"),
      block(Kind::standfirst, "After nine years"),
      block(Kind::byline, "By Ann Lee"),
      block(Kind::body, "The ferry sailed."),
      block(Kind::caption, "A ferry"),
      block(Kind::body, "What comes next", Role::heading),
      block(Kind::body, "more ships", Role::list_item),
      block(Kind::credit, "Reporting by B. Low", Role::credit),
  });
  article.standfirst.value = "After nine years";
  CHECK(to_text(article) ==
        "Ferry returns\n\nAfter nine years\n\nThe ferry sailed.\n\nWhat comes next\n\n• more ships\n\n"
        "Reporting by B. Low\n");
}

TEST_CASE("render: text of an article without a title begins with its body") {
  Article article = article_of({block(Kind::body, "One."), block(Kind::body, ""), block(Kind::body, "Two.")});
  article.title = {};
  CHECK(to_text(article) == "One.\n\nTwo.\n");
}

TEST_CASE("render: a page that was not cleaned has no text and no Markdown, but a record") {
  for (const Status status : {Status::no_article, Status::rejected}) {
    Article article = article_of({block(Kind::body, "x")});
    article.status = status;
    CHECK(render(article, {OutputForm::text, Removed::omit}).empty());
    CHECK(render(article, {OutputForm::markdown, Removed::omit}).empty());
    CHECK_FALSE(render(article, {OutputForm::jsonl, Removed::omit}).empty());
  }
}

TEST_CASE("render: a record is one line with the keys of the format in their order") {
  Article article =
      article_of({block(Kind::body, "One \"two\".\\"), block(Kind::body, "three", Role::list_item)});
  article.url = "http://x.org/1";
  article.site = "x.org";
  article.layout = "x.org/keep.1";
  article.standfirst.value = "After";
  article.authors = {{"Ann", ""}, {"Bea", ""}};
  article.published.value = "2024-02-03";
  article.modified.value = "2024-02-04";
  article.language.value = "en";
  article.flags = {"overcut"};
  article.rules = {"x.org", "generic"};
  CHECK(to_jsonl(article, Removed::omit) ==
        "{\"id\":\"a/1.html\",\"url\":\"http://x.org/1\",\"status\":\"cleaned\",\"site\":\"x.org\","
        "\"layout\":\"x.org/keep.1\",\"title\":\"Ferry returns\",\"standfirst\":\"After\","
        "\"authors\":[\"Ann\",\"Bea\"],\"published\":\"2024-02-03\",\"modified\":\"2024-02-04\","
        "\"language\":\"en\",\"body\":[{\"role\":\"paragraph\",\"text\":\"One \\\"two\\\".\\\\\"},"
        "{\"role\":\"list_item\",\"text\":\"three\"}],\"flags\":[\"overcut\"],\"rules\":[\"x.org\","
        "\"generic\"]}\n");
}

TEST_CASE("render: what is not known is null in a record, and a page without a body says why") {
  Article article;
  article.status = Status::rejected;
  article.reason = "line 3: no\nJSON";
  const std::string line = to_jsonl(article, Removed::list);
  CHECK(line.find('\n') == line.size() - 1);
  const auto json = Json::parse(line);
  REQUIRE(json);
  for (const char* key :
       {"id", "url", "site", "layout", "title", "standfirst", "published", "modified", "language"}) {
    CAPTURE(key);
    CHECK(at(json.value(), key) == "(null)");
  }
  CHECK(at(json.value(), "status") == "rejected");
  CHECK(at(json.value(), "reason") == "line 3: no\nJSON");
  CHECK(line.find("\"authors\":[],") != std::string::npos);
  CHECK(line.find("\"body\":[],\"removed\":[],\"flags\":[],\"rules\":[]}") != std::string::npos);
  article.status = Status::no_article;
  CHECK(to_jsonl(article, Removed::omit).find(R"("reason":"line 3: no\nJSON")") != std::string::npos);
  article.status = Status::cleaned;
  CHECK(to_jsonl(article, Removed::omit).find("reason") == std::string::npos);
}

TEST_CASE(
    "render: removed lists, when asked, every block that the record shows nowhere else, in page order") {
  Article article = article_of({
      block(Kind::byline, "By Ann"),
      block(Kind::title, "Ferry returns"),
      block(Kind::body, "The ferry sailed."),
      block(Kind::social, "Share this", Role::list_item),
      block(Kind::title, "Ferry returns | X"),
      block(Kind::credit, "Photo desk", Role::credit),
  });
  const std::string listed =
      "\"removed\":[{\"kind\":\"byline\",\"rule\":\"x.org/rule.1\",\"text\":\"By Ann\"},"
      "{\"kind\":\"social\",\"rule\":\"x.org/rule.1\",\"text\":\"• Share this\"},"
      "{\"kind\":\"title\",\"rule\":\"x.org/rule.1\",\"text\":\"Ferry returns | X\"}]";
  CHECK(to_jsonl(article, Removed::list).find(listed) != std::string::npos);
  CHECK(to_jsonl(article, Removed::omit).find("removed") == std::string::npos);
}
