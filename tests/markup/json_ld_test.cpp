#include "markup/json_ld.h"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include "markup/parse.h"

using namespace cleancopy;

namespace {

using Strings = std::vector<std::string>;

std::string script(const std::string& json, const std::string& type = "application/ld+json") {
  return "<script type=\"" + type + "\">" + json + "</script>";
}

LinkedArticle article_in(const std::string& page) { return read_json_ld(parse(page)); }

}  // namespace

TEST_CASE("json_ld: an article is found at the top, in arrays, in @graph and deeper") {
  for (const char* json : {
           R"({"@type": "NewsArticle", "headline": "Ferry"})",
           R"([{"@type": "WebSite", "headline": "Site"}, {"@type": "NewsArticle", "headline": "Ferry"}])",
           R"({"@graph": [{"@type": "WebPage"}, {"@type": "Article", "headline": "Ferry"}], "@context": ""})",
           R"({"@type": "WebPage", "mainEntity": {"@type": "BlogPosting", "headline": "Ferry"}})",
           R"({"@type": ["WebPage", "ReportageNewsArticle"], "headline": "Ferry"})",
           R"({"@type": "http://schema.org/NewsArticle", "headline": "Ferry"})",
           R"({"headline": "Ferry", "@type": "LiveBlogPosting"})",
       }) {
    CAPTURE(json);
    CHECK(article_in(script(json)).headline == "Ferry");
  }
}

TEST_CASE("json_ld: what is no article, no JSON or no JSON-LD says nothing") {
  const std::string good = R"({"@type": "NewsArticle", "headline": "Ferry"})";
  for (const std::string& page : Strings{
           script(R"({"@type": "Product", "headline": "Ferry"})"), script(R"({"headline": "Ferry"})"),
               script(""), script("{"),
           script(R"({"@type": 3, "headline": "Ferry"})"), script(good, "application/json"),
           script(good, "text/javascript"),
           script(R"({"@type": "NewsArticle", "headline": "Fer)"), "<p>" + good, script("null"),
               script("\"x\""),
           script(R"({"@type": "NewsArticle", "headline": ["Ferry"]})"), script(std::string(100'000, '[')),
       }) {
    CAPTURE(page.substr(0, 100));
    CHECK(article_in(page).headline.empty());
  }
  CHECK(article_in(script(good, "Application/LD+JSON; charset=utf-8")).headline == "Ferry");
}

TEST_CASE("json_ld: the first article with a headline counts, others fill its gaps") {
  const LinkedArticle article = article_in(
      script(R"({"@type": "Article", "description": "Other", "articleBody": "Body"})") + script("{broken") +
      script(R"([{"@type": "NewsArticle", "headline": "Ferry", "description": "It is back"},
                 {"@type": "NewsArticle", "headline": "Organ", "datePublished": "2024-05-03"}])"));
  CHECK(article.headline == "Ferry");
  CHECK(article.description == "It is back");
  CHECK(article.body == "Body");
  CHECK(article.published == "2024-05-03");
}

TEST_CASE("json_ld: authors are strings, persons, organisations, or arrays of any of them") {
  struct Row {
    const char* author;
    Strings names;
  };
  const Row row = GENERATE(values<Row>({
      {R"("Ada Reed")", {"Ada Reed"}},
      {R"({"@type": "Person", "name": "Ada Reed"})", {"Ada Reed"}},
      {R"([{"@type": "Person", "name": "Ada Reed"}, {"name": "Bo Lind"}])", {"Ada Reed", "Bo Lind"}},
      {R"(["Ada Reed", {"name": "Bo Lind"}, "Ada Reed"])", {"Ada Reed", "Bo Lind"}},
      {R"({"@type": "Organization", "name": "Valley Herald"})", {"Valley Herald"}},
      {R"({"name": ["Ada Reed", "Bo Lind"]})", {"Ada Reed", "Bo Lind"}},
      {R"({"@type": "Person"})", {}},
      {R"("")", {}},
      {R"(null)", {}},
      {R"([[], {}, 3, {"name": {"x": 1}}])", {}},
      {R"("  Ada\n Reed ")", {"Ada Reed"}},
      {R"("Zo&euml; O&#39;Neil")", {"Zo\u00EB O'Neil"}},
  }));
  CAPTURE(row.author);
  const std::string json = R"({"@type": "NewsArticle", "headline": "x", "author": )" +
      std::string(row.author) + "}";
  CHECK(article_in(script(json)).authors == row.names);
}

TEST_CASE("json_ld: strings escaped for HTML are decoded, and all are normalised") {
  const LinkedArticle article = article_in(script(
      R"({"@type": "NewsArticle", "headline": "Ferry &amp; <b> &#8211;\u00a0back",
          "description": "a\tb &quot;c&quot;",
          "publisher": {"@type": "Organization", "name": "Reed &amp; Sons"}})"));
  CHECK(article.headline == "Ferry & <b> \u2013 back");
  CHECK(article.description == "a b \"c\"");
  CHECK(article.publisher == "Reed & Sons");
}

TEST_CASE("json_ld: JSON as CMSs break it is mended") {
  for (const char* json : {
           "<!--\n{\"@type\": \"NewsArticle\", \"headline\": \"Ferry\"}\n-->",
           "//<![CDATA[\n{\"@type\": \"NewsArticle\", \"headline\": \"Ferry\"}\n//]]>",
           "{\"@type\": \"NewsArticle\", \"headline\": \"Ferry\",}",
           "{\"@type\": \"NewsArticle\", \"description\": \"a\nb\", \"headline\": \"Ferry\"};",
       }) {
    CAPTURE(json);
    CHECK(article_in(script(json)).headline == "Ferry");
  }
}

TEST_CASE("json_ld: keywords are an array or a list with commas, each once, 64 at most") {
  const auto tags_of = [](const std::string& keywords) {
    return article_in(script(R"({"@type": "NewsArticle", "headline": "x", "keywords": )" + keywords +
        "}")).tags;
  };
  CHECK(tags_of(R"("ferry, harbour ,,ferry")") == Strings{"ferry", "harbour"});
  CHECK(tags_of(R"(["ferry", "harbour, tide", 3])") == Strings{"ferry", "harbour", "tide"});
  CHECK(tags_of(R"({"name": "ferry"})").empty());
  std::string many;
  for (int k = 0; k < 1000; ++k) many += std::to_string(k) + ",";
  CHECK(tags_of('"' + many + '"').size() == 64);
}

TEST_CASE("json_ld: a paywall is said by a false that may be a string") {
  struct Row {
    const char* value;
    bool paywalled;
  };
  const Row row = GENERATE(values<Row>({{"false", true}, {R"("False")", true}, {R"("false")", true},
                                        {"true", false},
                                        {R"("True")", false}, {"null", false}, {"0", false},
                                        {R"("FALSE")", true}, {R"("https://schema.org/False")", true},
                                        {R"("http://schema.org/True")", false}}));
  CAPTURE(row.value);
  const std::string json = R"({"@type": "NewsArticle", "headline": "x", "isAccessibleForFree": )" +
      std::string(row.value) + "}";
  CHECK(article_in(script(json)).paywalled == row.paywalled);
}

TEST_CASE("json_ld: a paywall is the article's, else the page's, never a related story's or a part's") {
  struct Row {
    const char* json;
    bool paywalled;
  };
  const Row row = GENERATE(values<Row>({
      {R"([{"@type": "NewsArticle", "headline": "x"}, {"@type": "WebPage", "isAccessibleForFree": "false"}])",
       true},
      {R"([{"@type": "NewsArticle", "headline": "x", "isAccessibleForFree": true},
           {"@type": "WebPage", "isAccessibleForFree": false}])", false},
      {R"({"@type": "NewsArticle", "headline": "x", "isAccessibleForFree": true,
           "hasPart": {"@type": "WebPageElement", "isAccessibleForFree": false}})", false},
      {R"({"@type": "NewsArticle", "headline": "x",
           "hasPart": {"@type": "Article", "isAccessibleForFree": false}})", false},
      {R"([{"@type": "NewsArticle", "headline": "x"},
           {"@type": "ItemList",
            "itemListElement": [{"@type": "NewsArticle", "isAccessibleForFree": false}]}])", false},
      {R"({"@type": "WebSite", "isAccessibleForFree": false})", false},
  }));
  CAPTURE(row.json);
  CHECK(article_in(script(row.json)).paywalled == row.paywalled);
}

TEST_CASE("json_ld: a page claims to be what its own objects are, not those it lists") {
  struct Row {
    const char* json;
    const char* claims;
  };
  const Row row = GENERATE(values<Row>({
      {R"({"@type": "NewsArticle", "headline": "x"})", "article"},
      {R"({"@type": "https://schema.org/LiveBlogPosting", "headline": "x"})", "article live"},
      {R"([{"@type": "Article", "headline": "x"}, {"@type": "NewsArticle", "headline": "y"}])", "article"},
      {R"([{"@type": "Article", "headline": "x"}, {"@type": "Article", "headline": "y"},
           {"@type": "Article", "headline": "z"}])", ""},
      {R"({"@type": "Blog", "blogPost": [{"@type": "BlogPosting", "headline": "x"}]})", ""},
      {R"({"@type": "CollectionPage", "mainEntity": {"@type": "ItemList", "itemListElement": [
           {"@type": "NewsArticle", "headline": "x"}]}})", "list"},
      {R"({"@type": "ItemList", "itemListElement": [{"@type": "Article", "headline": "x"},
           {"@type": "Article", "headline": "y"}]})", "list"},
      {R"({"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "name": "x"}]})", ""},
      {R"({"@type": "ProfilePage"})", "list"},
      {R"({"@type": "SearchResultsPage"})", "list"},
      {R"({"@type": "VideoObject", "name": "x"})", "media"},
      {R"({"@type": "NewsArticle", "headline": "x", "video": {"@type": "VideoObject"}})", "article media"},
      {R"({"@type": "WebPage", "mentions": [{"@type": "VideoObject"}]})", ""},
  }));
  CAPTURE(row.json);
  const PageClaims claims = article_in(script(row.json)).claims;
  std::string said;
  const auto say = [&said](const char* name) { said += (said.empty() ? "" : " ") + std::string(name); };
  if (claims.article) say("article");
  if (claims.list) say("list");
  if (claims.media) say("media");
  if (claims.live) say("live");
  CHECK(said == row.claims);
}
