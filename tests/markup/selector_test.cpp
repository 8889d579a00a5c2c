#include "markup/selector.h"

#include <catch2/catch.hpp>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "markup/parse.h"

using namespace cleancopy;

namespace {

Selector compiled(std::string_view css) {
  auto selector = Selector::compile(css);
  INFO(css);
  if (!selector) FAIL(selector.error().what);
  return std::move(selector.value());
}

/// The id of an element, or its name in brackets.
std::string label(const Tree& tree, NodeId node) {
  const auto id = tree.attribute(node, "id");
  return id ? std::string(*id) : "<" + std::string(tree.name(node)) + ">";
}

/// What the selector selects, as labels: "a b <p>".
std::string selected(std::string_view css, const Tree& tree) {
  SelectorCache cache;
  std::string labels;
  for (const NodeId node : compiled(css).select(tree, cache)) {
    labels += (labels.empty() ? "" : " ") + label(tree, node);
  }
  return labels;
}

std::string repeated(std::string_view text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

std::uint32_t count(std::string_view css, const Tree& tree) {
  SelectorCache cache;
  return static_cast<std::uint32_t>(compiled(css).select(tree, cache).size());
}

struct Example {
  std::string_view css;
  std::string_view ids;
};

// body
// ├ main.story
// │ ├ h1 ├ i1 .intro ├ p1 > b1 ├ f1 > (g1, c1) ├ p2 .lead.wide ├ p3 > a1
// │ └ d1 > (u1 > (l1, l2 > a2, l3), e1, e2)
// └ x1 (an element of no standard) > s1 .story > p4
constexpr const char* kStory = R"html(<!DOCTYPE html><body>
<main id=m class="story main" lang=en-GB data-kind="Long Read">
  <h1 id=h>Head</h1>
  <div id=i1 class=intro>Intro <br>two</div>
  <p id=p1>One <b id=b1>Read more</b> about it</p>
  <figure id=f1><img id=g1 src="/a/Photo.JPG"><figcaption id=c1>Caption</figcaption></figure>
  <p id=p2 class="lead  wide
Caps">Two</p>
  <p id=p3>See <a id=a1 href="https://x.test/register?utm_medium=mail" rel="nofollow sponsored">more</a></p>
  <div id=d1><ul id=u1><li id=l1>a</li><li id=l2><a id=a2 href="/b">b</a></li><li id=l3>c</li></ul><div id=e1>
  </div><div id=e2>&nbsp;</div></div>
</main>
<x-promo id=x1><section id=s1 class=story><p id=p4>Four &amp; more</p></section></x-promo>
</body>)html";

void check_table(const std::vector<Example>& table, const Tree& tree) {
  for (const Example& row : table) {
    INFO(row.css);
    CHECK(selected(row.css, tree) == row.ids);
  }
}

}  // namespace

TEST_CASE("selector: types, ids, classes and attributes select what they name") {
  check_table({
      {"p", "p1 p2 p3 p4"},
      {"P", "p1 p2 p3 p4"},
      {"x-promo", "x1"},
      {"X-Promo, h1", "h x1"},
      {"main *", "h i1 <br> p1 b1 f1 g1 c1 p2 p3 a1 d1 u1 l1 l2 a2 l3 e1 e2"},
      {"#p1", "p1"},
      {"#P1", ""},
      {"p#p1", "p1"},
      {"div#p1", ""},
      {".story", "m s1"},
      {".STORY", ""},
      {".lead.wide", "p2"},
      {".Caps", "p2"},
      {".wid", ""},
      {"[rel]", "a1"},
      {"[REL]", "a1"},
      {"[ href ]", "a1 a2"},
      {"[data-kind='Long Read']", "m"},
      {"[data-kind=\"Long Read\"]", "m"},
      {"[data-kind='long read']", ""},
      {"[data-kind='long READ' i]", "m"},
      {"[data-kind='Long Read' s]", "m"},
      {"[data-kind='Long']", ""},
      {"[data-kind~=Read]", "m"},
      {"[data-kind~='Long Read']", ""},
      {"[rel~=nofollow]", "a1"},
      {"[rel~=follow]", ""},
      {"[rel~='']", ""},
      {"[lang|=en]", "m"},
      {"[lang|=en-GB]", "m"},
      {"[lang|=e]", ""},
      {"[href^='https:']", "a1"},
      {"[href^='']", ""},
      {"[src$=jpg i]", "g1"},
      {"[src$='.JPG']", "g1"},
      {"[src$='.jpg']", ""},
      {"[src$='']", ""},
      {"a[href*='utm_medium=mail']", "a1"},
      {"[href*='']", ""},
      {"[id=p1][id^=p]", "p1"},
      {"p, .lead , #p1", "p1 p2 p3 p4"},
  }, parse(kStory));
}

TEST_CASE("selector: escapes name any character") {
  const Tree tree = parse(R"(<i id="1st" class="md:w-1/2 été"></i><b id=q title="say &quot;it's&quot;">)");
  check_table({
      {R"(.md\:w-1\/2)", "1st"},
      {R"(.\6d d\:w-1\/2)", "1st"},
      {R"(.\6d  d\:w-1\/2)", ""},
      {R"(.\6D\64\:w-1\/2)", "1st"},
      {R"(#\31 st)", "1st"},
      {R"(#\000031st)", "1st"},
      {R"(.été)", "1st"},
      {R"(.\e9t\E9 )", "1st"},
      {R"([title="say \"it's\""])", "q"},
      {R"([title='say "it\'s"'])", "q"},
      {R"([title*='it\27s'])", "q"},
      {R"([class*=\:w])", "1st"},
  }, tree);
}

TEST_CASE("selector: combinators lead to ancestors, parents and previous siblings") {
  check_table({
      {"main p", "p1 p2 p3"},
      {".story p", "p1 p2 p3 p4"},
      {"main>p", "p1 p2 p3"},
      {"main > figcaption", ""},
      {"main figcaption", "c1"},
      {"html > body > main > h1", "h"},
      {"h1 + div", "i1"},
      {"h1+p", ""},
      {"h1 ~ p", "p1 p2 p3"},
      {"figure ~ p > a", "a1"},
      {"figure + p + p a", "a1"},
      {"p ~ p ~ p", "p3"},
      {"p + figure ~ p", "p2 p3"},
      {"div div", "e1 e2"},
      {"body x-promo p", "p4"},
      {"li + li ~ li", "l3"},
      {"ul > li + li > a", "a2"},
  }, parse(kStory));
}

TEST_CASE("selector: a step that leads nowhere is tried from the next ancestor or sibling") {
  const Tree nested = parse("<div class=a><div class=b><div class=c><div class=b><i id=x>");
  check_table({
      {".a > .b i", "x"},
      {".b > .c .b > i", "x"},
      {".a > .b .b i", "x"},
      {".a > .c i", ""},
      {".a .b .c .b i", "x"},
      {".b .b .b i", ""},
  }, nested);
  const Tree siblings = parse("<p class=a><p class=b><p class=b><p class=c><p class=b><p id=x>");
  check_table({
      {".a + .b ~ #x", "x"},
      {".a ~ .c ~ #x", "x"},
      {".b + .b ~ #x", "x"},
      {".a + .b + .c ~ #x", ""},
      {".b + .c ~ .b + #x", "x"},
      {".c + .b ~ #x", "x"},
  }, siblings);
  const Tree both = parse(
      "<section><u></u><div><b></b><div><em></em><div class=k><i id=x></i></div></div></div></section>");
  check_table({
      {"u ~ div i", "x"},
      {"u ~ div > div i", "x"},
      {"section > u ~ div em ~ .k i", "x"},
      {"b ~ div > em + .k > i", "x"},
      {"u ~ div > em ~ .k i", ""},
  }, both);
}

TEST_CASE("selector: places among siblings count elements from either end, all or of one type") {
  const Tree tree = parse(
      "<ul>text<li id=a></li><li id=b></li> <x-y id=c></x-y><li id=d></li><x-y id=e></x-y></ul>"
      "<ol><li id=f></ol>");
  check_table({
      {"ul > :first-child", "a"},
      {"ul > :last-child", "e"},
      {"li:only-child", "f"},
      {"ul > :nth-child(2)", "b"},
      {"ul > :nth-child(odd)", "a c e"},
      {"ul > :nth-child(EVEN)", "b d"},
      {"ul > :nth-child(2n)", "b d"},
      {"ul > :nth-child(2n+1)", "a c e"},
      {"ul > :nth-child( 2N - 1 )", "a c e"},
      {"ul > :nth-child(n+4)", "d e"},
      {"ul > :nth-child(-n+2)", "a b"},
      {"ul > :nth-child(+3)", "c"},
      {"ul > :nth-child(-3)", ""},
      {"ul > :nth-child(0)", ""},
      {"ul > :nth-child(0n+2)", "b"},
      {"ul > :nth-child(n)", "a b c d e"},
      {"ul > :nth-child(-2n+3)", "a c"},
      {"ul > :nth-child(99999999999)", ""},
      {"ul > :nth-last-child(2)", "d"},
      {"ul > :nth-last-child(-n+2)", "d e"},
      {"ul > :first-of-type", "a c"},
      {"ul > :last-of-type", "d e"},
      {"ul > li:nth-of-type(3)", "d"},
      {"ul > :nth-of-type(2)", "b e"},
      {"ul > :nth-last-of-type(2)", "b c"},
      {":only-of-type", "<html> <head> <body> <ul> <ol> f"},
  }, tree);
}

TEST_CASE("selector: :is, :where and :not take lists of any selectors") {
  check_table({
      {":is(h1, figcaption)", "h c1"},
      {":where(h1, figcaption)", "h c1"},
      {":IS(h1)", "h"},
      {"main :is(.intro, #d1 a)", "i1 a2"},
      {":is(main, section) > p", "p1 p2 p3 p4"},
      {"p:not(.lead)", "p1 p3 p4"},
      {"p:not(.lead, main p)", "p4"},
      {"p:not(:not(.lead))", "p2"},
      {"li:not(:first-child):not(:last-child)", "l2"},
      {":is(:is(:is(b)))", "b1"},
  }, parse(kStory));
}

TEST_CASE("selector: :has asks for what stands below, beside or after") {
  check_table({
      {"main:has(figure)", "m"},
      {"p:has(a)", "p3"},
      {"p:has(> a, > b)", "p1 p3"},
      {"div:has(li)", "d1"},
      {"div:has(> li)", ""},
      {"div:has(> ul > li)", "d1"},
      {":has(> li a)", "u1"},
      {"p:has(+ figure)", "p1"},
      {"p:has(~ p)", "p1 p2"},
      {"p:has(+ figure + p)", "p1"},
      {"h1:has(~ p a)", "h"},
      {"li:has(+ li > a)", "l1"},
      {"main:not(:has(table)):has(ul)", "m"},
      {":has(main h1)", "<html> <body>"},
      {"main:has(main h1)", ""},
      {"ul:has(li:has(a))", "u1"},
      {"p:has(table)", ""},
      {"figure:has(img):has(figcaption) + p", "p2"},
  }, parse(kStory));
}

TEST_CASE("selector: :empty passes over white space but not over text, children or a no-break space") {
  check_table({{"div:empty", "e1"}, {"img:empty, b:empty", "g1"}}, parse(kStory));
  check_table({{"b:empty", "a d"}},
              parse("<b id=a>&#32;\n</b><b id=b>&#160;</b><b id=c><i></i></b><b id=d><!-- --></b>"));
}

TEST_CASE("selector: :emptyOwn is an element without a word outside the elements in it") {
  const Tree tree = parse(
      "<p id=links><a>One</a>, <a>two</a> &nbsp;|</p><p id=sentence>See <a>one</a></p><p id=nothing></p>"
      "<p id=number><b>1</b>2</p><ul id=list><li id=item><b>all</b> &middot; </ul>");
  SelectorCache cache;
  const auto ids = [&](const char* css) {
    std::string out;
    for (const NodeId node : Selector::compile(css).value().select(tree, cache)) {
      out += std::string(tree.attribute(node, "id").value_or("")) + " ";
    }
    return out;
  };
  CHECK(ids("[id]:emptyOwn") == "links nothing list item ");
  CHECK(ids("p:not(:emptyOwn)") == "sentence number ");
  CHECK(ids("ul:not(:has(li:not(:emptyOwn)))") == "list ");
}

TEST_CASE("selector: :containsOwn looks in an element's own text, in any case") {
  check_table({
      {"p:containsOwn(one)", "p1"},
      {":containsOwn('READ  more')", "b1"},
      {"p:containsOwn(read more)", ""},
      {"p:containsOwn(one about it)", "p1"},
      {":containsOwn(four & more)", "p4"},
      {":containsOwn(\"intro two\")", "i1"},
      {"p:not(:containsOwn(one)):containsOwn(e)", "p3 p4"},
  }, parse(kStory));
  check_table({{":containsOwn(Figure (a) shows)", "x"}, {R"(:containsOwn(\29 ?))", "y"}},
              parse("<p id=x>Figure (a) shows</p><p id=y>:)?</p>"));
}

TEST_CASE("selector: a slip is reported with its byte and a reason") {
  struct Slip {
    std::string_view css;
    std::size_t offset;
    std::string_view what;
  };
  const std::vector<Slip> table = {
      {"", 0, "expected a selector, but the selector ends"},
      {"   ", 3, "expected a selector, but the selector ends"},
      {"p,", 2, "expected a selector, but the selector ends"},
      {"p,,a", 2, "expected a selector, found ','"},
      {"> p", 0, "expected a selector, found '>'"},
      {"p >", 3, "expected a selector, but the selector ends"},
      {"p > > a", 4, "expected a selector, found '>'"},
      {"p)", 1, "expected ',' or a combinator, found ')'"},
      {"p a|b", 3, "expected ',' or a combinator, found '|'"},
      {"a “b”", 2, ""},
      {".1st", 1, "a name cannot begin with a digit; write '\\31 ' for it"},
      {"#-2", 1, "a name cannot begin with a digit; write '\\32 ' for it"},
      {".", 1, "expected a name, but the selector ends"},
      {". a", 1, "expected a name, found ' '"},
      {"a[", 2, "expected a name, but the selector ends"},
      {"a[href", 6, "expected ']' or one of = ~= |= ^= $= *=, but the selector ends"},
      {"a[href!=x]", 6, "expected ']' or one of = ~= |= ^= $= *=, found '!'"},
      {"a[href=/x]", 7, "expected a value in quotes, found '/'"},
      {"a[href='x'", 10, "expected ']' to close '[href', but the selector ends"},
      {"a[href=x/y]", 8, "expected ']' to close '[href', found '/'"},
      {"a[href='x]", 7, "this quotation mark is never closed"},
      {"a:hover", 1, "unknown pseudo-class ':hover'"},
      {"a:contains(x)", 1, "unknown pseudo-class ':contains'"},
      {"p::before", 1, "a page has no pseudo-elements such as '::before'"},
      {":not(.a", 7, "expected ')' to close ':not(', but the selector ends"},
      {":not(.a]", 7, "expected ')' to close ':not(', found ']'"},
      {":not", 4, "expected '(' after ':not', but the selector ends"},
      {":not()", 5, "expected a selector, found ')'"},
      {":is(> a)", 4, "expected a selector, found '>'"},
      {":empty(a)", 6, "':empty' takes no argument"},
      {":nth-child()", 11, "expected 'odd', 'even', a number or 'an+b', found ')'"},
      {":nth-child(x)", 11, "expected 'odd', 'even', a number or 'an+b', found 'x'"},
      {":nth-child(2n+)", 14, "expected a number, found ')'"},
      {":nth-child(1 2)", 13, "expected ')' to close ':nth-child(', found '2'"},
      {":containsOwn()", 13, "expected a text to look for"},
      {":containsOwn('')", 13, "expected a text to look for"},
      {"a\\", 1, "nothing follows the backslash"},
      {"a:", 2, "expected a name, but the selector ends"},
  };
  for (const Slip& row : table) {
    const auto selector = Selector::compile(row.css);
    INFO(row.css);
    if (row.what.empty()) {
      CHECK(selector);
      continue;
    }
    REQUIRE(!selector);
    CHECK(selector.error().what == row.what);
    CHECK(selector.error().offset == row.offset);
  }
}

TEST_CASE("selector: nesting past 8 and steps past 32 are refused") {
  const auto nested = [](int depth) { return repeated(":not(", depth) + "a" + repeated(")", depth); };
  CHECK(Selector::compile(nested(8)));
  REQUIRE(!Selector::compile(nested(9)));
  CHECK(Selector::compile(nested(9)).error().what == "pseudo-classes nested more than 8 deep");
  CHECK(!Selector::compile(nested(100000)));
  CHECK(Selector::compile(repeated("a ", 32)));
  CHECK(!Selector::compile(repeated("a ", 33)));
}

TEST_CASE("selector: matches is select, node by node, and text and the document match nothing") {
  const Tree tree = parse(kStory);
  for (const char* css :
       {"*", "p", ":not(p)", "main :has(a)", ":nth-child(2)", "x-promo", "x-promo > p", "#p2", "[id=p2]",
        "[ID='P2' i]", ".lead", "[class~=lead]", "[class='lead wide']", "[class*='ad wi']", "[class^=sto]",
        "[class$=ory]", "[class|=story]", "[class*=STORY i]", "main:has(> .intro) .lead", "p:is(.lead)",
        ":is(.none, h1, .lead)", ":has(> .none)", ":not(.none)", ".none ~ p", "p:not(:has(.none))"}) {
    const Selector selector = compiled(css);
    SelectorCache cache;
    std::vector<NodeId> matched;
    for (NodeId node = 0; node < tree.size(); ++node) {
      if (selector.matches(tree, node, cache)) matched.push_back(node);
    }
    SelectorCache fresh;
    CHECK(matched == selector.select(tree, fresh));
    for (const NodeId node : matched) CHECK(tree.is_element(node));
  }
}

TEST_CASE("selector: one cache serves selectors that come and go") {
  const Tree tree = parse(kStory);
  SelectorCache cache;
  for (int round = 0; round < 3; ++round) {
    CHECK(compiled("p:has(a)").select(tree, cache).size() == 1);
    CHECK(compiled("p:has(b)").select(tree, cache).size() == 1);
    CHECK(compiled("p:has(a, b)").select(tree, cache).size() == 2);
    CHECK(compiled("h1 ~ p").select(tree, cache).size() == 3);
    CHECK(compiled("ul ~ div").select(tree, cache).size() == 2);
  }
}

TEST_CASE("selector: an index finds what each of its selectors selects") {
  const std::vector<std::string_view> rules = {
      "p", "#p1", ".lead", "main .lead", ".lead.wide", "*", ":not(p)", "[href]", "a[href^='/']",
      "[class*=tor]", ":is(h1, figcaption)", ":is(.lead, #p1, [src])", "div:is(.intro, #e1)",
      ":is(:is(p, li), :has(> img))", "p, #p1, .lead", "x-promo", "x-promo p", "li:last-child", "h1 ~ p",
      ":is(.lead.wide, .wide)", "table"};
  const Tree tree = parse(kStory);
  std::vector<Selector> selectors;
  SelectorIndex index;
  CHECK(index.empty());
  for (const auto rule : rules) selectors.push_back(compiled(rule));
  for (std::uint32_t number = 0; number < selectors.size(); ++number) index.add(selectors[number], number);
  CHECK(!index.empty());

  SelectorCache cache;
  const std::vector<SelectorIndex::Match> matches = index.sweep(tree, cache);
  for (std::size_t i = 1; i < matches.size(); ++i) {
    const auto& [number, node] = matches[i];
    CHECK(std::pair(matches[i - 1].node, matches[i - 1].number) < std::pair(node, number));
  }
  for (std::uint32_t number = 0; number < selectors.size(); ++number) {
    std::vector<NodeId> swept;
    for (const auto& match : matches) {
      if (match.number == number) swept.push_back(match.node);
    }
    INFO(rules[number]);
    CHECK(swept == selectors[number].select(tree, cache));
  }
}

TEST_CASE("selector: an index tells a number once for a node, whoever shares it") {
  const Tree tree = parse("<p class='a b a' id=x></p>");
  const Selector first = compiled(".a, .b, #x");
  const Selector second = compiled("p");
  SelectorIndex index;
  index.add(first, 7);
  index.add(second, 7);
  index.add(second, 3);
  SelectorCache cache;
  const auto matches = index.sweep(tree, cache);
  REQUIRE(matches.size() == 2);
  CHECK(matches[0].number == 3);
  CHECK(matches[1].number == 7);
  CHECK(label(tree, matches[1].node) == "x");
}

TEST_CASE("pathological: many siblings, a class said 200,000 times and deep nesting cost one pass each") {
  const auto start = std::chrono::steady_clock::now();
  const Tree flat = parse("<h1 class=k></h1>" + repeated("<p><b></b></p>", 40000));
  CHECK(count("h1 ~ p", flat) == 40000);
  CHECK(count(".none ~ p", flat) == 0);
  CHECK(count("p:has(~ p)", flat) == 39999);
  CHECK(count("p:has(b)", flat) == 40000);
  CHECK(count("p:last-of-type", flat) == 1);
  CHECK(count("body:has(> h1 ~ p b)", flat) == 1);
  const Tree wordy = parse("<i class='" + repeated("a ", 200000) + "'></i>");
  const Selector rule = compiled(".a.b");
  SelectorIndex index;
  index.add(rule, 0);
  SelectorCache cache;
  CHECK(index.sweep(wordy, cache).empty());
  const Tree deep = parse(repeated("<div>", 400) + repeated("<i></i>", 5000));
  CHECK(count("div div div > div div i", deep) == 5000);
  CHECK(count(".none div > div div i", deep) == 0);
  // Quadratic, they would take minutes; linear, all together take a second under sanitizers.
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(20));
}

TEST_CASE("pathological: of the siblings that match what is left of '~', the closest 1,024 are tried") {
  const auto page = [](int between) {
    return parse("<i></i><p></p>" + repeated("<b></b><p></p>", between) + "<u id=x></u>");
  };
  CHECK(selected("i + p ~ u", page(1023)) == "x");
  CHECK(selected("i + p ~ u", page(1024)).empty());
}
