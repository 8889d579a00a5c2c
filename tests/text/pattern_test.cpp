#include "text/pattern.h"

#include <catch2/catch.hpp>

#include <utility>

#include "random.h"
#include "text/unicode.h"

using namespace cleancopy;

namespace {

Pattern compiled(std::string_view expression) {
  auto pattern = Pattern::compile(expression);
  REQUIRE(pattern);
  return std::move(pattern.value());
}

PatternSet sealed(const std::vector<std::string>& expressions) {
  PatternSet set;
  for (const std::string& expression : expressions) set.add(expression);
  set.seal();
  return set;
}

using Found = std::vector<int>;

Found found(const PatternSet& set, const std::string& text, std::size_t words = 0) {
  const std::string lowered = lower_letters(text);
  const SearchText searched{text, lowered, words};
  Found numbers;
  for (const TextMatch& match : set.find({&searched, 1})) {
    numbers.push_back(static_cast<int>(match.expression));
  }
  return numbers;
}

/// Of what `make` gives, as many as are asked for that are expressions.
template <class Make>
std::vector<std::string> expressions_of(std::size_t number, const Make& make) {
  std::vector<std::string> expressions;
  while (expressions.size() < number) {
    const std::string expression = make();
    if (Pattern::compile(expression)) expressions.push_back(expression);
  }
  return expressions;
}

/// In texts made of the pieces, a set finds what each expression does by itself.
void check_one_by_one(const std::vector<std::string>& expressions, const std::vector<std::string>& pieces,
                      std::size_t most_pieces, Random& random) {
  std::vector<Pattern> singles;
  for (const std::string& expression : expressions) singles.push_back(compiled(expression));
  const PatternSet set = sealed(expressions);
  for (int i = 0; i < 2'000; ++i) {
    const std::string text = random.join_of(pieces, most_pieces);
    Found expected;
    for (std::size_t k = 0; k < singles.size(); ++k) {
      if (singles[k].matches(text)) expected.push_back(static_cast<int>(k));
    }
    CAPTURE(text);
    REQUIRE(found(set, text) == expected);
  }
}

}  // namespace

TEST_CASE("pattern: a match is found anywhere unless the expression is anchored") {
  struct Row {
    const char* expression;
    const char* text;
    bool matches;
  };
  const Row row = GENERATE(values<Row>({
      {"newsletter", "Our daily newsletter.", true},
      {"^newsletter", "Our daily newsletter.", false},
      {"^Our .* newsletter\\.$", "Our daily newsletter.", true},
      {"Newsletter", "newsletter", false},
      {"(?i)NEWSLETTER", "newsletter", true},
      {"(?i)\u00C9T\u00C9", "\u00E9t\u00E9", true},
      {"^.$", "\u65E5", true},
      {"\\p{Han}", "a \u65E5", true},
      {"\\p{Han}", "a", false},
      {"", "", true},
      {"a$", "a\n", false},
      {"(a)(b)|c", "c", true},
  }));
  CAPTURE(row.expression, row.text);
  CHECK(compiled(row.expression).matches(row.text) == row.matches);
}

TEST_CASE("pattern: a slip is told with its place, as far as RE2 knows it") {
  struct Row {
    const char* expression;
    std::size_t offset;
    const char* what;
  };
  const Row row = GENERATE(values<Row>({
      {"ab**", 2, "bad repetition operator: **"},
      {"x[z-a]", 2, "invalid character class range: z-a"},
      {"ab\\8", 2, "invalid escape sequence: \\8"},
      {"ab\\", 2, "trailing \\"},
      {"a{1001}", 1, "invalid repetition size: {1001}"},
      {"x(?=a)", 1, "invalid perl operator: (?="},
      {"(abc", 0, "missing ): (abc"},
      {"\xFF", 0, "invalid UTF-8"},
  }));
  CAPTURE(row.expression);
  const auto pattern = Pattern::compile(row.expression);
  REQUIRE_FALSE(pattern);
  CHECK(pattern.error().offset == row.offset);
  CHECK(pattern.error().what == row.what);
}

TEST_CASE("pattern: a moved pattern matches on") {
  Pattern first = compiled("a");
  Pattern second = std::move(first);
  CHECK(second.matches("cat"));
  second = compiled("b");
  CHECK_FALSE(second.matches("cat"));
}

TEST_CASE("pathological: (a+)+$ on 100,000 letters takes linear time") {
  CHECK_FALSE(compiled("(a+)+$").matches(std::string(100'000, 'a') + "b"));
}

TEST_CASE("pattern set: the numbers of all that match, ascending") {
  const PatternSet set = sealed({"cat", "^dog", "(?i)BIRD", "t$"});
  CHECK(found(set, "cat") == Found{0, 3});
  CHECK(found(set, "dog, bird, cat") == Found{0, 1, 2, 3});
  CHECK(found(set, "a dog") == Found{});
  CHECK(found(set, "").empty());
}

TEST_CASE("pattern set: of many texts each is found what is found of it alone") {
  const PatternSet set = sealed({"cat", "^dog", "[^a]*bird", "(?i)the .*(?:cat|bird)", "dog$|cat$"});
  Random random(43);
  std::vector<std::string> texts;
  for (int i = 0; i < 200; ++i) texts.push_back(random.join_of({"cat", "dog", "bird", "the ", "a", " "}, 4));
  std::vector<SearchText> searched;
  std::vector<TextMatch> expected;
  for (std::uint32_t i = 0; i < texts.size(); ++i) {
    searched.push_back({texts[i], texts[i], 0});
    for (const int number : found(set, texts[i])) expected.push_back({i, static_cast<std::uint32_t>(number)});
  }
  CHECK(expected.size() > 200);
  CHECK(set.find(searched) == expected);
  CHECK(set.find({}).empty());
}

TEST_CASE("pattern set: numbers count from nought, and an empty set finds nothing") {
  PatternSet set;
  CHECK(set.empty());
  CHECK(set.add("a") == 0);
  CHECK(set.add("a") == 1);
  CHECK_FALSE(set.empty());
  set.seal();
  CHECK(found(set, "a") == Found{0, 1});
  CHECK(found(sealed({}), "a").empty());
}

TEST_CASE("pattern set: finds what its expressions find one by one") {
  const std::vector<std::string> atoms = {"a", "b", ".",  "[ab]",   "a*", "(?:ab)+",
                                          "^", "$", "c|", "\u00E9", "\\b"};
  Random random(3);
  const auto expressions = expressions_of(60, [&] { return random.join_of(atoms, 4); });
  check_one_by_one(expressions, {"a", "b", "c", " ", "\u00E9", "\n"}, 10, random);
}

TEST_CASE("pattern set: what openings and strings rule out matches nowhere") {
  const std::vector<std::string> starts = {"^", "^(?i)", "^(?i)(?:the )?", "^[A-Z]\\S* ", "^[^.]*", "",
                                           "(?i)", "^\\(?"};
  const std::vector<std::string> middles = {
      "share", "(?:sign[ -]?up|join)", "your (?:inbox|mail)", ".*", "\\b", "don.t ", "\\d+", " ?",
      "[^.]*\\bnews(?:letter)?s?", "[/|] ?(?:AP|AFP)"};
  const std::vector<std::string> words = {
      "Share", "share", "sign-up", "Join", " your inbox", "the ", "The ", "newsletter", "don't ", "12", " ",
      "/AP", "| AFP", "(", ".", "don\u00DFt ", "Ann "};
  Random random(29);
  const auto expressions = expressions_of(150, [&] {
    return starts[random.below(starts.size())] + random.join_of(middles, 4) + (random.below(3) == 0 ? "$" : "");
  });
  check_one_by_one(expressions, words, 7, random);
}

TEST_CASE("pattern set: an expression that matches nothing is never found") {
  const PatternSet set = sealed({"[^\\x00-\\x{10FFFF}]", "^[^\\x00-\\x{10FFFF}]a", "a"});
  CHECK(found(set, "a") == Found{2});
}

TEST_CASE("pattern set: letters that expressions take for one another do not hide a match") {
  const std::vector<std::string> letters = {"k", "K", "\u212A", "s", "S", "\u017F", "\u00DF", "\u1E9E",
                                            "\u0130", "i", "I", "\u0131", "\u03C3", "\u03C2", "\u03A3",
                                            "\u00B5", "\u03BC", "\u0432", "\u1C80", "\u0412", "\u01C5",
                                            "\u01C6", "\uFB05", "ss", "abc"};
  Random random(17);
  std::vector<std::string> expressions;
  for (int i = 0; i < 120; ++i) {
    expressions.push_back((i % 2 == 0 ? "(?i)" : "") + letters[random.below(letters.size())] +
                          random.join_of(letters, 2));
  }
  check_one_by_one(expressions, letters, 8, random);
}

TEST_CASE("pattern set: a guard of length holds an expression off longer texts") {
  PatternSet set;
  set.add("news");
  set.add("news", 3);
  set.add("^[nb]", 20);
  set.add("paper|(?:magazine.*shop)", 30);
  set.add("paper", 41);
  set.seal();
  const std::string text = "newspaper";
  CHECK(found(set, text, 0) == Found{0, 1, 2, 3, 4});
  CHECK(found(set, text, 3) == Found{0, 1, 2, 3, 4});
  CHECK(found(set, text, 4) == Found{0, 2, 3, 4});
  CHECK(found(set, text, 20) == Found{0, 2, 3, 4});
  CHECK(found(set, text, 21) == Found{0, 3, 4});
  CHECK(found(set, text, 31) == Found{0, 4});
  CHECK(found(set, text, 41) == Found{0, 4});
  CHECK(found(set, text, 42) == Found{0});
  CHECK(found(set, "magazine", 1).empty());
}

TEST_CASE("pathological: a set too large for its memory is still exact") {
  // RE2 spells each of these out; together they are past what a set may take.
  std::vector<std::string> expressions;
  for (char c = 'a'; c < 'a' + 20; ++c) expressions.push_back(std::string{c} + ".{900}.{900}" + c);
  const PatternSet set = sealed(expressions);
  CHECK(found(set, "c" + std::string(1800, '.') + "c") == Found{2});
  CHECK(found(set, "nothing").empty());
}

TEST_CASE("pattern: one too large to compile is refused, however its repetitions are written") {
  const std::string expression = GENERATE(values<std::string>({
      "\\pL{1000}", "[\\pL]{1000}", "[[:alpha:]\\pL]{1000}", "[]\\pL]{1000}", "[^]\\p{L}]{0,1000}",
      "\\p{L}{1000,}", "(?:(?:\\pL{10}){10}){10}", "(?:x[\\pL\\]]){1,1000}", "(?i)(?:\\Qa\\E\\pL){1000}",
      "(?:\\PL|b){1000}", "\\pL{500}|\\pL{500}",
  }));
  CAPTURE(expression);
  const auto pattern = Pattern::compile(expression);
  REQUIRE(!pattern);
  CHECK(pattern.error().what.find("too large") != std::string::npos);
}

TEST_CASE("pattern: counted repetitions of any form are read at load and match") {
  struct Row {
    const char* expression;
    const char* text;
  };
  const Row row = GENERATE(values<Row>({
      {"^a{2,3}$", "aaa"}, {"^(?:ab){2}c{1,}$", "ababccc"}, {"^[]{}]{2}$", "]{"},
      {"^[[:digit:]x]{3}$", "1x2"},
      {"^\\d{1,2}[.:]\\d{2}$", "10:45"}, {"^a{x$", "a{x"}, {"^\\p{Lu}{2}$", "\u00C9A"}, {"^a{,3}$", "a{,3}"},
      {"^(?:\\S+ ){0,6}end$", "one two end"}, {"^\\{2}$", "{2}"},
  }));
  CAPTURE(row.expression, row.text);
  CHECK(compiled(row.expression).matches(row.text));
}
