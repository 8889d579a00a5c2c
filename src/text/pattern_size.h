// How large a regular expression is once compiled, told from its letters: compiling
// it to see would cost more than all else that loading a rule file does.
#pragma once

#include <string_view>

namespace cleancopy {

/// Is a readable expression far from too large to compile? RE2 takes some 350,000 instructions; a
/// counted repetition is as many copies of the item or the group before it.
/// Linear in its bytes.
bool is_surely_small(std::string_view expression);

}  // namespace cleancopy
