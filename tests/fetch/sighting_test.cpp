#include "fetch/sighting.h"

#include <catch2/catch.hpp>

#include "fetch/history_text.h"

using namespace cleancopy;

namespace {

Block block(std::string text, Kind kind, std::string rule) {
  return {Role::paragraph, std::move(text), {kind, std::move(rule), {}}, 0};
}

Article article() {
  Article out;
  out.host = "www.example.org";
  out.status = Status::cleaned;
  out.layout = "example.org/keep.1";
  out.rules = {"example.org", "generic"};
  out.title.value = "The ferry is back at last";
  out.blocks = {
      block("The ferry is back at last", Kind::body, "example.org/keep.1"),
      block("Share this", Kind::social, "example.org/social.2"),
      block("It came in at nine, with a band aboard.", Kind::body, "example.org/keep.1"),
      block("Share this", Kind::social, "example.org/social.2"),
      block("Menu", Kind::nav, "generic/judge"),
      block("Elsewhere", Kind::furniture, "example.org/keep.1"),
      block("Sign up", Kind::newsletter, "generic/newsletter.1"),
      block("What next", Kind::body, "example.org/keep.1"),
      block("Nobody knows yet when it leaves.", Kind::body, "example.org/keep.1"),
  };
  return out;
}

}  // namespace

TEST_CASE("sighting: it has the drop rules that hit, and no verdict of layouts or evidence") {
  const Sighting seen = sighting_of(article(), "example.org/ferry", 77);
  CHECK(seen.site == "example.org");
  CHECK(seen.page == "example.org/ferry");
  CHECK(seen.seen == 77);
  CHECK(seen.layout == "example.org/keep.1");
  CHECK(seen.rules == std::vector<std::string>{"example.org/social.2", "generic/newsletter.1"});
  CHECK(seen.files == std::vector<std::string>{"example.org", "generic"});
  CHECK(seen.words == 23);
}

TEST_CASE("sighting: texts of four words and more are noted with their place, and the title is not") {
  const Sighting seen = sighting_of(article(), "p", 0);
  REQUIRE(seen.texts.size() == 2);
  CHECK(seen.texts[0].opening == "It came in at nine, with a band aboard.");
  CHECK(seen.texts[0].above == 1);
  CHECK(seen.texts[0].below == 2);
  CHECK(seen.texts[1].below == 0);
}

TEST_CASE("sighting: a page without an article tells that, and nothing else") {
  Article none = article();
  none.status = Status::no_article;
  const Sighting seen = sighting_of(none, "p", 0);
  CHECK(seen.rules.empty());
  CHECK(seen.texts.empty());
  CHECK(seen.layout.empty());
}

TEST_CASE("sighting: of many texts the first and the last are noted, of long ones whole letters") {
  Article many = article();
  many.blocks.clear();
  for (int i = 0; i < 5000; ++i) {
    many.blocks.push_back(block(
        "Zeile Nummer " + std::to_string(i) + " äöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöü", Kind::body, "k"));
  }
  const Sighting seen = sighting_of(many, "p", 0);
  REQUIRE(seen.texts.size() == kMaxSeenTexts);
  CHECK(seen.texts.front().above == 0);
  CHECK(seen.texts.back().above == 4999);
  for (const SeenText& text : seen.texts) {
    CHECK(text.opening.size() <= kOpeningBytes);
    CHECK(text.opening.at(text.opening.size() - 2) == '\xC3');
  }
}

TEST_CASE("history text: what was written is read again, and what nobody wrote does no harm") {
  std::map<Series, Earlier> earlier;
  Earlier entry{.first = 5, .lost_since = 6, .lost_pages = 7, .lost_hits = 8};
  for (int i = 0; i < 1100; ++i) entry.tally.add(i % 3 == 0 ? Trial::miss : Trial::hit);
  earlier[{Watch::rule, "example.org/keep.1", "example.org/social.2"}] = entry;
  earlier[{Watch::articles, {}, {}}] = {};
  CHECK(read_earlier(text_of(earlier)) == earlier);
  const std::map<std::string, FileVersion, std::less<>> files = {{"generic", {"aa", 0}},
                                                                 {"platform/x", {"bb", 9}}};
  CHECK(read_files(text_of(files)) == files);
  const std::vector<SeenText> texts = {{18446744073709551615U, 1, 2, "a \"b\" c"}, {1, 0, 0, ""}};
  CHECK(read_texts(text_of(texts)) == texts);
  for (const char* text :
       {"", "\n\n", "9\tx\ty\t1 2", "4\t", "4\ta\tb\tx y -1 99999999999999999999", "\t\t\t"}) {
    CHECK(read_earlier(text).size() <= 1);
    CHECK(read_texts(text).size() <= 2);
    CHECK(read_files(text).size() <= 2);
  }
}
