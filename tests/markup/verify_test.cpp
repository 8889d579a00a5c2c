// Skeleton against bare parse, on small pages in the manner of the html5lib tests, and what the
// comparison itself takes for the same. parse_test.cpp has the tables of ordinary markup.
#include "markup/verify.h"

#include <catch2/catch.hpp>

#include <initializer_list>
#include <string>

#include "markup/parse.h"

using namespace cleancopy;
using namespace std::string_literals;

namespace {

void check_same(std::initializer_list<std::string> pages) {
  Arena arena;
  for (const std::string& page : pages) {
    CAPTURE(page);
    const Comparison comparison = verify_parse(page, arena);
    CHECK(comparison.difference == "");
    CHECK(comparison.likeness == Likeness::same);
  }
}

Comparison comparison_of(const std::string& page) {
  Arena arena;
  return verify_parse(page, arena);
}

}  // namespace

TEST_CASE("verify: framesets, with and without a page around them") {
  check_same({
      "<frameset></frameset>", "<frameset><frame></frameset>1",
      "<frameset rows='1,*'><frame src=a><frame src=b>",
      "<frameset><frameset><frame></frameset><frame></frameset>", "1<frameset><frame>",
      "<p><frameset><frame>", "<frameset><p>1</p></frameset>", "<frameset>1<frame></frameset> 2",
      "<body><frameset><frame>", " <frameset>", "<frameset></frameset></html>1", "<frame>1",
      "<head></head><frameset><frame></frameset>",
      "<frameset><noframes>1</noframes></frameset>", "<frameset></frameset><noframes>1</noframes>",
  });
}

TEST_CASE("verify: html, head and body said again, late or in odd places") {
  check_same({
      "<body class=a>1<body class=b id=c>2", "<p>1<body class=a>2", "<html a=1><html b=2 a=3><p>1",
      "<p>1<html lang=de>", "<head><div>1</div></head><body class=late>2",
      "<title>1</title><body id=a><body id=b c=d>2", "<div><body class=a></div>1",
      "<table><tr><td><body class=a>1", "<head><head>1", "1<head>2", "</head>1",
      "</body>1", "</html>1", "<body></body></html>1", "<html></html><p>1", "<body>1</body> <p>2",
      "<link><body a=b><meta>1", "<body><body><body>", "<html><body></html>1</body>2",
      "<head></head><link><title>1</title>2", "<head></head><style>a</style><p>1", "<head><p>1</head>2",
  });
}

TEST_CASE("verify: noscript is passed over as by a browser that runs scripts") {
  check_same({
      "<noscript><p>1</p></noscript>2", "<head><noscript><div>1</div></noscript><title>2</title></head>3",
      "<head><noscript><link></noscript><meta a=b><body class=c>1", "<NOSCRIPT><img></NoScript>1",
      "<p title='<noscript>'>1", "<table><noscript><tr></noscript><tr><td>1</table>", "<noscript>1",
      "<head><noscript><!-- </noscript> -->1", "<ul><noscript><li>1</noscript><li>2</ul>", "</noscript>1",
      "<noscript></noscript><body class=a>1",
  });
}

TEST_CASE("verify: noscript as text is the same text") {
  Arena arena;
  for (const char* page :
       {"<xmp><noscript>a</noscript></xmp>", "<title><noscript>a", "<p>&lt;noscript>a<p><NoScript>b"}) {
    CAPTURE(page);
    CHECK(verify_parse(page, arena).likeness == Likeness::same);
  }
}

TEST_CASE("verify: foreign content and CDATA") {
  check_same({
      "<math><mi>1</mi></math>2", "<math><annotation-xml><svg>",
      "<div><math><mo>&lt;</mo></math></div>", "<math><b>1</b></math>", "<math></p>1</math>",
      "<p><math></p>1", "<svg><g></g></svg>1", "<svg><desc>1</desc></svg>2", "<svg/><p>1",
      "<table><tr><td><svg></td><td>1</table>", "<svg><![CDATA[1]]></svg>2", "<![CDATA[1]]>2",
      "<p><![CDATA[ > ]]>1", "<svg><![CDATA[<p>]]></svg>1",
      "<svg><p>1</svg>2", "<svg></p>1", "<table><svg></svg><tr><td>1</table>", "<svg><font color=a>1</svg>",
      "<svg><font>1</font></svg>2", "<svg><font\nSIZE=2/>1", "<svg><a><p>1", "<math><malignmark></math>1",
  });
}

TEST_CASE("verify: raw text, plain text and what ends them") {
  check_same({
      "<plaintext>1</plaintext>2", "<p>1<plaintext><p>&amp;", "<xmp></xmp>1", "<xmp>&lt;<p></xmp>1", "<xmp>1",
      "<textarea>\n1</textarea>2", "<textarea><p>1", "<title></title>1", "<title>&lt;b></title>1",
      "<style>1</styl></style>2", "<script></script foo>1", "<iframe><p>1</iframe>2", "<noembed>1</noembed>2",
      "<body><title><p>1</title>2", "<table><plaintext>1", "<p><xmp>1</p></xmp>2", "<listing>\n\n1",
      "<pre>\n\n1", "<pre></pre>1", "<iframe></iframe>1", "<style><!-- </style> -->1",
      "<script><!-- <script> --></script>1",
  });
}

TEST_CASE("verify: the adoption agency and foster parents") {
  check_same({
      "<a><p></a></p>1", "<b><em><p>1</b>2</p>3", "<b>1<aside>2</b>3", "<font><p>1<font>2</font></font>3",
      "<a>1<table><tr><td><a>2</a></table>3", "<table><a>1</a><b>2</b><tr><td>3",
      "<b><table><td></b>1</table>2", "<i><p><b>1</i>2</b>3", "<a><b><div>1</a>2</b>3</div>4",
      "<p><a><ul><li>1</a>2", "<table><tr>1</tr>2</table>3", "<table>1<!-- c -->2<tr></table>3",
      "<table><i>1<b>2<tr><td>3</td></tr></i>4</table>5",
      "<s><p><s><p><s><p>1</s></s></s>2", "<u><u><u><u><p>1</u></u></u></u>2", "<table><h1>1</h1></table>",
      "<nobr><div>1<nobr>2</div>3", "<table><br>1</table>", "<table></p>1</table>", "<b></b></b>1<p></b>2",
  });
}

TEST_CASE("verify: control characters, which canonical text has none of, make no difference") {
  check_same({
      "1\0""2"s, "<p>\0</p>1"s, "1\x01""2", "1\x0B""2", "1\x7F""2", "1\xC2\x80\xC2\x99""2", "1\xC2\x85""2",
      "\0"s, "<p title='1\0""2'>3"s, "1&#0;2", "1&#1;2", "1\xEF\xBF\xBD""2", "<p>1\x08 2",
  });
}

TEST_CASE("verify: a structure that differs on purpose is told, and is no other text") {
  struct Row { const char* page; const char* bare; };
  const Row row = GENERATE(values<Row>({
      // Gumbo joins the name after a doubled attribute to that attribute's; 17 news pages of 1,235.
      {"<p a a b=3>1", "ab=\"3\""},
      {"<img alt='The 'old and the old pier>1", "oldpier"},
      // Gumbo is shown no attributes, by which it tells the <font> of a page from one of a formula,
      // and HTML in a formula's text is taken out of it.
      {"<math><font size=1>1</math>", "<font size=\"1\""},
      {"<math><mtext><p>1</p></mtext></math>2", "<mtext <p \"1\">"},
      // All unknown elements are one to Gumbo; the standard goes by their names.
      {"<my-a><my-b>1</my-a>2", "2"},
  }));
  CAPTURE(row.page);
  const Comparison comparison = comparison_of(row.page);
  CHECK(comparison.likeness == Likeness::other_shape);
  CHECK(comparison.difference.find("the structure is not that of a bare parse") == 0);
  CHECK(comparison.difference.find(row.bare) != std::string::npos);
}

TEST_CASE("verify: a text that differs is told, with what stands on either side") {
  // A drawing ends with its own end tag: Gumbo lets an unclosed <b> in its title go on.
  const Comparison comparison = comparison_of("<svg><desc><p>1</desc></svg>2");
  CHECK(comparison.likeness == Likeness::other_text);
  CHECK(comparison.difference == "the text is not that of a bare parse, which has '' where we have '2'");
}

TEST_CASE(
    "verify: readings are the same when only spaces in the text differ, else the first difference is named") {
  struct Row { Reading ours, bare; Likeness likeness; const char* difference; };
  const Row row = GENERATE(values<Row>({
      {{"a b", "<p>"}, {"ab", "<p>"}, Likeness::same, ""},
      {{"ab", "<p>"}, {"ab", "<q>"}, Likeness::other_shape,
       "the structure is not that of a bare parse, which has '<q>' where we have '<p>'"},
      {{"aéb", "<p>"}, {"aéc", "<p>"}, Likeness::other_text,
       "the text is not that of a bare parse, which has 'aéc' where we have 'aéb'"},
  }));
  const Comparison comparison = compare_readings(row.ours, row.bare);
  CHECK(comparison.likeness == row.likeness);
  CHECK(comparison.difference == row.difference);
}

TEST_CASE("verify: where the bare parse is refused there is nothing to compare with") {
  Arena tiny(1 << 14);
  std::string page;
  for (int i = 0; i < 1000; ++i) page += "<p a=b c=d>1</p>";
  CHECK(verify_parse(page, tiny).likeness == Likeness::unknown);
}
