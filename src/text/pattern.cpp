#include "text/pattern.h"

#include <re2/filtered_re2.h>
#include <re2/re2.h>
#include <re2/set.h>

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <mutex>
#include <numeric>
#include <optional>
#include <unordered_map>
#include <utility>

#include "text/literals.h"
#include "text/pattern_size.h"
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

namespace {

/// One expression of a set, with what a text must hold for it to match.
struct Wanted {
  std::string text;
  int most_words = 0;                    // 0: any number
  std::unique_ptr<re2::FilteredRE2> expression = {};
  std::vector<std::string> literals = {};  // lower case; the first `needed` of them every match holds …
  std::size_t needed = 0;                  // … and if that is none, it holds one of the others

  const RE2& re() const { return expression->GetRE2(0); }
  bool passes(std::size_t words) const { return most_words == 0 || words <= static_cast<std::size_t>(most_words); }
};

// Compiles the expression by itself; gives the literals that tell whether it can match.
std::vector<std::string> compile(Wanted& wanted) {
  wanted.expression = std::make_unique<re2::FilteredRE2>(kShortestLiteral);
  int number = 0;
  [[maybe_unused]] const auto slip = wanted.expression->Add(wanted.text, quiet_options(), &number);
  assert(slip == RE2::NoError);
  std::vector<std::string> literals;
  std::vector<int> passed;
  wanted.expression->Compile(&literals);
  wanted.expression->AllPotentials({}, &passed);
  return passed.empty() ? literals : std::vector<std::string>();
}

// Which literals any match holds: those without which all the others are not enough.
void find_needed(Wanted& wanted, const std::vector<std::string>& literals) {
  std::vector<int> all(literals.size()), passed;
  std::iota(all.begin(), all.end(), 0);
  const auto is_needed = [&](int i) {
    std::vector<int> others = all;
    std::erase(others, i);
    wanted.expression->AllPotentials(others, &passed);
    return passed.empty();
  };
  const auto others = std::ranges::stable_partition(all, is_needed);
  wanted.needed = all.size() - others.size();
  // The longest is the rarest: it is the one that is looked for.
  std::ranges::stable_sort(all.begin(), others.begin(), std::ranges::greater(),
                           [&](int i) { return literals[static_cast<std::size_t>(i)].size(); });
  for (const int i : all) wanted.literals.push_back(lower_letters(literals[static_cast<std::size_t>(i)]));
}

// The expressions that may match texts of more than `above` words.
struct Tier {
  std::size_t above = 0;
  std::optional<const LiteralSet> literals = {};
  std::vector<std::vector<int>> keyed = {};   // by literal: expressions to look at where it stands
  std::vector<std::vector<int>> needed = {};  // by expression: its other literals, which must stand there, too
  std::vector<int> free = {};                 // expressions that need no literal …
  std::unique_ptr<const RE2> any_free = {};   // … and does any of them match?
};

// Headlines and prompts; longer prompts; paragraphs.
constexpr std::size_t kTiers[] = {0, 20, 40};

}  // namespace

struct PatternSet::Impl {
  std::vector<Wanted> wanted;
  std::vector<Tier> tiers;

  void make_tier(std::size_t above);
  const Tier& tier_for(std::size_t words) const;
};

void PatternSet::Impl::make_tier(std::size_t above) {
  Tier& tier = tiers.emplace_back(Tier{above});
  tier.needed.resize(wanted.size());
  std::unordered_map<std::string, int> numbers;
  std::vector<std::string> strings;
  const auto number_of = [&](const std::string& literal) {
    const auto [at, is_new] = numbers.emplace(literal, static_cast<int>(strings.size()));
    if (is_new) strings.push_back(literal);
    return at->second;
  };
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const Wanted& each = wanted[i];
    const int expression = static_cast<int>(i);
    if (!each.passes(above + 1)) continue;
    if (each.literals.empty()) tier.free.push_back(expression);
    const std::size_t keys = each.needed > 0 ? 1 : each.literals.size();
    for (std::size_t k = 0; k < std::max(keys, each.needed); ++k) {
      const int number = number_of(each.literals[k]);
      tier.keyed.resize(strings.size());
      if (k < keys) tier.keyed[static_cast<std::size_t>(number)].push_back(expression);
      else tier.needed[i].push_back(number);
    }
  }
  if (!strings.empty()) tier.literals.emplace(std::move(strings));
  std::string any;
  for (const int i : tier.free) any += (any.empty() ? "(?:" : "|(?:") + wanted[static_cast<std::size_t>(i)].text + ")";
  if (!any.empty()) tier.any_free = std::make_unique<const RE2>(any, quiet_options());
}

const Tier& PatternSet::Impl::tier_for(std::size_t words) const {
  const auto past = std::ranges::find_if(tiers, [&](const Tier& tier) { return tier.above >= words; });
  return past == tiers.begin() ? *past : *std::prev(past);
}

PatternSet::PatternSet() : impl_(std::make_unique<Impl>()) {}
PatternSet::PatternSet(PatternSet&&) noexcept = default;
PatternSet& PatternSet::operator=(PatternSet&&) noexcept = default;
PatternSet::~PatternSet() = default;

std::size_t PatternSet::add(std::string_view expression, int most_words) {
  impl_->wanted.push_back({std::string(expression), most_words});
  return size_++;
}

void PatternSet::seal() {
  if (empty()) return;
  for (Wanted& each : impl_->wanted) {
    find_needed(each, compile(each));
  }
  for (const std::size_t above : kTiers) impl_->make_tier(above);
}

std::vector<int> PatternSet::find(const SearchText& text) const {
  if (empty()) return {};
  const Tier& tier = impl_->tier_for(text.words);
  std::vector<int> numbers;
  // An alternation too large for RE2 is not ok(), and says nothing.
  if (tier.any_free && (!tier.any_free->ok() || RE2::PartialMatch(piece_of(text.text), *tier.any_free))) {
    numbers = tier.free;
  }
  const std::vector<int> found = tier.literals ? tier.literals->find(text.lowered) : std::vector<int>();
  const auto stands = [&](int literal) { return std::ranges::binary_search(found, literal); };
  for (const int literal : found) {
    for (const int expression : tier.keyed[static_cast<std::size_t>(literal)]) {
      if (std::ranges::all_of(tier.needed[static_cast<std::size_t>(expression)], stands)) {
        numbers.push_back(expression);
      }
    }
  }
  std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  std::erase_if(numbers, [&](int number) {
    const Wanted& each = impl_->wanted[static_cast<std::size_t>(number)];
    return !each.passes(text.words) || !RE2::PartialMatch(piece_of(text.text), each.re());
  });
  return numbers;
}

}  // namespace cleancopy
