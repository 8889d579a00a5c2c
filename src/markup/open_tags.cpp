#include "markup/open_tags.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "markup/nesting.h"

namespace cleancopy {
namespace {

// How far back a tag looks for the one that it closes. Deeper than any tree that
// is built, so it only matters past the bound, where it keeps the scan linear.
constexpr std::size_t kLookBack = 1024;

// "Noah's Ark": so many alike are kept in the list of active formatting elements (13.2.4.3).
constexpr std::uint8_t kMaxAlike = 3;

// No end tag is believed to close one.
constexpr std::uint32_t kMaxFramesets = 64;

/// How many more that makes: 1 or 0.
std::uint32_t count_one_more(std::uint8_t& alike) {
  if (alike == kMaxAlike) return 0;
  ++alike;
  return 1;
}

std::uint32_t hash_of(Tag tag, std::string_view name) {
  return tag == Tag::other ? static_cast<std::uint32_t>(std::hash<std::string_view>{}(name)) : 0;
}

}  // namespace

/// Is it sure, at a glance, that the start tag closes nothing and opens nothing again?
bool OpenTags::opens_alone(Tag tag) const {
  if ((count(Tag::math) | count(Tag::select) | all_pending_) != 0) return false;
  switch (manner_of(tag)) {
    case Manner::alone: return true;
    case Manner::formatting: return tag != Tag::a || listed_[index_of(tag)] == 0;
    case Manner::block: return count(Tag::p) == 0;
    default: return false;
  }
}

/// … and that the end tag closes the innermost element, and no more?
bool OpenTags::closes_innermost(Tag tag, std::string_view name) const {
  if (entries_.empty() || entries_.back().tag != tag || in_math()) return false;
  const Manner manner = manner_of(tag);
  if (manner == Manner::odd || (manner == Manner::formatting && pending_[index_of(tag)] > 0)) return false;
  return tag != Tag::other || entries_.back().id == hash_of(tag, name);
}

bool OpenTags::open(Tag tag, std::string_view name) {
  if (opens_alone(tag)) return is_void(tag) || push(tag, hash_of(tag, name));
  while (in_math() && ends_foreign_content(tag)) pop_to(entries_.size() - 1);
  if (in_math()) return push(tag, hash_of(tag, name));
  if (is_page_frame(tag)) return true;
  if (tag == Tag::frameset) return ++framesets_ <= kMaxFramesets;
  if (!enter_select(tag)) return stray() > 0;
  if (table_level(tag) > 0 && !enter_table_part(tag)) return stray() > 0;
  const bool in_template = count(Tag::template_) > 0;
  if (tag == Tag::form && form_ != 0 && !in_template) return true;  // the standard passes it over
  close_implied(tag);
  if (goes_on_with_formatting(tag)) reopen_formatting();
  if (never_holds(tag)) return true;
  if (tag != Tag::form) return push(tag, hash_of(tag, name));
  if (!in_template) form_ = ++forms_;
  return push(tag, form_);
}

std::size_t OpenTags::close(Tag tag, std::string_view name) {
  if (closes_innermost(tag, name)) {
    const bool emitted = entries_.back().emitted;
    if (std::uint8_t& listed = listed_[index_of(tag)]; is_formatting(tag) && listed > 0) --listed;
    drop_last();
    return emitted ? 1 : 0;
  }
  const std::uint32_t hash = hash_of(tag, name);
  if (const std::size_t found = nearest_foreign(tag, hash); found > 0) return close_alike(found);
  if (is_page_frame(tag) || tag == Tag::frameset) return stray();
  if (tag == Tag::form) return close_form();
  if (is_formatting(tag)) return close_formatting(tag);
  if (tag == Tag::other) {
    const auto is_it = [hash](const Entry& entry) { return entry.tag == Tag::other && entry.id == hash; };
    const std::size_t found = count(tag) == 0 ? 0 : nearest(is_it, is_special);
    return found == 0 ? 0 : close_alike(found);
  }
  if (!is_heading(tag)) return close_found(nearest_of(tag, tag, barrier_of_end_tag(tag)));
  // The end tag of any heading closes the nearest one.
  return close_found(nearest([](const Entry& entry) { return is_heading(entry.tag); }, bars_scope));
}

/// One past the index of the nearest entry that matches, or 0 when a barrier lies before it.
template <class Match>
std::size_t OpenTags::nearest(Match matches, Barrier barrier) const {
  const std::size_t lowest = entries_.size() > kLookBack ? entries_.size() - kLookBack : 0;
  for (std::size_t i = entries_.size(); i > lowest; --i) {
    if (matches(entries_[i - 1])) return i;
    if (barrier(entries_[i - 1].tag)) return 0;
  }
  return 0;
}

std::size_t OpenTags::nearest_of(Tag first, Tag second, Barrier barrier) const {
  if (count(first) == 0 && count(second) == 0) return 0;
  return nearest([=](const Entry& entry) { return entry.tag == first || entry.tag == second; }, barrier);
}

/// The nearest element inside <math> of that name; 0 outside of <math>.
std::size_t OpenTags::nearest_foreign(Tag tag, std::uint32_t hash) const {
  if (!in_math() || count(tag) == 0) return 0;
  std::uint32_t outermost = count(Tag::math);
  std::size_t found = 0;
  const auto is_outermost = [&](const Entry& entry) {
    if (found == 0 && entry.tag == tag && (entry.id == hash || tag != Tag::other)) found = 1;
    return found > 0 || (entry.tag == Tag::math && --outermost == 0);
  };
  const std::size_t at = nearest(is_outermost, bars_nothing);
  return found > 0 ? at : 0;
}

/// In <select> most tags are passed over (13.2.6.4.16); false for those. In templates, where parts
/// of tables stand without one, it cannot be told what ends it: there all is taken.
bool OpenTags::enter_select(Tag tag) {
  const auto is_none_of_it = [](Tag entry) { return entry != Tag::option && entry != Tag::optgroup; };
  const std::size_t select = nearest_of(Tag::select, Tag::select, is_none_of_it);
  if (select == 0 || tag == Tag::option || tag == Tag::optgroup || tag == Tag::template_) return true;
  if (count(Tag::template_) > 0) return true;
  const bool in_table = nearest_of(Tag::table, Tag::table, bars_table_scope) > 0;
  const bool is_part = tag == Tag::table || table_level(tag) > 0;
  const bool ends = tag == Tag::select || tag == Tag::input || tag == Tag::keygen || (in_table && is_part);
  if (ends) pop_to(select - 1);
  return ends && tag != Tag::select;
}

/// HTML's optional tags (13.1.2.4).
void OpenTags::close_implied(Tag tag) {
  const auto pop_through = [this](std::size_t found) { if (found > 0) pop_to(found - 1); };
  switch (tag) {
    case Tag::button: pop_through(nearest_of(tag, tag, bars_scope)); break;
    case Tag::nobr: if (nearest_of(tag, tag, bars_scope) > 0) close_formatting(tag); break;
    case Tag::table: pop_through(nearest_of(tag, tag, bars_table_in_table)); break;
    case Tag::li: pop_through(nearest_of(Tag::li, Tag::li, bars_item)); break;
    case Tag::dd: case Tag::dt: pop_through(nearest_of(Tag::dd, Tag::dt, bars_item)); break;
    case Tag::option: case Tag::optgroup:
      if (!entries_.empty() && entries_.back().tag == Tag::option) pop_to(entries_.size() - 1);
      break;
    case Tag::a: if (listed_[index_of(tag)] > 0) close_formatting(tag); break;
    default: break;
  }
  if (!ends_paragraph(tag) && tag != Tag::table) return;
  const std::size_t paragraph = nearest_of(Tag::p, Tag::p, bars_button_scope);
  if (ends_paragraph(tag)) pop_through(paragraph);
  // In quirks mode a paragraph goes on around a table.
  if (tag == Tag::table && paragraph > 0) disown(paragraph - 1);
  const bool in_heading = !entries_.empty() && is_heading(entries_.back().tag);
  if (is_heading(tag) && in_heading) pop_to(entries_.size() - 1);
}

/// Clears the stack back to what holds such a part (13.2.6.4.9 and following). False outside of tables.
bool OpenTags::enter_table_part(Tag tag) {
  if (count(Tag::table) == 0) return false;
  const auto holds = [level = table_level(tag)](const Entry& entry) {
    if (entry.tag == Tag::caption) return false;
    return entry.tag == Tag::table || (table_level(entry.tag) > 0 && table_level(entry.tag) < level);
  };
  const std::size_t holder = nearest(holds, bars_table_scope);
  if (holder > 0) pop_to(holder);
  return holder > 0;
}

std::size_t OpenTags::close_found(std::size_t found) {
  if (found == 0) return stray();
  const bool emitted = entries_[found - 1].emitted;
  pop_to(found - 1);
  return emitted ? 1 : 0;
}

/// The adoption agency (13.2.6.4.7): blocks inside stay open, what is no block is closed.
std::size_t OpenTags::close_formatting(Tag tag) {
  constexpr std::ptrdiff_t most_blocks = 8;  // inside which it looks for the element: then it gives up
  std::uint8_t& listed = listed_[index_of(tag)];
  const bool was_listed = listed > 0;
  if (was_listed) --listed;
  if (std::uint8_t& pending = pending_[index_of(tag)]; pending > 0) {
    --pending;
    --all_pending_;
    return stray();
  }
  const std::size_t found = nearest_of(tag, tag, was_listed ? bars_scope : is_special);
  if (found == 0) return stray();
  const auto inside = entries_.begin() + static_cast<std::ptrdiff_t>(found);
  const auto is_block_inside = [](const Entry& entry) { return is_special(entry.tag); };
  const auto blocks = std::count_if(inside, entries_.end(), is_block_inside);
  const bool emitted = entries_[found - 1].emitted;
  if (found == entries_.size()) {
    drop_last();
  } else if (blocks == 0) {
    pop_to(found - 1);
    all_pending_ -= std::exchange(pending_[index_of(tag)], std::uint8_t{0});
  } else if (blocks < most_blocks) {
    erase(found - 1);
  }
  return emitted ? 1 : 0;
}

/// Only the form that the form element pointer names, and nothing inside it; but in a template, which has
/// no such pointer, the nearest.
std::size_t OpenTags::close_form() {
  if (count(Tag::template_) > 0) return close_found(nearest_of(Tag::form, Tag::form, bars_scope));
  const std::uint32_t form = std::exchange(form_, 0);
  const auto is_it = [form](const Entry& entry) { return entry.tag == Tag::form && entry.id == form; };
  const std::size_t found = form == 0 ? 0 : nearest(is_it, bars_scope);
  if (found == 0) return stray();
  const bool emitted = entries_[found - 1].emitted;
  erase(found - 1);
  return emitted ? 1 : 0;
}

/// As close_found(), for elements of which Gumbo is shown many by one name.
std::size_t OpenTags::close_alike(std::size_t found) {
  const Entry closed = entries_[found - 1];
  if (closed.tag != Tag::other) return close_found(found);
  const auto from = entries_.begin() + static_cast<std::ptrdiff_t>(found - 1);
  const auto is_shown = [](const Entry& entry) { return entry.tag == Tag::other && entry.emitted; };
  const auto alike = std::count_if(from, entries_.end(), is_shown);
  pop_to(found - 1);
  return static_cast<std::size_t>(alike);
}

void OpenTags::add(Tag tag, std::uint32_t id) {
  entries_.push_back({id, tag, entries_.size() < max_depth_});
  ++count_[index_of(tag)];
  open_formatting_ += is_formatting(tag);
}

bool OpenTags::push(Tag tag, std::uint32_t id) {
  add(tag, id);
  if (is_formatting(tag)) count_one_more(listed_[index_of(tag)]);
  if (begins_formatting_anew(tag)) listed_.fill(0);
  return entries_.back().emitted;
}

void OpenTags::reopen_formatting() {
  if (all_pending_ == 0) return;
  for (const Tag tag : kFormatting) {
    for (std::uint8_t& pending = pending_[index_of(tag)]; pending > 0; --pending) add(tag, 0);
  }
  all_pending_ = 0;
}

/// Leaves an element open that may be so or not: what names it no longer closes it.
void OpenTags::disown(std::size_t index) {
  --count_[index_of(entries_[index].tag)];
  entries_[index].tag = Tag::text;
  ++count_[index_of(Tag::text)];
}

void OpenTags::erase(std::size_t index) {
  --count_[index_of(entries_[index].tag)];
  open_formatting_ -= is_formatting(entries_[index].tag);
  entries_.erase(entries_.begin() + static_cast<std::ptrdiff_t>(index));
}

void OpenTags::pop_to(std::size_t size) {
  while (entries_.size() > size) {
    const Tag tag = entries_.back().tag;
    drop_last();
    if (is_formatting(tag)) all_pending_ += count_one_more(pending_[index_of(tag)]);
    if (begins_formatting_anew(tag)) listed_.fill(0);
  }
}

void OpenTags::drop_last() {
  const Tag tag = entries_.back().tag;
  entries_.pop_back();
  --count_[index_of(tag)];
  open_formatting_ -= is_formatting(tag);
}

}  // namespace cleancopy
