#include "fetch/xml.h"

#define XML_DTD  // else expat.h keeps its two limits to itself
#include <expat.h>

#include <algorithm>
#include <cassert>
#include <climits>
#include <cstdint>
#include <memory>
#include <vector>

#include "markup/entities.h"
#include "text/ascii.h"

namespace cleancopy {
namespace {

struct ParserEnd {
  void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
};
using Parser = std::unique_ptr<XML_ParserStruct, ParserEnd>;

struct Binding {
  std::string prefix, space;
  std::size_t depth = 0;
};

// What the callbacks of one document share.
struct Reading {
  XML_Parser parser = nullptr;
  XmlListener* listener = nullptr;
  std::vector<Binding> bindings = {};
  std::size_t depth = 0, elements = 0, entities = 0, externals = 0, defaults = 0;
  const char* bound = nullptr;  // that the document is past
};

void stop(Reading& reading, const char* bound) {
  if (reading.bound == nullptr) XML_StopParser(reading.parser, XML_FALSE);
  reading.bound = bound;
}

void bind_namespaces(Reading& reading, const char* const* pairs) {
  for (; *pairs != nullptr; pairs += 2) {
    const std::string_view name = pairs[0];
    if (!name.starts_with("xmlns") || !(name.size() == 5 || name[5] == ':')) continue;
    if (reading.bindings.size() == kMaxXmlNamespaces) return stop(reading, "too many namespaces");
    reading.bindings.push_back({std::string(name.substr(std::min<std::size_t>(6, name.size()))), pairs[1],
                                reading.depth});
  }
}

std::string_view space_of(const Reading& reading, std::string_view prefix) {
  const auto it = std::find_if(reading.bindings.rbegin(), reading.bindings.rend(),
                               [prefix](const Binding& binding) { return binding.prefix == prefix; });
  return it == reading.bindings.rend() ? prefix : std::string_view(it->space);
}

std::size_t count_pairs(const char* const* pairs) {
  std::size_t count = 0;
  while (pairs[2 * count] != nullptr) ++count;
  return count;
}

void on_open(void* user, const char* written, const char** pairs) {
  Reading& reading = *static_cast<Reading*>(user);
  if (reading.bound != nullptr) return;
  if (++reading.depth > kMaxXmlDepth) return stop(reading, "nested too deep");
  if (++reading.elements > kMaxXmlElements) return stop(reading, "too many elements");
  if (count_pairs(pairs) > kMaxXmlAttributes) return stop(reading, "too many attributes");
  bind_namespaces(reading, pairs);
  if (reading.bound != nullptr) return;
  const std::string_view name = written;
  const std::size_t colon = name.find(':');
  const bool has_prefix = colon != std::string_view::npos;
  reading.listener->opened({space_of(reading, has_prefix ? name.substr(0, colon) : ""),
                            has_prefix ? name.substr(colon + 1) : name, pairs});
}

void on_close(void* user, const char*) {
  Reading& reading = *static_cast<Reading*>(user);
  if (reading.bound != nullptr) return;
  reading.listener->closed();
  auto& bindings = reading.bindings;
  while (!bindings.empty() && bindings.back().depth == reading.depth) bindings.pop_back();
  --reading.depth;
}

void on_text(void* user, const char* text, int size) {
  const Reading& reading = *static_cast<const Reading*>(user);
  if (reading.bound == nullptr) reading.listener->said({text, static_cast<std::size_t>(size)});
}

// An entity that the document does not declare: HTML's, or nothing.
void on_unknown_entity(void* user, const char* name, int) {
  const Reading& reading = *static_cast<const Reading*>(user);
  std::string text;
  append_decoded(text, "&" + std::string(name) + ";", Reference::in_text);
  if (reading.bound == nullptr && !text.starts_with('&')) reading.listener->said(text);
}

// Nothing stands where a document names another. Of a DTD (without `context`) expat wants to have read that:
// an entity that nobody declares is unknown then, and else an error.
int on_external(XML_Parser parser, const char* context, const char*, const char*, const char*) {
  if (context != nullptr) return XML_STATUS_OK;
  Reading& reading = *static_cast<Reading*>(XML_GetUserData(parser));
  if (++reading.externals > kMaxXmlDeclarations) return XML_STATUS_ERROR;
  const Parser empty(XML_ExternalEntityParserCreate(parser, context, nullptr));
  return empty ? XML_Parse(empty.get(), "", 0, XML_TRUE) : XML_STATUS_ERROR;
}

void on_entity_declaration(void* user, const char*, int, const char*, int, const char*, const char*,
                           const char*, const char*) {
  Reading& reading = *static_cast<Reading*>(user);
  if (++reading.entities > kMaxXmlDeclarations) stop(reading, "too many entities");
}

void on_attribute_declaration(void* user, const char*, const char*, const char*, const char* value, int) {
  Reading& reading = *static_cast<Reading*>(user);
  if (value == nullptr) return;
  if (++reading.defaults > kMaxXmlAttributeDefaults) stop(reading, "too many attribute defaults");
}

void set_up(Reading& reading) {
  XML_Parser parser = reading.parser;
  XML_SetUserData(parser, &reading);
  XML_SetElementHandler(parser, on_open, on_close);
  XML_SetCharacterDataHandler(parser, on_text);
  XML_SetEntityDeclHandler(parser, on_entity_declaration);
  XML_SetAttlistDeclHandler(parser, on_attribute_declaration);
  XML_UseForeignDTD(parser, XML_TRUE);
  XML_SetParamEntityParsing(parser, XML_PARAM_ENTITY_PARSING_ALWAYS);
  XML_SetExternalEntityRefHandler(parser, on_external);
  XML_SetSkippedEntityHandler(parser, on_unknown_entity);
  XML_SetBillionLaughsAttackProtectionMaximumAmplification(parser, kMaxXmlAmplification);
  XML_SetBillionLaughsAttackProtectionActivationThreshold(parser, kMaxXmlExpansion);
}

bool is_xml_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

// "<?xml … ?>", with the white space before it; 0 where there is none.
std::size_t declaration_end(std::string_view text) {
  const std::size_t first = std::min(text.find_first_not_of(" \t\r\n"), text.size());
  const std::string_view rest = text.substr(first);
  if (!rest.starts_with("<?xml") || rest.size() < 6 || !is_xml_space(rest[5])) return 0;
  const std::size_t end = rest.find_first_of("<>", 1);
  return end == std::string_view::npos || rest[end - 1] != '?' ? 0 : first + end + 1;
}

bool is_xml_character(std::uint32_t code) {
  if (code < 0x20) return code == '\t' || code == '\n' || code == '\r';
  return code < 0xD800 || (code > 0xDFFF && code < 0xFFFE) || (code > 0xFFFF && code <= 0x10FFFF);
}

// How long the reference to a forbidden character is that `text` begins with, "&#x1F;"; else 0.
std::size_t forbidden_reference(std::string_view text) {
  constexpr std::uint32_t kPastUnicode = 0x110000;
  const std::uint32_t base = text.size() > 2 && text[2] == 'x' ? 16 : 10;
  const std::size_t first = base == 16 ? 3 : 2;
  std::uint32_t code = 0;
  std::size_t i = first;
  for (; i < text.size(); ++i) {
    const char c = lower(text[i]);
    const bool is_hex = base == 16 && c >= 'a' && c <= 'f';
    if (!is_digit(c) && !is_hex) break;
    code = std::min(kPastUnicode, code * base + static_cast<std::uint32_t>(is_hex ? c - 'a' + 10 : c - '0'));
  }
  if (i == first || i == text.size() || text[i] != ';' || is_xml_character(code)) return 0;
  return i + 1;
}

// Puts spaces over what would end the parse, so that places stay what they were: the declaration (which may
// come late, or name an encoding that is no more), and characters that XML does not have.
void cover(std::string& text) {
  const std::size_t end = declaration_end(text);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if ((i < end || (c >= 0 && c < 0x20)) && !is_xml_space(c)) text[i] = ' ';
    if (c == '&' && text.compare(i, 2, "&#") == 0) {
      const std::size_t length = forbidden_reference(std::string_view(text).substr(i));
      text.replace(i, length, length, ' ');
    }
    if (c == '\xEF' && (text.compare(i, 3, "\xEF\xBF\xBE") == 0 || text.compare(i, 3, "\xEF\xBF\xBF") == 0))
      text[i + 2] = '\xBD';
  }
}

}  // namespace

std::string_view XmlElement::attribute(std::string_view written) const {
  for (const char* const* pair = pairs; *pair != nullptr; pair += 2) {
    if (written == pair[0]) return pair[1];
  }
  return {};
}

std::optional<XmlBreak> read_xml(std::string text, XmlListener& listener) {
  assert(text.size() <= INT_MAX);
  cover(text);
  const Parser parser(XML_ParserCreate("UTF-8"));
  if (!parser) return XmlBreak{1, 1, "out of memory"};
  Reading reading{parser.get(), &listener};
  set_up(reading);
  if (XML_Parse(parser.get(), text.data(), static_cast<int>(text.size()), XML_TRUE) == XML_STATUS_OK)
    return std::nullopt;
  const char* slip = XML_ErrorString(XML_GetErrorCode(parser.get()));
  return XmlBreak{XML_GetCurrentLineNumber(parser.get()), XML_GetCurrentColumnNumber(parser.get()) + 1,
                  reading.bound != nullptr ? reading.bound : slip};
}

std::string declared_encoding(std::string_view bytes) {
  const std::string_view declaration = bytes.substr(0, declaration_end(bytes));
  const std::size_t at = declaration.find("encoding");
  const std::size_t open = declaration.find_first_of("\"'", at);
  if (at == std::string_view::npos || open == std::string_view::npos) return {};
  const std::size_t close = declaration.find(declaration[open], open + 1);
  if (close == std::string_view::npos) return {};
  return "; charset=" + std::string(declaration.substr(open + 1, close - open - 1));
}

}  // namespace cleancopy
