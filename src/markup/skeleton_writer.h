// Writes down as a Skeleton what scan() reads of a page: which tags Gumbo is shown, within the bounds
// (open_tags.h), and what is folded into its element instead (folds.h).
//
//     start_tag(<ul>) start_tag(<li>) text(①) start_tag(<li>) …      pieces: ul li ① end li …
//                                               ↑ the first <li> ends here: the page left its end tag out
//
// The one surprise: attributes, scripts and decoded values are not taken here. Who reads the page adds them
// to the skeleton's tables.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "markup/folds.h"
#include "markup/open_tags.h"
#include "markup/skeleton.h"

namespace cleancopy {

class SkeletonWriter {
 public:
  SkeletonWriter(std::size_t page_bytes, Folding folding);

  /// Takes a start tag, whose attributes are in the table. False when it is past a bound:
  /// then it is not kept, and its attributes need not be.
  bool start_tag(const TagRecord& tag);

  /// The end tag of an element that holds nothing says nothing; but </br> is a <br>.
  void end_tag(const TagRecord& tag);

  /// Text between two tags, as it is written.
  void text(std::string_view run);

  /// The same, of nothing but white space.
  void white_space();

  /// Only the first that comes before all else counts; an overlong one cannot matter.
  void doctype(std::string_view doctype);

  /// Ends the page. Nothing may be written after it.
  Skeleton finish();

  const OpenTags& open() const { return open_; }

  /// What is written so far.
  const Skeleton& skeleton() const { return out_; }
  Skeleton& skeleton() { return out_; }

 private:
  SkeletonSize here() const;
  void space() { out_.pieces.push_back(Piece::text(0)); }
  bool ends_in_space() const { return !out_.pieces.empty() && out_.pieces.back().is_space(); }
  bool count_tag();
  void open_fold(const TagRecord& tag);
  void start_implied(Tag tag);
  void end_last();
  std::vector<Piece>::iterator before_last_text();
  void fold(const SkeletonSize& begin, std::uint32_t end);
  void end_page();

  std::size_t tags_ = 0;  // so far
  OpenTags open_{kMaxDepth};
  Folds folds_;
  Folding folding_;
  Skeleton out_;
};

}  // namespace cleancopy
