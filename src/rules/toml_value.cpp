#include "rules/toml_value.h"

#include "text/date.h"

namespace cleancopy {
namespace {

std::string_view type_name(TomlType type) {
  switch (type) {
    case TomlType::table: return "a table";
    case TomlType::array: return "an array";
    case TomlType::string: return "a string";
    case TomlType::integer: return "an integer";
    case TomlType::number: return "a float";
    case TomlType::boolean: return "a boolean";
    case TomlType::date: return "a date";
    case TomlType::time: return "a time";
  }
  return "";
}

bool is_date(std::string_view text) { return text.size() == 10 && iso_date(text) == text; }

}  // namespace

std::vector<TomlValue> children(TomlValue value) {
  std::vector<TomlValue> found;
  for (std::size_t i = 1; i < value.size(); i += value[i].size) {
    found.push_back(value.subspan(i, value[i].size));
  }
  return found;
}

TomlValue member(TomlValue table, std::string_view key) {
  for (std::size_t i = 1; i < table.size(); i += table[i].size) {
    if (table[i].key == key) return table.subspan(i, table[i].size);
  }
  return {};
}

void add_type_slip(Slips& slips, TomlValue value, std::string_view wanted) {
  slips.add(value[0].place, std::string(wanted) + " is wanted, not " + std::string(type_name(value[0].type)));
}

void read_string(Slips& slips, TomlValue value, std::string& into) {
  if (value[0].type == TomlType::string) into = value[0].text;
  else add_type_slip(slips, value, "a string");
}

void read_date(Slips& slips, TomlValue value, std::string& into) {
  const TomlNode& node = value[0];
  const bool can_be_date = node.type == TomlType::date || node.type == TomlType::string;
  if (!can_be_date) return add_type_slip(slips, value, "a date");
  if (is_date(node.text)) into = node.text;
  else slips.add(node.place, "'" + node.text + "' is no date; write YYYY-MM-DD");
}

void read_integer(Slips& slips, TomlValue value, Limits limits, int& into) {
  const TomlNode& node = value[0];
  if (node.type != TomlType::integer) return add_type_slip(slips, value, "an integer");
  if (node.integer >= limits.low && node.integer <= limits.high) {
    into = static_cast<int>(node.integer);
    return;
  }
  const std::string allowed = std::to_string(limits.low) + " to " + std::to_string(limits.high);
  slips.add(node.place, std::to_string(node.integer) + " is out of range; " + allowed + " will do");
}

void read_strings(Slips& slips, TomlValue value, std::vector<std::string>& into, std::vector<Place>& places) {
  if (value[0].type != TomlType::array) return add_type_slip(slips, value, "an array of strings");
  for (const TomlValue item : children(value)) {
    if (item[0].type != TomlType::string) {
      add_type_slip(slips, item, "a string");
      continue;
    }
    into.push_back(item[0].text);
    places.push_back(item[0].place);
  }
}

}  // namespace cleancopy
