#include "text/openings.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "text/ascii.h"
#include "text/starts.h"
#include "text/unicode.h"

namespace cleancopy {
namespace {

constexpr std::size_t kMostLetters = 48;  // of a class; a larger one is any letter
constexpr int kEver = 1'000'000;          // times that an item is repeated: as often as may be
constexpr std::string_view kSpaces = "\t\n\f\r ";

/// An expression, read from left to right; whatever is not understood leaves it without openings.
class Reader {
 public:
  explicit Reader(std::string_view expression) : rest_(expression) {}

  Starts read();

 private:
  /// A group that is open, or the whole.
  struct Group {
    Starts before = {};       // the alternatives before this one …
    Starts now = nothing();   // … this one, but for its last item …
    Starts item = nothing();  // … and that, which a repetition may follow
  };

  bool take(std::string_view wanted);
  std::string_view take_letter();
  void read_item();
  void add(Starts item);
  void add_anchor();
  void end_alternative();
  void open_group();
  void close_group();
  void repeat(int least, int most);
  bool read_counts();
  void read_escape();
  std::string escaped_letter(char escape);
  void skip_property();
  void read_class();
  Starts class_item();

  std::string_view rest_;
  std::vector<Group> open_{1};
  bool is_anchored_ = false;  // is this alternative of the whole?
  bool is_anchor_last_ = false;
  bool is_clear_ = true;      // was all understood that was read?
};

bool Reader::take(std::string_view wanted) {
  if (!rest_.starts_with(wanted)) return false;
  rest_.remove_prefix(wanted.size());
  return true;
}

/// A character, of one byte or more. There is one.
std::string_view Reader::take_letter() {
  std::size_t size = 1;
  while (size < rest_.size() && (rest_[size] & 0xC0) == 0x80) ++size;
  const std::string_view letter = rest_.substr(0, size);
  rest_.remove_prefix(size);
  return letter;
}

Starts Reader::read() {
  while (is_clear_ && !rest_.empty()) read_item();
  end_alternative();
  return is_clear_ && open_.size() == 1 ? open_.back().before : anything();
}

void Reader::read_item() {
  if (take("(")) return open_group();
  if (take(")")) return close_group();
  if (take("|")) return end_alternative();
  if (take("[")) return read_class();
  if (take("\\")) return read_escape();
  if (take("^")) return add_anchor();
  if (take("$")) return add(end_of_text());
  if (take(".")) return add(any_letter());
  if (take("*")) return repeat(0, kEver);
  if (take("+")) return repeat(1, kEver);
  if (take("?")) return repeat(0, 1);
  if (!read_counts()) add(one(lower_letters(take_letter())));
}

void Reader::add(Starts item) {
  Group& group = open_.back();
  group.now = joined(group.now, std::exchange(group.item, std::move(item)));
  is_anchor_last_ = false;
}

/// What stands before an anchor is empty in every match: so it may stand anywhere in its alternative.
void Reader::add_anchor() {
  if (open_.size() == 1) is_anchored_ = true;
  add(nothing());
  is_anchor_last_ = true;
}

void Reader::end_alternative() {
  Group& group = open_.back();
  const bool is_whole = open_.size() == 1;
  if (is_whole && !is_anchored_) is_clear_ = false;
  if (is_whole) is_anchored_ = false;
  group = {.before = either(group.before, joined(group.now, group.item))};
}

void Reader::open_group() {
  if (!take("?")) return static_cast<void>(open_.emplace_back());
  if (take("P<")) {
    rest_.remove_prefix(std::min(rest_.size(), rest_.find('>') + 1));
    return static_cast<void>(open_.emplace_back());
  }
  while (take("i") || take("s") || take("U") || take("-")) {}  // none of them changes how a text begins
  if (take(":")) open_.emplace_back();
  else if (!take(")")) is_clear_ = false;
}

void Reader::close_group() {
  if (open_.size() == 1) return static_cast<void>(is_clear_ = false);
  end_alternative();
  Starts group = std::move(open_.back().before);
  open_.pop_back();
  add(std::move(group));
}

/// Repeats the last item. An anchor that need not be there anchors nothing.
void Reader::repeat(int least, int most) {
  Starts& item = open_.back().item;
  if (is_anchor_last_) is_clear_ = false;
  item = repeated(item, least, most);
  take("?");
}

/// Reads "{2}", "{2,}" or "{2,5}"; any other brace is a letter.
bool Reader::read_counts() {
  std::string_view ahead = rest_;
  const auto number = [&](int otherwise) {
    int value = ahead.empty() || !is_digit(ahead.front()) ? otherwise : 0;
    for (; !ahead.empty() && is_digit(ahead.front()); ahead.remove_prefix(1)) {
      value = std::min(kEver, value * 10 + (ahead.front() - '0'));
    }
    return value;
  };
  const auto passes = [&](char c) {
    if (!ahead.starts_with(c)) return false;
    ahead.remove_prefix(1);
    return true;
  };
  if (!passes('{')) return false;
  const int least = number(-1);
  const int most = passes(',') ? number(kEver) : least;
  if (least < 0 || !passes('}')) return false;
  rest_ = ahead;
  repeat(least, most);
  return true;
}

void Reader::read_escape() {
  const char escape = rest_.empty() ? '\0' : rest_.front();
  take({&escape, 1});
  switch (escape) {
    case 'A': return add_anchor();
    case 'z': return add(end_of_text());
    case 'b':
    case 'B': return add(nothing());
    case 'd': return add(one({kDigitByte}));
    case 's': return add(any_of(kSpaces));
    case 'p':
    case 'P': skip_property(); [[fallthrough]];
    case 'w':
    case 'W':
    case 'D':
    case 'S': return add(any_letter());
    default: return add(one(escaped_letter(escape)));
  }
}

/// "L" or "{Greek}", behind \p.
void Reader::skip_property() {
  const bool is_named = rest_.starts_with('{');
  rest_.remove_prefix(std::min(rest_.size(), is_named ? rest_.find('}') + 1 : 1));
}

/// The letter that was escaped: a sign, or a tab or a quotation mark by its number.
std::string Reader::escaped_letter(char escape) {
  constexpr std::string_view kControls = "a\af\fn\nr\rt\tv\v";
  const std::size_t control = kControls.find(escape);
  if (is_letter(escape) && control != kControls.npos) return {kControls[control + 1]};
  const bool is_sign = escape > ' ' && escape < 0x7F && !is_letter(escape) && !is_digit(escape);
  if (is_sign) return {escape};
  int number = 0x80;
  if (escape == 'x' && rest_.size() >= 2) std::from_chars(rest_.data(), rest_.data() + 2, number, 16);
  if (number >= 0x80) is_clear_ = false;
  rest_.remove_prefix(std::min<std::size_t>(2, rest_.size()));
  return lower_letters(std::string(1, static_cast<char>(number)));
}

void Reader::read_class() {
  const bool is_negated = take("^");
  Starts all;
  do {
    all = either(all, class_item());
  } while (is_clear_ && !rest_.empty() && !take("]"));
  add(is_negated || all.size() > kMostLetters ? any_letter() : all);
}

/// The next letter, range or set of a class.
Starts Reader::class_item() {
  if (take("[:")) {
    rest_.remove_prefix(std::min(rest_.size(), rest_.find(":]") + 2));
    return any_letter();
  }
  const auto letter = [&] {
    if (!take("\\")) return lower_letters(take_letter());
    const char escape = take_letter().front();
    return escaped_letter(escape);
  };
  if (take("\\d")) return one({kDigitByte});
  if (take("\\s")) return any_of(kSpaces);
  if (take("\\p") || take("\\P")) {
    skip_property();
    return any_letter();
  }
  if (take("\\w") || take("\\W") || take("\\D") || take("\\S")) return any_letter();
  const std::string first = letter();
  const bool is_range = rest_.size() >= 2 && rest_[0] == '-' && rest_[1] != ']';
  if (!is_range) return one(first);
  take("-");
  const std::string last = letter();
  return letters_between(first, last);
}

}  // namespace

std::vector<std::string> openings_of(std::string_view expression) {
  Starts starts = Reader(expression).read();
  std::vector<std::string> openings;
  for (Start& start : starts) {
    if (start.text.empty() || is_wide_class(start.text.front())) return {};
    // In their order, what begins with another comes behind it.
    const bool is_longer = !openings.empty() && start.text.starts_with(openings.back());
    if (!is_longer) openings.push_back(std::move(start.text));
  }
  return openings;
}

}  // namespace cleancopy
