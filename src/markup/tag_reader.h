// One tag of a page → its name and attributes, as HTML section 13.2.5 tokenises it. For scan(),
// which knows what the tag means.
//
// Most bytes of markup stand in tags, so each is looked at once, and by sixteens: a name's letters tell
// while they are read whether they are as they should be, and are then the numbers by which the name
// is looked up; a value's tell whether it means what is written.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "markup/kept_text.h"
#include "markup/tree.h"

namespace cleancopy {

inline constexpr std::size_t kMaxAttributes = 256;

/// A tag as it was read, and where the page goes on after it.
struct PageTag {
  TagRecord record;
  bool self_closing = false;
  std::size_t end = 0;
};

class TagReader {
 public:
  /// Of `page`, which must outlive it. Attributes are added to `attributes`, and what
  /// cannot stay a view into the page to `decoded`.
  TagReader(std::string_view page, std::vector<Attribute>& attributes, KeptText& decoded)
      : page_(page), attributes_(attributes), decoded_(decoded) {}

  /// Reads the tag whose name begins at `at`. False, with nothing added, when the page ends
  /// first: then there is no tag (13.2.5.8).
  bool read(std::size_t at, PageTag& tag);

  /// Takes its attributes back.
  void forget(const PageTag& tag) { attributes_.resize(tag.record.first_attribute); }

  /// Lower-cased, as a view into the page where it is lower case already.
  std::string_view lowered(std::string_view name);

  /// Had a tag more attributes than kMaxAttributes? Those past them were passed over.
  bool saw_too_many() const { return saw_too_many_; }

 private:
  /// A part of the page; `is_plain` when it is to be read as it is written.
  struct Written {
    std::string_view text;
    bool is_plain = true;
  };

  struct AttributeName {
    std::string_view letters;  // in lower case
    Token token = 0;
  };

  const char* end() const { return page_.data() + page_.size(); }
  void read_name(TagRecord& record);
  void read_attribute(TagRecord& record);
  template <std::uint8_t kEnds>
  Written take_name();
  AttributeName take_attribute_name();
  Written take_value();
  template <char kQuote>
  Written take_quoted();
  std::string_view decoded(std::string_view value);

  std::string_view page_;
  const char* at_ = nullptr;
  std::vector<Attribute>& attributes_;
  KeptText& decoded_;
  bool saw_too_many_ = false;
};

}  // namespace cleancopy
