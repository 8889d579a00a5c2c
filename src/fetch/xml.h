// XML → what is opened, said and closed, in order. The only door of expat. Made
// for feeds as they are found: what stands before the declaration, characters that
// XML forbids and HTML's entities (&nbsp;) break nothing, and a prefix that is
// bound to no namespace stands for itself.
//
// The one surprise: the declaration's encoding is not read. Decode first.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace cleancopy {

inline constexpr std::size_t kMaxXmlDepth = 512;
inline constexpr std::size_t kMaxXmlElements = 4'000'000;
inline constexpr std::size_t kMaxXmlAttributes = 256;        // of an element
inline constexpr std::size_t kMaxXmlNamespaces = 100;        // bound at once
inline constexpr std::size_t kMaxXmlDeclarations = 512;      // of entities; HTML 4 has 252
inline constexpr std::size_t kMaxXmlAttributeDefaults = 16;  // each goes to every such element
inline constexpr std::size_t kMaxXmlExpansion = std::size_t{1} << 20;  // bytes of entities, and beyond …
inline constexpr float kMaxXmlAmplification = 10;            // … times the bytes that were read

/// Valid until opened() returns.
struct XmlElement {
  std::string_view space;       ///< the namespace's name; of a prefix that has none the prefix; else empty
  std::string_view name;        ///< without its prefix
  const char* const* pairs;     ///< name and value in turn, then null

  /// The value of the attribute as its name is written, "xml:base"; empty when there is none.
  std::string_view attribute(std::string_view written) const;
};

/// Who listens to a document. Must not throw.
class XmlListener {
 public:
  virtual ~XmlListener() = default;
  virtual void opened(const XmlElement& element) = 0;
  virtual void said(std::string_view text) = 0;  ///< a piece: an element's text may come in many
  virtual void closed() = 0;
};

/// Where a document broke off: the first line and column are 1.
struct XmlBreak {
  std::size_t line = 0, column = 0;
  std::string what;  ///< "mismatched tag"
};

/// Reads a document in valid UTF-8 up to its end, or to where it is not well-formed or
/// past a bound. What stood before that has been told. External entities are never read.
/// Linear.
std::optional<XmlBreak> read_xml(std::string text, XmlListener& listener);

/// The encoding that the XML declaration names, as a content type has it ("; charset=x");
/// empty when there is none.
std::string declared_encoding(std::string_view bytes);

}  // namespace cleancopy
