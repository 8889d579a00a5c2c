#include "markup/parse.h"

#include <catch2/catch.hpp>

#include <initializer_list>
#include <string>

#include "bare.h"
#include "pages.h"
#include "sanitized.h"

using namespace cleancopy;
using namespace std::string_literals;

namespace {

void check_as_gumbo(std::initializer_list<std::string> pages) {
  for (const std::string& page : pages) {
    CAPTURE(page);
    const Reading bare = bare_reading(page);
    const Reading ours = reading_of(parse(page));
    CHECK(ours.shape == bare.shape);
    CHECK(ours.text == bare.text);
  }
}

std::string without_spaces(std::string text) {
  std::erase(text, ' ');
  return text;
}

bool holds(const std::string& page, std::initializer_list<const char*> names) {
  std::string lower(page);
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  for (const char* name : names) {
    if (lower.find(name) != std::string::npos) return true;
  }
  return false;
}

/// Why the text of a broken page may differ from what bare Gumbo reads: raw text and HTML inside
/// drawings, formulas and selects, and unknown elements, which Gumbo all takes for one.
bool is_explained(const std::string& page, const Reading& bare) {
  if (holds(page, {"<svg", "<math"})) return true;
  if (holds(page, {"<select"}) && holds(page, {"<title", "<iframe", "<textarea", "<xmp"})) return true;
  return bare.shape.find("<x ") != std::string::npos;
}

}  // namespace

TEST_CASE("parse: misnested formatting is built as by Gumbo") {
  check_as_gumbo({
      "<b>1<i>2</b>3</i>4", "<b>1<p>2</b>3</p>4", "<b><i><u>1<p>2</b>3</i>4</u>5</p>6", "<p>1<b>2<p>3</b>4",
      "<a href=1>1<a href=2>2</a>3", "<a href=1>1<div>2<a href=2>3</div>4", "<a>1<p>2</a>3</p>",
      "<a><table><td><a>1</table>2</a>3", "<b>1<b>2<b>3<b>4</b>5</b>6",
      "<font color=red>1<div>2</font>3</div>4", "<nobr>1<nobr>2</nobr>3", "<b><em><foo><foo><aside></b>1",
      "<em>1<strong>2</em>3</strong>4", "<i>1<ul><li>2</i>3<li>4</ul>5", "<b><button>1</b>2</button>3",
      "<p><b><i>1<p>2<p>3", "<div><b>1</div>2",
  });
}

TEST_CASE("parse: tables, with what stands in them by mistake, are built as by Gumbo") {
  check_as_gumbo({
      "<b>1<table><tr><td>2</b>3</table>4", "<table>1<tr><td>2</table>3", "<table><b>1<tr><td>2</b></table>3",
      "<table><tr>1<td>2</td>3</tr>4</table>", "<table><div>1</div><tr><td>2</table>",
      "<table><td>1<td>2<tr><td>3</table>", "<table><p>1</p></table>", "<p>1<table><tr><td>2</table>3",
      "<!doctype html><p>1<table><tr><td>2</table>3", "<table><caption>1<tr><td>2</table>",
      "<table><caption><b>1</caption>2<td>3</table>", "<table><colgroup><col>1<tr><td>2</table>",
      "<table><tr><td>1<table><tr><td>2</table>3</table>4", "<table><table>1</table>2",
      "<table><thead><tr><th>1<tbody><tr><td>2<tfoot><tr><td>3</table>",
      "<table><input type=hidden name=a><input type=text name=b></table>",
      "<table><form><tr><td><input></form></table>", "<table><a href=1>1<tr><td>2</table>3",
      "<table> <tr> <td> 1 </td> </tr> </table>", "<table><li>1</table>2", "<tr><td>1</td></tr>2", "<td>1",
      "<div><td>1</div>2", "<table><tr><div>1<td>2</div>3</table>",
      "<table><select><option>1<tr><td>2</table>",
  });
}

TEST_CASE("parse: end tags that pages leave out are implied as by Gumbo") {
  check_as_gumbo({
      "<p>1<p>2<p>3", "<p>1<div>2</div>3</p>4", "<ul><li>1<li>2<ul><li>3</ul><li>4</ul>",
      "<dl><dt>1<dd>2<dt>3<dd>4</dl>", "<ol><li>1</ol></li>2", "<h1>1<h2>2</h1>3", "<h1>1<p>2</h3>3",
      "<p>1</div>2", "</p>", "1</p>2", "1</br>2", "<p>1<hr>2", "<option>1<option>2<optgroup>3",
      "<ruby>1<rt>2<rp>3</ruby>", "<li>1<p>2<li>3", "<address><li>1<li>2</address>", "<dd><div>1<dd>2",
      "<form>1<form>2</form>3</form>4", "<form><div>1</form>2</div>3", "<button>1<button>2</button>3",
  });
}

TEST_CASE("parse: character references read as by Gumbo") {
  check_as_gumbo({
      "&amp;&lt;&gt;&quot;&copy;", "&eacute;&nbsp;&mdash;&hellip;", "&amp &copy 2014 &notit; &not",
      "&#65;&#x42;&#X43;&#128;&#151;", "&#0;&#xD800;&#x110000;", "&unknown; &; & &# &#x; &#x",
      "&#233e &#38amp;", "<a href=\"?a=1&copy=2&amp;b=3&lt;\">1</a>", "<a title='&quot;&#39;'>1</a>",
      "<title>&amp;&eacute;</title>",
  });
}

TEST_CASE("parse: comments of all odd forms end where they end for Gumbo") {
  check_as_gumbo({
      "1<!--2-->3", "1<!-->2", "1<!--->2-->3", "1<!--2--!>3", "1<!--2-->3-->4", "1<!--2--3-->4", "1<!----!>2",
      "1<!-- <!-- 2 --> 3 -->4", "1<!--2", "1<!--2--", "1<!x>2", "1<?xml version=\"1.0\"?>2", "1</>2",
      "1</ x>2", "1</1>2", "1<![CDATA[2]]>3", "1<!doctype html>2", "1<3", "1<>2", "1< p>2",
  });
}

TEST_CASE("parse: the doctype decides on quirks as for Gumbo") {
  check_as_gumbo({
      "<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01 Transitional//EN\"><p>1<table>",
      "<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 3.2//EN\"><p>1<table>", "<!doctype><p>1<table>",
      "<!doctype html SYSTEM \"about:legacy-compat\"><p>1<table>", "<!doctype html public \"x>y\"><p>1",
      "<!-- c --><!doctype html><p>1<table>", "<!doctypehtml><p>1<table>",
  });
}

TEST_CASE("parse: scripts and other raw text end where they end for Gumbo") {
  check_as_gumbo({
      "<script>1</script>2", "<script>a<b</scrip>1</script>2", "<script><!--</script>1",
      "<script><!--<script></script>1--></script>2", "<script><!--<script>1</script>2</script>3",
      "<script><!--<script>--></script>1", "<script><!-- <scriptx></script>1", "<script><!---></script>1",
      "<script>1</SCRIPT >2", "<script>1</script/>2", "<script>1</script foo=\">\">2",
      "<script>1</scriptfoo>2</script>3", "<script>'<!--'</script>1", "<script>1", "<style>a>b{}</style>1",
      "<style><!--</style>1", "<style></style><p>1", "1<noembed><p>2</noembed>3",
      "1<noframes><p>2</noframes>3", "1<textarea><p>2</textarea>3", "1<textarea></p>&amp;</textarea>3",
      "<p>1<iframe src=x><p>2</iframe>3", "<title>1<b>2</title>3", "<title>1</title 2>3", "<title>1",
      "<body><title>1</title>2", "<xmp><b>1</b>&amp;</xmp>2", "<plaintext><b>1</b>&amp;</plaintext>",
      "<listing>\n1</listing>", "<pre>\n1\n2</pre>",
  });
}

TEST_CASE("parse: drawings and formulas end where they end for Gumbo") {
  check_as_gumbo({
      "<p>1<svg><path d=\"a\"/><text>2</text></svg>3", "<p>1<svg><p>2</p>",
      "<svg><foreignObject><p>1</p></foreignObject></svg>2", "<svg><title/>1</svg>2",
      "<svg><![CDATA[</svg>1]]></svg>2", "<svg><style></svg></style>1", "<svg><script>1</script></svg>2",
      "<svg width=1/>1</svg>2", "<svg />1", "<svg><svg>1</svg>2</svg>3", "<svg><!--</svg>-->1</svg>2",
      "<div>1<svg>2</div>3", "<p>1<svg><a>2</p>3</a></svg>4", "<a>1<svg><a>2</a>3</svg>4</a>5",
      "<ul><li>1<svg></li>2", "<svg><circle></circle", "1</svg>2", "<math><mrow>1</mrow></math>2", "<math/>1",
      "<p><math><mspace/>1</math>2", "<math><mn>1</mn><div>2", "<math><table><tr><td>1",
      "<div><math><mi>1</math></div>2",
  });
}

TEST_CASE("parse: templates and selects are built as by Gumbo") {
  check_as_gumbo({
      "<template>1<p>2</template>3", "<template><td>1</td></template>2", "<template><tr><td>1</template>2",
      "<table><template><tr><td>1</template><td>2</table>", "<div><template>1</div>2</template>3",
      "<head><template>1</template><title>2</title>", "<template><template>1</template>2</template>3",
      "</template>1", "<select><option>1<option>2</select>3",
      "<select><option>1<optgroup label=2><option>3</select>", "<select><b>1<p>2</select>3",
      "<select>1<select>2", "<select>1<input>2", "<div><select></div>1</select>2",
      "<option>1<div>2</option>3",
  });
}

TEST_CASE("parse: unknown, new and old elements are built as by Gumbo") {
  check_as_gumbo({
      "<my-tag>1</my-tag>2", "<x-a><div>1</x-a>2</div>3", "<x-a><b>1</x-a>2</b>3", "<o:p>1</o:p>2",
      "<picture><source srcset=a><img src=b></picture>1",
      "<dialog open>1</dialog><search>2</search><slot>3</slot>",
      "<main><article><header>1</header><section>2</section></article></main>",
      "<details><summary>1</summary>2</details>3", "<center>1<p>2</center>3", "<marquee>1<b>2</marquee>3",
      "<object><param name=a>1<p>2</object>3", "<image src=a>1",
  });
}

TEST_CASE("parse: attributes read as by Gumbo in all forms of quoting") {
  check_as_gumbo({
      "<P CLASS=X ID='Y'>1</P>", "<a b c=d e='f' g=\"h\">1", "<a b = c d= 'e' f =\"g\">1", "<a a=1 a=2 A=3>1",
      "<a b=c/>1", "<a/b/c>1", "<a b='c'd=\"e\"f>1", "<a =b>1", "<a \"b\">1", "<a b=\">\">1", "<a b=c>d>1",
      "<a b=`c d`>1", "<a\nb\tc\f=\rd>1", "<a b=\"1\n2\">1", "<a b=\"\"c=''>1",
  });
}

TEST_CASE("parse: carriage returns, NULs and cut ends read as by Gumbo") {
  check_as_gumbo({
      "<a <b>1", "<a b=\">1", "<a b", "<a", "<a b='c' ", "1</a", "1</", "1<", "1<a/", "1\r\n2\r3",
      "<p>1\r\n</p>", "<p\r\nclass=a\r\n>1", "1\0""2"s, "<b>\0</b>1"s, "<a b=\0c>1"s, "<p>1</p>\0<p>2"s,
  });
}

TEST_CASE("parse: the page's own frame is built as by Gumbo") {
  check_as_gumbo({
      "<body class=a>1</body>2<p>3", "<body>1</html>2", "<div>1</body>2</div>3",
      "<html lang=en><head><meta charset=utf-8><link rel=a><base href=b></head><body class=c>1",
      "<head></head> <p>1", "<head>1<title>2</title>", "<p>1<head><title>2", "<meta><body><p>1",
      "<frameset><frame src=a><frame src=b></frameset>", "1<frameset><frame></frameset>2",
      "<wbr>1<br/>2<img/>3", "<embed><area><bgsound><keygen>1", "<menuitem>1", "<a><b><c-d>1</b></a>2",
      "\ufeff1", "<p>é—日本</p>😀", "<h1><h2>1</h2></h1>2", "<nav>1<aside>2</nav>3",
      "<figure><img><figcaption>1</figure>2",
  });
}

TEST_CASE("parse: what differs from bare Gumbo does so on purpose") {
  struct Row {
    const char* page;
    const char* shape;  // of the body
  };
  const Row row = GENERATE(values<Row>({
      {"1<script>2</script><style>3</style>4", "\"14\""},
      {"1<noscript><p>2</noscript>3", "\"13\""},
      {"1<svg><text>2</text></svg>3", "\"13\""},
      {"1<textarea>2</textarea><noframes>3</noframes><noembed>4</noembed>5", "\"15\""},
      {"<iframe>1</iframe>2", "<iframe >\"2\""},
      // A drawing ends with its end tag, whatever was left open inside it.
      {"<svg><title><b>1</title></svg>2", "\"2\""},
      {"<svg><desc><p>1</desc></svg>2", "\"2\""},
      // Gumbo takes all unknown elements for one; the standard goes by their names.
      {"<my-a><my-b>1</my-a>2", "<x <x \"1\">>\"2\""},
      {"<my-a>1</my-b>2</my-a>3", "<x \"12\">\"3\""},
      // What Gumbo itself says in <isindex> is no text of the page.
      {"<isindex>1", "<form <hr ><label <input >><hr >>\"1\""},
  }));
  CAPTURE(row.page);
  CHECK(reading_of(parse(row.page)).shape == "<html <head ><body " + std::string(row.shape) + ">>");
}

TEST_CASE("parse: a page cut short at any byte reads as by Gumbo") {
  Arena arena;
  for (const std::string& page : sample_pages()) {
    for (std::size_t size = 0; size <= page.size(); size += test::kSanitized ? 11 : 1) {
      const std::string cut = page.substr(0, size);
      const Reading bare = bare_reading(cut);
      const Reading ours = reading_of(parse(cut, arena));
      if (without_spaces(ours.text) != without_spaces(bare.text)) {
        CAPTURE(size, bare.shape, ours.shape);
        CHECK(is_explained(cut, bare));
      }
    }
  }
}

TEST_CASE("parse: a page broken in any way has the text that Gumbo reads, or the difference is explained") {
  Random random(20141222);
  Arena arena;
  std::size_t compared = 0, differing = 0;
  constexpr std::size_t kPages = test::rounds(3000);
  for (std::size_t k = 0; k < kPages; ++k) {
    const std::string page = mutated_page(random);
    const Reading bare = bare_reading(page);
    const Reading ours = reading_of(parse(page, arena));
    if (!is_explained(page, bare)) ++compared;
    if (without_spaces(ours.text) == without_spaces(bare.text)) continue;
    ++differing;
    CAPTURE(page, bare.shape, ours.shape);
    CHECK(is_explained(page, bare));
  }
  CHECK(compared > kPages / 10);
  CHECK(differing < kPages / 50);
}

TEST_CASE("parse: an arena serves page after page, and no Tree needs it afterwards") {
  Arena arena;
  const Tree first = parse("<p class=a>1", arena);
  const std::string shape = reading_of(first).shape;
  for (int k = 0; k < 20; ++k) parse("<ul><li>2<li>3</ul>", arena);
  CHECK(reading_of(first).shape == shape);
}

TEST_CASE("parse: past the arena's bound the Tree is empty and says so") {
  Arena small(1000);
  const Tree tree = parse("<p>1</p>", small);
  CHECK(tree.fences().memory);
  REQUIRE(tree.size() == 1);
  CHECK(tree[0].tag == Tag::document);
  CHECK(tree[0].end == 1);
}

TEST_CASE("parse: an empty page has a frame and nothing in it") {
  for (const char* page : {"", " ", "<!-- -->", "<!doctype html>", "<script>1</script>"}) {
    CAPTURE(page);
    CHECK(reading_of(parse(page)).shape == "<html <head ><body >>");
  }
}
