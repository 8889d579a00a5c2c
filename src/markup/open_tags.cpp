#include "markup/open_tags.h"

#include <functional>

namespace cleancopy {
namespace {

// How far back an end tag looks for its start tag. Deeper than any tree that
// is built, so it only matters past the bound, where it keeps the scan linear.
constexpr std::size_t kLookBack = 1024;

bool is_formatting(Tag tag) {
  switch (tag) {
    case Tag::a: case Tag::b: case Tag::big: case Tag::code: case Tag::em: case Tag::font: case Tag::i: case Tag::nobr:
    case Tag::s: case Tag::small: case Tag::strike: case Tag::strong: case Tag::tt: case Tag::u:
      return true;
    default: return false;
  }
}

/// The "special" category (section 13.2.4.2), as far as such elements can be open.
bool is_special(Tag tag) {
  switch (tag) {
    case Tag::applet: case Tag::button: case Tag::iframe: case Tag::marquee: case Tag::object: case Tag::select:
      return true;
    case Tag::dialog: case Tag::legend: case Tag::optgroup: case Tag::option: return false;
    default: return is_block(tag);
  }
}

bool bars_scope(Tag tag) {
  switch (tag) {
    case Tag::applet: case Tag::caption: case Tag::html: case Tag::table: case Tag::td: case Tag::th:
    case Tag::marquee: case Tag::object: case Tag::template_:
      return true;
    default: return false;
  }
}

bool bars_button_scope(Tag tag) { return tag == Tag::button || bars_scope(tag); }
bool bars_list_scope(Tag tag) { return tag == Tag::ul || tag == Tag::ol || bars_scope(tag); }
bool bars_table_scope(Tag tag) { return tag == Tag::table || tag == Tag::html || tag == Tag::template_; }
bool bars_item(Tag tag) { return is_special(tag) && tag != Tag::address && tag != Tag::div && tag != Tag::p; }

bool is_table_part(Tag tag) {
  switch (tag) {
    case Tag::table: case Tag::caption: case Tag::tbody: case Tag::td: case Tag::tfoot: case Tag::th: case Tag::thead:
    case Tag::tr:
      return true;
    default: return false;
  }
}

auto barrier_of(Tag tag) {
  if (is_table_part(tag)) return bars_table_scope;
  if (tag == Tag::li) return bars_list_scope;
  if (tag == Tag::p) return bars_button_scope;
  if (is_formatting(tag) || is_special(tag)) return bars_scope;
  return is_special;
}

std::uint32_t hash_of(Tag tag, std::string_view name) {
  return tag == Tag::other ? static_cast<std::uint32_t>(std::hash<std::string_view>{}(name)) : 0;
}

}  // namespace

bool OpenTags::open(Tag tag, std::string_view name) {
  close_implied(tag);
  entries_.push_back({hash_of(tag, name), tag});
  ++count_[index_of(tag)];
  return entries_.size() <= max_depth_;
}

bool OpenTags::close(Tag tag, std::string_view name) {
  if (count_[index_of(tag)] == 0) return entries_.size() <= max_depth_;
  const std::uint32_t hash = hash_of(tag, name);
  const Barrier barrier = barrier_of(tag);
  const bool lifted_out = is_formatting(tag) || tag == Tag::form;  // what is inside stays open
  bool crossed_special = false;
  const std::size_t lowest = entries_.size() > kLookBack ? entries_.size() - kLookBack : 0;
  for (std::size_t i = entries_.size(); i > lowest; --i) {
    const Entry& entry = entries_[i - 1];
    if (entry.tag == tag && entry.hash == hash) {
      if (lifted_out && crossed_special) erase(i - 1);
      else pop_to(i - 1);
      return i <= max_depth_;
    }
    if (barrier(entry.tag)) break;
    crossed_special |= is_special(entry.tag);
  }
  return entries_.size() <= max_depth_;
}

/// HTML's optional tags (section 13.1.2.4).
void OpenTags::close_implied(Tag tag) {
  switch (tag) {
    case Tag::li: pop_nearest(Tag::li, Tag::li, bars_item); break;
    case Tag::dd: case Tag::dt: pop_nearest(Tag::dd, Tag::dt, bars_item); break;
    case Tag::option: case Tag::optgroup: pop_nearest(Tag::option, Tag::option, is_special); break;
    case Tag::td: case Tag::th: pop_nearest(Tag::td, Tag::th, bars_table_scope); break;
    case Tag::tr: pop_nearest(Tag::tr, Tag::tr, bars_table_scope); break;
    case Tag::tbody: case Tag::tfoot: case Tag::thead: pop_nearest(Tag::tbody, Tag::thead, bars_table_scope); break;
    case Tag::a: erase_nearest(Tag::a, bars_scope); break;
    default: break;
  }
  if (is_block(tag)) pop_nearest(Tag::p, Tag::p, bars_button_scope);
}

void OpenTags::pop_nearest(Tag first, Tag second, Barrier barrier) {
  if (count_[index_of(first)] == 0 && count_[index_of(second)] == 0) return;
  const std::size_t lowest = entries_.size() > kLookBack ? entries_.size() - kLookBack : 0;
  for (std::size_t i = entries_.size(); i > lowest; --i) {
    const Tag tag = entries_[i - 1].tag;
    if (tag == first || tag == second) return pop_to(i - 1);
    if (barrier(tag)) return;
  }
}

void OpenTags::erase_nearest(Tag tag, Barrier barrier) {
  if (count_[index_of(tag)] == 0) return;
  const std::size_t lowest = entries_.size() > kLookBack ? entries_.size() - kLookBack : 0;
  for (std::size_t i = entries_.size(); i > lowest; --i) {
    if (entries_[i - 1].tag == tag) return erase(i - 1);
    if (barrier(entries_[i - 1].tag)) return;
  }
}

void OpenTags::erase(std::size_t index) {
  --count_[index_of(entries_[index].tag)];
  entries_.erase(entries_.begin() + static_cast<std::ptrdiff_t>(index));
}

void OpenTags::pop_to(std::size_t size) {
  while (entries_.size() > size) {
    --count_[index_of(entries_.back().tag)];
    entries_.pop_back();
  }
}

}  // namespace cleancopy
