#include <algorithm>
#include <atomic>
#include <optional>

#include "markup/css_reader.h"
#include "markup/selector_impl.h"
#include "text/ascii.h"
#include "text/unicode.h"

namespace cleancopy::css {
namespace {

/// What stands between the brackets of a pseudo-class.
enum class Argument : std::uint8_t { none, nth, list, relative_list, text };

/// Does a complex selector begin with a combinator, as in :has(> img)?
enum class Start : std::uint8_t { absolute, relative };

struct PseudoClass {
  std::string_view name;
  Argument argument;
  Test test;
  std::int32_t offset = 0;  // of those that are a name for an :nth-…(offset)
};

constexpr PseudoClass kPseudoClasses[] = {
    {"is", Argument::list, Test::is},
    {"where", Argument::list, Test::is},
    {"not", Argument::list, Test::not_},
    {"has", Argument::relative_list, Test::has},
    {"first-child", Argument::none, Test::nth_child, 1},
    {"last-child", Argument::none, Test::nth_last_child, 1},
    {"only-child", Argument::none, Test::only_child},
    {"nth-child", Argument::nth, Test::nth_child},
    {"nth-last-child", Argument::nth, Test::nth_last_child},
    {"first-of-type", Argument::none, Test::nth_of_type, 1},
    {"last-of-type", Argument::none, Test::nth_last_of_type, 1},
    {"only-of-type", Argument::none, Test::only_of_type},
    {"nth-of-type", Argument::nth, Test::nth_of_type},
    {"nth-last-of-type", Argument::nth, Test::nth_last_of_type},
    {"empty", Argument::none, Test::empty},
    {"containsown", Argument::text, Test::own_text},
    {"emptyown", Argument::none, Test::empty_own},
};

/// Reads a selector list into the flat arrays.
class Compiler {
 public:
  explicit Compiler(std::string_view text) : text_(text), made_(std::make_unique<Selector::Impl>()) {}

  Result<std::unique_ptr<const Selector::Impl>, SyntaxError> compile() {
    list(Start::absolute);
    if (!text_.at_end()) text_.fail("expected ',' or a combinator" + text_.but_found());
    if (text_.slip()) return *text_.slip();
    static std::atomic<std::uint32_t> selectors = 0;
    made_->number = ++selectors;
    return std::unique_ptr<const Selector::Impl>(std::move(made_));
  }

 private:
  std::uint32_t list(Start start);
  Range complex(Start start);
  std::optional<Combinator> combinator();
  Compound compound(Combinator reached_by);
  Simple tag();
  Simple attribute();
  Test attribute_operator();
  Simple pseudo_class();
  void argument(const PseudoClass& known, Simple& simple);
  void nested(Start start, Simple& simple);
  void nth(Simple& simple);
  void own_text(Simple& simple);

  Reader text_;
  std::unique_ptr<Selector::Impl> made_;
  std::uint32_t nesting_ = 0;
};

/// Appends the parts to the array and gives the range they have there.
template <class Part>
Range append(std::vector<Part>& all, std::vector<Part>& parts) {
  const Range range{static_cast<std::uint32_t>(all.size()), static_cast<std::uint32_t>(parts.size())};
  all.insert(all.end(), std::make_move_iterator(parts.begin()), std::make_move_iterator(parts.end()));
  return range;
}

Simple simple_of(Test test, std::string name, std::string value) {
  Simple simple;
  simple.test = test;
  simple.name = std::move(name);
  simple.value = std::move(value);
  return simple;
}

std::uint32_t Compiler::list(Start start) {
  std::vector<Range> complexes;
  do {
    complexes.push_back(complex(start));
  } while (text_.take(','));
  made_->lists.push_back(append(made_->complexes, complexes));
  return static_cast<std::uint32_t>(made_->lists.size() - 1);
}

Range Compiler::complex(Start start) {
  text_.skip_space();
  std::optional<Combinator> reached_by;
  if (start == Start::relative) reached_by = combinator();
  std::vector<Compound> compounds;
  do {
    compounds.push_back(compound(reached_by.value_or(Combinator::descendant)));
    if (compounds.size() > kMaxCompounds) {
      text_.fail("more than " + std::to_string(kMaxCompounds) + " steps in one selector");
    }
    reached_by = combinator();
  } while (reached_by);
  return append(made_->compounds, compounds);
}

/// White space is one only where a compound follows it.
std::optional<Combinator> Compiler::combinator() {
  const bool spaced = text_.skip_space();
  const bool ends = text_.at_end() || text_.peek() == ',' || text_.peek() == ')';
  std::optional<Combinator> found;
  if (text_.take('>')) found = Combinator::child;
  else if (text_.take('+')) found = Combinator::next_sibling;
  else if (text_.take('~')) found = Combinator::later_sibling;
  else if (spaced && !ends) found = Combinator::descendant;
  text_.skip_space();
  return found;
}

Compound Compiler::compound(Combinator reached_by) {
  const std::size_t start = text_.position();
  std::vector<Simple> tests;
  if (!text_.take('*') && text_.at_name()) tests.push_back(tag());
  for (bool more = true; more;) {
    if (text_.take('#')) tests.push_back(simple_of(Test::id, "id", text_.name()));
    else if (text_.take('.')) tests.push_back(simple_of(Test::class_, "class", text_.name()));
    else if (text_.peek() == '[') tests.push_back(attribute());
    else if (text_.peek() == ':') tests.push_back(pseudo_class());
    else more = false;
  }
  if (text_.position() == start) text_.fail("expected a selector" + text_.but_found());
  std::ranges::stable_sort(tests, {}, &Simple::test);
  return {reached_by, append(made_->tests, tests)};
}

Simple Compiler::tag() {
  Simple simple = simple_of(Test::tag, lowered(text_.name()), "");
  simple.tag = tag_named(simple.name);
  if (simple.tag == Tag::other) simple.test = Test::name;
  return simple;
}

Simple Compiler::attribute() {
  const std::size_t start = text_.position();
  text_.take('[');
  text_.skip_space();
  Simple simple = simple_of(Test::attribute, lowered(text_.name()), "");
  const std::string opening = quoted(text_.since(start));
  text_.skip_space();
  if (text_.take(']')) return simple;
  simple.test = attribute_operator();
  text_.skip_space();
  if (!text_.at_string() && !text_.at_name()) text_.fail("expected a value in quotes" + text_.but_found());
  simple.value = text_.at_string() ? text_.string() : text_.bare();
  text_.skip_space();
  if (text_.take_word("i")) simple.letters = Case::ignored;
  else text_.take_word("s");
  text_.skip_space();
  if (!text_.take(']')) text_.fail("expected ']' to close " + opening + text_.but_found());

  if (simple.letters == Case::ignored) simple.value = lowered(simple.value);
  const bool is_part = simple.test >= Test::attribute_prefix && simple.test <= Test::attribute_part;
  const bool is_word = simple.test == Test::attribute_word;
  if ((is_part || is_word) && simple.value.empty()) simple.test = Test::never;
  if (is_word && std::ranges::any_of(simple.value, is_html_space)) simple.test = Test::never;
  return simple;
}

Test Compiler::attribute_operator() {
  constexpr std::pair<std::string_view, Test> kOperators[] = {
      {"=", Test::attribute_equals},    {"~=", Test::attribute_word},   {"|=", Test::attribute_language},
      {"^=", Test::attribute_prefix},   {"$=", Test::attribute_suffix}, {"*=", Test::attribute_part}};
  for (const auto& [sign, test] : kOperators) {
    if (text_.take_word(sign)) return test;
  }
  text_.fail("expected ']' or one of = ~= |= ^= $= *=" + text_.but_found());
  return Test::never;
}

Simple Compiler::pseudo_class() {
  const std::size_t start = text_.position();
  text_.take(':');
  const bool is_element = text_.take(':');
  const std::string name = lowered(text_.name());
  if (text_.slip()) return {};
  const std::string said(text_.since(start));
  const auto* known = std::ranges::find(kPseudoClasses, name, &PseudoClass::name);
  if (is_element) text_.fail_at(start, "a page has no pseudo-elements such as " + quoted(said));
  else if (known == std::end(kPseudoClasses)) text_.fail_at(start, "unknown pseudo-class " + quoted(said));
  if (text_.slip()) return {};
  Simple simple = simple_of(known->test, "", "");
  simple.offset = known->offset;
  if (known->argument == Argument::none) {
    if (text_.peek() == '(') text_.fail(quoted(said) + " takes no argument");
    return simple;
  }
  if (!text_.take('(')) text_.fail("expected '(' after " + quoted(said) + text_.but_found());
  text_.skip_space();
  argument(*known, simple);
  text_.skip_space();
  if (!text_.take(')')) text_.fail("expected ')' to close " + quoted(said + "(") + text_.but_found());
  return simple;
}

void Compiler::argument(const PseudoClass& known, Simple& simple) {
  switch (known.argument) {
    case Argument::none: return;
    case Argument::nth: return nth(simple);
    case Argument::list: return nested(Start::absolute, simple);
    case Argument::relative_list: return nested(Start::relative, simple);
    case Argument::text: return own_text(simple);
  }
}

void Compiler::nested(Start start, Simple& simple) {
  if (++nesting_ > kMaxNesting) {
    text_.fail("pseudo-classes nested more than " + std::to_string(kMaxNesting) + " deep");
  }
  if (!text_.slip()) simple.list = list(start);
  --nesting_;
}

/// an+b (CSS Syntax, section 6): "odd", "even", "3", "2n+1", "-n + 3".
void Compiler::nth(Simple& simple) {
  const bool odd = text_.take_word("odd");
  if (odd || text_.take_word("even")) {
    simple.step = 2;
    simple.offset = odd ? 1 : 0;
    return;
  }
  const std::int32_t sign = text_.take('-') ? -1 : 1;
  if (sign > 0) text_.take('+');
  const std::optional<std::int32_t> number = text_.number();
  if (!text_.take_word("n")) {
    if (!number) text_.fail("expected 'odd', 'even', a number or 'an+b'" + text_.but_found());
    simple.offset = sign * number.value_or(0);
    return;
  }
  simple.step = sign * number.value_or(1);
  text_.skip_space();
  const std::int32_t offset_sign = text_.peek() == '-' ? -1 : 1;
  if (!text_.take('-') && !text_.take('+')) return;
  text_.skip_space();
  const std::optional<std::int32_t> offset = text_.number();
  if (!offset) text_.fail("expected a number" + text_.but_found());
  simple.offset = offset_sign * offset.value_or(0);
}

void Compiler::own_text(Simple& simple) {
  const std::size_t start = text_.position();
  simple.value = fold_case(text_.at_string() ? text_.string() : text_.bracketed());
  if (simple.value.empty()) text_.fail_at(start, "expected a text to look for");
}

}  // namespace

Result<std::unique_ptr<const Selector::Impl>, SyntaxError> parse_selector(std::string_view text) {
  return Compiler(text).compile();
}

}  // namespace cleancopy::css
