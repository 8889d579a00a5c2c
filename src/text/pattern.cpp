#include "text/pattern.h"

#include <re2/filtered_re2.h>
#include <re2/re2.h>
#include <re2/set.h>

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <mutex>
#include <optional>
#include <utility>

#include "text/literals.h"
#include "text/unicode.h"

namespace cleancopy {
namespace {

// Past this, RE2 empties its cache of states and matches on, only slower.
constexpr std::int64_t kMaxPatternMemory = std::int64_t{8} << 20;
constexpr int kShortestLiteral = 4;  // bytes: shorter ones stand in most texts

RE2::Options quiet_options() {
  RE2::Options options;
  options.set_log_errors(false);
  options.set_never_capture(true);
  options.set_max_mem(kMaxPatternMemory);
  return options;
}

re2::StringPiece piece_of(std::string_view text) { return {text.data(), text.size()}; }

// Where the slip is. RE2 names the wrong part but not its place: as it reads from
// left to right and stops there, the first such part is taken.
SyntaxError error_of(const RE2& expression) {
  std::size_t at = expression.pattern().find(expression.error_arg());
  if (expression.error_code() == RE2::ErrorTrailingBackslash) at = expression.pattern().size() - 1;
  return {.offset = at == std::string::npos ? 0 : at, .what = expression.error()};
}

/// Is it an expression, as far as reading it tells? A set reads what is added, and compiles later.
bool is_readable(std::string_view expression) {
  return RE2::Set(quiet_options(), RE2::UNANCHORED).Add(piece_of(expression), nullptr) >= 0;
}

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

/// Is a readable expression far from too large to compile? RE2 takes some 350,000 instructions; a
/// counted repetition is as many copies of the item or the group before it.
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

}  // namespace

// Compiled when it is first wanted: a run loads a thousand files of rules and meets pages of ten.
struct Pattern::Impl {
  explicit Impl(std::string_view text) : expression(text) {}

  const RE2& compiled() const {
    std::call_once(made, [this] { re = std::make_unique<RE2>(expression, quiet_options()); });
    return *re;
  }

  std::string expression;
  mutable std::once_flag made;
  mutable std::unique_ptr<const RE2> re;
};

Pattern::Pattern(std::unique_ptr<const Impl> impl) : impl_(std::move(impl)) {}
Pattern::Pattern(Pattern&&) noexcept = default;
Pattern& Pattern::operator=(Pattern&&) noexcept = default;
Pattern::~Pattern() = default;

Result<Pattern, SyntaxError> Pattern::compile(std::string_view expression) {
  auto impl = std::make_unique<const Impl>(expression);
  if (is_surely_small(expression) && is_readable(expression)) return Pattern(std::move(impl));
  if (!impl->compiled().ok()) return error_of(impl->compiled());
  return Pattern(std::move(impl));
}

bool Pattern::matches(std::string_view text) const { return RE2::PartialMatch(piece_of(text), impl_->compiled()); }

struct PatternSet::Impl {
  re2::FilteredRE2 expressions{kShortestLiteral};
  std::optional<const LiteralSet> literals;  // that their matches hold, in lower case
  std::vector<int> free;                     // expressions whose matches need hold none of them …
  std::optional<RE2::Set> free_set;          // … tried all at once

  void add_free(std::string_view text, std::vector<int>& numbers) const;
};

/// Adds the free expressions that match; all of them where RE2 ran out of memory.
void PatternSet::Impl::add_free(std::string_view text, std::vector<int>& numbers) const {
  if (free.empty()) return;
  std::vector<int> places;
  RE2::Set::ErrorInfo error{RE2::Set::kNoError};
  const bool found = free_set && free_set->Match(piece_of(text), &places, &error);
  const bool is_known = free_set && error.kind == RE2::Set::kNoError;
  if (is_known && !found) return;
  const auto before = static_cast<std::ptrdiff_t>(numbers.size());
  if (!is_known) numbers.insert(numbers.end(), free.begin(), free.end());
  for (const int place : places) numbers.push_back(free[static_cast<std::size_t>(place)]);
  std::sort(numbers.begin() + before, numbers.end());
  std::inplace_merge(numbers.begin(), numbers.begin() + before, numbers.end());
}

PatternSet::PatternSet() : impl_(std::make_unique<Impl>()) {}
PatternSet::PatternSet(PatternSet&&) noexcept = default;
PatternSet& PatternSet::operator=(PatternSet&&) noexcept = default;
PatternSet::~PatternSet() = default;

std::size_t PatternSet::add(std::string_view expression) {
  int number = 0;
  [[maybe_unused]] const auto slip =
      impl_->expressions.Add(piece_of(expression), quiet_options(), &number);
  assert(slip == RE2::NoError && number == static_cast<int>(size_));
  return size_++;
}

void PatternSet::seal() {
  if (empty()) return;
  std::vector<std::string> literals;
  impl_->expressions.Compile(&literals);
  impl_->expressions.AllPotentials({}, &impl_->free);
  if (!impl_->free.empty()) impl_->free_set.emplace(quiet_options(), RE2::UNANCHORED);
  for (const int number : impl_->free) {
    impl_->free_set->Add(impl_->expressions.GetRE2(number).pattern(), nullptr);
  }
  if (impl_->free_set && !impl_->free_set->Compile()) impl_->free_set.reset();
  for (std::string& literal : literals) literal = lower_letters(literal);
  impl_->literals.emplace(std::move(literals));
}

std::vector<int> PatternSet::candidates(std::string_view text, std::string_view lowered) const {
  if (empty()) return {};
  std::vector<int> numbers;
  if (const std::vector<int> literals = impl_->literals->find(lowered); !literals.empty()) {
    impl_->expressions.AllPotentials(literals, &numbers);
    std::erase_if(numbers, [&](int number) { return std::ranges::binary_search(impl_->free, number); });
  }
  impl_->add_free(text, numbers);
  return numbers;
}

bool PatternSet::matches(int number, std::string_view text) const {
  return RE2::PartialMatch(piece_of(text), impl_->expressions.GetRE2(number));
}

std::vector<int> PatternSet::find(std::string_view text) const {
  std::vector<int> numbers = candidates(text, lower_letters(text));
  std::erase_if(numbers, [&](int number) { return !matches(number, text); });
  return numbers;
}

}  // namespace cleancopy
