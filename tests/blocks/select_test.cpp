#include "blocks/select.h"

#include <catch2/catch.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "blocks/pages.h"

using namespace cleancopy;
using namespace cleancopy::test;

namespace {

/// A page and one matcher of a drop rule, or of a layout's field.
class Bench {
 public:
  enum class Use { drop, field };

  Bench(std::string html, const std::string& matcher, Use use = Use::drop, std::string crawled = "")
      : tree_(parse(std::move(html))), blocks_(flow(tree_)), crawled_(std::move(crawled)),
        book_(compile({{"a", use == Use::drop ? "[drop]\nbyline = [" + matcher + "]"
                                              : "[[keep]]\nbody = 'p'\ntitle = [" + matcher + "]"}})) {}

  const Matcher& matcher() const {
    const SiteRules& rules = book_.all()[0].rules;
    return rules.drop.empty() ? rules.keep[0].of(LayoutField::title)[0] : rules.drop[0].matcher;
  }

  PageView page() { return {&tree_, &blocks_, &cache_, crawled_}; }
  PageView text_page() { return {nullptr, &blocks_, &cache_, crawled_}; }

  /// Texts of the blocks that it selects, matches separated by " / ".
  std::string selected(StoryBounds story) { return print(select_blocks(matcher(), page(), story)); }
  std::string selected() { return selected({blocks_.size(), 0}); }

  std::string print(const std::vector<BlockRange>& ranges) const {
    std::string out;
    for (const BlockRange range : ranges) {
      out += out.empty() ? "" : " / ";
      for (std::size_t i = range.begin; i < range.end; ++i) {
        out += (i > range.begin ? " " : "") + blocks_[i].block.text;
      }
    }
    return out;
  }

  std::string first(StoryBounds story = {99, 0}) { return first_value(matcher(), page(), story); }
  Strings all() { return all_values(matcher(), page(), {99, 0}); }

 private:
  Tree tree_;
  std::vector<PageBlock> blocks_;
  std::string crawled_;
  RuleFiles book_;
  SelectorCache cache_;
};

constexpr const char* kPage =
    "<div id=d><p>a</p><p class=x>b</p><section><h2>Head</h2><p>c</p><p>d</p></section></div>"
    "<p><a class=y href=/e>e</a></p><p>f</p>";

}  // namespace

TEST_CASE("select: each language of matcher selects") {
  struct { const char* matcher; const char* selected; } const table[] = {
      {"'.x'", "b"},
      {"'section'", "Head c d"},
      {"'p'", "a / b / c / d / e / f"},
      {"'#d, section'", "a b Head c d / Head c d"},
      {"'a.y'", "e"},
      {"'.none'", ""},
      {"'= head'", "Head"},
      {"'= • HEAD'", "Head"},
      {"'= hea'", ""},
      {"'~ ^[ab]$'", "a / b"},
      {"'~ ea'", "Head"},
  };
  for (const auto& row : table) {
    CAPTURE(row.matcher);
    CHECK(Bench(kPage, row.matcher).selected() == row.selected);
  }
}

TEST_CASE("select: text rules see folded text") {
  CHECK(Bench("<p>“It’s — over”", "\"= \\\"It's - over\\\"\"").selected() == "“It’s — over”");
  CHECK(Bench("<ul><li>• one…</ul>", "'~ ^one\\.\\.\\.$'").selected() == "one…");
}

TEST_CASE("select: extents reach to a block, on for n blocks, or up to an element") {
  struct { const char* matcher; const char* selected; } const table[] = {
      {"{ at = '= a', to = '= head' }", "a b Head"},
      {"{ at = '= a', to = '= head', max = 3 }", "a b Head"},
      {"{ at = '= a', to = '= head', max = 2 }", ""},
      {"{ at = '= head', to = '= a' }", ""},
      {"{ at = '= a', to = '= a' }", ""},
      {"{ at = '= a', to = '.y' }", "a b Head c d e"},
      {"{ at = '= a', to = 'p' }", "a b"},
      {"{ at = '= a', to = 'div' }", ""},
      {"{ at = '= a', to = 'section' }", "a b Head"},
      {"{ at = 'section', to = '= e' }", "Head c d e"},
      {"{ at = '= d', to = 'end' }", "d e f"},
      {"{ at = '= head', next = 1 }", "Head c"},
      {"{ at = 'section', next = 1 }", "Head c d e"},
      {"{ at = '= f', next = 7 }", "f"},
      {"{ at = '= head', up = 'section' }", "Head c d"},
      {"{ at = '= head', up = 'div' }", "a b Head c d"},
      {"{ at = '= head', up = 'article' }", ""},
      {"{ at = 'h2', up = '#d' }", "a b Head c d"},
  };
  for (const auto& row : table) {
    CAPTURE(row.matcher);
    CHECK(Bench(kPage, row.matcher).selected() == row.selected);
  }
}

TEST_CASE("select: a guard of words counts the whole element") {
  const char* const page = "<div><p>one two</p><p>three</p></div><p>one two three four</p>";
  struct { const char* matcher; const char* selected; } const table[] = {
      {"{ at = 'div', words = 3 }", "one two three"},
      {"{ at = 'div', words = 2 }", ""},
      {"{ at = '~ ^one', words = 3 }", "one two"},
      {"{ at = '~ ^one', words = 4 }", "one two / one two three four"},
  };
  for (const auto& row : table) {
    CAPTURE(row.matcher);
    CHECK(Bench(page, row.matcher).selected() == row.selected);
  }
}

TEST_CASE("select: a zone is before the first or after the last block of the story") {
  const char* const page = "<p>x</p><p>x</p><p>x</p><p>x</p>";
  struct { const char* zone; StoryBounds story; std::size_t matches; } const table[] = {
      {"head", {1, 2}, 1}, {"tail", {1, 2}, 1}, {"head", {2, 2}, 2}, {"tail", {0, 0}, 3}, {"head", {0, 3}, 0},
      {"tail", {0, 3}, 0}, {"head", {4, 0}, 4}, {"tail", {4, 0}, 0},  // no story: all is head
  };
  for (const auto& row : table) {
    CAPTURE(row.zone, row.story.first, row.story.last);
    Bench bench(page, std::string("{ at = '= x', zone = '") + row.zone + "' }");
    CHECK(select_blocks(bench.matcher(), bench.page(), row.story).size() == row.matches);
  }
}

TEST_CASE("select: a rule has its time, and a page without a date is in every time") {
  struct { const char* crawled; bool since, until; } const table[] = {
      {"", true, true},           {"2023-12-31", false, true},           {"2024-01-01", true, true},
      {"2024-01-02", true, false}, {"2024-01-01T23:59:59Z", true, true}, {"2023", false, true},
  };
  for (const auto& row : table) {
    CAPTURE(row.crawled);
    CHECK(is_in_force(Bench("", "{ at = 'p', since = 2024-01-01 }").matcher(), row.crawled) == row.since);
    CHECK(is_in_force(Bench("", "{ at = 'p', until = 2024-01-01 }").matcher(), row.crawled) == row.until);
  }
  CHECK(Bench(kPage, "{ at = '.x', until = 2020-01-01 }", Bench::Use::drop, "2024-01-01").selected().empty());
}

TEST_CASE("select: a repeat is the same text again, or again with a credit in brackets") {
  struct { const char* html; const char* selected; } const table[] = {
      {"<p>The old harbour<p>Else<p>The old harbour", "The old harbour / The old harbour"},
      {"<p>The old harbour<p>THE OLD HARBOUR", "The old harbour / THE OLD HARBOUR"},
      {"<p>The old harbour<p>The old harbour (Reuters)", "The old harbour / The old harbour (Reuters)"},
      {"<p>The old harbour (AP)<p>The old harbour", "The old harbour (AP) / The old harbour"},
      {"<p>John Reed (Labour)<p>John Reed (Green)", ""},
      {"<p>Two words<p>Two words", ""},
      {"<p>The old harbour<p>The old harbours", ""},
      {"<p>(all in brackets)<p>(all in brackets too)", ""},
  };
  for (const auto& row : table) {
    CAPTURE(row.html);
    CHECK(Bench(row.html, "{ at = 'repeat' }").selected() == row.selected);
  }
}

TEST_CASE("select: blocks inside an element are those that lie in it whole") {
  const Tree tree = parse("<div>a<p>b <i>c</i></p>d</div><p><i>e</i></p><section></section>");
  const std::vector<PageBlock> blocks = flow(tree);
  const PageView page{&tree, &blocks, nullptr, {}};
  const std::vector<NodeId> italics = elements(tree, "i");
  CHECK(blocks_inside(page, 0) == BlockRange{0, 4});
  CHECK(blocks_inside(page, elements(tree, "div")[0]) == BlockRange{0, 3});
  CHECK(blocks_inside(page, elements(tree, "p")[0]) == BlockRange{1, 2});
  CHECK(blocks_inside(page, italics[1]) == BlockRange{3, 4});
  for (const NodeId none : {italics[0], elements(tree, "section")[0]}) {
    const BlockRange range = blocks_inside(page, none);
    CHECK(range.begin == range.end);
  }
}

TEST_CASE("select: a value is the first text, trimmed") {
  const char* const page =
      "<head><meta name=author content=' Ann\n Lee '></head><h1></h1><h1>Dam  broke | Gazette</h1>"
      "<p class=by>By Ann Lee, Berlin</p><p class=by>By Bo Ek</p>";
  struct { const char* matcher; const char* value; } const table[] = {
      {"'h1'", "Dam broke | Gazette"},
      {"{ at = 'h1', before = ' |' }", "Dam broke"},
      {"{ at = '.by', after = 'By ', before = ',' }", "Ann Lee"},
      {"{ at = '.by', after = 'Von ', before = ';' }", "By Ann Lee, Berlin"},
      {"{ at = '.by', before = 'By' }", ""},
      {"'meta[name=author]@content'", "Ann Lee"},
      {"'meta[name=author]@absent'", ""},
      {"{ is = 'Ron Gil' }", "Ron Gil"},
      {"'~ ^By B'", "By Bo Ek"},
      {"{ at = '~ ^By', after = 'By ' }", "Ann Lee, Berlin"},
      {"'= none'", ""},
      {"{ at = '.by', words = 3 }", "By Bo Ek"},
      {"{ at = '~ ^By', words = 3 }", "By Bo Ek"},
  };
  for (const auto& row : table) {
    CAPTURE(row.matcher);
    CHECK(Bench(page, row.matcher, Bench::Use::field).first() == row.value);
  }
}

TEST_CASE("select: a value obeys its zone, whether text or element says it") {
  const char* const page = "<p class=by>first</p><p>the story</p><p class=by>second</p>";
  struct { const char* matcher; const char* value; } const table[] = {
      {"{ at = '.by', zone = 'head' }", "first"},
      {"{ at = '.by', zone = 'tail' }", "second"},
      {"{ at = '~ ^(?:first|second)$', zone = 'tail' }", "second"},
      {"{ at = '~ ^second$', zone = 'head' }", ""},
  };
  for (const auto& row : table) {
    CAPTURE(row.matcher);
    CHECK(Bench(page, row.matcher, Bench::Use::field).first({1, 1}) == row.value);
  }
}

TEST_CASE("select: all values are each given once") {
  const char* const page = "<a>Ann</a> <a>Bo</a> <a> Ann </a><a></a>";
  CHECK(Bench(page, "'a'", Bench::Use::field).all() == Strings{"Ann", "Bo"});
  CHECK(Bench(page, "{ is = 'Cy' }", Bench::Use::field).all() == Strings{"Cy"});
  CHECK(Bench(page, "{ at = 'a', since = 2024-01-01 }", Bench::Use::field, "2023-01-01").all().empty());
}

TEST_CASE("select: in plain text CSS selects nothing and gives no value") {
  Bench bench(kPage, "'p'", Bench::Use::field);
  CHECK(select_blocks(bench.matcher(), bench.text_page(), {99, 0}).empty());
  CHECK(first_value(bench.matcher(), bench.text_page(), {99, 0}).empty());
}
