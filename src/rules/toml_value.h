// A TOML file as one array in the order of the file, and the readers that turn
// its values into nouns. parse_toml (toml_text.h) fills it from toml++, which
// sorts tables by key; here the order of the file stands again.
//
//     words = 3        0 root table size=4 | 1 "words" 3 | 2 "hosts" array size=2 | 3 "a.com"
//     hosts = ["a.com"]
//
// A value is the range of its subtree: its own node first, then what it holds.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rules/grammar.h"
#include "rules/site_rules.h"
#include "rules/slips.h"

namespace cleancopy {

enum class TomlType : std::uint8_t { table, array, string, integer, number, boolean, date, time };

struct TomlNode {
  TomlType type = TomlType::table;
  std::uint32_t size = 1;    ///< nodes of its subtree, itself included
  std::string key;           ///< the member's name; empty in arrays and at the root
  Place key_place;
  Place place;
  std::string text;          ///< string: its value; date: YYYY-MM-DD; boolean: as written
  std::int64_t integer = 0;
};

/// A subtree. Never empty.
using TomlValue = std::span<const TomlNode>;

/// The values that a table or an array holds, in the order of the file.
std::vector<TomlValue> children(TomlValue value);

/// The member `key` of a table; an empty span when it has none.
TomlValue member(TomlValue table, std::string_view key);

/// "an integer is wanted, not a string", at the value.
void add_type_slip(Slips& slips, TomlValue value, std::string_view wanted);

// Each of these reads a value of one type, or notes a slip and leaves `into` alone.
void read_string(Slips& slips, TomlValue value, std::string& into);
void read_date(Slips& slips, TomlValue value, std::string& into);

struct Limits {
  int low, high;
};
void read_integer(Slips& slips, TomlValue value, Limits limits, int& into);

/// An array of strings, and where each of them stands.
void read_strings(Slips& slips, TomlValue value, std::vector<std::string>& into, std::vector<Place>& places);

/// A key that a table may have, and what reads its value into the noun.
template <class T>
struct Key {
  std::string_view name;
  void (*read)(Slips&, TomlValue, T&);
};

/// Reads every member of a table by its key; an unknown key is a slip.
template <class T>
void read_table(Slips& slips, TomlValue table, std::span<const Key<T>> keys, T& into) {
  for (const TomlValue value : children(table)) {
    const std::string& name = value[0].key;
    const auto key = std::ranges::find(keys, name, &Key<T>::name);
    if (key != keys.end()) {
      key->read(slips, value, into);
      continue;
    }
    std::vector<std::string_view> known;
    for (const Key<T>& each : keys) known.push_back(each.name);
    slips.add(value[0].key_place, "no such key '" + name + "'" + suggestion(name, known));
  }
}

}  // namespace cleancopy
