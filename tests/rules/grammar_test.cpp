#include "rules/grammar.h"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include "text/hash.h"

using namespace cleancopy;

namespace {

SiteRules read(std::string_view toml) {
  auto rules = parse_rules(toml, "rules/x.toml", "x");
  if (!rules) FAIL(rules.error()[0].where << ": " << rules.error()[0].what);
  return std::move(rules.value());
}

/// The slips of a file, "line:column: what".
std::vector<std::string> slips_of(std::string_view toml) {
  std::vector<std::string> slips;
  const auto rules = parse_rules(toml, "x", "x");
  if (rules) return slips;
  for (const Error& error : rules.error()) slips.push_back(error.where.substr(2) + ": " + error.what);
  return slips;
}

std::vector<std::string> drop_ids(const SiteRules& rules) {
  std::vector<std::string> ids;
  for (const DropRule& rule : rules.drop) ids.push_back(rule.id);
  return ids;
}

using Slips = std::vector<std::string>;

}  // namespace

TEST_CASE("grammar: the first character of a matcher tells its language") {
  struct { const char* matcher; MatcherLanguage language; } const table[] = {
      {"'.show'", MatcherLanguage::css},
      {"'a[href*=\"@x\"]'", MatcherLanguage::css},
      {"'= Share This'", MatcherLanguage::equals},
      {"'~ ^Share'", MatcherLanguage::pattern},
      {"'repeat'", MatcherLanguage::repeat},
      {"{ at = 'repeat' }", MatcherLanguage::repeat},
      {"{ at = '= Share' }", MatcherLanguage::equals},
  };
  for (const auto& row : table) {
    CAPTURE(row.matcher);
    const SiteRules rules = read("[drop]\nsocial = " + std::string(row.matcher));
    REQUIRE(rules.drop.size() == 1);
    CHECK(rules.drop[0].matcher.language == row.language);
  }
}

TEST_CASE("grammar: rules know their file, its path and the hash of its bytes") {
  const std::string toml = "# Ads.\n[drop]\nad = '.ad'\n";
  const SiteRules rules = read(toml);
  CHECK(rules.name == "x");
  CHECK(rules.path == "rules/x.toml");
  CHECK(rules.hash == fnv1a(toml));
  CHECK(read(toml + "\n").hash != rules.hash);
}

TEST_CASE("grammar: a literal is kept folded, without case and list mark") {
  const SiteRules rules = read("[drop]\nsocial = '= •  Don’t SHARE'");
  CHECK(rules.drop[0].matcher.folded == "don't share");
  CHECK(rules.drop[0].matcher.source == "= •  Don’t SHARE");
}

TEST_CASE("grammar: a pattern is compiled as written after its sign") {
  const SiteRules rules = read("[drop]\nsocial = '~ ^Share \\w+$'");
  CHECK(rules.drop[0].matcher.expression == "^Share \\w+$");
  CHECK(rules.drop[0].matcher.pattern->matches("Share me"));
  CHECK_FALSE(rules.drop[0].matcher.pattern->matches("Please share me"));
}

TEST_CASE("grammar: an attribute is named after the last @") {
  const SiteRules rules = read("marks = ['meta[content*=\"a@b\"]@Content']");
  const Matcher& mark = rules.marks[0][0];
  CHECK(mark.language == MatcherLanguage::attribute);
  CHECK(mark.attribute == "content");
  CHECK(mark.selector);
}

TEST_CASE("grammar: a matcher table holds extent, guard and trim") {
  const SiteRules rules = read(R"([drop]
donation = [{ at = '= Give', to = '= Thanks', max = 8, words = 30, zone = 'tail', why = 'x' },
            { at = '= Old', since = 2014-01-02, until = '2015-03-04' },
            { at = '= Join', to = 'end' }, { at = '= Clip', next = 2 }, { at = '= More', up = 'section' }]
byline = { at = '~ ^By ', zone = 'head', after = 'By ', before = ' |' }
)");
  const Matcher& give = rules.drop[0].matcher;
  CHECK(give.to->folded == "thanks");
  CHECK(give.max == 8);
  CHECK(give.words == 30);
  CHECK(give.zone == Zone::tail);
  CHECK(rules.drop[1].matcher.since == "2014-01-02");
  CHECK(rules.drop[1].matcher.until == "2015-03-04");
  CHECK_FALSE(give.to_end);
  CHECK(rules.drop[2].matcher.to_end);
  CHECK(rules.drop[2].matcher.to == nullptr);
  CHECK(rules.drop[2].matcher.max == 12);
  CHECK(rules.drop[3].matcher.next == 2);
  CHECK(rules.drop[4].matcher.up);
  const Matcher& byline = rules.drop[5].matcher;
  CHECK(byline.zone == Zone::head);
  CHECK(byline.after == "By ");
  CHECK(byline.before == " |");
}

TEST_CASE("grammar: a matcher knows its place in the file") {
  const SiteRules rules = read("[drop]\nad = ['.a',\n      { at = '.b' }]");
  CHECK(rules.drop[0].matcher.line == 2);
  CHECK(rules.drop[0].matcher.column == 7);
  CHECK(rules.drop[1].matcher.line == 3);
  CHECK(rules.drop[1].matcher.column == 14);
}

TEST_CASE("grammar: rules keep the order of the file and count within their kind") {
  const SiteRules rules = read("[drop]\nwidget = ['.w', '.v']\nad = '.a'\nregister = '.r'\ncaption = ['.c']");
  CHECK(drop_ids(rules) == Slips{"x/widget.1", "x/widget.2", "x/ad.1", "x/register.1", "x/caption.1"});
  CHECK(rules.drop[3].kind == Kind::register_);
}

TEST_CASE("grammar: a layout has a list of matchers for each field") {
  const SiteRules rules = read(R"([[keep]]
body = ['main', 'article']
title = 'h1'
byline = [{ is = 'Ann Lee' }, 'meta[name=author]@content']

[[keep]]
body = '.old'
)");
  REQUIRE(rules.keep.size() == 2);
  CHECK(rules.keep[0].id == "x/keep.1");
  CHECK(rules.keep[1].id == "x/keep.2");
  CHECK(rules.keep[0].line == 1);
  CHECK(rules.keep[1].line == 6);
  CHECK(rules.keep[0].of(LayoutField::body).size() == 2);
  CHECK(rules.keep[0].of(LayoutField::title)[0].source == "h1");
  CHECK(rules.keep[0].of(LayoutField::byline)[0].language == MatcherLanguage::constant);
  CHECK(rules.keep[0].of(LayoutField::byline)[0].constant == "Ann Lee");
  CHECK(rules.keep[0].of(LayoutField::byline)[1].language == MatcherLanguage::attribute);
  CHECK(rules.keep[0].of(LayoutField::tags).empty());
}

TEST_CASE("grammar: a layout can look into scripts, be silent, name a last resort and its headings") {
  const SiteRules rules = read(
      "[[keep]]\nbody = { at = '#data', json = 'x/a/*' }\nstandfirst = []\n"
      "byline = [{ is = 'Desk', weak = true }]\nheadings = ['p > b', 'i']");
  const Layout& layout = rules.keep.at(0);
  const Matcher& body = layout.of(LayoutField::body).at(0);
  REQUIRE(body.json);
  CHECK(body.json->source() == "x/a/*");
  CHECK(body.source == "#data");
  CHECK(layout.is_silent(LayoutField::standfirst));
  CHECK_FALSE(layout.is_silent(LayoutField::byline));
  CHECK_FALSE(layout.is_silent(LayoutField::date));
  CHECK(layout.of(LayoutField::byline).at(0).weak);
  CHECK(layout.headings.size() == 2);
}

TEST_CASE("grammar: marks are alternatives, an inner list is one of them") {
  const SiteRules rules = read("marks = ['.a', ['.b', '= c'], { at = '~ d', words = 5 }]");
  REQUIRE(rules.marks.size() == 3);
  CHECK(rules.marks[0].size() == 1);
  CHECK(rules.marks[1].size() == 2);
  CHECK(rules.marks[2][0].words == 5);
}

TEST_CASE("grammar: hosts, extends and off are words with their places") {
  const SiteRules rules =
      read("hosts = ['a.com',\n '*.a.com']\nextends = ['platform/p']\noff = ['generic/ad.1']");
  CHECK(rules.name == "x");
  CHECK(rules.path == "rules/x.toml");
  CHECK(rules.hosts == Slips{"a.com", "*.a.com"});
  CHECK(rules.extends == Slips{"platform/p"});
  CHECK(rules.off == Slips{"generic/ad.1"});
  CHECK(rules.host_places[1].line == 2);
  CHECK(rules.host_places[1].column == 2);
}

TEST_CASE("grammar: a test says what a page must give") {
  const SiteRules rules = read(R"([[test]]
page = 'raw/x/1.html'
url = 'https://x.com/1'
first = 'One'
last = 'Two'
blocks = 3
title = 'T'
has = ['h']
lacks = ['l', 'm']
drops = { newsletter = 2, ad = 1 }
[[test]]
text = 'T'
)");
  REQUIRE(rules.tests.size() == 2);
  const RuleTest& test = rules.tests[0];
  CHECK(test.page == "raw/x/1.html");
  CHECK(test.url == "https://x.com/1");
  CHECK(test.first == "One");
  CHECK(test.last == "Two");
  CHECK(test.blocks == 3);
  CHECK(test.title == "T");
  CHECK(test.has == Slips{"h"});
  CHECK(test.lacks == Slips{"l", "m"});
  CHECK(test.drops == std::map<std::string, int>{{"ad", 1}, {"newsletter", 2}});
  CHECK(test.line == 1);
  CHECK(rules.tests[1].text == "T");
  CHECK(rules.tests[1].blocks == -1);
  CHECK(rules.tests[1].line == 11);
}

TEST_CASE("grammar: an empty file is a rule file without rules") {
  const SiteRules rules = read("# nothing yet\n");
  CHECK(rules.drop.empty());
  CHECK(rules.keep.empty());
}

TEST_CASE("grammar: each slip is told at its place") {
  struct { const char* toml; const char* slip; } const table[] = {
      {"host = ['a.com']", "1:1: no such key 'host'; did you mean 'hosts'?"},
      {"zzz = 1", "1:1: no such key 'zzz'"},
      {"hosts = 'a.com'", "1:9: an array of strings is wanted, not a string"},
      {"hosts = [1]", "1:10: a string is wanted, not an integer"},
      {"hosts = ['https://a.com/']", "1:10: 'https://a.com/' is no host; write bbc.co.uk or *.bbc.co.uk"},
      {"hosts = ['A.com']", "1:10: 'A.com' is no host; write bbc.co.uk or *.bbc.co.uk"},
      {"hosts = ['a.*.com']", "1:10: 'a.*.com' is no host; write bbc.co.uk or *.bbc.co.uk"},
      {"marks = '.a'", "1:9: an array of matchers is wanted, not a string"},
      {"marks = [[]]", "1:10: an empty list would match every page"},
      {"marks = [{ at = '.a', up = 'p' }]", "1:23: 'up' means nothing here"},
      {"marks = ['repeat']", "1:10: 'repeat' is for drop rules"},
      {"[drop]\nnewsleter = '.a'", "2:1: no such kind 'newsleter'; did you mean 'newsletter'?"},
      {"[drop]\nbody = '.a'", "2:1: no such kind 'body'"},
      {"[drop]\ntitle = '.a'", "2:1: no such kind 'title'"},
      {"drop = ['.a']", "1:8: a table is wanted, not an array"},
      {"[drop]\nad = 3", "2:6: a matcher (a string or a table) is wanted, not an integer"},
      {"[drop]\nad = [true]", "2:7: a matcher (a string or a table) is wanted, not a boolean"},
      {"[drop]\nad = ''", "2:7: an empty matcher matches nothing"},
      {"[drop]\nad = '//ul[li]'", "2:7: XPath is not supported; write CSS"},
      {"[drop]\nad = '(//ul)[1]'", "2:7: XPath is not supported; write CSS"},
      {"[drop]\nad = '=Share'", "2:7: write '= ' with a space and the whole text of a block"},
      {"[drop]\nad = '= '", "2:7: no text after '='"},
      {"[drop]\nad = '~^Share'", "2:7: write '~ ' with a space and a pattern"},
      {"[drop]\nad = '~ '", "2:7: no pattern after '~'"},
      {"[drop]\nad = '~ ^Don’t'", "2:13: folded text has \"'\" for ’"},
      {"[drop]\nad = 'meta@content'", "2:6: an attribute is no block"},
      {"[drop]\nad = {}", "2:6: a matcher needs 'at'"},
      {"[drop]\nad = { at = '.a', tow = 'end' }", "2:19: no such key 'tow'; did you mean 'to'?"},
      {"[drop]\nad = { at = '.a', to = 'repeat' }", "2:24: 'repeat' is for drop rules"},
      {"[drop]\nad = { at = '.a', to = 'end', next = 1 }",
       "2:31: 'next' and 'to' are two extents; write one"},
      {"[drop]\nad = { at = '.a', up = 'p', to = '.b' }", "2:19: 'up' and 'to' are two extents; write one"},
      {"[drop]\nad = { at = '.a', next = 1, up = 'p' }", "2:19: 'next' and 'up' are two extents; write one"},
      {"[drop]\nad = { at = '.a', max = 3 }",
       "2:19: 'max' bounds a 'to' that is a matcher, and there is none"},
      {"[drop]\nad = { at = '.a', to = '.b', max = 0 }", "2:36: 0 is out of range; 1 to 1000 will do"},
      {"[drop]\nad = { at = '.a', next = 1001 }", "2:26: 1001 is out of range; 1 to 1000 will do"},
      {"[drop]\nad = { at = '.a', words = 1.5 }", "2:27: an integer is wanted, not a float"},
      {"[drop]\nad = { at = '.a', up = '= x' }", "2:24: a CSS selector is wanted"},
      {"[drop]\nad = { at = '.a', zone = 'tall' }", "2:26: no such zone 'tall'; did you mean 'tail'?"},
      {"[drop]\nad = { at = '.a', since = '2015-02-30' }", "2:27: '2015-02-30' is no date; write YYYY-MM-DD"},
      {"[drop]\nad = { at = '.a', until = '2015-2-3' }", "2:27: '2015-2-3' is no date; write YYYY-MM-DD"},
      {"[drop]\nad = { at = '.a', until = true }", "2:27: a date is wanted, not a boolean"},
      {"[drop]\nad = { at = '.a', since = 2015-02-03, until = 2015-02-02 }",
       "2:47: 'until' is before 'since'"},
      {"[drop]\nad = { at = '.a', after = 'x' }", "2:19: 'after' means nothing here"},
      {"[drop]\nad = { is = 'x' }", "2:8: 'is' means nothing here"},
      {"[drop]\nad = { at = '.a', why = 7 }", "2:25: a string is wanted, not an integer"},
      {"[keep]\nbody = 'main'", "1:1: [[keep]] (an array of tables) is wanted, not a table"},
      {"keep = [3]", "1:9: a table is wanted, not an integer"},
      {"[[keep]]\ntitle = 'h1'", "1:1: a layout needs 'body'"},
      {"[[keep]]\nbody = 'main@id'", "2:8: an attribute is no block"},
      {"[[keep]]\nbody = { at = 'main', zone = 'head' }", "2:23: 'zone' means nothing here"},
      {"[[keep]]\nbody = 'main'\ntitle = { at = 'h1', next = 1 }", "3:22: 'next' means nothing here"},
      {"[[keep]]\nbody = 'main'\nbyligne = '.b'", "3:1: no such field 'byligne'; did you mean 'byline'?"},
      {"[[keep]]\nbody = 'main'\nbyline = { is = 'A', at = '.b' }",
       "3:12: 'is' is the value itself; it takes no 'at'"},
      {"[[keep]]\nbody = { at = 'script', json = '/a//b' }", "2:35: a step without a name"},
      {"[[keep]]\nbody = { at = 'script', json = 7 }", "2:32: a string is wanted, not an integer"},
      {"[[keep]]\nbody = { at = '= x', json = '/a' }",
       "2:22: 'json' looks into scripts; 'at' selects them, by CSS"},
      {"[[keep]]\nbody = 'main'\ndate = { at = 'a@b', json = '/a' }",
       "3:22: 'json' looks into scripts; 'at' selects them, by CSS"},
      {"[[keep]]\nbody = { at = 'main', weak = true }", "2:23: 'weak' means nothing here"},
      {"[[keep]]\nbody = 'main'\nbyline = { is = 'A', weak = false }",
       "3:29: 'weak' is true or is not there"},
      {"[[keep]]\nbody = 'main'\nheadings = { at = 'b', up = 'p' }", "3:24: 'up' means nothing here"},
      {"[[keep]]\nbody = 'main'\nheadings = 'b@id'", "3:12: an attribute is no block"},
      {"[[keep]]\nbody = 'main'\nheading = 'b'", "3:1: no such field 'heading'; did you mean 'headings'?"},
      {"[drop]\nad = { at = 'script', json = '/a' }", "2:23: 'json' means nothing here"},
      {"marks = [{ at = 'script', json = '/a' }]", "1:27: 'json' means nothing here"},
      {"[[test]]\nfirst = 'x'", "1:1: a test needs either 'page' or 'text'"},
      {"[[test]]\npage = 'x'\nblock = 3", "3:1: no such key 'block'; did you mean 'blocks'?"},
      {"[[test]]\npage = 'x'\nblocks = -1", "3:10: -1 is out of range; 0 to 1000000 will do"},
      {"[[test]]\npage = 'x'\ndrops = { ads = 1 }", "3:11: no such kind 'ads'; did you mean 'ad'?"},
      {"[[test]]\npage = 'x'\ndrops = 4", "3:9: a table of kinds is wanted, not an integer"},
  };
  for (const auto& row : table) {
    CAPTURE(row.toml);
    CHECK(slips_of(row.toml) == Slips{row.slip});
  }
}

TEST_CASE("grammar: all slips of a file come at once, in its order") {
  const auto slips =
      slips_of("hots = []\n[drop]\nads = '.x'\nad = ['(', { zone = 'mid', next = 0 }]\n[[keep]]\n");
  CHECK(slips == Slips{"1:1: no such key 'hots'; did you mean 'hosts'?",
                       "3:1: no such kind 'ads'; did you mean 'ad'?",
                       "4:8: XPath is not supported; write CSS",
                       "4:12: a matcher needs 'at'",
                       "4:21: no such zone 'mid'",
                       "4:35: 0 is out of range; 1 to 1000 will do",
                       "5:1: a layout needs 'body'"});
}

TEST_CASE("grammar: a slip in a selector or pattern is told at its character") {
  struct { const char* toml; const char* place; } const table[] = {
      {"[drop]\nad = '.a:hover'", "2:9:"},               // the ':'
      {"[drop]\nad = \"é, .a:hover\"", "2:12:"},         // columns are characters, not bytes
      {"[drop]\nad = ['.a', { at = '~ x[' }]", "2:24:"}, // the '['
      {"[drop]\nad = \"\\u002Ea:hover\"", "2:6:"},       // an escape: only the string's start is known
      {"[drop]\nad = '''.a:hover'''", "2:6:"},
      {"[[keep]]\r\nbody = 'p:hover'", "2:10:"},
  };
  for (const auto& row : table) {
    CAPTURE(row.toml);
    const auto slips = slips_of(row.toml);
    REQUIRE(slips.size() == 1);
    CHECK(slips[0].substr(0, std::string(row.place).size()) == row.place);
  }
}

TEST_CASE("grammar: what is not TOML is one slip") {
  const auto rules = parse_rules("[drop]\nad = \n", "rules/x.toml", "x");
  REQUIRE_FALSE(rules);
  REQUIRE(rules.error().size() == 1);
  CHECK(rules.error()[0].where.rfind("rules/x.toml:2:", 0) == 0);
  CHECK_FALSE(rules.error()[0].what.empty());
  CHECK(slips_of("a = 1\na = 2\n").size() == 1);
  CHECK(slips_of(std::string("a = '\xFF'")).size() == 1);
}

TEST_CASE("grammar: pathological: arrays nested past toml++'s bound are a slip, not a crash") {
  CHECK(slips_of("marks = " + std::string(100'000, '[')).size() == 1);
}

TEST_CASE("suggestion: the nearest word, at most a third of the letters away") {
  struct { const char* word; const char* found; } const table[] = {
      {"newsleter", "; did you mean 'newsletter'?"},
      {"captions", "; did you mean 'caption'?"},
      {"caption", "; did you mean 'caption'?"},
      {"cptn", ""},
      {"a", ""},
      {"", ""},
      {"nothing like it", ""},
  };
  for (const auto& row : table) {
    CAPTURE(row.word);
    CHECK(suggestion(row.word, {"ad", "caption", "newsletter", "social"}) == row.found);
  }
  CHECK(suggestion("word", {}).empty());
}
