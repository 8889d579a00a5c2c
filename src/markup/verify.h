// The page parsed twice, by parse() and by Gumbo bare, to see that the skeleton loses nothing:
//
//     shape  <html <head ><body <p class="x" "Hello "<b "you">>>>
//     text   Hello you
//
// For tests and `clean --verify-parse`. Left out on both sides, on purpose: script, style, noscript,
// svg, textarea, noframes and noembed, and what an iframe holds. Elements that Gumbo does not know
// are all "x", and what PROGRAM's canonical text does not keep (U+0000, controls) counts as nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "markup/arena.h"
#include "markup/tree.h"

namespace cleancopy {

/// What a parse made of a page, in a notation that both parsers can be put in.
struct Reading {
  std::string text;
  std::string shape;
};

Reading reading_of(const Tree& tree);

/// Gumbo on the page as it is (valid UTF-8); none when the arena refuses. Resets the arena.
std::optional<Reading> bare_reading(std::string_view html, Arena& arena);

/// `unknown`: there was nothing to compare with, the bare parse being too slow or too large.
enum class Likeness : std::uint8_t { same, other_shape, other_text, unknown };

struct Comparison {
  Likeness likeness = Likeness::same;
  std::string difference;  ///< the first, in words; empty when all is the same
};

/// Text counts without its spaces: where they stand is flow()'s business.
Comparison compare_readings(const Reading& ours, const Reading& bare);

/// Both parses of a page's text, compared. Costs ten times a parse().
Comparison verify_parse(const std::string& html, Arena& arena);

}  // namespace cleancopy
