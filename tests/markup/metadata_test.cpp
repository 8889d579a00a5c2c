#include "markup/metadata.h"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include "markup/parse.h"

using namespace cleancopy;

namespace {

using Strings = std::vector<std::string>;

Metadata metadata_of(const std::string& page) { return read_metadata(parse(page)); }

std::string linked(const std::string& members) {
  return R"(<script type="application/ld+json">{"@type": "NewsArticle", )" + members + "}</script>";
}

Strings names_of(const std::vector<Field>& authors) {
  Strings names;
  for (const Field& author : authors) names.push_back(author.value);
  return names;
}

/// A value with where it was found: "Ferry (og:title)".
std::string with_source(const Field& field) { return field.value + " (" + field.source + ")"; }

}  // namespace

TEST_CASE("metadata: a page that says nothing of itself has none") {
  for (const char* page : {"", "<p>1",
      "<meta name=author><meta content=x><title></title><h1> </h1><time></time>",
                           "<script type=application/ld+json>{broken</script>"}) {
    CAPTURE(page);
    const Metadata metadata = metadata_of(page);
    CHECK(metadata.url.empty());
    CHECK(metadata.title.value.empty());
    CHECK(metadata.titles.empty());
    CHECK(metadata.description.value.empty());
    CHECK(metadata.authors.empty());
    CHECK(metadata.published.value.empty());
    CHECK(metadata.modified.value.empty());
    CHECK(metadata.language.value.empty());
    CHECK(metadata.tags.empty());
    CHECK_FALSE(metadata.paywalled);
  }
}

TEST_CASE("metadata: the title is the headline, else og:title, the only h1, the title element") {
  struct Row {
    std::string page;
    const char* title;
  };
  const Row row = GENERATE(values<Row>({
      {linked(R"("headline": "Linked")") +
       "<meta property=og:title content=Open><h1>Heading</h1><title>Head</title>",
       "Linked (json-ld)"},
      {"<meta property=og:title content=Open><h1>Heading</h1><title>Head</title>", "Open (og:title)"},
      {"<meta name=twitter:title content=Bird><title>Head</title>", "Bird (twitter:title)"},
      {"<meta name=DC.Title content=Core><title>Head</title>", "Core (dc.title)"},
      {"<h1>Heading</h1><title>Head</title>", "Heading (h1)"},
      {"<h1>One</h1><h1>Two</h1><title>Head</title>", "Head (title)"},
      {"<h1>One</h1><h1>Two</h1>", "One (h1)"},
      {"<h1><a href=/>Ferry <b>back</b></a><br>again</h1>", "Ferry back again (h1)"},
      {"<title> Ferry &amp;\n harbour </title>", "Ferry & harbour (title)"},
      {"<svg><title>Logo</title></svg><title>Head</title>", "Head (title)"},
      {"<title>Head</title><title>Second</title>", "Head (title)"},
  }));
  CAPTURE(row.page);
  CHECK(with_source(metadata_of(row.page).title) == row.title);
}

TEST_CASE("metadata: a title goes without the site's name, and as the page's heading has it") {
  struct Row {
    const char* page;
    const char* title;
  };
  const Row row = GENERATE(values<Row>({
      {"<meta property=og:site_name content='Valley Herald'><title>Ferry back | Valley Herald</title>",
       "Ferry back"},
      {"<meta property=og:site_name content='Valley Herald'><title>Ferry back - VALLEY HERALD</title>",
       "Ferry back"},
      {"<meta property=og:site_name content='Valley Herald'>"
       "<title>Ferry \u2013 back \u2014 Valley Herald</title>",
       "Ferry \u2013 back"},
      {"<title>Ferry back | Valley Herald</title>", "Ferry back | Valley Herald"},
      {"<h1>Ferry back</h1><h1>News</h1><title>Ferry back | Valley Herald</title>", "Ferry back"},
      {"<h1>Ferry back</h1><meta property=og:title content='FERRY BACK'>", "Ferry back"},
      {"<h1>Ferry back at last</h1><meta property=og:title content='Ferry back at last, in pictures'>",
       "Ferry back at last"},
      {"<h1>Ferry</h1><meta property=og:title content='Ferry comes back to the harbour'>",
       "Ferry comes back to the harbour"},
      {"<meta property=og:site_name content=Herald><title> | Herald</title>", "| Herald"},
      {"<meta property=og:site_name content=Herald><title>Herald</title>", "Herald"},
  }));
  CAPTURE(row.page);
  CHECK(metadata_of(row.page).title.value == row.title);
}

TEST_CASE("metadata: every title that the page gives itself is known, so that none is body text") {
  const Metadata metadata = metadata_of(linked(R"("headline": "Linked")") +
                                        "<meta property=og:title content=Open><h1>Heading</h1>"
                                        "<title>Head</title>");
  for (const char* title : {"Linked", "Open", "Heading", "Head"}) {
    CAPTURE(title);
    CHECK(std::count(metadata.titles.begin(), metadata.titles.end(), title) >= 1);
  }
}

TEST_CASE("metadata: the URL is the canonical link, else og:url, and names a host") {
  struct Row {
    const char* page;
    const char* url;
  };
  const Row row = GENERATE(values<Row>({
      {"<link rel=canonical href=https://a.example/1><meta property=og:url content=https://b.example/2>",
       "https://a.example/1"},
      {"<link rel=canonical href=/1><meta property=og:url content=https://b.example/2>",
       "https://b.example/2"},
      {"<link rel=stylesheet href=https://a.example/1><meta property=og:url content=//b.example/2>",
       "//b.example/2"},
      {"<meta property=og:url content=/2>", ""},
      {"<meta property=og:url content=''><link rel=canonical>", ""},
      {"<link rel=canonical href='https://a.example/?a=1&amp;b=2'>", "https://a.example/?a=1&b=2"},
  }));
  CAPTURE(row.page);
  CHECK(metadata_of(row.page).url == row.url);
}

TEST_CASE("metadata: authors are people, the publisher, the site and links to profiles are none") {
  struct Row {
    std::string page;
    Strings names;
  };
  const std::string meta = "<meta name=author content='Bo Lind'>";
  const Row row = GENERATE_COPY(values<Row>({
      {linked(R"("headline": "x", "author": {"name": "Ada Reed"})") + meta, {"Ada Reed"}},
      {linked(R"("headline": "x", "author": [{"name": "Ada Reed"}, "Cy Day"])") + meta,
       {"Ada Reed", "Cy Day"}},
      {linked(R"("headline": "x", "author": {"name": "Herald"}, "publisher": {"name": "Herald"})") + meta,
       {"Bo Lind"}},
      {linked(R"("headline": "x", "author": {"name": "https://a.example/ada"})") + meta, {"Bo Lind"}},
      {"<meta property=og:site_name content=Herald><meta name=author content=HERALD>"
       "<meta name=byl content='Ada Reed'>",
       {"Ada Reed"}},
      {"<meta property=article:author content=https://facebook.example/ada>" + meta, {"Bo Lind"}},
      {"<meta name=Author content='Ada Reed'><meta name=author content='Bo Lind'>", {"Ada Reed", "Bo Lind"}},
      {"<meta name=DC.creator content='Ada Reed'>", {"Ada Reed"}},
      {"<meta name=author content='one two three four five six seven eight nine'>", {}},
      {"<meta name=description content='Ada Reed'>", {}},
  }));
  CAPTURE(row.page);
  CHECK(names_of(metadata_of(row.page).authors) == row.names);
}

TEST_CASE("metadata: dates come from JSON-LD, meta elements or <time>, and only when they exist") {
  struct Row {
    std::string page;
    const char* published;
    const char* modified;
  };
  const Row row = GENERATE(values<Row>({
      {linked(R"("headline": "x", "datePublished": "2024-05-03T10:39:00Z", "dateModified": "2024-05-04")") +
           "<meta property=article:published_time content=2020-01-01><time datetime=2020-02-02>",
       "2024-05-03T10:39:00Z (json-ld)", "2024-05-04 (json-ld)"},
      {linked(R"("headline": "x", "datePublished": "yesterday")") +
       "<meta property=article:published_time content=2020-01-01>",
       "2020-01-01 (article:published_time)", " ()"},
      {"<meta itemprop=datePublished content=2024-05-03><meta itemprop=dateModified content=2024-05-04>",
       "2024-05-03 (datePublished)", "2024-05-04 (dateModified)"},
      {"<meta name=date content='30 February 2024'><meta name=pubdate content='3 May 2024'>",
       "2024-05-03 (pubdate)", " ()"},
      {"<meta name=DC.Date.Issued content=20240503>", "2024-05-03 (DC.date.issued)", " ()"},
      {"<time>3 May</time><time datetime=2024-05-03>", "2024-05-03 (time)", " ()"},
      {"<time datetime=P3D>", " ()", " ()"},
      {R"(<script type="application/ld+json">{"@type": "ClaimReview", "datePublished": )"
       R"("2024-05-03"}</script>)",
       "2024-05-03 (json-ld)", " ()"},
      {R"(<script type="application/ld+json">{"@type": "ClaimReview", "datePublished": )"
       R"("2024-05-03"}</script>)"
       "<time datetime=2024-05-04>",
       "2024-05-04 (time)", " ()"},
      {"<meta http-equiv=Last-Modified content='Fri, 03 May 2024 10:39:00 GMT'>", " ()",
       "2024-05-03T10:39:00Z (last-modified)"},
  }));
  CAPTURE(row.page);
  const Metadata metadata = metadata_of(row.page);
  CHECK(with_source(metadata.published) == row.published);
  CHECK((metadata.modified.value.empty() ? " ()" : with_source(metadata.modified)) == row.modified);
}

TEST_CASE("metadata: the language is that of <html>, else of JSON-LD, else of meta elements") {
  struct Row {
    std::string page;
    const char* language;
  };
  const Row row = GENERATE(values<Row>({
      {"<html lang=en-GB>" + linked(R"("headline": "x", "inLanguage": "fr")"), "en-GB (html lang)"},
      {"<html lang=''>" + linked(R"("headline": "x", "inLanguage": "fr")"), "fr (json-ld)"},
      {"<meta property=og:locale content=de_AT>", "de-AT (og:locale)"},
      {"<meta http-equiv=Content-Language content=nn>", "nn (content-language)"},
      {"<html lang=' pt_BR '>", "pt-BR (html lang)"},
  }));
  CAPTURE(row.page);
  CHECK(with_source(metadata_of(row.page).language) == row.language);
}

TEST_CASE("metadata: description, tags, site name, body and paywall are taken where they are said") {
  const Metadata metadata = metadata_of(
      linked(R"("headline": "x", "articleBody": "Body &amp; soul", "isAccessibleForFree": "False",
                "keywords": "a, b", "publisher": {"name": "Herald"})") +
      "<meta name=description content=Plain><meta property=og:description content='Open &quot;one&quot;'>"
      "<meta property=article:tag content=c>");
  CHECK(with_source(metadata.description) == "Open \"one\" (og:description)");
  CHECK(metadata.tags == Strings{"a", "b"});
  CHECK(metadata.site_name == "Herald");
  CHECK(metadata.article_body == "Body & soul");
  CHECK(metadata.paywalled);
  CHECK(metadata_of("<meta property=article:tag content=c><meta property=article:tag content=d>").tags ==
      Strings{"c", "d"});
  CHECK(metadata_of("<meta name=application-name content=App>").site_name == "App");
}

TEST_CASE("metadata: of an attribute that is said twice the first counts") {
  const Metadata metadata = metadata_of("<meta name=application-name name=article:tag content=App>");
  CHECK(metadata.site_name == "App");
  CHECK(metadata.tags.empty());
}

TEST_CASE("metadata: a page of nothing but headings is read in linear time") {
  std::string page;
  for (int k = 0; k < 200; ++k) page += "<h1><div>";
  for (int k = 0; k < 100'000; ++k) page += "x<br>";
  CHECK(metadata_of(page).titles.size() <= 1);
}

TEST_CASE("metadata: og:type adds to what the page claims to be") {
  const auto claims_of = [](const std::string& type) {
    return metadata_of("<meta property=og:type content='" + type + "'>").claims;
  };
  CHECK(claims_of("Article").article);
  CHECK(claims_of("website").website);
  CHECK(claims_of("blog").website);
  CHECK(claims_of("video.other").clip);
  CHECK(claims_of("music.song").clip);
  const PageClaims none = claims_of("food");
  CHECK_FALSE((none.article || none.website || none.clip || none.list || none.media || none.live));
}
