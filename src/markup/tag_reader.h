// One tag of a page → its name and attributes, as HTML section 13.2.5 tokenises it. For scan(),
// which knows what the tag means.
//
// Most bytes of markup stand in tags, so each is looked at once, and by sixteens: a name's letters tell
// while they are read whether they are as they should be, and are then the numbers by which the name
// is looked up; a value's tell whether it means what is written.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "markup/kept_text.h"
#include "markup/tree.h"

namespace cleancopy {

inline constexpr std::size_t kMaxAttributes = 256;

/// A tag as it was read.
struct PageTag {
  TagRecord record;
  bool self_closing = false;
};

class TagReader {
 public:
  /// Of `page`, which must outlive it. Attributes are added to `attributes`, and what
  /// cannot stay a view into the page to `decoded`.
  TagReader(std::string_view page, std::vector<Attribute>& attributes, KeptText& decoded)
      : page_(page), attributes_(attributes), decoded_(decoded) {}

  /// Reads the tag whose name begins at `from`, and tells where the page goes on after it. Nothing, with
  /// nothing added, when the page ends first: then there is no tag (13.2.5.8).
  std::optional<std::size_t> read(std::size_t from, PageTag& tag);

  /// Takes its attributes back.
  void forget(const PageTag& tag) { attributes_.resize(tag.record.first_attribute); }

  /// Lower-cased, as a view into the page where it is lower case already.
  std::string_view lowered(std::string_view name);

  /// Had a tag more attributes than kMaxAttributes? Those past them were passed over.
  bool saw_too_many() const { return saw_too_many_; }

 private:
  struct AttributeName {
    std::string_view letters;  // in lower case
    Token token = 0;
  };

  const char* end() const { return page_.data() + page_.size(); }
  // Where the page goes on is handed from one to the next in a register: the wait for it is what a tag costs.
  const char* read_name(const char* at, TagRecord& record);
  const char* read_attribute(const char* at, TagRecord& record);
  AttributeName take_attribute_name(const char*& at);
  std::string_view decoded(std::string_view value);

  std::string_view page_;
  std::vector<Attribute>& attributes_;
  KeptText& decoded_;
  bool saw_too_many_ = false;
};

}  // namespace cleancopy
