#include "text/pattern.h"

#include <re2/filtered_re2.h>
#include <re2/re2.h>
#include <re2/set.h>

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <limits>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <utility>

#include "text/clauses.h"
#include "text/literals.h"
#include "text/opening_table.h"
#include "text/openings.h"
#include "text/pattern_size.h"
#include "text/unicode.h"

namespace cleancopy {
namespace {

// Past this, RE2 empties its cache of states and matches on, only slower.
constexpr std::int64_t kMaxPatternMemory = std::int64_t{8} << 20;
constexpr std::size_t kLargestClause = 32;  // strings: more cost as much as trying the expression

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

bool Pattern::matches(std::string_view text) const {
  return RE2::PartialMatch(piece_of(text), impl_->compiled());
}

namespace {

/// An expression on its own, with what a text must hold for it to match.
struct Compiled {
  std::unique_ptr<re2::FilteredRE2> expression;
  std::vector<Clause> clauses = {};  // the rarest first
};

/// Compiles an expression by itself and finds its clauses. These cost far less to look for than RE2
/// costs to try: short strings, too, spare more than they cost.
Compiled compile(const std::string& expression) {
  constexpr int kShortest = 1;  // byte
  Compiled compiled{std::make_unique<re2::FilteredRE2>(kShortest)};
  int number = 0;
  [[maybe_unused]] const auto slip = compiled.expression->Add(expression, quiet_options(), &number);
  assert(slip == RE2::NoError);
  std::vector<std::string> literals;
  compiled.expression->Compile(&literals);
  compiled.clauses = clauses_of(literals, [&](const std::vector<int>& found) {
    std::vector<int> passed;
    compiled.expression->AllPotentials(found, &passed);
    return !passed.empty();
  });
  return compiled;
}

/// Openings that tell a text from others: not the thirteen or more letters that any name may begin with.
std::vector<std::string> telling_openings(std::string_view expression) {
  constexpr std::size_t kMostLetters = 12;
  std::vector<std::string> openings = openings_of(expression);
  std::set<char> letters;  // behind which comes anything
  for (const std::string& opening : openings) {
    if (opening.size() == 1 || is_wide_class(opening[1])) letters.insert(opening[0]);
  }
  return letters.size() > kMostLetters ? std::vector<std::string>() : openings;
}

}  // namespace

struct PatternSet::Impl {
  /// What was added, until it is sealed.
  struct Added {
    std::string expression;
    std::size_t most_words = 0;
  };

  /// An expression as texts ask it.
  struct Asked {
    std::unique_ptr<const re2::FilteredRE2> expression;
    std::size_t most_words = 0;

    bool matches(std::string_view text) const {
      const re2::StringPiece piece = piece_of(text);
      return expression->GetRE2(0).Match(piece, 0, piece.size(), RE2::UNANCHORED, nullptr, 0);
    }
  };

  std::vector<Added> added;
  std::vector<Asked> asked = {};
  ClauseTable clauses = {};                       // but for those that tell where to look: …
  OpeningTable openings{};                        // … openings of most expressions; of the others …
  std::optional<const LiteralSet> literals = {};  // … the rarest clauses, …
  std::vector<std::vector<int>> keyed = {};       // … by literal: what to look at where it stands, …
  std::size_t most_words = 0;                     // … in texts of at most so many words;
  std::vector<int> free = {};                     // … and what cannot be told from any string

  std::vector<OpeningTable::Row> rows = {};           // until it is sealed, …
  std::map<std::string, std::vector<int>> keys = {};  // … of what is then put into tables

  void seal(int number);
  std::vector<TextMatch> candidates(std::span<const SearchText> texts) const;
};

PatternSet::PatternSet() : impl_(std::make_unique<Impl>()) {}
PatternSet::PatternSet(PatternSet&&) noexcept = default;
PatternSet& PatternSet::operator=(PatternSet&&) noexcept = default;
PatternSet::~PatternSet() = default;

std::size_t PatternSet::add(std::string_view expression, int most_words) {
  constexpr std::size_t kAnyLength = std::numeric_limits<std::size_t>::max();
  const std::size_t most = most_words == 0 ? kAnyLength : static_cast<std::size_t>(most_words);
  impl_->added.push_back({std::string(expression), most});
  return size_++;
}

void PatternSet::seal() {
  for (std::size_t i = 0; i < size_; ++i) impl_->seal(static_cast<int>(i));
  impl_->added.clear();
  impl_->openings = OpeningTable(std::exchange(impl_->rows, {}));
  std::vector<std::string> literals;
  for (auto& [literal, expressions] : impl_->keys) {
    literals.push_back(literal);
    impl_->keyed.push_back(std::move(expressions));
  }
  impl_->keys.clear();
  if (!literals.empty()) impl_->literals.emplace(std::move(literals));
}

void PatternSet::Impl::seal(int number) {
  const Added& each = added[static_cast<std::size_t>(number)];
  const std::vector<std::string> told_by = telling_openings(each.expression);
  Compiled compiled = compile(each.expression);
  std::vector<Clause>& needed = compiled.clauses;
  if (!told_by.empty()) {
    for (const std::string& opening : told_by) rows.push_back({opening, number});
    std::erase_if(needed, [&](const Clause& clause) { return is_told_by(told_by, clause); });
  } else if (!needed.empty()) {
    for (const std::string& string : needed.front()) keys[string].push_back(number);
    needed.erase(needed.begin());
    most_words = std::max(most_words, each.most_words);
  } else {
    free.push_back(number);
  }
  std::erase_if(needed, [](const Clause& clause) { return clause.size() > kLargestClause; });
  clauses.add(needed);
  asked.push_back({std::move(compiled.expression), each.most_words});
}

/// What may match, by openings and by literals, each once. Table by table, so that each is at hand for
/// all of the texts.
std::vector<TextMatch> PatternSet::Impl::candidates(std::span<const SearchText> texts) const {
  std::vector<TextMatch> found;
  found.reserve(texts.size() / 2);
  const auto take = [&](std::uint32_t text, int number) {
    const TextMatch match{text, static_cast<std::uint32_t>(number)};
    const bool may = texts[text].words <= asked[match.expression].most_words;
    // Of one expression a hundred openings may be told by the same first bytes.
    const bool is_again = !found.empty() && found.back() == match;
    if (may && !is_again) found.push_back(match);
  };
  const auto count = static_cast<std::uint32_t>(texts.size());
  for (std::uint32_t i = 0; i < count; ++i) {
    openings.each(texts[i].lowered, [&](int number) { take(i, number); });
    for (const int number : free) take(i, number);
  }
  for (std::uint32_t i = 0; literals && i < count; ++i) {
    if (texts[i].words > most_words) continue;
    for (const int literal : literals->find(texts[i].lowered)) {
      for (const int number : keyed[static_cast<std::size_t>(literal)]) take(i, number);
    }
  }
  std::ranges::sort(found);
  const auto again = std::ranges::unique(found);
  found.erase(again.begin(), again.end());
  return found;
}

std::vector<TextMatch> PatternSet::find(std::span<const SearchText> texts) const {
  if (empty()) return {};
  std::vector<TextMatch> found = impl_->candidates(texts);
  PairedText lowered("");
  auto last = static_cast<std::uint32_t>(texts.size());  // the text that was asked last
  std::erase_if(found, [&](const TextMatch& match) {
    const SearchText& text = texts[match.text];
    if (match.text != last) lowered = PairedText(text.lowered);
    last = match.text;
    return !impl_->clauses.passes(match.expression, lowered) ||
           !impl_->asked[match.expression].matches(text.text);
  });
  return found;
}

}  // namespace cleancopy
