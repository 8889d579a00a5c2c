// What bare Gumbo makes of a page, for comparison; the notation is that of markup/verify.h.
#pragma once

#include <string_view>

#include "markup/verify.h"

namespace cleancopy {

inline Reading bare_reading(std::string_view page) {
  Arena arena;
  return bare_reading(page, arena).value();
}

}  // namespace cleancopy
