// The ways in which what was read of a regular expression can begin, as sets of strings that are put
// together as expressions are: one or the other, one and then the other, one so many times.
// For text/openings.cpp only; use text/openings.h.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cleancopy {

/// What may follow a start: what the expression says next, or, as it was cut, anything.
enum class Then : std::uint8_t { next, anything };

/// One way to begin, in bytes of lower_letters() and classes of bytes (text/openings.h).
struct Start {
  std::string text;
  Then then = Then::next;
  friend auto operator<=>(const Start&, const Start&) = default;
};

/// Ascending, each once, of kLongestOpening bytes at most. Of more than a thousand only the first bytes are
/// kept, the fewer the more they are.
using Starts = std::vector<Start>;

Starts nothing();   ///< the empty string
Starts anything();
Starts end_of_text();
Starts one(std::string text);
Starts any_of(std::string_view letters);
Starts any_letter();  ///< any one character

/// The letters of a range in ASCII; of any other, any letter.
Starts letters_between(std::string_view first, std::string_view last);

Starts either(const Starts& some, const Starts& others);

/// The first, and then the second.
Starts joined(const Starts& first, const Starts& second);

/// The item so many times.
Starts repeated(const Starts& item, int least, int most);

}  // namespace cleancopy
