#include "blocks/page_kind.h"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include "blocks/pages.h"
#include "blocks/teasers.h"
#include "blocks/wall_wording.h"

using namespace cleancopy;
using namespace cleancopy::test;

namespace {

/// What journalists of a small harbour town write, a sentence or two each.
const std::vector<std::string> kStories = {
    "The harbour master closed the inner basin on Tuesday after divers found a crack in the northern gate.",
    "Volunteers of the lifeboat station have rebuilt the slipway that the winter gales tore from its piles.",
    "A school of porpoises followed the mail boat into the bay, and stayed for most of the afternoon.",
    "The council will decide next week whether the fish market may stay in its old hall until the spring.",
    "Brass players from four villages filled the square on Sunday, although it never stopped raining.",
    "The bakery on Mill Street will open again in June, said its owner, who had shut it in the autumn.",
    "Two fishermen were rescued on Friday night when their boat lost its rudder off the western cliffs.",
    "The museum has bought the diary of a cabin boy who sailed from here to Iceland two centuries ago.",
};

const std::vector<std::string> kHeadlines = {
    "Crack in gate closes the inner basin",         "Volunteers rebuild slipway of lifeboat station",
    "Porpoises follow mail boat into the bay",      "Council to decide on the fish market",
    "Brass players fill square in the rain",        "Bakery on Mill Street will open again",
    "Two fishermen rescued off the western cliffs", "Museum buys the diary of a cabin boy"};

std::string href(std::size_t i) { return "href='/harbour/2024/story-" + std::to_string(1000 + i) + "'"; }

/// A page in the frame that sites put around everything.
std::string framed(const std::string& head, const std::string& main) {
  return "<html lang=en><head>" + head +
         "</head><body><header><a href=/>Harbour Gazette</a></header><nav><ul><li><a href=/news>News</a>"
         "<li><a href=/sport>Sport</a><li><a href=/tide>Tides</a></ul></nav><main>" +
         main +
         "</main><footer><p>Harbour Gazette Ltd, Quay Street</p><a "
         "href=/legal>Imprint</a></footer></body></html>";
}

std::string at(const std::string& path) {
  return "<link rel=canonical href='https://gazette.example" + path + "'>";
}

std::string titled(const std::string& title) { return "<title>" + title + " | Harbour Gazette</title>"; }

std::string ld(const std::string& json) { return "<script type='application/ld+json'>" + json + "</script>"; }

const std::string kWebsite = "<meta property=og:type content=website>";
const std::string kArticle = "<meta property=og:type content=article>";
const std::string kCollection = ld(R"({"@type":"CollectionPage","name":"Harbour"})");

/// One item for each story, made of "$L" (href), "$H" (headline) and "$T" (text).
std::string items(const std::string& pattern, std::size_t count = 8) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t k = 0; k < pattern.size(); ++k) {
      const char next = k + 1 < pattern.size() ? pattern[k + 1] : ' ';
      if (pattern[k] != '$') {
        out += pattern[k];
        continue;
      }
      out += next == 'L' ? href(i) : next == 'H' ? kHeadlines[i % 8] : kStories[i % 8];
      ++k;
    }
  }
  return out;
}

std::string paragraphs(std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i)
    out += "<p>" + kStories[i % 8] + " " + kStories[(i + 3) % 8] + "</p>";
  return out;
}

const std::string kLinks = "<h2>More from the harbour</h2><ul>" + items("<li><a $L>$H</a>") + "</ul>";

std::string reason_of(const std::string& page) { return judge_html({}, page).judgement.no_article; }

struct Row {
  std::string what, page;
};

void check_all(const std::vector<Row>& rows, const std::string& reason) {
  for (const Row& row : rows) {
    CAPTURE(row.what);
    const Judged page = judge_html({}, row.page);
    CHECK(page.judgement.no_article == reason);
    if (!reason.empty()) CHECK(page.of(Kind::body).empty());
  }
}

}  // namespace

TEST_CASE("page kind: an index of other pages is no article") {
  const std::string cards =
      items("<article class=card><h2><a $L>$H</a></h2><p class=summary>$T</p></article>");
  const std::string rows = items("<div class=row><h3><a $L>$H</a></h3><div class=dek>$T</div></div>");
  check_all(
      {
          {"home page of cards", framed(at("/") + titled("Home") + kWebsite, cards)},
          {"home page without metadata", framed(at("/"), rows)},
          {"home page in a language", framed(at("/en/") + kWebsite, rows)},
          {"front page with one lead story",
           framed(at("/") + kWebsite, "<section><h1><a href=/a/b-c-d>" + kHeadlines[0] + "</a></h1><p>" +
                                          kStories[0] + " " + kStories[1] + "</p></section>" + cards)},
          {"section of a newspaper",
           framed(at("/harbour") + titled("Harbour") + kWebsite, "<h1>Harbour</h1>" + cards)},
          {"section in a section", framed(at("/sport/rowing") + titled("Rowing"), "<h1>Rowing</h1>" + rows)},
          {"tag archive of a blog",
           framed(at("/tag/boats/") + kCollection,
                  "<h1>Tag: Boats</h1>" +
                      items("<article class='post hentry'><h2 class=entry-title><a $L>$H</a></h2>"
                            "<div class=entry-summary><p>$T <a $L>Continue reading</a></p></div>"
                            "</article>"))},
          {"category archive",
           framed(at("/category/harbour/page/2/") + titled("Harbour Archives"),
                  items("<div class=post><a $L><img src=x></a><h2><a $L>$H</a></h2><p>$T</p></div>"))},
          {"author with a biography",
           framed(at("/author/jo-quill") +
                      ld(R"({"@type":"ProfilePage","mainEntity":{"@type":"Person","name":"Jo"}})"),
                  "<h1>Jo Quill</h1><p>Jo Quill has written about the harbour and its boats for the Gazette "
                  "since the "
                  "spring of 1998, when the old pier burnt down, and lives there with two cats.</p>" +
                      rows)},
          {"search results", framed("<link rel=canonical href='https://gazette.example/?s=boat'>",
                                    "<h1>Results for boat</h1>" +
                                        items("<li class=result><h3><a $L>$H</a></h3><p>$T</p></li>"))},
          {"topic page that says what it lists",
           framed(at("/topics/the-long-closure-of-the-basin") + kCollection, "<h1>The closure</h1>" + rows)},
          {"list of items in JSON-LD",
           framed(at("/harbour/latest") +
                      ld(R"({"@type":"ItemList","itemListElement":[{"@type":"NewsArticle","headline":"Crack"},
                             {"@type":"NewsArticle","headline":"Slipway"}]})"),
                  cards)},
          {"front page with an object for each story",
           framed(
               at("/") + ld(R"([{"@type":"NewsArticle","headline":"A"},{"@type":"NewsArticle","headline":"B"},
                                   {"@type":"NewsArticle","headline":"C"}])"),
               cards)},
          {"cards whose link lies over them",
           framed(at("/tag/sea") + kWebsite,
                  items("<article><a class=overlay $L></a><h3>$H</h3><p>$T</p></article>") + kLinks)},
          {"links alone", framed(at("/archive/"), "<ul>" + items("<li><a $L>$H</a>") + "</ul>")},
          {"cards on a page without an address", framed("", cards)},
          {"definition list of an old site",
           framed(at("/"), "<dl>" + items("<dt><a $L>$H</a></dt><dd>$T</dd>") + "</dl>")},
          {"table of an old site",
           framed(at("/index.html"),
                  "<table>" + items("<tr><td><b><a $L>$H</a></b><br>$T</td></tr>") + "</table>")},
      },
      "an index of other pages");
}

TEST_CASE("page kind: error pages in many languages are none") {
  std::vector<Row> rows;
  for (const char* title : {"404",
                            "Error 404",
                            "404 Not Found",
                            "Page not found",
                            "Oops! That page can\u2019t be found.",
                            "410 Gone",
                            "403 Forbidden",
                            "Access Denied",
                            "Seite nicht gefunden",
                            "Fehler 404 - Seite existiert nicht",
                            "Page introuvable",
                            "Erreur 404",
                            "P\u00E1gina no encontrada",
                            "P\u00E1gina n\u00E3o encontrada",
                            "Pagina non trovata",
                            "Pagina niet gevonden",
                            "Sidan hittades inte",
                            "Siden blev ikke fundet",
                            "Fant ikke siden",
                            "Sivua ei l\u00F6ytynyt",
                            "Nie znaleziono strony",
                            "Str\u00E1nka nenalezena",
                            "A keresett oldal nem tal\u00E1lhat\u00F3",
                            "Sayfa bulunamad\u0131",
                            "Страница не найдена",
                            "Сторінку не знайдено",
                            "Η σελίδα δεν βρέθηκε",
                            "お探しのページが見つかりません",
                            "页面不存在",
                            "페이지를 찾을 수 없습니다"}) {
    rows.push_back(
        {title, framed(titled(title), "<h1>" + std::string(title) +
                                          "</h1><p>The address may be wrong, or what stood here may have "
                                          "been moved to some other place. Try the search, or begin again "
                                          "at the home page of the Gazette.</p>" +
                                          kLinks)});
  }
  rows.push_back(
      {"in a heading alone", framed("<title>Harbour Gazette</title>",
                                    "<h2>Page not found</h2><p>Please check the address that you typed into "
                                    "the field above, and if it is right, write to the editors of the "
                                    "Gazette, who will look for it.</p>")});
  rows.push_back(
      {"in a sentence", framed("<title>Harbour Gazette</title>",
                               "<p>We are sorry: the page you are looking for is not here any more. It may "
                               "have moved when we changed our archive, or you followed an old link from "
                               "elsewhere.</p>")});
  rows.push_back({"with the site's name first",
                  framed("<title>Harbour Gazette - 404</title>", "<p>" + kStories[0] + "</p>")});
  check_all(rows, "an error page");
}

TEST_CASE("page kind: a check for bots is none") {
  check_all(
      {
          {"browser check",
           "<title>Just a moment...</title><body><h1>gazette.example</h1><p>Checking your browser before "
           "you go on to the Gazette. This takes a few seconds and happens only once in a while; "
           "you need do nothing.</p>"},
          {"cookies",
           "<title>gazette.example</title><p>Please enable JavaScript and cookies to continue to the pages "
           "of "
           "the Gazette, and then load this page again, for without them we cannot tell who is there.</p>"},
          {"captcha",
           "<title>Are you a robot?</title><p>To read on, show that you're not a robot by a click on the box "
           "below, and make sure that your browser takes cookies and that scripts are not blocked.</p>"},
          {"traffic",
           "<title>Sorry</title><p>We have seen unusual traffic from your network, and ask you to wait for a "
           "while before you try again, or to write to our support with the number below.</p>"},
          {"German",
           "<title>Sicherheitsabfrage</title><p>Bitte bestätigen Sie, dass Sie kein Roboter sind, bevor es "
           "weitergeht; danach kommen Sie ohne weitere Fragen auf die Seiten der Hafenpost zurück.</p>"},
      },
      "a check for bots");
}

TEST_CASE("page kind: a consent wall is none") {
  const auto wall = [](const std::string& text, const std::string& button) {
    return "<title>Harbour Gazette</title><div class=wall>" + text + "<button>" + button +
           "</button></div><a href=/privacy>Privacy</a>";
  };
  check_all(
      {
          {"English",
           wall("<h1>Before you read on</h1><p>We and our partners keep data on your device and read it from "
                "there. With your consent we may use personal data to choose what you see.</p><p>You can "
                "change your choices whenever you like in the cookie settings, or withdraw them there "
                "altogether and read on without them.</p>",
                "Accept all")},
          {"German",
           wall("<p>Wir und unsere Partner speichern Daten auf Ihrem Gerät. Mit Ihre Einwilligung "
                "verarbeiten wir "
                "personenbezogene Daten, um die Hafenpost zu bezahlen und zu verbessern.</p><p>Sie können "
                "dies jederzeit widerrufen, wie in der Datenschutzerklärung steht, die unten verlinkt "
                "ist.</p>",
                "Zustimmen und weiter")},
          {"French",
           wall("<p>Nous et nos partenaires gardons des données sur votre appareil. Avec votre consentement, "
                "nous lisons vos données personnelles pour vous montrer ce qui vous plaît.</p><p>Vous "
                "pouvez revoir vos choix quand vous le voulez, en bas de chaque page du journal.</p>",
                "Tout accepter")},
          {"Polish",
           wall("<p>My i nasi partnerzy zapisujemy dane na Twoim urządzeniu i odczytujemy je. Twoja zgoda na "
                "przetwarzanie danych osobowych jest dobrowolna i możesz ją cofnąć w każdej chwili, gdy "
                "tylko zechcesz, na dole strony.</p>",
                "Przejdź do serwisu")},
      },
      "a consent wall");
}

TEST_CASE("page kind: a video, a sound or a gallery with a line or two is none") {
  const std::string video =
      ld(R"({"@type":"VideoObject","name":"Porpoises","description":"x","uploadDate":"2024-05-01"})");
  const std::string blurb =
      "<h1>Porpoises in the bay</h1><video src=x></video><p>" + kStories[2] + " " + kStories[6] + "</p>";
  check_all(
      {
          {"video", framed(at("/video/porpoises-in-the-bay-4711") + video, blurb)},
          {"sound", framed(ld(R"({"@type":"AudioObject","name":"Porpoises"})"), blurb)},
          {"episode", framed(ld(R"({"@type":"PodcastEpisode","name":"Porpoises"})"), blurb)},
          {"gallery", framed(ld(R"({"@type":"ImageGallery","name":"Porpoises"})"), blurb)},
          {"og:type with no text",
           framed("<meta property=og:type content=video.other>", "<h1>Porpoises</h1><video></video>")},
      },
      "a video, sound or gallery without a story");
}

TEST_CASE("page kind: a paywall without a sentence before it is none") {
  check_all(
      {
          {"English",
           "<title>Bakery opens</title><div><p>Already a subscriber? Then log in with the address that you "
           "gave us "
           "when you signed the contract, and read on where you left off last time.</p></div>"},
          {"French",
           "<title>La boulangerie</title><div><p>Cet article est réservé aux abonnés du Courrier du port, "
           "qui "
           "paient nos reporters, nos photographes et notre vieille imprimerie depuis un siècle "
           "déjà.</p></div>"},
      },
      "a login or paywall without a story");
}

TEST_CASE("page kind: what was kept says why it went") {
  const Judged page =
      judge_html({}, framed(titled("Page not found"), "<h1>Page not found</h1>" + paragraphs(2)));
  CHECK(page.rule_of("The harbour master") == "generic/error");
  CHECK(reason_of(framed("", "<p>Nothing much.</p>")) == "too little text that reads like a story");
  CHECK(reason_of("") == "too little text that reads like a story");
}

TEST_CASE("page kind: an article is one, however much it looks like something else") {
  const std::string short_news = "<h1>" + kHeadlines[6] + "</h1><p>" + kStories[6] + "</p><p>" + kStories[0] +
                                 "</p><p>" + kStories[1] + "</p>";
  const std::string news = ld(R"({"@type":"NewsArticle","headline":"Ferry"})");
  const std::string entries = items("<h2><a $L>$H</a></h2><p>$T</p>");
  check_all(
      {
          {"short news without metadata",
           framed(at("/2024/05/fishermen-rescued"), "<article>" + short_news + "</article>" + kLinks)},
          {"short news without an address", framed("", "<article>" + short_news + "</article>" + kLinks)},
          {"breaking news of one paragraph",
           framed(at("/news/fishermen-rescued-off-western-cliffs") + kArticle,
                  "<article><h1>" + kHeadlines[6] + "</h1><p>" + kStories[6] + " More soon.</p></article>" +
                      "<p>" + kStories[1] + "</p>")},
          {"blog post without metadata",
           framed(at("/2019/05/rain-and-brass"),
                  "<div class=post><h2>Rain and brass</h2>" + paragraphs(3) + "</div>" + kLinks)},
          {"story on a site whose og:type is website",
           framed(at("/harbour/gate-closed") + kWebsite, "<h1>Gate</h1>" + paragraphs(3) + kLinks)},
          {"story at the root of a site of one page",
           framed(at("/") + kWebsite, "<h1>Our harbour</h1>" + paragraphs(5))},
          {"story that links to others in between",
           framed(at("/harbour") + kWebsite, "<h1>Gate</h1>" + paragraphs(3) + "<p><a " + href(1) + ">" +
                                                 kHeadlines[1] + "</a></p>" + paragraphs(3) + kLinks)},
          {"listicle that says it is an article",
           framed(at("/best") + news, "<h1>Eight things to see</h1>" + entries)},
          {"listicle without metadata",
           framed(at("/2024/eight-things-to-see-here"), "<h1>Eight things to see</h1>" + entries)},
          {"listicle whose headings link, one of the site's sections",
           framed(at("/walks") + kWebsite,
                  "<h1>Walks</h1>" +
                      items("<h2><a $L>$H</a></h2><p>$T Go there: $T</p><p>$H. Once more, $T $T</p>"))},
          {"listicle with an ItemList",
           framed(at("/best") + news + ld(R"({"@type":"ItemList","itemListElement":[]})"), entries)},
          {"review with a collection around it",
           framed(at("/reviews/bakery") + news + kCollection, "<h1>Bakery</h1>" + paragraphs(2) + kLinks)},
          {"story about error 404", framed(at("/why-404") + titled("Why 404 pages make us laugh"),
                                           "<h1>Why 404 pages make us laugh</h1>" + paragraphs(2))},
          {"story that quotes an error page",
           framed(
               titled("'Page not found': the day the whole archive of our town vanished"),
               "<h1>'Page not found': the day the whole archive of our town vanished</h1>" + paragraphs(2))},
          {"long story titled like an error",
           framed(titled("Page not found"), "<h1>Page not found</h1>" + paragraphs(6))},
          {"column titled like an error",
           framed(titled("Not found") + kArticle, "<h1>Not found</h1>" + paragraphs(3))},
          {"story of a search",
           framed(titled("Missing hiker not found"), "<h1>Missing hiker not found</h1>" + paragraphs(2))},
          {"story about cookies and consent",
           framed(at("/2023/regulator-on-cookies") + titled("Regulator fines shop over cookies"),
                  "<h1>Regulator fines shop over cookies</h1><p>A shop that sold boots to half of the county "
                  "kept personal data "
                  "of its customers for nine years, the regulator found.</p>" +
                      paragraphs(2) +
                      "<p>It had asked nobody, although the law wants consent, and its banner had no way to "
                      "say no.</p>"
                      "<div class=banner><p>We use cookies.</p><button>Accept all</button></div>")},
          {"story about captchas",
           framed(titled("How we came to tick boxes"),
                  "<h1>How we came to tick boxes</h1><p>Everybody knows the box that says "
                  "'I'm not a robot', and few know who drew it first.</p>" +
                      paragraphs(5))},
          {"story with a prompt to log in",
           framed("", "<h1>Bakery</h1>" + paragraphs(2) +
                          "<p>Already a subscriber? Log in to read the rest of this story now.</p>")},
          {"one paragraph before a paywall",
           framed(kArticle, "<h1>Bakery</h1><p>" + kStories[5] + " " + kStories[4] +
                                "</p><p>Already a subscriber? Log in.</p>")},
          {"recipe",
           framed(at("/recipes/fish-soup") + ld(R"({"@type":"Recipe","name":"Fish soup"})"),
                  "<h1>Fish soup</h1><p>" + kStories[3] +
                      " It is where we buy ours.</p><ul><li>two onions, cut small<li>a "
                      "handful of parsley from the garden<li>half a litre of white wine</ul><ol><li>Fry the "
                      "onions in the "
                      "butter until they are soft.<li>Add the wine and let it boil for ten minutes.</ol>")},
          {"questions and answers",
           framed(at("/2024/questions-to-the-harbour-master"),
                  "<h1>Questions</h1><p><b>When will the gate open?</b></p><p>" + kStories[0] +
                      "</p><p><b>Who paid for the "
                      "slipway?</b></p><p>" +
                      kStories[1] + "</p><p><b>And the market?</b></p><p>" + kStories[3] + "</p>")},
          {"gallery with real text", framed(ld(R"({"@type":"ImageGallery","name":"Porpoises"})"),
                                            "<h1>Porpoises</h1>" + paragraphs(4))},
          {"video inside a story", framed(news + ld(R"({"@type":"VideoObject","name":"x"})"),
                                          "<h1>Bay</h1><p>" + kStories[2] + " " + kStories[6] + "</p>")},
          {"live blog", framed(at("/live/storm") + ld(R"({"@type":"LiveBlogPosting","headline":"Storm"})"),
                               items("<article class=post><time datetime=2024-05-01T10:00>10.00</time><h2><a "
                                     "$L>$H</a></h2><p>$T</p></article>"))},
          {"digest of a day whose entries link", framed(at("/2024/05/01/what-happened-today"), entries)},
          {"review of a film called 404",
           framed(titled("Error 404: a thriller in which nobody can find the way home"),
                  "<h1>Error 404: a thriller in which nobody can find the way home</h1>" + paragraphs(2))},
      },
      "");
}

TEST_CASE("page kind: where a layout found the body only errors and checks for bots count") {
  const Files files = {{"site", "hosts = ['site.example']\n[[keep]]\nbody = '.story'"}};
  const auto reason = [&](const std::string& html) { return judge_html(files, html).judgement.no_article; };
  const std::string cards = items("<article><h2><a $L>$H</a></h2><p>$T</p></article>");
  CHECK(reason(framed(at("/") + kCollection, "<div class=story>" + cards + "</div>")).empty());
  CHECK(reason(framed(titled("Page not found"), "<div class=story>" + paragraphs(1) + kLinks + "</div>")) ==
        "an error page");
}

TEST_CASE("page kind: extracted text is an article if any of it was kept") {
  CHECK(judge_text({}, "404 Not Found\n\nThe page you are looking for is not here.\n")
            .judgement.no_article.empty());
  CHECK(judge_text({}, "").judgement.no_article == "too little text that reads like a story");
}

TEST_CASE("page kind: an address tells home, lists, sections and stories apart") {
  struct {
    const char* url;
    AddressKind kind;
  } const table[] = {
      {"", AddressKind::none},
      {"/tag/x", AddressKind::none},
      {"https://a.example", AddressKind::home},
      {"https://a.example/", AddressKind::home},
      {"https://a.example/en/", AddressKind::home},
      {"https://a.example/index.html?x=1", AddressKind::home},
      {"https://a.example/tag/boats", AddressKind::list},
      {"https://a.example/blog/Category/Sea/", AddressKind::list},
      {"https://a.example/author/jo-quill/page/2", AddressKind::list},
      {"https://a.example/?s=boat", AddressKind::list},
      {"https://a.example/harbour", AddressKind::section},
      {"https://a.example/sport/rowing/", AddressKind::section},
      {"https://a.example/software/notes", AddressKind::unknown},
      {"https://a.example/2019/05/rain", AddressKind::story},
      {"https://a.example/harbour/rain.html", AddressKind::story},
      {"https://a.example/why-it-always-rains", AddressKind::story},
      {"https://a.example/a4711", AddressKind::story},
      {"https://a.example/topics/why-it-always-rains", AddressKind::story},
  };
  for (const auto& row : table) {
    CAPTURE(row.url);
    CHECK(address_kind(row.url) == row.kind);
  }
}

TEST_CASE("page kind: a title is an error's as a whole, beside a site's short name") {
  for (const char* title :
       {"404", "Error 404 | Gazette", "Gazette - Page Not Found", "Not found", "HTTP 500 error",
        "Oops! This page isn\u2019t available", "Sorry, the page you requested has gone"}) {
    CAPTURE(title);
    CHECK(is_error_title(title));
  }
  for (const char* title :
       {"", "Gazette", "500", "Peugeot 404 at auction", "Missing hiker not found", "Access denied to divers",
        "Error of judgement", "Page not found: how an archive of a whole town was lost",
        "A page not found in any other copy of the old printed book"}) {
    CAPTURE(title);
    CHECK_FALSE(is_error_title(title));
  }
}
