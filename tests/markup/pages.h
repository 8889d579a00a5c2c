// Pages of our own to be mutated: every kind of markup that the scan reads by
// itself, as news sites and their CMSs write it, good and bad.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "../text/random.h"

namespace cleancopy {

inline const std::vector<std::string>& sample_pages() {
  static const std::vector<std::string> pages{
      R"(<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><title>Ferry &amp; harbour | Valley Herald</title>
<link rel=canonical href='https://valleyherald.example/ferry?a=1&amp;b=2'><style>p > a { color: red }</style>
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Ferry <b>"}</script>
<script>if (a < b && c > d) document.write("<p>\x3C/p>");<!-- <script> </script> --></script></head>
<body class="story"><header><nav><ul><li><a href=/>Home</a><li><a href="/news" title='News > all'>News</a>
</ul></nav>
<svg viewBox="0 0 1 1"><title>Logo</title><path d="M0 0"/><a href="#"><text>x</text></a></svg></header>
<main><article itemprop="articleBody"><h1>Ferry returns</h1><p>The ferry came <b>back</b> on Monday,<br>late.
<!-- ad --><p>It had &pound;3 of fuel&hellip; and &#8220;no&#8221; crew.</p>
<figure><img src="a.jpg" alt="A ferry"/><figcaption>A <i>ferry</i></figcaption></figure></article></main>
<footer><form action=/find><input type=hidden name=q><button>Find</button></form></footer></body></html>)",
      R"(<HTML><HEAD><TITLE>Chapel organ</TITLE></HEAD><BODY BGCOLOR=#FFFFFF><CENTER><FONT SIZE=4>Organ
<TABLE WIDTH=100%><TR><TD><FONT COLOR="red">Left<TD><P>One<P>Two
<A HREF="x.html">three<A HREF="y.html">four</A>
<TR><TD COLSPAN=2><UL><LI>First<LI>Second<OL><LI>Inner</OL></UL></TABLE></FONT></CENTER>
<B>Bold <I>both</B> italic</I><HR><DL><DT>Term<DD>Said<DT>Other<DD>Done</DL>
<PRE>
 kept
</PRE><SELECT><OPTION>Pick<OPTION SELECTED>Choose</SELECT><TABLE>stray<B>bold<TR><TD>cell</TABLE>
<BLOCKQUOTE>Quoted <EM>words<STRONG>strong</EM></STRONG></BLOCKQUOTE></BODY></HTML>)",
      R"(<!doctype html><div id=app><my-story data-id="1"><x-head>Peat fire</x-head>
<p>Smoke &lt;hung&gt; low</p>
<o:p>&nbsp;</o:p></my-story><template><p>later</p></template><math><mrow><mi>x</mi><mo>=</mo>
<mn>2</mn></mrow></math>
<details><summary>More</summary><p>Hidden <a href="#1">one</a></p></details><ruby>a<rt>b</ruby>
<iframe src="//v.example/1"></iframe><!--[if IE]><p>old</p><![endif]--><section><h2>Next</h2>
<div><span>a</span>
<span class=b>c<span>d</span></span></div><![CDATA[ x ]]><?php echo 1 ?></section><object>
<param name=a>text</object>
<table><caption>Tides</caption><thead><tr><th>Day<th>High</thead><tbody>
<tr><td>Mon</td><td>4.1 m</td></tr></table>)",
      R"(<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"
"http://www.w3.org/TR/xhtml1/DTD/xhtml1.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><head><title>Peat fire out</title>
<meta name="author" content="A. Reed"/>
</head><body><div id="wrap"><div class="head"><h1>Peat fire out</h1>
<span class="by">By <a href="/reed">A. Reed</a></span>
</div><div class="body"><p>Crews left the moor on <strong>Friday</strong>&nbsp;night.</p><p>It had burned for
<em>nine
<a href="/days">days</a></em>.<br/><br/>&quot;We slept,&quot; said one.</p><blockquote>
<p>Rain helped.</p></blockquote>
<ul class=links><li><a href="?p=1&amp;q=2">One</a></li><li><a href="?p=2">Two</a></li></ul>
<script type="text/javascript">
//<![CDATA[
document.write("<div></div>");
//]]></script></div><table cellpadding="0"><tr><td align="left">Left</td><td>Right<b>er</b></td></tr></table>
<h2>More <small>fires</small></h2><ol><li>First<li>Second</ol><hr/><div>
<i>Corrected</i> <u>on Monday</u></div></div>
</body></html>)",
  };
  return pages;
}

/// A sample page with up to eight bytes flipped, ranges cut, doubled or moved, and tags put in.
inline std::string mutated_page(Random& random) {
  static const std::vector<std::string> tags{
      "<div>", "</div>", "<p>", "</p>", "<b>", "</b>", "<a>", "</a>", "<table>", "</table>", "<td>", "</td>",
      "<tr>", "<li>", "</ul>", "<svg>", "</svg>", "<math>", "</math>", "<i>", "</i>", "<!--", "-->",
      "<script>", "</script>", "<title>", "</title>", "<br>", "</body>", "</html>", "<form>", "</form>",
      "<h2>", "</h3>", "<span/>", "<", ">", "\"", "'", "&", "=", "/", " "};
  const std::vector<std::string>& pages = sample_pages();
  std::string page = pages[random.below(pages.size())];
  for (std::size_t n = 1 + random.below(8); n > 0 && !page.empty(); --n) {
    const std::size_t at = random.below(page.size());
    const std::string range = page.substr(at, random.below(60));
    switch (random.below(6)) {
      case 0:
        page[at] = static_cast<char>(std::max(' ' + 0, (page[at] ^ (1 << random.below(7))) & 0x7F));
        break;
      case 1: page.erase(at, range.size()); break;
      case 2: page.insert(random.below(page.size()), range); break;
      case 3: page.insert(at, tags[random.below(tags.size())]); break;
      case 4: page.replace(at, range.size(), tags[random.below(tags.size())]); break;
      default: if (random.below(8) == 0) page.resize(at); break;
    }
  }
  return page;
}

}  // namespace cleancopy
