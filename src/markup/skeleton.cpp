#include "markup/skeleton.h"

#include <algorithm>

#include "text/ascii.h"

namespace cleancopy {
namespace {

/// Gumbo treats all elements that it does not know alike; their names stay in the TagRecord.
std::string_view shown_name(Tag tag) { return tag == Tag::other ? "x" : name_of(tag); }

bool is_hidden_input(const Skeleton& skeleton, const TagRecord& record) {
  if (record.tag != Tag::input) return false;
  const auto first = skeleton.attributes.begin() + record.first_attribute;
  const auto type = std::find_if(first, first + record.attribute_count,
                                 [](const Attribute& attribute) { return attribute.name == "type"; });
  return type != first + record.attribute_count && equals_ignoring_case(type->value, "hidden");
}

void write_start_tag(Skeleton& skeleton, const TagRecord& record) {
  skeleton.text += '<';
  skeleton.text += shown_name(record.tag);
  // In tables only a hidden input stays where it is (13.2.6.4.9).
  if (is_hidden_input(skeleton, record)) skeleton.text += " type=hidden";
  skeleton.text += '>';
}

void write_end_tags(std::string& text, Piece piece) {
  for (std::uint32_t n = piece.times(); n > 0; --n) {
    text += "</";
    text += shown_name(piece.tag());
    text += '>';
  }
}

// Run n is named by one character of plane 15, or, past the first 65,000, by
// one of plane 16 (the high part) and one of plane 15. Plain text of the page
// never stands in a skeleton, so no page can forge a name.
constexpr std::size_t kRadix = 65'000;
constexpr char32_t kLow = 0xF0000, kHigh = 0x100000;

void append_utf8(std::string& out, char32_t c) {
  out += static_cast<char>(0xF0 | (c >> 18));
  out += static_cast<char>(0x80 | ((c >> 12) & 0x3F));
  out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
  out += static_cast<char>(0x80 | (c & 0x3F));
}

}  // namespace

void write_html(Skeleton& skeleton) {
  if (!skeleton.doctype.empty()) (skeleton.text += skeleton.doctype) += '>';
  auto fold = skeleton.folds.begin();
  for (std::uint32_t i = 0; i < skeleton.pieces.size(); ++i) {
    const Piece piece = skeleton.pieces[i];
    if (piece.is_space()) skeleton.text += ' ';
    else if (piece.kind() == Piece::Kind::text) append_run_name(skeleton.text, piece.index());
    else if (piece.kind() == Piece::Kind::end) write_end_tags(skeleton.text, piece);
    if (piece.kind() != Piece::Kind::start) continue;
    skeleton.marks.push_back({static_cast<std::uint32_t>(skeleton.text.size()), piece.index(), {}});
    write_start_tag(skeleton, skeleton.tags[piece.index()]);
    if (fold == skeleton.folds.end() || fold->first != i + 1) continue;
    skeleton.marks.back().fold = *fold;
    i = fold++->end - 1;
  }
}

void append_run_name(std::string& skeleton, std::size_t run) {
  if (run >= kRadix) append_utf8(skeleton, kHigh + static_cast<char32_t>(run / kRadix));
  append_utf8(skeleton, kLow + static_cast<char32_t>(run % kRadix));
}

void read_run_names(std::string_view text, std::vector<std::uint32_t>& runs) {
  std::size_t high = 0;
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = [&](std::size_t k) { return static_cast<unsigned char>(text[i + k]); };
    if (byte(0) < 0xF0 || i + 4 > text.size()) {
      if (text[i] == ' ') runs.push_back(0);
      ++i;  // anything else was added by Gumbo itself (isindex)
      continue;
    }
    const auto tail = [&](std::size_t k) { return byte(k) & 0x3Fu; };
    const char32_t c = ((byte(0) & 7u) << 18) | (tail(1) << 12) | (tail(2) << 6) | tail(3);
    i += 4;
    if (c >= kHigh) { high = (c - kHigh) * kRadix; continue; }
    runs.push_back(static_cast<std::uint32_t>(high + (c - kLow)));
    high = 0;
  }
}

}  // namespace cleancopy
