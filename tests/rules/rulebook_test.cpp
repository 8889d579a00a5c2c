#include "rules/rulebook.h"

#include <catch2/catch.hpp>

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "blocks/page_block.h"
#include "markup/parse.h"
#include "rules/grammar.h"

using namespace cleancopy;

namespace {

using Words = std::vector<std::string>;
using Texts = std::vector<std::string>;

std::vector<PageBlock> blocks_of(const Texts& texts) {
  std::vector<PageBlock> blocks(texts.size());
  for (std::size_t i = 0; i < texts.size(); ++i) blocks[i].set_text(texts[i]);
  return blocks;
}
using Files = std::vector<std::pair<std::string, std::string>>;  // name, TOML

std::vector<SiteRules> read(const Files& files) {
  std::vector<SiteRules> rules;
  for (const auto& [name, toml] : files) {
    auto read = parse_rules(toml, name + ".toml", name);
    if (!read) FAIL(read.error()[0].where << ": " << read.error()[0].what);
    rules.push_back(std::move(read.value()));
  }
  return rules;
}

RuleFiles compile(const Files& files) {
  auto book = RuleFiles::compile(read(files));
  if (!book) FAIL(book.error()[0].where << ": " << book.error()[0].what);
  return std::move(book.value());
}

Words slips_of(const Files& files) {
  Words slips;
  const auto book = RuleFiles::compile(read(files));
  if (book) return slips;
  for (const Error& error : book.error()) slips.push_back(error.where + ": " + error.what);
  return slips;
}

Words names(const PageRules& page) {
  Words names;
  for (const CompiledRules* file : page.files) names.push_back(file->rules.name);
  return names;
}

/// A folder of rule files that is gone afterwards.
class Folder {
 public:
  explicit Folder(const Files& files) {
    static int count = 0;
    path_ = std::filesystem::temp_directory_path() /
            ("cleancopy-rulebook-" + std::to_string(getpid()) + "-" + std::to_string(++count));
    std::filesystem::create_directories(path_);
    for (const auto& [name, text] : files) {
      std::filesystem::create_directories((path_ / name).parent_path());
      std::ofstream(path_ / name, std::ios::binary) << text;
    }
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { std::filesystem::remove_all(path_); }

  std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

}  // namespace

TEST_CASE("rulebook: the exact host wins over a suffix, the longest suffix over others") {
  const RuleFiles book = compile({{"any", "hosts = ['*.co.uk']"},
                                  {"bbc", "hosts = ['bbc.co.uk', '*.bbc.co.uk']"},
                                  {"sport", "hosts = ['sport.bbc.co.uk']"}});
  struct { const char* host; const char* file; } const table[] = {
      {"bbc.co.uk", "bbc"},
      {"www.bbc.co.uk", "bbc"},
      {"a.b.bbc.co.uk", "bbc"},
      {"sport.bbc.co.uk", "sport"},
      {"www.sport.bbc.co.uk", "bbc"},
      {"notbbc.co.uk", "any"},
      {"WWW.BBC.co.uk", "bbc"},
      {"co.uk", ""},
      {"bbc.com", ""},
      {"", ""},
  };
  for (const auto& row : table) {
    CAPTURE(row.host);
    CHECK(book.file_for_host(row.host) == row.file);
  }
}

TEST_CASE("rulebook: site, then what it extends, then marked files with what they extend, then generic") {
  const RuleFiles book = compile({{"generic", "marks = ['= x']"},
                                  {"platform/base", ""},
                                  {"platform/nation", "extends = ['platform/base']"},
                                  {"platform/other", ""},
                                  {"platform/patreon",
                                   "marks = ['= x']\nextends = ['platform/other', 'platform/base']"},
                                  {"platform/unmarked", "marks = ['= y']"},
                                  {"scotsman.com",
                                   "hosts = ['scotsman.com']\n"
                                   "extends = ['platform/nation', 'platform/other']"}});
  const auto blocks = blocks_of({"x"});
  const PageRules page = book.rules_for("scotsman.com", nullptr, folded_texts(blocks));
  CHECK(names(page) == Words{"scotsman.com", "platform/nation", "platform/base", "platform/other",
                             "platform/patreon", "generic"});
  CHECK(page.site == "scotsman.com");
  CHECK(names(book.rules_for("a.com", nullptr, {})) == Words{"generic"});
}

TEST_CASE("rulebook: marks of a file with hosts decide only when no host does") {
  const RuleFiles book = compile({{"a.com", "hosts = ['a.com']\nmarks = ['= follow a']"},
                                  {"b.com", "hosts = ['b.com']\nmarks = ['= follow b']"},
                                  {"Plugin", "marks = ['= follow a']"}});
  const auto blocks = blocks_of({"Follow A"});
  struct { const char* host; Words files; const char* site; } const table[] = {
      {"", {"a.com", "Plugin"}, "a.com"},
      {"unknown.com", {"a.com", "Plugin"}, "a.com"},
      {"a.com", {"a.com", "Plugin"}, "a.com"},
      {"b.com", {"b.com", "Plugin"}, "b.com"},
  };
  for (const auto& row : table) {
    CAPTURE(row.host);
    const PageRules page = book.rules_for(row.host, nullptr, folded_texts(blocks));
    CHECK(names(page) == row.files);
    CHECK(page.site == row.site);
  }
}

TEST_CASE("rulebook: a platform is never the site") {
  const RuleFiles book = compile({{"platform/many", "hosts = ['a.com']\nmarks = ['= x']"}});
  const auto blocks = blocks_of({"x"});
  for (const char* host : {"a.com", ""}) {
    const PageRules page = book.rules_for(host, nullptr, folded_texts(blocks));
    CHECK(names(page) == Words{"platform/many"});
    CHECK(page.site.empty());
  }
}

TEST_CASE("rulebook: marks on text are asked of every block, an inner list of any blocks") {
  const RuleFiles book = compile({{"all", "marks = [['= one', '~ ^Two']]"},
                                  {"either", "marks = ['= nowhere', '~ ^Two']"},
                                  {"short", "marks = [{ at = '~ ^Two', words = 2 }]"}});
  struct { Texts blocks; Words files; } const table[] = {
      {{"ONE", "Two more words"}, {"all", "either"}},
      {{"Two", "zero", "one"}, {"all", "either", "short"}},
      {{"Two words"}, {"either", "short"}},
      {{"one"}, {}},
      {{"one and more"}, {}},
      {{}, {}},
  };
  for (const auto& row : table)
    CHECK(names(book.rules_for("", nullptr, folded_texts(blocks_of(row.blocks)))) == row.files);
}

TEST_CASE("rulebook: marks on the page need its tree, a marked attribute its value") {
  const RuleFiles book = compile({{"css", "marks = ['meta[name=generator]']"},
                                  {"value", "marks = ['meta[name=generator]@content']"},
                                  {"both", "marks = [['meta[name=generator]', '= x']]"}});
  struct { const char* html; Words files; } const table[] = {
      {"<meta name=generator content=WordPress>", {"css", "value"}},
      {"<meta name=generator content=''>", {"css"}},
      {"<meta name=generator>", {"css"}},
      {"<meta name=other content=WordPress>", {}},
  };
  for (const auto& row : table) {
    CAPTURE(row.html);
    const Tree tree = parse(row.html);
    CHECK(names(book.rules_for("", &tree, {})) == row.files);
  }
  CHECK(names(book.rules_for("", nullptr, {})).empty());
  const auto blocks = blocks_of({"x"});
  CHECK(names(book.rules_for("", nullptr, folded_texts(blocks))).empty());
  const Tree tree = parse("<meta name=generator>");
  CHECK(names(book.rules_for("", &tree, folded_texts(blocks))) == Words{"both", "css"});
}

TEST_CASE("rulebook: a rule is off for the pages of the file that says so") {
  const RuleFiles book = compile({{"a.com", "hosts = ['a.com']\noff = ['generic/ad.2']"},
                                  {"generic", "[drop]\nad = ['.a', '.b']"}});
  CHECK(book.rules_for("a.com", nullptr, {}).is_off("generic/ad.2"));
  CHECK_FALSE(book.rules_for("a.com", nullptr, {}).is_off("generic/ad.1"));
  CHECK_FALSE(book.rules_for("b.com", nullptr, {}).is_off("generic/ad.2"));
}

TEST_CASE("rulebook: a file given out is ready to search") {
  const RuleFiles book = compile({{"generic", R"([drop]
ad = ['.a', '~ ^Ad\b', '= Advert', { at = '= ADVERT', next = 1 }]
widget = ['~ b$', 'aside']
duplicate = 'repeat')"}});
  const CompiledRules& file = *book.rules_for("", nullptr, {}).files.at(0);
  REQUIRE(file.rules.drop.size() == 7);
  CHECK(file.drop_pattern_rules == std::vector<std::uint32_t>{1, 4});
  const std::vector<SearchText> texts = {{"Ad b", "ad b", 2}, {"Adb", "adb", 1}};
  CHECK(file.drop_patterns.find(texts) == std::vector<TextMatch>{{0, 0}, {0, 1}, {1, 1}});
  CHECK(file.drop_literals.at("advert") == std::vector<std::uint32_t>{2, 3});
  const Tree tree = parse("<aside class=a>x</aside>");
  SelectorCache cache;
  const auto matches = file.drop_index.sweep(tree, cache);
  REQUIRE(matches.size() == 2);
  CHECK(matches[0].number == 0);
  CHECK(matches[1].number == 5);
}

TEST_CASE("rulebook: threads may ask for a file's first page at once") {
  const RuleFiles book = compile({{"generic", "[drop]\nad = ['~ ^Ad', '~ b$']"}});
  const std::vector<SearchText> texts = {{"Ad b", "ad b", 2}};
  std::vector<std::size_t> found(8);
  std::vector<std::jthread> threads;
  for (std::size_t& count : found) {
    threads.emplace_back([&] {
      const PageRules page = book.rules_for("", nullptr, {});
      count = page.files[0]->drop_patterns.find(texts).size();
    });
  }
  threads.clear();
  CHECK(found == std::vector<std::size_t>(8, 2));
}

TEST_CASE("rulebook: what only all files together tell is told at its place") {
  struct { Files files; Words slips; } const table[] = {
      {{{"a", "extends = ['b',\n'platform/worpress']"}, {"b", ""}, {"platform/wordpress", ""}},
       {"a.toml:2:1: no such rule file 'platform/worpress'; did you mean 'platform/wordpress'?"}},
      {{{"a", "extends = ['a']"}}, {"a.toml:1:12: extends leads back to 'a'"}},
      {{{"a", "extends = ['b']"}, {"b", "extends = ['c']"}, {"c", "extends = ['b']"}},
       {"b.toml:1:12: extends leads back to 'b'", "c.toml:1:12: extends leads back to 'c'"}},
      {{{"a", "off = ['generic/ad.3']"}, {"generic", "[drop]\nad = ['.a', '.b']"}},
       {"a.toml:1:8: no such rule 'generic/ad.3'; did you mean 'generic/ad.1'?"}},
      {{{"a", "hosts = ['x.com']"}, {"b", "hosts = [\n  'y.com', 'x.com']"}},
       {"b.toml:2:12: host 'x.com' is claimed already at a.toml:1:10"}},
      {{{"a", "hosts = ['*.x.com', '*.x.com']"}},
       {"a.toml:1:21: host '*.x.com' is claimed already at a.toml:1:10"}},
      {{{"a", ""}, {"a", ""}}, {"a.toml: two files are named a"}},
      {{{"a", "hosts = ['x.com', '*.x.com']\noff = ['a/ad.1', 'b/keep.1']\n[drop]\nad = '.a'"},
        {"b", "[[keep]]\nbody = 'main'"}},
       {}},
  };
  for (const auto& row : table) CHECK(slips_of(row.files) == row.slips);
}

TEST_CASE("rulebook: load names files by their path and takes the earlier folder's") {
  const Folder mine(Files{{"a.com.toml", "hosts = ['a.com']"}});
  const Folder shipped(Files{{"a.com.toml", "hosts = ['other.com']"},
                        {"platform/press.toml", "marks = ['= x']"},
                        {"notes.txt", "no rule file"},
                        {"generic.toml", ""}});
  for (const std::string end : {"", "/"}) {
    const auto book = Rulebook::load({mine.path() + end, shipped.path() + end});
    REQUIRE(book);
    Words loaded;
    for (const CompiledRules& file : book.value().files().all()) loaded.push_back(file.rules.name);
    CHECK(loaded == Words{"a.com", "generic", "platform/press"});
    CHECK(book.value().files().file_for_host("a.com") == "a.com");
    CHECK(book.value().files().file_for_host("other.com").empty());
  }
}

TEST_CASE("rulebook: load tells every slip of every file") {
  const Folder folder(Files{{"a.toml", "x = 1\ny = 2"}, {"b/c.toml", "[drop]\nadd = '.a'"}, {"d.toml", ""}});
  const auto book = Rulebook::load({folder.path()});
  REQUIRE_FALSE(book);
  REQUIRE(book.error().size() == 3);
  CHECK(book.error()[0].where == folder.path() + "/a.toml:1:1");
  CHECK(book.error()[1].where == folder.path() + "/a.toml:2:1");
  CHECK(book.error()[2].where == folder.path() + "/b/c.toml:2:1");
  CHECK(book.error()[2].what == "no such kind 'add'; did you mean 'ad'?");
}

TEST_CASE("rulebook: load refuses a folder without rules, and a file past its bound") {
  const Folder empty(Files{{"readme.md", "x"}});
  const Folder large(Files{{"a.toml", "#" + std::string(4 << 20, 'x')}});
  struct { std::string folder; std::string where; } const table[] = {
      {empty.path(), empty.path()},
      {empty.path() + "/missing", empty.path() + "/missing"},
      {large.path(), large.path() + "/a.toml"},
  };
  for (const auto& row : table) {
    const auto book = Rulebook::load({row.folder});
    REQUIRE_FALSE(book);
    REQUIRE(book.error().size() == 1);
    CHECK(book.error()[0].where == row.where);
    CHECK_FALSE(book.error()[0].what.empty());
  }
}

TEST_CASE("rulebook: a rulebook moved still speaks") {
  const Folder folder(Files{{"generic.toml", "marks = ['aside']\n[drop]\nad = ['aside', '~ ^Ad']"},
                       {"plugin.toml", "marks = ['aside']"}});
  auto loaded = Rulebook::load({folder.path()});
  REQUIRE(loaded);
  const Rulebook book = std::move(loaded.value());
  const Tree tree = parse("<aside>x</aside>");
  CHECK(names(book.files().rules_for("", &tree, {})) == Words{"plugin", "generic"});
}
