// What is wrong with one rule file, collected so that all of it is told at once.
// Not for what the world refuses (Error, in cleancopy.h): a slip is the author's.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "cleancopy.h"
#include "rules/site_rules.h"

namespace cleancopy {

class Slips {
 public:
  /// Both must outlive it.
  Slips(std::string_view file, const std::string& path) : file_(file), path_(path) {}

  void add(Place place, std::string what) { slips_.push_back({place, std::move(what)}); }

  /// A slip at a byte of the string `value` that stands at `place`. Exact where
  /// the file spells the value letter by letter between two quotation marks;
  /// the start of a string with escapes or with three quotation marks.
  void add_within(Place place, std::string_view value, std::size_t byte, std::string what);

  bool empty() const { return slips_.empty(); }

  /// All of them as errors, in the order of the file.
  std::vector<Error> errors() const;

 private:
  struct Slip {
    Place place;
    std::string what;
  };

  std::string_view text_at(Place place) const;

  std::string_view file_;
  const std::string& path_;
  std::vector<Slip> slips_;
};

}  // namespace cleancopy
