#include "blocks/unpack.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "blocks/select.h"
#include "text/json.h"

namespace cleancopy {
namespace {

constexpr std::size_t kMaxScript = 8u << 20;  // bytes; the largest seen on a news page has 1.5 MiB

class Unpacking {
 public:
  explicit Unpacking(const Tree& tree) : tree_(tree) {}

  void read(const Matcher& matcher) {
    for (const NodeId node : matcher.selector->select(tree_, cache_)) {
      const std::string_view script = tree_.script_at(node);
      if (script.empty() || script.size() > kMaxScript || is_known(node, matcher.json->source())) continue;
      const Json* const json = document(matcher.json->document_in(script));
      if (json == nullptr) continue;
      Graft found{.script = node, .mark = matcher.json->source(), .values = {}};
      for (const std::string_view value : matcher.json->strings_in(*json)) found.values.emplace_back(value);
      if (!found.values.empty()) found_.push_back(std::move(found));
    }
  }

  std::vector<Graft> grafts() {
    std::ranges::stable_sort(found_, {}, &Graft::script);
    return std::move(found_);
  }

 private:
  bool is_known(NodeId script, const std::string& path) const {
    return std::ranges::any_of(found_, [&](const Graft& g) { return g.script == script && g.mark == path; });
  }

  /// Null when it is no JSON.
  const Json* document(std::string_view text) {
    if (text.empty()) return nullptr;
    const auto [entry, is_new] = documents_.try_emplace(text.data());
    if (is_new) {
      if (auto json = Json::parse_lenient(text)) entry->second = std::move(json.value());
    }
    return entry->second ? &*entry->second : nullptr;
  }

  const Tree& tree_;
  SelectorCache cache_;
  std::map<const char*, std::optional<Json>> documents_;  // by where they begin in the page
  std::vector<Graft> found_;
};

}  // namespace

std::vector<Graft> unpack(const PageRules& rules, const Tree& tree, std::string_view crawled) {
  Unpacking unpacking(tree);
  for (const CompiledRules* const file : rules.files) {
    for (const Layout& layout : file->rules.keep) {
      if (rules.is_off(layout.id)) continue;
      for (const auto& field : layout.fields) {
        for (const Matcher& matcher : field) {
          if (matcher.json && is_in_force(matcher, crawled)) unpacking.read(matcher);
        }
      }
    }
  }
  return unpacking.grafts();
}

}  // namespace cleancopy
