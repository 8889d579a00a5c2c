// One rule file as data: marks (is it this site?), keep (what is the article),
// drop (what is furniture). The language is described in docs/rules.md.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cleancopy.h"
#include "markup/selector.h"
#include "text/json_path.h"
#include "text/pattern.h"

namespace cleancopy {

/// Which of the five languages a matcher speaks (its first character tells).
enum class MatcherLanguage : std::uint8_t {
  css,        // ".show-comments"
  attribute,  // "meta[property='og:title']@content"
  equals,     // "= Share this article"
  pattern,    // "~ ^Subscribe to our daily newsletter"
  repeat,     // at = "repeat"
  constant,   // is = "Ron Gilbert"
};

/// Where a file says something, counted from 1; a column is a character.
struct Place {
  int line = 0;
  int column = 0;
  friend auto operator<=>(const Place&, const Place&) = default;
};

enum class Zone : std::uint8_t { anywhere, head, tail };

/// A matcher with its extent, guard and trim.
struct Matcher {
  MatcherLanguage language = MatcherLanguage::css;
  std::string source;                  ///< as written in the file
  std::optional<Selector> selector;    ///< css, attribute
  std::string attribute;               ///< attribute: the name after '@'
  std::string folded;                  ///< equals: fold_case() of the text
  std::optional<Pattern> pattern;      ///< pattern
  std::string expression;              ///< pattern: what was compiled
  std::string constant;                ///< constant
  std::optional<JsonPath> json;        ///< css of scripts: the values in their JSON

  std::shared_ptr<const Matcher> to;   ///< extent: up to the block this matches
  bool to_end = false;                 ///< extent: to the end, or to the next such rule
  int max = 12;                        ///< blocks an extent may take
  int next = 0;                        ///< blocks that follow and go too
  std::optional<Selector> up;          ///< extent: the nearest enclosing element

  Zone zone = Zone::anywhere;
  int words = 0;                       ///< guard: at most so many words; 0 = any: see passes_guard()
  std::string after, before;           ///< trim of a value
  bool weak = false;                   ///< of a field: only where the page says nothing of itself
  std::string since, until;            ///< ISO dates of the crawl, inclusive
  int line = 0, column = 0;            ///< where the file says so
};

/// The fields a layout can name, in the order in which records print them.
enum class LayoutField : std::uint8_t { body, title, standfirst, byline, date, credit, tags };
inline constexpr int kLayoutFields = 7;

/// One `[[keep]]` table. For each field a list of matchers; the first with text wins.
struct Layout {
  std::string id;  ///< "bbc.co.uk/keep.1"
  std::vector<Matcher> fields[kLayoutFields];
  std::vector<Matcher> headings;     ///< blocks of the body that are headings, whatever their element
  bool silent[kLayoutFields] = {};   ///< `standfirst = []`: the field is not looked for in weaker files
  int line = 0;

  bool is_silent(LayoutField field) const { return silent[static_cast<int>(field)]; }
  const std::vector<Matcher>& of(LayoutField field) const { return fields[static_cast<int>(field)]; }
  std::vector<Matcher>& of(LayoutField field) { return fields[static_cast<int>(field)]; }
};

struct DropRule {
  std::string id;  ///< "bbc.co.uk/caption.2"
  Kind kind = Kind::furniture;
  Matcher matcher;
};

/// One `[[test]]` table.
struct RuleTest {
  std::string page;                 ///< path from the folder above rules/, or empty
  std::string text;                 ///< inline plain text, or empty
  std::string url;                  ///< overrules what the page says of itself
  std::string first, last;          ///< how the first and last body block begin
  int blocks = -1;                  ///< body blocks, or -1
  int headings = -1;                ///< those of them that are headings, or -1
  std::string title;
  std::vector<std::string> has, lacks;
  std::map<std::string, int> drops; ///< kind → blocks dropped
  int line = 0;
};

struct SiteRules {
  std::string name;                            ///< "bbc.co.uk", "platform/nationalworld", "generic"
  std::string path;                            ///< of the file
  std::uint64_t hash = 0;                      ///< fnv1a() of its bytes
  std::vector<std::string> hosts;
  std::vector<std::vector<Matcher>> marks;     ///< alternatives; all of an inner list must match
  std::vector<std::string> extends;            ///< names of platform files, strongest first
  std::vector<std::string> off;                ///< rule ids switched off, own or inherited
  std::vector<Layout> keep;                    ///< newest first
  std::vector<DropRule> drop;
  std::vector<RuleTest> tests;

  /// Where the words of hosts, extends and off stand, one for each.
  std::vector<Place> host_places, extends_places, off_places;
};

}  // namespace cleancopy
