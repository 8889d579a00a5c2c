#include "rules/grammar.h"

#include "rules/file_grammar.h"
#include "rules/slips.h"
#include "rules/toml_text.h"
#include "text/hash.h"

namespace cleancopy {

std::string place_in(const std::string& path, Place place) {
  return path + ":" + std::to_string(place.line) + ":" + std::to_string(place.column);
}

Result<SiteRules, std::vector<Error>> parse_rules(std::string_view toml, const std::string& path,
                                                  const std::string& name) {
  Slips slips(toml, path);
  const std::vector<TomlNode> nodes = parse_toml(slips, toml);
  if (!slips.empty()) return slips.errors();
  SiteRules rules = read_rules(slips, nodes, name);
  if (!slips.empty()) return slips.errors();
  rules.path = path;
  rules.hash = fnv1a(toml);
  return rules;
}

}  // namespace cleancopy
