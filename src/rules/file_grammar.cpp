#include "rules/file_grammar.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "rules/matcher_grammar.h"
#include "text/url.h"

namespace cleancopy {
namespace {

constexpr Limits kCount{0, 1'000'000};  // what a test may expect: any number of blocks

constexpr std::array<std::string_view, kLayoutFields> kFieldNames = {"body", "title",  "standfirst", "byline",
                                                                     "date", "credit", "tags"};

/// The kinds that rules may give: all but body and title.
std::vector<std::string_view> kind_names() {
  std::vector<std::string_view> names;
  for (int i = static_cast<int>(Kind::standfirst); i <= static_cast<int>(Kind::furniture); ++i) {
    names.push_back(name_of(static_cast<Kind>(i)));
  }
  return names;
}

std::optional<Kind> read_kind(Slips& slips, TomlValue value) {
  const std::string& name = value[0].key;
  const auto kind = kind_named(name);
  if (kind && *kind != Kind::body && *kind != Kind::title) return kind;
  slips.add(value[0].key_place, "no such kind '" + name + "'" + suggestion(name, kind_names()));
  return std::nullopt;
}

Use use_of(Kind kind) {
  switch (kind) {
    case Kind::standfirst:
    case Kind::byline:
    case Kind::date:
    case Kind::credit: return Use::moved_field;
    default: return Use::furniture;
  }
}

std::string numbered(const std::string& file, std::string_view part, std::size_t number) {
  return file + "/" + std::string(part) + "." + std::to_string(number);
}

void read_hosts(Slips& slips, TomlValue value, SiteRules& rules) {
  read_strings(slips, value, rules.hosts, rules.host_places);
  for (std::size_t i = 0; i < rules.hosts.size(); ++i) {
    const std::string_view written = rules.hosts[i];
    const std::string_view host = written.starts_with("*.") ? written.substr(2) : written;
    const bool is_plain = !host.empty() && host.find_first_of("* /") == std::string_view::npos;
    if (is_plain && host_of(host) == host) continue;
    slips.add(rules.host_places[i], "'" + rules.hosts[i] + "' is no host; write bbc.co.uk or *.bbc.co.uk");
  }
}

void read_extends(Slips& slips, TomlValue value, SiteRules& rules) {
  read_strings(slips, value, rules.extends, rules.extends_places);
}

void read_off(Slips& slips, TomlValue value, SiteRules& rules) {
  read_strings(slips, value, rules.off, rules.off_places);
}

void read_marks(Slips& slips, TomlValue value, SiteRules& rules) {
  if (value[0].type != TomlType::array) return add_type_slip(slips, value, "an array of matchers");
  for (const TomlValue alternative : children(value)) {
    if (alternative[0].type == TomlType::array && alternative.size() == 1) {
      slips.add(alternative[0].place, "an empty list would match every page");
      continue;
    }
    rules.marks.push_back(read_matchers(slips, alternative, Use::mark));
  }
}

/// The tables of `[[…]]`; a slip for anything else.
std::vector<TomlValue> read_tables(Slips& slips, TomlValue value) {
  std::vector<TomlValue> tables;
  const bool is_list = value[0].type == TomlType::array;
  if (!is_list) add_type_slip(slips, value, "[[" + value[0].key + "]] (an array of tables)");
  for (const TomlValue item : is_list ? children(value) : tables) {
    if (item[0].type == TomlType::table) tables.push_back(item);
    else add_type_slip(slips, item, "a table");
  }
  return tables;
}

std::vector<std::string_view> layout_keys() {
  std::vector<std::string_view> keys(kFieldNames.begin(), kFieldNames.end());
  keys.push_back("headings");
  return keys;
}

void read_layout(Slips& slips, TomlValue table, Layout& layout) {
  layout.line = table[0].place.line;
  for (const TomlValue value : children(table)) {
    const std::string& name = value[0].key;
    if (name == "headings") {
      layout.headings = read_matchers(slips, value, Use::heading);
      continue;
    }
    const auto field = std::ranges::find(kFieldNames, name);
    if (field == kFieldNames.end()) {
      slips.add(value[0].key_place,
                "no such field '" + name + "'" + suggestion(name, layout_keys()));
      continue;
    }
    const auto which = static_cast<LayoutField>(field - kFieldNames.begin());
    layout.of(which) = read_matchers(slips, value, which == LayoutField::body ? Use::body : Use::field);
    layout.silent[static_cast<int>(which)] = value.size() == 1 && value[0].type == TomlType::array;
  }
  if (member(table, "body").empty()) slips.add(table[0].place, "a layout needs 'body'");
}

void read_keep(Slips& slips, TomlValue value, SiteRules& rules) {
  for (const TomlValue table : read_tables(slips, value)) {
    Layout& layout = rules.keep.emplace_back();
    layout.id = numbered(rules.name, "keep", rules.keep.size());
    read_layout(slips, table, layout);
  }
}

void read_drop(Slips& slips, TomlValue value, SiteRules& rules) {
  if (value[0].type != TomlType::table) return add_type_slip(slips, value, "a table");
  rules.drop.reserve(value.size());
  for (const TomlValue list : children(value)) {
    const auto kind = read_kind(slips, list);
    if (!kind) continue;
    std::size_t number = 0;
    for (Matcher& matcher : read_matchers(slips, list, use_of(*kind))) {
      rules.drop.push_back({numbered(rules.name, list[0].key, ++number), *kind, std::move(matcher)});
    }
  }
}

void read_texts(Slips& slips, TomlValue value, std::vector<std::string>& into) {
  std::vector<Place> places;
  read_strings(slips, value, into, places);
}

void read_drop_counts(Slips& slips, TomlValue value, RuleTest& test) {
  if (value[0].type != TomlType::table) return add_type_slip(slips, value, "a table of kinds");
  for (const TomlValue count : children(value)) {
    if (read_kind(slips, count)) read_integer(slips, count, kCount, test.drops[count[0].key]);
  }
}

constexpr Key<RuleTest> kTestKeys[] = {
    {"page", [](Slips& s, TomlValue v, RuleTest& t) { read_string(s, v, t.page); }},
    {"text", [](Slips& s, TomlValue v, RuleTest& t) { read_string(s, v, t.text); }},
    {"url", [](Slips& s, TomlValue v, RuleTest& t) { read_string(s, v, t.url); }},
    {"first", [](Slips& s, TomlValue v, RuleTest& t) { read_string(s, v, t.first); }},
    {"last", [](Slips& s, TomlValue v, RuleTest& t) { read_string(s, v, t.last); }},
    {"blocks", [](Slips& s, TomlValue v, RuleTest& t) { read_integer(s, v, kCount, t.blocks); }},
    {"headings", [](Slips& s, TomlValue v, RuleTest& t) { read_integer(s, v, kCount, t.headings); }},
    {"title", [](Slips& s, TomlValue v, RuleTest& t) { read_string(s, v, t.title); }},
    {"has", [](Slips& s, TomlValue v, RuleTest& t) { read_texts(s, v, t.has); }},
    {"lacks", [](Slips& s, TomlValue v, RuleTest& t) { read_texts(s, v, t.lacks); }},
    {"drops", read_drop_counts},
};

void read_tests(Slips& slips, TomlValue value, SiteRules& rules) {
  for (const TomlValue table : read_tables(slips, value)) {
    RuleTest& test = rules.tests.emplace_back();
    test.line = table[0].place.line;
    read_table<RuleTest>(slips, table, kTestKeys, test);
    const bool has_page = !member(table, "page").empty(), has_text = !member(table, "text").empty();
    if (has_page == has_text) slips.add(table[0].place, "a test needs either 'page' or 'text'");
  }
}

constexpr Key<SiteRules> kFileKeys[] = {
    {"hosts", read_hosts}, {"marks", read_marks}, {"extends", read_extends}, {"off", read_off},
    {"keep", read_keep},   {"drop", read_drop},   {"test", read_tests},
};

}  // namespace

SiteRules read_rules(Slips& slips, TomlValue file, const std::string& name) {
  SiteRules rules;
  rules.name = name;
  read_table<SiteRules>(slips, file, kFileKeys, rules);
  return rules;
}

}  // namespace cleancopy
