#include "blocks/fields.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "text/byline.h"
#include "text/date.h"

namespace cleancopy {
namespace {

constexpr std::size_t kMaxAuthors = 64;

/// Calls `visit` for each layout that may name a field, strongest first, until it gives false.
template <class Visit>
void each_layout(const PageRules& rules, const Layout* chosen, Visit visit) {
  if (chosen != nullptr && !visit(*chosen)) return;
  for (const CompiledRules* const file : rules.files) {
    const std::vector<Layout>& keep = file->rules.keep;
    // Other layouts of the chosen one's file describe other pages.
    if (std::any_of(keep.begin(), keep.end(), [&](const Layout& layout) { return &layout == chosen; }))
      continue;
    for (const Layout& layout : keep) {
      if (!rules.is_off(layout.id) && !visit(layout)) return;
    }
  }
}

void add_names(const std::string& byline, const std::string& source, std::vector<Field>& authors) {
  for (std::string& name : names_in(byline)) {
    if (authors.size() == kMaxAuthors) return;
    const bool known =
        std::any_of(authors.begin(), authors.end(), [&](const Field& f) { return f.value == name; });
    if (!known) authors.push_back({std::move(name), source});
  }
}

/// `read` gives a matcher's value, or an empty string.
template <class Read>
Field first_field(const PageRules& rules, const Layout* chosen, LayoutField field, Read read) {
  Field found;
  each_layout(rules, chosen, [&](const Layout& layout) {
    for (const Matcher& matcher : layout.of(field)) {
      found = {read(matcher), layout.id};
      if (!found.value.empty()) return false;
    }
    return true;
  });
  return found.value.empty() ? Field{} : found;
}

}  // namespace

RuleFields named_fields(const PageRules& rules, const Layout* chosen, const PageView& page,
                        const StoryBounds& story) {
  RuleFields fields;
  const auto one = [&](const Matcher& m) { return first_value(m, page, story); };
  const auto all = [&](const Matcher& m) { return sibling_values(m, page, story); };
  const auto date = [&](const Matcher& m) { return iso_date(first_value(m, page, story)); };
  fields.title = first_field(rules, chosen, LayoutField::title, one);
  fields.standfirst = first_field(rules, chosen, LayoutField::standfirst, all);
  fields.date = first_field(rules, chosen, LayoutField::date, date);
  each_layout(rules, chosen, [&](const Layout& layout) {
    for (const Matcher& matcher : layout.of(LayoutField::byline)) {
      if (!fields.authors.empty()) break;
      for (const std::string& value : all_values(matcher, page, story))
        add_names(value, layout.id, fields.authors);
    }
    for (const Matcher& matcher : layout.of(LayoutField::tags)) {
      if (fields.tags.empty()) fields.tags = all_values(matcher, page, story);
    }
    return fields.authors.empty() || fields.tags.empty();
  });
  return fields;
}

RuleFields moved_fields(const std::vector<PageBlock>& blocks, const std::vector<DropHit>& hits) {
  RuleFields fields;
  std::unordered_map<std::string_view, const Matcher*> movers;
  for (const DropHit& hit : hits) movers.emplace(hit.rule->id, &hit.rule->matcher);
  const auto value_of = [&](const Block& block) {
    const auto mover = movers.find(block.verdict.rule);
    return mover == movers.end() ? block.text : trimmed(*mover->second, block.text);
  };
  const auto fill = [](Field& field, std::string value, const std::string& source) {
    if (field.value.empty()) field = {std::move(value), source};
  };
  for (const PageBlock& page_block : blocks) {
    const Block& block = page_block.block;
    const std::string& rule = block.verdict.rule;
    switch (block.verdict.kind) {
      case Kind::title: fill(fields.title, block.text, rule); break;
      case Kind::date: fill(fields.date, iso_date(value_of(block)), rule); break;
      case Kind::byline: add_names(value_of(block), rule, fields.authors); break;
      case Kind::standfirst:
        fields.standfirst.value += (fields.standfirst.value.empty() ? "" : " ") + value_of(block);
        fields.standfirst.source = rule;
        break;
      default: break;
    }
  }
  return fields;
}

}  // namespace cleancopy
