// What is wrong with a pattern or selector, and at which byte of it. The rule
// grammar turns it into an Error at file:line:column; use Error elsewhere.
#pragma once

#include <cstddef>
#include <string>

namespace cleancopy {

struct SyntaxError {
  std::size_t offset = 0;  ///< byte in the text that was compiled
  std::string what;
};

}  // namespace cleancopy
