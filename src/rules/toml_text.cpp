#include "rules/toml_text.h"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <string>
#include <toml++/toml.h>

namespace cleancopy {
namespace {

Place place_of(const toml::source_region& source) {
  return {static_cast<int>(source.begin.line), static_cast<int>(source.begin.column)};
}

std::string date_text(const toml::date& date) {
  char text[16];
  const unsigned year = date.year, month = date.month, day = date.day;
  std::snprintf(text, sizeof text, "%04u-%02u-%02u", year, month, day);
  return text;
}

TomlNode node_of(const toml::node& source) {
  TomlNode node;
  node.place = place_of(source.source());
  switch (source.type()) {
    case toml::node_type::array: node.type = TomlType::array; break;
    case toml::node_type::floating_point: node.type = TomlType::number; break;
    case toml::node_type::boolean:
      node.type = TomlType::boolean;
      node.text = source.as_boolean()->get() ? "true" : "false";
      break;
    case toml::node_type::string:
      node.type = TomlType::string;
      node.text = source.as_string()->get();
      break;
    case toml::node_type::integer:
      node.type = TomlType::integer;
      node.integer = source.as_integer()->get();
      break;
    case toml::node_type::date:
      node.type = TomlType::date;
      node.text = date_text(source.as_date()->get());
      break;
    case toml::node_type::time:
    case toml::node_type::date_time: node.type = TomlType::time; break;
    default: node.type = TomlType::table;
  }
  return node;
}

/// A value still to be copied, or (without source) a container to be closed.
struct Pending {
  const toml::node* source = nullptr;
  std::string_view key;
  Place key_place;
  std::size_t opened = 0;
};

std::vector<Pending> held_by(const toml::node& source) {
  std::vector<Pending> held;
  if (const auto* array = source.as_array()) {
    for (const toml::node& item : *array) held.push_back({&item, {}, {}});
  } else if (const auto* table = source.as_table()) {
    for (auto&& [key, value] : *table) held.push_back({&value, key.str(), place_of(key.source())});
    std::ranges::stable_sort(held, {}, &Pending::key_place);
  }
  return held;
}

std::vector<TomlNode> flatten(const toml::table& root) {
  std::vector<TomlNode> nodes;
  std::vector<Pending> stack{{&root, {}, {}}};
  while (!stack.empty()) {
    const Pending top = stack.back();
    stack.pop_back();
    if (!top.source) {
      nodes[top.opened].size = static_cast<std::uint32_t>(nodes.size() - top.opened);
      continue;
    }
    TomlNode& node = nodes.emplace_back(node_of(*top.source));
    node.key = top.key;
    node.key_place = top.key_place;
    stack.push_back({nullptr, {}, {}, nodes.size() - 1});
    const std::vector<Pending> held = held_by(*top.source);
    stack.insert(stack.end(), held.rbegin(), held.rend());
  }
  return nodes;
}

}  // namespace

std::vector<TomlNode> parse_toml(Slips& slips, std::string_view text) {
  // Debian's toml++ is a library built with exceptions; none passes this door.
  try {
    return flatten(toml::parse(text));
  } catch (const toml::parse_error& error) {
    slips.add(place_of(error.source()), std::string(error.description()));
    return {};
  }
}

}  // namespace cleancopy
