#include "fetch/xml.h"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace cleancopy;
using namespace std::string_literals;

namespace {

/// Writes down what it hears: "<a>", "<{space}a>", "text", "</>".
struct Scribe : XmlListener {
  void opened(const XmlElement& element) override {
    out += '<';
    if (!element.space.empty()) out += "{" + std::string(element.space) + "}";
    out.append(element.name);
    if (const auto value = element.attribute("x"); !value.empty()) out.append(" x=").append(value);
    out += '>';
    ++elements;
  }
  void said(std::string_view text) override { out += text; }
  void closed() override { out += "</>"; }

  std::string out = {};
  std::size_t elements = 0;
};

std::string heard(std::string text) {
  Scribe scribe;
  const auto end = read_xml(std::move(text), scribe);
  if (end)
    scribe.out +=
        " [" + std::to_string(end->line) + ":" + std::to_string(end->column) + " " + end->what + "]";
  return scribe.out;
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string out;
  while (times-- > 0) out += text;
  return out;
}

}  // namespace

TEST_CASE("xml: elements, text and CDATA are told in order") {
  CHECK(heard("<a>1<b x='2'/>3<![CDATA[<4>&]]></a>") == "<a>1<b x=2></>3<4>&</>");
}

TEST_CASE("xml: names go by their namespace, and a prefix that has none by itself") {
  CHECK(heard("<a xmlns='urn:1' xmlns:p='urn:2'>"
              "<b/><p:c/><q:d/><e xmlns=''/><p:f xmlns:p='urn:3'/><p:g/></a>") ==
        "<{urn:1}a><{urn:1}b></><{urn:2}c></><{q}d></><e></><{urn:3}f></><{urn:2}g></></>");
}

TEST_CASE("xml: entities of HTML are known without a DTD, and others pass over in silence") {
  CHECK(heard("<a>1&nbsp;2&eacute;&nosuch;3&amp;</a>") == "<a>1\u00A02\u00E93&</>");
  CHECK(heard("<a x='1&nbsp;2'/>") == "<a x=12></>");
  CHECK(heard("<?xml version='1.0' standalone='yes'?><a>1&eacute;</a>") == "<a>1\u00E9</>");
  CHECK(heard("<!DOCTYPE a SYSTEM 'a.dtd'><a>1&eacute;</a>") == "<a>1\u00E9</>");
  CHECK(heard("<!DOCTYPE a [<!ENTITY me 'mine'>]><a>&me;&eacute;</a>") == "<a>mine\u00E9</>");
}

TEST_CASE("xml: a declaration may come late, name any encoding and any version") {
  CHECK(heard("\n  <?xml version='1.0' encoding='klingon'?>\n<a>\u00E9</a>") == "<a>\u00E9</>");
  CHECK(heard("<?xml version='1.1'?><a/>") == "<a></>");
}

TEST_CASE("xml: characters that XML does not have are spaces") {
  CHECK(heard("<a>1\0\x0B\x1F" "2&#0;&#x1f;3&#11;4</a>"s) == "<a>1   2    " "      3     4</>");
  CHECK(heard("<a>\xEF\xBF\xBF&#xFFFE;</a>") == "<a>\uFFFD        </>");
  CHECK(heard("<a>&#65;&#x1F600;\t</a>") == "<a>A\U0001F600\t</>");
}

TEST_CASE("xml: what is not well-formed is told up to there, with line and column") {
  CHECK(heard("<a>\n <b>1</c></a>") == "<a>\n <b>1 [2:8 mismatched tag]");
  CHECK(heard("<a>\u00E9\u00E9 & b</a>") == "<a>\u00E9\u00E9  [1:8 not well-formed (invalid token)]");
  CHECK(heard("<?xml version='1.0'?>\r\n\r\n<a>") == "<a> [3:4 no element found]");
  CHECK(heard("") == " [1:1 no element found]");
  CHECK(heard("<a/><b/>") == "<a></> [1:5 junk after document element]");
}

TEST_CASE("xml: external entities are never read") {
  CHECK(heard("<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><a>1&e;2</a>") == "<a>12</>");
  CHECK(heard("<!DOCTYPE a [<!ENTITY % e SYSTEM 'file:///etc/passwd'> %e;]><a>1</a>") == "<a>1</>");
  CHECK(heard("<!DOCTYPE a PUBLIC 'x' 'file:///etc/passwd'><a>1</a>") == "<a>1</>");
}

TEST_CASE("pathological: xml: entities of entities end at the amplification limit") {
  std::string laughs = "<!DOCTYPE a [<!ENTITY e0 'ha'>";
  for (int i = 1; i < 20; ++i) {
    const std::string below = "&e" + std::to_string(i - 1) + ";";
    laughs += "<!ENTITY e" + std::to_string(i) + " '" + repeated(below, 10) + "'>";
  }
  const std::string out = heard(laughs + "]><a>&e19;</a>");
  CHECK(out.size() < 2 * kMaxXmlExpansion);
  CHECK(out.find("limit on input amplification factor") != std::string::npos);
  const std::string wide = "<!DOCTYPE a [<!ENTITY e '" + std::string(100'000, 'h') + "'>]><a>";
  CHECK(heard(wide + repeated("&e;", 10'000) + "</a>").size() < 40 * kMaxXmlExpansion);
}

TEST_CASE("pathological: xml: a chain of entities, each in the next, is bounded") {
  std::string chain = "<!DOCTYPE a [<!ENTITY e0 'x'>";
  for (std::size_t i = 1; i <= kMaxXmlDeclarations; ++i)
    chain += "<!ENTITY e" + std::to_string(i) + " '&e" + std::to_string(i - 1) + ";'>";
  CHECK(heard(chain + "]><a>&e1;</a>").find("too many entities") != std::string::npos);
  const std::string outside =
      "<!DOCTYPE a [<!ENTITY % e SYSTEM 'e.dtd'>" + repeated("%e;", 100'000) + "]><a/>";
  CHECK(heard(outside).find("error in processing external entity reference") != std::string::npos);
}

TEST_CASE("pathological: xml: past each bound the reading ends and says which") {
  CHECK(heard(repeated("<a>", kMaxXmlDepth) + repeated("</a>", kMaxXmlDepth)).find('[') == std::string::npos);
  CHECK(heard(repeated("<a>", 100'000)).find("nested too deep") != std::string::npos);
  std::string attributes;
  for (std::size_t i = 0; i <= kMaxXmlAttributes; ++i) attributes += " a" + std::to_string(i) + "=''";
  CHECK(heard("<a" + attributes + "/>").find("too many attributes") != std::string::npos);
  std::string namespaces;
  for (std::size_t i = 0; i <= kMaxXmlNamespaces; ++i) namespaces += " xmlns:n" + std::to_string(i) + "='u'";
  CHECK(heard("<a" + namespaces + "/>").find("too many namespaces") != std::string::npos);
  std::string defaults;
  for (std::size_t i = 0; i <= kMaxXmlAttributeDefaults; ++i)
    defaults += " d" + std::to_string(i) + " CDATA 'v'";
  CHECK(heard("<!DOCTYPE a [<!ATTLIST a" + defaults + ">]><a/>").find("attribute defaults") !=
        std::string::npos);
  Scribe scribe;
  const auto end = read_xml("<a>" + repeated("<b/>", kMaxXmlElements), scribe);
  REQUIRE(end);
  CHECK(end->what == "too many elements");
  CHECK(scribe.elements == kMaxXmlElements);
}

TEST_CASE("xml: the encoding is that of the declaration") {
  CHECK(declared_encoding("<?xml version='1.0' encoding='koi8-r'?><a/>") == "; charset=koi8-r");
  CHECK(declared_encoding("\n<?xml version=\"1.0\" encoding = \"Big5\" ?>") == "; charset=Big5");
  for (const char* none : {"", "<a encoding='x'/>", "<?xml version='1.0'?>", "<?xml encoding=x?>",
                           "<?xml encoding='x", "<?xml-stylesheet encoding='x'?>", "<?xml encoding='x?>"})
    CHECK(declared_encoding(none).empty());
}
