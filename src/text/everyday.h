// Everyday text read in one pass: what normalize(), fold(), fold_case() and count_words()
// (text/unicode.h) make of it one after the other. It is ASCII, and letters and signs of news
// in many scripts; of a hundred blocks of a page ninety-eight are.
//
//     " • “So”\n it’s "     canonical  • “So” it’s     caseless  "so" it's
//                           folded     "So" it's       words     2
//
// The one surprise: a text with any other character is refused, and nothing is known of it.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

namespace cleancopy {

class EverydayText {
 public:
  /// False when the text is not everyday, or has more than kMost bytes. Linear.
  bool read(std::string_view text);

  // Of what was read last, until the next read: as normalize(), fold(), fold_case() and count_words()
  // give it. `caseless` is also lower_letters() of `folded`: text of which it is not is not everyday.
  std::string_view canonical() const { return {canonical_, canonical_size_}; }
  std::string_view folded() const { return {folded_ + mark_, folded_size_}; }
  std::string_view caseless() const { return {caseless_ + mark_, folded_size_}; }
  std::size_t words() const { return words_; }

  static constexpr std::size_t kMost = 64u << 10;

 private:
  void make_room(std::size_t size);

  std::unique_ptr<char[]> page_;  // where the three stand
  std::size_t room_ = 0;          // for each
  char *canonical_ = nullptr, *folded_ = nullptr, *caseless_ = nullptr;
  std::size_t canonical_size_ = 0, folded_size_ = 0, mark_ = 0;
  std::size_t words_ = 0;
};

}  // namespace cleancopy
