#include "text/pattern.h"

#include <re2/re2.h>
#include <re2/set.h>

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <mutex>
#include <utility>

namespace cleancopy {
namespace {

// Past these, RE2 empties its cache of states and matches on, only slower.
constexpr std::int64_t kMaxPatternMemory = std::int64_t{8} << 20;
constexpr std::int64_t kMaxSetMemory = std::int64_t{16} << 20;

RE2::Options options_of(std::int64_t memory) {
  RE2::Options options;
  options.set_log_errors(false);
  options.set_never_capture(true);
  options.set_max_mem(memory);
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
  return RE2::Set(options_of(kMaxPatternMemory), RE2::UNANCHORED).Add(piece_of(expression), nullptr) >= 0;
}

/// Only counted repetitions and great length can make a readable one too large to compile.
bool is_surely_small(std::string_view expression) {
  constexpr std::size_t short_enough = 256;
  return expression.size() <= short_enough && expression.find('{') == std::string_view::npos;
}

}  // namespace

// Compiled when it is first wanted: a run loads a thousand files of rules and meets pages of ten.
struct Pattern::Impl {
  explicit Impl(std::string_view text) : expression(text) {}

  const RE2& compiled() const {
    std::call_once(made, [this] { re = std::make_unique<RE2>(expression, options_of(kMaxPatternMemory)); });
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
  RE2::Set set{options_of(kMaxSetMemory), RE2::UNANCHORED};
  bool compiled = false;
  std::vector<std::string> expressions;
  std::once_flag singles_made;
  std::vector<std::unique_ptr<const RE2>> singles;

  // Only a set whose states outgrow its memory needs its expressions one by one.
  void make_singles() {
    for (const std::string& expression : expressions) {
      singles.push_back(std::make_unique<const RE2>(expression, options_of(kMaxPatternMemory)));
    }
  }
};

PatternSet::PatternSet() : impl_(std::make_unique<Impl>()) {}
PatternSet::PatternSet(PatternSet&&) noexcept = default;
PatternSet& PatternSet::operator=(PatternSet&&) noexcept = default;
PatternSet::~PatternSet() = default;

std::size_t PatternSet::add(std::string_view expression) {
  [[maybe_unused]] const int number = impl_->set.Add(piece_of(expression), nullptr);
  assert(number == static_cast<int>(size_));
  impl_->expressions.emplace_back(expression);
  return size_++;
}

void PatternSet::seal() { impl_->compiled = impl_->set.Compile(); }

std::vector<std::size_t> PatternSet::find(std::string_view text) const {
  if (empty()) return {};
  if (impl_->compiled) {
    std::vector<int> numbers;
    RE2::Set::ErrorInfo error{RE2::Set::kNoError};
    const bool found = impl_->set.Match(piece_of(text), &numbers, &error);
    if (found || error.kind == RE2::Set::kNoError) {
      std::sort(numbers.begin(), numbers.end());
      return {numbers.begin(), numbers.end()};
    }
  }
  std::call_once(impl_->singles_made, [this] { impl_->make_singles(); });
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < size_; ++i) {
    if (RE2::PartialMatch(piece_of(text), *impl_->singles[i])) found.push_back(i);
  }
  return found;
}

}  // namespace cleancopy
