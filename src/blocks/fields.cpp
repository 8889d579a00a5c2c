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

/// The layouts that may name a field, strongest first.
std::vector<const Layout*> layouts_for(const PageRules& rules, const Layout* chosen) {
  std::vector<const Layout*> layouts;
  if (chosen != nullptr) layouts.push_back(chosen);
  for (const CompiledRules* const file : rules.files) {
    const std::vector<Layout>& keep = file->rules.keep;
    // Other layouts of the chosen one's file describe other pages.
    if (std::any_of(keep.begin(), keep.end(), [&](const Layout& layout) { return &layout == chosen; }))
      continue;
    for (const Layout& layout : keep) {
      if (!rules.is_off(layout.id)) layouts.push_back(&layout);
    }
  }
  return layouts;
}

void add_names(const std::string& byline, const std::string& source, std::vector<Field>& authors) {
  for (std::string& name : names_in(byline)) {
    if (authors.size() == kMaxAuthors) return;
    const bool known =
        std::any_of(authors.begin(), authors.end(), [&](const Field& f) { return f.value == name; });
    if (!known) authors.push_back({std::move(name), source});
  }
}

enum class Strength : std::uint8_t { strong, weak };

/// Reads fields by those matchers of layouts that have one strength.
class FieldReader {
 public:
  FieldReader(const std::vector<const Layout*>& layouts, Strength strength)
      : layouts_(layouts), is_weak_(strength == Strength::weak) {}

  /// Calls `take` with each matcher and its layout, until it gives true or a layout is silent.
  template <class Take>
  void each(LayoutField field, Take take) const {
    for (const Layout* const layout : layouts_) {
      if (layout->is_silent(field)) return;
      for (const Matcher& matcher : layout->of(field)) {
        if (matcher.weak == is_weak_ && take(matcher, *layout)) return;
      }
    }
  }

  /// `read` gives a matcher's value, or an empty string.
  template <class Read>
  Field first(LayoutField field, Read read) const {
    Field found;
    each(field, [&](const Matcher& matcher, const Layout& layout) {
      std::string value = read(matcher);
      if (value.empty()) return false;
      found = {std::move(value), layout.id};
      return true;
    });
    return found;
  }

 private:
  const std::vector<const Layout*>& layouts_;
  bool is_weak_;
};

RuleFields read_fields(const FieldReader& reader, const PageView& page, const StoryBounds& story) {
  RuleFields fields;
  const auto one = [&](const Matcher& m) { return first_value(m, page, story); };
  const auto all = [&](const Matcher& m) { return sibling_values(m, page, story); };
  const auto date = [&](const Matcher& m) { return iso_date(first_value(m, page, story)); };
  fields.title = reader.first(LayoutField::title, one);
  fields.standfirst = reader.first(LayoutField::standfirst, all);
  fields.date = reader.first(LayoutField::date, date);
  reader.each(LayoutField::byline, [&](const Matcher& matcher, const Layout& layout) {
    for (const std::string& value : all_values(matcher, page, story)) {
      add_names(value, layout.id, fields.authors);
    }
    return !fields.authors.empty();
  });
  reader.each(LayoutField::tags, [&](const Matcher& matcher, const Layout&) {
    fields.tags = all_values(matcher, page, story);
    return !fields.tags.empty();
  });
  return fields;
}

using Movers = std::unordered_map<std::string_view, const Matcher*>;

/// The matchers of the rules behind the hits, by the rule's id.
Movers movers_in(const std::vector<DropHit>& hits) {
  Movers movers;
  const DropRule* known = nullptr;  // a rule's hits mostly follow one another
  for (const DropHit& hit : hits) {
    if (hit.rule != known) movers.emplace(hit.rule->id, &hit.rule->matcher);
    known = hit.rule;
  }
  return movers;
}

}  // namespace

NamedFields named_fields(const PageRules& rules, const Layout* chosen, const PageView& page,
                         const StoryBounds& story) {
  const std::vector<const Layout*> layouts = layouts_for(rules, chosen);
  return {read_fields({layouts, Strength::strong}, page, story),
          read_fields({layouts, Strength::weak}, page, story)};
}

RuleFields moved_fields(const std::vector<PageBlock>& blocks, const std::vector<DropHit>& hits) {
  RuleFields fields;
  Movers movers;  // read when a block first asks: most pages have none that moved
  const auto value_of = [&](const Block& block) {
    if (movers.empty()) movers = movers_in(hits);
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
