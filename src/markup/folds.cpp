#include "markup/folds.h"

#include <algorithm>
#include <array>
#include <initializer_list>

namespace cleancopy {
namespace {

/// What a start tag does in a body (13.2.6.4.7), as far as it is plain.
enum class Habit : std::uint8_t {
  odd,         // depends on, or changes, more than the nearest elements
  inline_,     // is opened where it stands
  formatting,  // … and entered in the list of active formatting elements
  block,       // ends a paragraph first
  heading,     // … and another heading around it
  item,        // … and the item before
  definition,
  button,      // ends a button around it
  form,        // is passed over inside another one
  table,       // ends a paragraph, but for quirks mode
  section,     // of a table: rows
  row,
  cell,
  caption,
  select,
  option,      // is one of a select's, in a group of them or not
  frame,       // <html>, <head>, <body>
  template_,   // what is in it has nothing to do with what is around it
  void_,       // holds nothing
  rule,        // <hr>: holds nothing, and ends a paragraph
};

constexpr auto kHabits = [] {
  std::array<Habit, 256> habits{};  // all odd
  const auto set = [&habits](Habit habit, std::initializer_list<Tag> tags) {
    for (const Tag tag : tags) habits[static_cast<std::size_t>(tag)] = habit;
  };
  set(Habit::inline_,
      {Tag::other, Tag::abbr, Tag::acronym, Tag::audio, Tag::bdi, Tag::bdo, Tag::blink, Tag::canvas,
       Tag::cite, Tag::data, Tag::datalist, Tag::del, Tag::dfn, Tag::dialog, Tag::iframe, Tag::ins,
       Tag::kbd, Tag::label, Tag::legend, Tag::map, Tag::mark, Tag::meter, Tag::output, Tag::picture,
       Tag::progress, Tag::q, Tag::ruby, Tag::samp, Tag::script, Tag::search, Tag::slot, Tag::span,
       Tag::sub, Tag::sup, Tag::time, Tag::title, Tag::var, Tag::video});
  set(Habit::formatting, {Tag::a, Tag::b, Tag::big, Tag::code, Tag::em, Tag::font, Tag::i, Tag::s, Tag::small,
                          Tag::strike, Tag::strong, Tag::tt, Tag::u});
  set(Habit::block,
      {Tag::address, Tag::article, Tag::aside, Tag::blockquote, Tag::center, Tag::details, Tag::dir, Tag::div,
       Tag::dl, Tag::fieldset, Tag::figcaption, Tag::figure, Tag::footer, Tag::header, Tag::hgroup, Tag::main,
       Tag::menu, Tag::nav, Tag::ol, Tag::p, Tag::pre, Tag::section, Tag::summary, Tag::ul});
  set(Habit::heading, {Tag::h1, Tag::h2, Tag::h3, Tag::h4, Tag::h5, Tag::h6});
  set(Habit::item, {Tag::li});
  set(Habit::definition, {Tag::dd, Tag::dt});
  set(Habit::button, {Tag::button});
  set(Habit::form, {Tag::form});
  set(Habit::table, {Tag::table});
  set(Habit::section, {Tag::tbody, Tag::thead, Tag::tfoot});
  set(Habit::row, {Tag::tr});
  set(Habit::cell, {Tag::td, Tag::th});
  set(Habit::caption, {Tag::caption});
  set(Habit::select, {Tag::select});
  set(Habit::option, {Tag::option, Tag::optgroup});
  set(Habit::frame, {Tag::html, Tag::head, Tag::body});
  set(Habit::template_, {Tag::template_});
  set(Habit::void_, {Tag::area, Tag::base, Tag::br, Tag::embed, Tag::img, Tag::input, Tag::link, Tag::meta,
                     Tag::param, Tag::source, Tag::track, Tag::wbr});
  set(Habit::rule, {Tag::hr});
  return habits;
}();

Habit habit_of(Tag tag) { return kHabits[static_cast<std::size_t>(tag)]; }

bool holds_nothing(Habit habit) { return habit == Habit::void_ || habit == Habit::rule; }

bool ends_paragraph(Habit habit) {
  switch (habit) {
    case Habit::block: case Habit::heading: case Habit::item: case Habit::definition: case Habit::form:
    case Habit::rule:
      return true;
    default: return false;
  }
}

bool is_list(Tag tag) { return tag == Tag::ul || tag == Tag::ol || tag == Tag::menu || tag == Tag::dir; }

/// An end tag may be left out of these, before that of what holds them.
bool may_lack_end(Tag tag) {
  switch (tag) {
    case Tag::p: case Tag::li: case Tag::dd: case Tag::dt: case Tag::option: case Tag::optgroup: case Tag::td:
    case Tag::th: case Tag::tr: case Tag::tbody: case Tag::thead: case Tag::tfoot:
      return true;
    default: return false;
  }
}

/// Does an end tag of such an element end those inside it that may lack theirs?
bool ends_those_inside(Habit habit) {
  switch (habit) {
    case Habit::odd: case Habit::inline_: case Habit::formatting: case Habit::form: case Habit::void_:
    case Habit::rule: case Habit::frame:
      return false;
    default: return true;
  }
}

/// A second link ends the first, and "Noah's Ark" (13.2.4.3) lets go of one that is open when a fourth comes.
bool may_format(Tag tag, const OpenTags& open) { return open.count(tag) < (tag == Tag::a ? 1 : 3); }

/// Are other rules followed here than those of a body or a table? And formatting may go on in any element.
bool is_elsewhere(const OpenTags& open) {
  return open.holds_formatting() || open.holds(Tag::select) || open.holds(Tag::template_) || open.in_math() ||
         open.has_framesets();
}

bool is_in_body(const OpenTags& open) { return !open.holds(Tag::table) && !is_elsewhere(open); }
bool is_in_table(const OpenTags& open) { return open.holds(Tag::table) && !is_elsewhere(open); }

}  // namespace

void Folds::open(Tag tag, std::string_view name, const OpenTags& open, const SkeletonSize& here) {
  const Habit habit = habit_of(tag);
  const bool is_form_in_form = habit == Habit::form && form_ != FormPointer::nothing;
  if (!entries_.empty() && (is_form_in_form || !fits(tag, open))) forget();
  const bool is_placed = !is_form_in_form && (!entries_.empty() || may_begin(tag, open));
  is_untouched_ = false;
  if (habit == Habit::form) form_ = is_placed ? FormPointer::here : FormPointer::unknown;
  if (habit == Habit::odd || holds_nothing(habit) || !is_placed) return;
  entries_.push_back({name, here, tag, paragraph_in(tag), room_in(tag)});
  // Whether Gumbo makes a cell of this depends on more than we know.
  if (habit == Habit::cell && entries_.size() == 1) kept_ = 1;
}

/// May it be the outermost of what is folded?
bool Folds::may_begin(Tag tag, const OpenTags& open) const {
  switch (habit_of(tag)) {
    case Habit::frame: return is_untouched_ && tag != Tag::body;
    case Habit::cell: return is_in_table(open);
    case Habit::option: case Habit::section: case Habit::row: case Habit::caption: return false;
    default: return is_in_body(open);
  }
}

/// May it stand where it does, as it is written?
bool Folds::fits(Tag tag, const OpenTags& open) const {
  const Habit habit = habit_of(tag);
  switch (entries_.back().room) {
    case Room::page: return tag == Tag::head ? !has_head_ : tag == Tag::body && has_head_;
    case Room::head:
      return tag == Tag::meta || tag == Tag::link || tag == Tag::script || tag == Tag::title ||
             tag == Tag::base || tag == Tag::template_;
    case Room::groups: return habit == Habit::option;
    case Room::options: return tag == Tag::option;
    case Room::table: return habit == Habit::section || habit == Habit::caption || tag == Tag::script;
    case Room::rows: return habit == Habit::row || tag == Tag::script;
    case Room::cells: return habit == Habit::cell || tag == Tag::script;
    case Room::nothing: return false;
    case Room::content: return ends_nothing(tag, open);
  }
  return false;
}

Folds::Room Folds::room_in(Tag tag) {
  switch (tag) {
    case Tag::html: return Room::page;
    case Tag::head: return Room::head;
    case Tag::select: return Room::groups;
    case Tag::optgroup: return Room::options;
    case Tag::option: case Tag::title: return Room::nothing;
    case Tag::table: return Room::table;
    case Tag::tbody: case Tag::thead: case Tag::tfoot: return Room::rows;
    case Tag::tr: return Room::cells;
    default: return Room::content;
  }
}

/// Does the start tag leave open all that is open around it, and has it a place in any content?
bool Folds::ends_nothing(Tag tag, const OpenTags& open) const {
  const Entry& holder = entries_.back();
  const Habit habit = habit_of(tag);
  const bool may_end_paragraph = ends_paragraph(habit) || habit == Habit::table;
  if (may_end_paragraph && holder.paragraph != Paragraph::none) return false;
  switch (habit) {
    case Habit::odd: case Habit::option: case Habit::frame: case Habit::section: case Habit::row:
    case Habit::cell: case Habit::caption:
      return false;
    case Habit::formatting: return may_format(tag, open);
    case Habit::heading: return !is_heading(holder.tag);
    case Habit::item: return is_list(holder.tag) || open.count(Tag::li) == 0;
    case Habit::definition: return holder.tag == Tag::dl || open.count(Tag::dd) + open.count(Tag::dt) == 0;
    case Habit::button: return !open.holds(Tag::button);
    case Habit::form: return !open.holds(Tag::template_);  // inside one the form element pointer says nothing
    default: return true;
  }
}

/// What a block will find in this element, which is about to be opened.
Folds::Paragraph Folds::paragraph_in(Tag tag) const {
  if (tag == Tag::p) return Paragraph::open;
  const Habit habit = habit_of(tag);
  const bool is_inline = habit == Habit::inline_ || habit == Habit::formatting || habit == Habit::select;
  if (!is_inline) return Paragraph::none;
  return entries_.empty() ? Paragraph::unknown : entries_.back().paragraph;
}

bool Folds::start_ends_last(Tag tag) const {
  if (entries_.empty()) return false;
  const Habit habit = habit_of(tag);
  switch (const Tag last = entries_.back().tag) {
    case Tag::p: return ends_paragraph(habit) && habit != Habit::form;
    case Tag::li: case Tag::optgroup: return tag == last;
    case Tag::dd: case Tag::dt: return habit == Habit::definition;
    case Tag::option: return habit == Habit::option;
    case Tag::td: case Tag::th: return habit == Habit::cell || habit == Habit::row || habit == Habit::section;
    case Tag::tr: return habit == Habit::row || habit == Habit::section;
    case Tag::tbody: case Tag::thead: case Tag::tfoot: return habit == Habit::section;
    default: return false;
  }
}

bool Folds::end_ends_last(Tag tag) const {
  if (!ends_those_inside(habit_of(tag)) || tag == Tag::p) return false;
  for (std::size_t i = entries_.size(); i-- > 1;) {
    if (entries_[i].tag == tag || !may_lack_end(entries_[i].tag)) return false;
    if (entries_[i - 1].tag == tag) return true;
  }
  return false;
}

bool Folds::ignores_end(Tag tag, const OpenTags& open) const {
  if (entries_.empty()) return false;
  // After </body> and </html> the body goes on (13.2.6.4.19 and 22).
  if (tag == Tag::body || tag == Tag::html) return holds_page();
  switch (habit_of(tag)) {
    case Habit::inline_: case Habit::formatting: case Habit::block: case Habit::item: case Habit::definition:
    case Habit::button: case Habit::select: case Habit::option:
      return open.count(tag) == 0 && tag != Tag::p;  // </p> is an empty paragraph
    default: return false;
  }
}

bool Folds::lacks_paragraph(Tag tag, const OpenTags& open) const {
  if (tag != Tag::p || entries_.empty() || open.holds(Tag::template_)) return false;
  return entries_.back().room == Room::content && entries_.back().paragraph == Paragraph::none;
}

std::optional<SkeletonSize> Folds::close(Tag tag, std::string_view name, const OpenTags& open) {
  is_untouched_ = false;
  const bool ends_it =
      !entries_.empty() && entries_.back().tag == tag && (tag != Tag::other || entries_.back().name == name);
  if (!ends_it) {
    forget();
    // It points to nothing now, but for where the tag is passed over.
    if (tag == Tag::form && !is_elsewhere(open)) form_ = FormPointer::nothing;
    return std::nullopt;
  }
  return take_last().begin;
}

EndedElement Folds::take_last() {
  const Entry last = entries_.back();
  entries_.pop_back();
  if (last.tag == Tag::form) form_ = FormPointer::nothing;
  if (last.tag == Tag::head) has_head_ = true;
  const bool is_kept = entries_.size() < kept_;
  kept_ = std::min(kept_, entries_.size());
  return {last.tag, is_kept ? std::nullopt : std::optional(last.begin)};
}

void Folds::text() {
  is_untouched_ = false;
  if (entries_.empty()) return;
  switch (entries_.back().room) {
    case Room::page: case Room::head: case Room::table: case Room::rows: case Room::cells: return forget();
    default: return;
  }
}

}  // namespace cleancopy
