#include "markup/skeleton_writer.h"

#include <algorithm>
#include <utility>

#include "text/ascii.h"

namespace cleancopy {

SkeletonWriter::SkeletonWriter(std::size_t page_bytes, Folding folding) : folding_(folding) {
  // As much as real pages need, most of them.
  out_.pieces.reserve(page_bytes / 64);
  out_.tags.reserve(page_bytes / 192);
  out_.attributes.reserve(page_bytes / 128);
  out_.tags.push_back({});
  out_.runs.push_back(" ");
}

Skeleton SkeletonWriter::finish() {
  if (folds_.holds_page()) end_page();
  write_html(out_);
  return std::move(out_);
}

void SkeletonWriter::text(std::string_view run) {
  if (run.find_first_not_of('\0') == std::string_view::npos) return;
  const auto is_nothing = [](char c) { return is_html_space(c) || c == '\0'; };
  if (std::ranges::all_of(run, is_nothing)) return white_space();
  open_.text();
  folds_.text();
  // A leading space decides where Gumbo puts text that stands in the head or in a table.
  if (is_html_space(run.front())) space();
  out_.pieces.push_back(Piece::text(out_.runs.size()));
  out_.runs.push_back(run);
}

void SkeletonWriter::white_space() {
  open_.text();
  const bool is_nothing = folding_ == Folding::plain && folds_.ignores_space();
  if (!is_nothing && !ends_in_space()) space();
}

void SkeletonWriter::doctype(std::string_view doctype) {
  constexpr std::size_t longest = 256;
  const auto is_space = [](Piece piece) { return piece.is_space(); };
  const bool is_first = out_.doctype.empty() && std::ranges::all_of(out_.pieces, is_space);
  if (doctype.size() <= longest && is_first) out_.doctype = doctype;
}

SkeletonSize SkeletonWriter::here() const {
  return {static_cast<std::uint32_t>(out_.pieces.size()), static_cast<std::uint32_t>(out_.folds.size())};
}

bool SkeletonWriter::count_tag() {
  if (tags_ > kMaxTags) return false;
  if (++tags_ > kMaxTags) out_.fences.tags = true;
  return tags_ <= kMaxTags;
}

bool SkeletonWriter::start_tag(const TagRecord& tag) {
  if (folding_ == Folding::plain) open_fold(tag);
  if (!count_tag() || !open_.open(tag.tag, tag.name)) {
    folds_.forget();
    out_.fences.depth |= tags_ <= kMaxTags;
    // Without its tag, what it held would run into what stood before.
    if (!ends_in_space()) space();
    return false;
  }
  out_.pieces.push_back(Piece::start(out_.tags.size()));
  if (is_void(tag.tag)) out_.pieces.push_back(Piece::end(tag.tag, 0));
  out_.tags.push_back(tag);
  return true;
}

void SkeletonWriter::open_fold(const TagRecord& tag) {
  const bool has_place = tags_ < kMaxTags && open_.has_place();
  while (has_place && folds_.start_ends_last(tag.tag)) end_last();
  if (has_place && folds_.lacks_section(tag.tag)) {
    folds_.open(Tag::tbody, name_of(Tag::tbody), open_, here());
    start_implied(Tag::tbody);
  }
  folds_.open(tag.tag, tag.name, open_, here());
}

/// The start tag of an element that the page left out.
void SkeletonWriter::start_implied(Tag tag) {
  const auto no_attribute = static_cast<std::uint32_t>(out_.attributes.size());
  out_.pieces.push_back(Piece::start(out_.tags.size()));
  out_.tags.push_back({name_of(tag), no_attribute, 0, tag});
}

/// Ends the innermost element, whose end tag the page left out.
void SkeletonWriter::end_last() {
  const EndedElement last = folds_.take_last();
  if (last.begin) fold(*last.begin, here().pieces);
  out_.pieces.push_back(Piece::end(last.tag, 1));
}

void SkeletonWriter::end_tag(const TagRecord& tag) {
  if (!count_tag()) return folds_.forget();
  if (is_void(tag.tag) && tag.tag != Tag::br) return;
  if (folds_.ignores_end(tag.tag, open_)) return;
  if (folds_.lacks_paragraph(tag.tag, open_) && open_.has_place()) {
    start_implied(Tag::p);
    out_.pieces.push_back(Piece::end(Tag::p, 1));
    return;
  }
  while (folds_.end_ends_last(tag.tag)) end_last();
  auto place = out_.pieces.end();
  if (const auto begin = folds_.close(tag.tag, tag.name, open_)) {
    if (tag.tag == Tag::form) place = before_last_text();
    fold(*begin, static_cast<std::uint32_t>(place - out_.pieces.begin()));
  }
  const std::size_t times = open_.close(tag.tag, tag.name);
  if (times > 0) out_.pieces.insert(place, Piece::end(tag.tag, times));
}

/// Gumbo lets a text that </form> follows stand behind the form, and so do we.
std::vector<Piece>::iterator SkeletonWriter::before_last_text() {
  const auto is_text = [](Piece piece) { return piece.kind() == Piece::Kind::text; };
  return std::find_if_not(out_.pieces.rbegin(), out_.pieces.rend(), is_text).base();
}

/// Takes what the element that began there holds, up to piece `end`, out of what Gumbo sees.
void SkeletonWriter::fold(const SkeletonSize& begin, std::uint32_t end) {
  out_.folds.resize(begin.folds);
  if (begin.pieces + 1 < end) out_.folds.push_back({begin.pieces + 1, end});
}

/// All that is still open ends with a page that is plain from its <html> on.
void SkeletonWriter::end_page() {
  const auto close_last = [this] { out_.pieces.push_back(Piece::end(folds_.take_last().tag, 1)); };
  while (folds_.holds_page()) close_last();
  fold({}, here().pieces);
  close_last();
  out_.is_plain = true;
}

}  // namespace cleancopy
