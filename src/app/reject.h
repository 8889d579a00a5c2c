// A page that was rejected, as a record of --rejects: enough to find it in its
// input and clean it again, alone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace cleancopy::app {

struct Reject {
  std::string id, url;          ///< as far as they are known
  std::string file;             ///< the input file, as it was named or found
  std::size_t line_number = 0;  ///< 0 when the file is one page
  std::uint64_t offset = 0;     ///< of the record in the file
  std::string reason;
};

/// One line of JSON with its newline: {"id","url","file","line","offset","reason"}, null for
/// what is not known; line and offset are null when the file is one page.
std::string to_jsonl(const Reject& reject);

}  // namespace cleancopy::app
