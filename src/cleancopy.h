// cleancopy: raw news pages in, clean copy out. This is the whole public face.
//
// Load a Rulebook once, give each thread a Cleaner, hand it Pages:
//
//     auto book = cleancopy::Rulebook::load({"rules"});
//     cleancopy::Cleaner cleaner(book.value());
//     cleancopy::Article article = cleaner.clean({.url = url, .bytes = html});
//
// The one surprise: nothing is deleted. An Article holds every block of its
// page, each with a Verdict that says why it was kept or dropped.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace cleancopy {

/// What the world refused (a file, a disk, a rule file), and where.
/// `where` is a path, `path:line:column`, or a URL.
struct Error {
  std::string where;
  std::string what;
};

/// A value or the reason why there is none. Asking for the wrong one is a bug.
template <class T, class E = Error>
class [[nodiscard]] Result {
 public:
  Result(T value) : held_(std::in_place_index<0>, std::move(value)) {}
  Result(E error) : held_(std::in_place_index<1>, std::move(error)) {}

  explicit operator bool() const { return held_.index() == 0; }
  T& value() { return *std::get_if<0>(&held_); }
  const T& value() const { return *std::get_if<0>(&held_); }
  const E& error() const { return *std::get_if<1>(&held_); }

 private:
  std::variant<T, E> held_;
};

/// How a page's bytes are to be read: markup, or lines that somebody extracted.
enum class Format : std::uint8_t { html, text };

/// One page as it was stored. `bytes` may be in any charset, cut short or hostile.
struct Page {
  std::string id = {};            ///< handed through to the Article
  std::string url = {};           ///< may be empty: canonical links and marks then tell the site
  std::string bytes = {};
  Format format = Format::html;
  std::string content_type = {};  ///< the HTTP header, if known: "text/html; charset=…"
  std::string crawled = {};       ///< ISO 8601 date of the crawl, if known
  std::string site = {};          ///< host that overrules the URL's when choosing rules
};

/// What a block is on its page.
enum class Role : std::uint8_t { paragraph, heading, list_item, quote, table, caption, credit };

/// Why a block is where it is. `body` is kept; `title` to `date` moved to the
/// Article's field of that name; all others are furniture and were dropped.
enum class Kind : std::uint8_t {
  body, title, standfirst, byline, date,
  credit, donation, newsletter, caption, app, social, related, subscribe, register_, comments,
  author, ad, consent, player, widget, live, note, copyright, tags, nav, hidden, duplicate, furniture,
};

/// The name used in rule files and records: Kind::register_ is "register".
std::string_view name_of(Kind kind);
std::string_view name_of(Role role);

/// The kind with that name, if there is one.
std::optional<Kind> kind_named(std::string_view name);

/// The judgement of one block, and the rule that made it: "bbc.co.uk/caption.2",
/// "bbc.co.uk/keep.1", "generic/judge".
struct Verdict {
  Kind kind = Kind::furniture;
  std::string rule;
  std::string because = {};  ///< the evidence of "generic/judge"; only from Cleaner::explain()

  bool kept() const { return kind == Kind::body || kind == Kind::credit; }
};

/// A leaf block element of a page, or a line of plain text. `text` is
/// normalised (NFC, one kind of space, nothing invisible) and without list mark.
struct Block {
  Role role = Role::paragraph;
  std::string text;
  Verdict verdict;
  std::uint32_t place = 0;  ///< its first text among the nodes of the parsed page; in plain text its line
};

/// A value and where it was found: "bbc.co.uk/keep.1", "json-ld", "og:title".
struct Field {
  std::string value;
  std::string source;
};

enum class Status : std::uint8_t { cleaned, no_article, rejected };

/// "cleaned", "no_article" or "rejected", as records say it.
std::string_view name_of(Status status);

/// What came of one page.
///
/// `blocks` holds every block of the page in the page's order. The body is
/// those whose verdict `kept()`; the paragraphs are the page's own: nothing is
/// invented, moved or rewritten beyond normalisation.
struct Article {
  std::string id;
  std::string url;
  std::string host;                 ///< whose page it is, as rules were looked for; else empty
  Status status = Status::no_article;
  std::string reason;               ///< why it was rejected or is no article, else empty
  std::string site;                 ///< rule file that knows the page, else empty
  std::string layout;               ///< "bbc.co.uk/keep.1", or "generic"
  std::vector<std::string> rules;   ///< names of the rule files used, strongest first
  Field title;
  Field standfirst;
  std::vector<Field> authors;
  Field published;                  ///< ISO 8601
  Field modified;                   ///< ISO 8601
  Field language;                   ///< BCP 47
  std::vector<std::string> tags;
  std::vector<std::string> flags;   ///< "overcut", "invalid_bytes", "fenced", …
  std::vector<Block> blocks;
};

/// What a page may cost. Past any of these it is one rejected Article with a reason.
struct PageLimits {
  std::size_t bytes = std::size_t{16} << 20;
  double seconds = 10;  ///< CPU time of the thread; looked at in the parse, and after each stage
};

class RuleFiles;   // rules/rulebook.h
class SiteMemory;  // clean/memory.h

/// Every rule file of one or more folders, compiled. Immutable once loaded;
/// share one among all threads.
class Rulebook {
 public:
  /// Reads all `*.toml` below each folder (of two files with one name, the
  /// earlier folder's counts). Fails with every slip of every file at once,
  /// each at `file:line:column`; slips between files (extends, off, hosts) are
  /// looked for once each file is right alone. Linear in the files' bytes; many
  /// files are read on up to four threads, which are gone when it returns.
  static Result<Rulebook, std::vector<Error>> load(const std::vector<std::string>& folders);

  Rulebook(Rulebook&&) noexcept;
  Rulebook& operator=(Rulebook&&) noexcept;
  ~Rulebook();

  const RuleFiles& files() const { return *files_; }

 private:
  explicit Rulebook(std::unique_ptr<const RuleFiles> files);
  std::unique_ptr<const RuleFiles> files_;
};

/// Turns pages into articles, one at a time. Keeps its working memory from page
/// to page: give each thread its own. The Rulebook must outlive it, and so must
/// the memory of what sites repeat, if the program gives it one (--site-memory).
class Cleaner {
 public:
  explicit Cleaner(const Rulebook& book, const SiteMemory* memory = nullptr, PageLimits limits = {});
  Cleaner(Cleaner&&) noexcept;
  Cleaner& operator=(Cleaner&&) noexcept;
  ~Cleaner();

  /// Cleans one page: keeps what the journalist wrote, drops what the site added.
  ///
  /// Never fails on account of its input. Any bytes, in any charset, cut short
  /// or hostile, give an Article: `no_article` when nothing reads like a body,
  /// `rejected` with a reason when the page is past a limit. Takes time linear
  /// in `page.bytes.size()`: nesting is bounded before parsing. The Article owns
  /// its text, and is a pure function of the page, the rules and the memory, unless
  /// `seconds` ends it.
  Article clean(const Page& page);

  /// The same, and each verdict of "generic/judge" tells its evidence: `because`
  /// names the clues that weighed most. For people; costs about twice as much.
  Article explain(const Page& page);

 private:
  struct Desk;
  std::unique_ptr<Desk> desk_;
};

/// The version of the library and program, "0.1.0".
std::string_view version();

}  // namespace cleancopy
