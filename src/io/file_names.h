// How a file is named after a stranger's id or URL, so that it stays in its
// folder, on any file system, and people can still read it.
//
// Names depend on the id alone, never on what came before: the same record has
// the same file in every run, in whatever order. The one surprise: two ids that
// differ get names that differ also where file systems fold case or normalise.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace cleancopy {

/// The name, without extension, of a record's file: one path component, never
/// hidden, of at most 120 bytes of UTF-8.
///
/// An id of a-z, 0-9, '-', '_' and '.' is its own name. Of any other, and of URLs,
/// the readable part is kept, without scheme, and a hash of all its bytes (64 bits
/// of FNV-1a) follows. So it is with names that Windows reserves, such as "aux.txt".
/// Without an id it is "line-17", which no id is called.
std::string name_of_record(std::string_view id, std::string_view url, std::size_t line_number);

/// `place`, a path below a folder, as one that stays there: a component "..", "."
/// or "" becomes "_", and one too long for a file with an extension is cut, with
/// a hash of what it was.
std::string place_within(std::string_view place);

}  // namespace cleancopy
