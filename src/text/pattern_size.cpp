#include "text/pattern_size.h"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace cleancopy {
namespace {

/// Past the ']' that closes the '[' at `i`.
std::size_t end_of_class(std::string_view expression, std::size_t i) {
  const auto at = [&](std::size_t k) { return k < expression.size() ? expression[k] : '\0'; };
  i += at(i + 1) == '^' ? 2 : 1;
  if (at(i) == ']') ++i;
  for (; i < expression.size() && expression[i] != ']'; ++i) {
    const bool is_named = expression[i] == '[' && at(i + 1) == ':';
    if (expression[i] == '\\') ++i;
    else if (is_named) i = std::min(expression.find(":]", i), expression.size() - 2) + 1;
  }
  return std::min(i + 1, expression.size());
}

/// Past the atom, the operator or the bracket at `i`.
std::size_t end_of_item(std::string_view expression, std::size_t i) {
  if (expression[i] == '[') return end_of_class(expression, i);
  std::size_t end = i + (expression[i] == '\\' ? 2 : 1);
  const std::string_view item = expression.substr(i, end - i);
  const bool is_property = item == "\\p" || item == "\\P";  // \pL, \p{Greek}
  const bool is_braced = is_property && expression.substr(end, 1) == "{";
  if (is_braced) end = std::min(expression.find('}', end), expression.size());
  if (is_property) ++end;
  return std::min(end, expression.size());
}

/// Instructions that an item without groups compiles to, at most: a letter is as many as it has
/// bytes or cases, a class a few for each of its ranges, a property 1,200 (\\pL, the largest).
std::size_t size_of_item(std::string_view item) {
  constexpr std::size_t kProperty = 1300;
  std::size_t size = 16 * item.size() + (item.size() > 1 ? 64 : 0);
  for (const char* const property : {"\\p", "\\P"}) {
    for (std::size_t at = item.find(property); at != item.npos; at = item.find(property, at + 1)) {
      size += kProperty;
    }
  }
  return size;
}

/// The greater number of the repetition "{2,5}" that follows the '{' at `i`; 0 if none does.
std::size_t repetitions(std::string_view expression, std::size_t i) {
  constexpr std::size_t kMostRepetitions = 1000;  // RE2 reads no greater number
  std::size_t most = 0, number = 0;
  for (++i; i < expression.size() && expression[i] != '}'; ++i) {
    const bool is_digit = expression[i] >= '0' && expression[i] <= '9';
    if (!is_digit && expression[i] != ',') return 0;
    number = is_digit ? number * 10 + static_cast<std::size_t>(expression[i] - '0') : 0;
    most = std::max(most, std::min(number, kMostRepetitions));
  }
  return most;
}

}  // namespace

bool is_surely_small(std::string_view expression) {
  constexpr std::size_t kSurelySmall = 100'000;
  if (expression.find("\\Q") != std::string_view::npos) return false;
  std::vector<std::size_t> open{0};  // instructions of the groups that are open, the whole first
  std::size_t last = 0;              // … and of what a repetition would repeat
  for (std::size_t i = 0, end = 0; i < expression.size(); i = end) {
    end = end_of_item(expression, i);
    std::size_t copies = 0;
    if (expression[i] == '{') copies = repetitions(expression, i);
    if (copies > 0) {
      end = std::min(expression.find('}', i), expression.size() - 1) + 1;
      last *= copies;
    } else if (expression[i] == '(') {
      open.push_back(0);
      last = 0;
    } else if (expression[i] == ')' && open.size() > 1) {
      last = open.back() + 1;
      open.pop_back();
    } else {
      last = size_of_item(expression.substr(i, end - i));
    }
    open.back() += last;
    if (open.back() > kSurelySmall) return false;
  }
  return true;
}

}  // namespace cleancopy
