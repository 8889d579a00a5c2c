#include <algorithm>
#include <memory>
#include <span>
#include <utility>

#include "rules/matcher_grammar.h"

namespace cleancopy {
namespace {

constexpr Limits kBlocks{1, 1000};  // `max`, `next`, `words`: more than any story needs

std::span<const std::string_view> meaningless_keys(Use use) {
  static constexpr std::string_view kInMark[] = {"to",    "max",    "next", "up",    "zone",
                                                 "after", "before", "is",   "since", "until",
                                                 "json",  "weak"};
  static constexpr std::string_view kInBody[] = {"zone", "after", "before", "is", "weak"};
  static constexpr std::string_view kInHeading[] = {"to",     "max", "next", "up", "after",
                                                    "before", "is",  "weak", "json"};
  static constexpr std::string_view kInField[] = {"to", "max", "next", "up"};
  static constexpr std::string_view kInFurniture[] = {"after", "before", "is", "weak", "json"};
  static constexpr std::string_view kInMovedField[] = {"is", "weak", "json"};
  switch (use) {
    case Use::mark: return kInMark;
    case Use::body: return kInBody;
    case Use::field: return kInField;
    case Use::heading: return kInHeading;
    case Use::furniture: return kInFurniture;
    case Use::moved_field: return kInMovedField;
    default: return {};
  }
}

/// Why a matcher of this language cannot stand here; "" when it can.
std::string_view misplaced(MatcherLanguage language, Use use) {
  if (use == Use::enclosing && language != MatcherLanguage::css) return "a CSS selector is wanted";
  if (language == MatcherLanguage::attribute && use != Use::mark && use != Use::field) {
    return "an attribute is no block";
  }
  if (language == MatcherLanguage::repeat && use != Use::furniture && use != Use::moved_field) {
    return "'repeat' is for drop rules";
  }
  return "";
}

std::optional<Matcher> read_text_matcher(Slips& slips, TomlValue value, Use use) {
  const TomlNode& node = value[0];
  if (node.type != TomlType::string) {
    add_type_slip(slips, value, "a string");
    return std::nullopt;
  }
  auto parsed = parse_matcher(node.text);
  if (!parsed) {
    slips.add_within(node.place, node.text, parsed.error().offset, parsed.error().what);
    return std::nullopt;
  }
  Matcher& matcher = parsed.value();
  if (const auto why = misplaced(matcher.language, use); !why.empty()) {
    slips.add(node.place, std::string(why));
    return std::nullopt;
  }
  matcher.line = node.place.line;
  matcher.column = node.place.column;
  return std::move(matcher);
}

void read_to(Slips& slips, TomlValue value, Matcher& matcher) {
  matcher.to_end = value[0].type == TomlType::string && value[0].text == "end";
  if (matcher.to_end) return;
  auto to = read_text_matcher(slips, value, Use::end_of_extent);
  if (to) matcher.to = std::make_shared<const Matcher>(std::move(*to));
}

void read_up(Slips& slips, TomlValue value, Matcher& matcher) {
  auto up = read_text_matcher(slips, value, Use::enclosing);
  if (up) matcher.up = std::move(up->selector);
}

void read_zone(Slips& slips, TomlValue value, Matcher& matcher) {
  const std::string& zone = value[0].text;
  if (value[0].type != TomlType::string) add_type_slip(slips, value, "a string");
  else if (zone == "head") matcher.zone = Zone::head;
  else if (zone == "tail") matcher.zone = Zone::tail;
  else slips.add(value[0].place, "no such zone '" + zone + "'" + suggestion(zone, {"head", "tail"}));
}

void read_json(Slips& slips, TomlValue value, Matcher& matcher) {
  std::string text;
  read_string(slips, value, text);
  if (value[0].type != TomlType::string) return;
  auto path = JsonPath::compile(text);
  if (path) matcher.json = std::move(path.value());
  else slips.add_within(value[0].place, text, path.error().offset, path.error().what);
}

void read_weak(Slips& slips, TomlValue value, Matcher& matcher) {
  if (value[0].type == TomlType::boolean && value[0].text == "true") matcher.weak = true;
  else slips.add(value[0].place, "'weak' is true or is not there");
}

void read_why(Slips& slips, TomlValue value, Matcher&) {
  std::string for_the_reader_of_the_file;
  read_string(slips, value, for_the_reader_of_the_file);
}

constexpr Key<Matcher> kKeys[] = {
    {"at", [](Slips&, TomlValue, Matcher&) {}},  // `at` and `is` make the matcher; these add to it
    {"is", [](Slips&, TomlValue, Matcher&) {}},
    {"to", read_to},
    {"max", [](Slips& s, TomlValue v, Matcher& m) { read_integer(s, v, kBlocks, m.max); }},
    {"next", [](Slips& s, TomlValue v, Matcher& m) { read_integer(s, v, kBlocks, m.next); }},
    {"up", read_up},
    {"zone", read_zone},
    {"words", [](Slips& s, TomlValue v, Matcher& m) { read_integer(s, v, kBlocks, m.words); }},
    {"after", [](Slips& s, TomlValue v, Matcher& m) { read_string(s, v, m.after); }},
    {"before", [](Slips& s, TomlValue v, Matcher& m) { read_string(s, v, m.before); }},
    {"json", read_json},
    {"weak", read_weak},
    {"since", [](Slips& s, TomlValue v, Matcher& m) { read_date(s, v, m.since); }},
    {"until", [](Slips& s, TomlValue v, Matcher& m) { read_date(s, v, m.until); }},
    {"why", read_why},
};

bool has(TomlValue table, std::string_view key) { return !member(table, key).empty(); }

/// The other extent that the matcher has besides the one `key` names; "" when none.
std::string_view other_extent(TomlValue table, std::string_view key) {
  if ((key == "next" || key == "up") && has(table, "to")) return "to";
  return key == "next" && has(table, "up") ? "up" : "";
}

/// Slips that only several keys together make, or a key and its place.
void check_keys(Slips& slips, TomlValue table, Use use) {
  const TomlValue to = member(table, "to");
  const bool is_bounded = to.empty() || to[0].text == "end";
  for (const TomlValue value : children(table)) {
    const std::string& key = value[0].key;
    const auto meaningless = meaningless_keys(use);
    const std::string other(other_extent(table, key));
    if (std::ranges::find(meaningless, key) != meaningless.end()) {
      slips.add(value[0].key_place, "'" + key + "' means nothing here");
    } else if (!other.empty()) {
      slips.add(value[0].key_place, "'" + key + "' and '" + other + "' are two extents; write one");
    } else if (key == "max" && is_bounded) {
      slips.add(value[0].key_place, "'max' bounds a 'to' that is a matcher, and there is none");
    } else if (key == "is" && has(table, "at")) {
      slips.add(value[0].key_place, "'is' is the value itself; it takes no 'at'");
    }
  }
  if (!has(table, "at") && !has(table, "is")) slips.add(table[0].place, "a matcher needs 'at'");
}

std::optional<Matcher> read_constant(Slips& slips, TomlValue value) {
  Matcher matcher;
  matcher.language = MatcherLanguage::constant;
  read_string(slips, value, matcher.constant);
  matcher.source = matcher.constant;
  matcher.line = value[0].place.line;
  matcher.column = value[0].place.column;
  return matcher;
}

std::optional<Matcher> read_table_matcher(Slips& slips, TomlValue table, Use use) {
  check_keys(slips, table, use);
  std::optional<Matcher> matcher;
  if (has(table, "at")) matcher = read_text_matcher(slips, member(table, "at"), use);
  else if (has(table, "is")) matcher = read_constant(slips, member(table, "is"));
  if (!matcher) matcher.emplace();  // its slip is noted; the other keys may have more
  read_table<Matcher>(slips, table, kKeys, *matcher);
  if (matcher->json && matcher->language != MatcherLanguage::css) {
    slips.add(member(table, "json")[0].key_place, "'json' looks into scripts; 'at' selects them, by CSS");
  }
  if (!matcher->until.empty() && matcher->until < matcher->since) {
    slips.add(member(table, "until")[0].place, "'until' is before 'since'");
  }
  return matcher;
}

}  // namespace

std::optional<Matcher> read_matcher(Slips& slips, TomlValue value, Use use) {
  switch (value[0].type) {
    case TomlType::string: return read_text_matcher(slips, value, use);
    case TomlType::table: return read_table_matcher(slips, value, use);
    default: add_type_slip(slips, value, "a matcher (a string or a table)"); return std::nullopt;
  }
}

std::vector<Matcher> read_matchers(Slips& slips, TomlValue value, Use use) {
  const bool is_list = value[0].type == TomlType::array;
  std::vector<Matcher> matchers;
  for (const TomlValue item : is_list ? children(value) : std::vector<TomlValue>{value}) {
    if (auto matcher = read_matcher(slips, item, use)) matchers.push_back(std::move(*matcher));
  }
  return matchers;
}

}  // namespace cleancopy
