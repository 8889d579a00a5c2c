// Where pages come from: files, folders, JSONL, WARC archives, standard input.
//
// A Source only says which page is next; that is cheap and done by one thread
// at a time. read_page() then reads it, on as many threads as there are.
//
// The one surprise: a page that cannot be read is still a page. It comes out
// as an Input with a refusal, so that pages in and records out are the same number.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cleancopy.h"
#include "io/files.h"

namespace cleancopy {

/// How an input is to be read.
enum class InputForm : std::uint8_t { html, text, jsonl, warc };

/// The form that a file's name tells: .html .htm .txt .jsonl .warc .wet, in any case,
/// and with .gz or .zst behind it.
std::optional<InputForm> form_by_name(std::string_view path);

/// Where a source stands after an entry: what it gives next is the first page
/// past this. Holds as long as the inputs do; `offset` and `records` are those
/// of the record that follows, so that going on costs one seek. In what is compressed
/// as one, `offset` is 0, and going on costs reading the records before it.
struct Bookmark {
  std::size_t input = 0;     ///< which of the INPUTs, from 0
  std::string file;          ///< path below a walked folder, its folders end in '/'; empty: the INPUT itself
  std::uint64_t offset = 0;  ///< where the next record of the file begins
  std::size_t records = 0;   ///< records (of JSONL: lines) before it; 0: all of the file is behind

  bool operator==(const Bookmark&) const = default;
};

/// A page that is still to be read: a file, one line of a JSONL file, or one
/// record of an archive that holds a page.
struct Entry {
  std::string file;             ///< what to open and what messages say; "-" is standard input
  std::string id;               ///< path below the INPUT folder, or `file`; a record brings its own
  std::string place;            ///< where below OUT the result goes, without extension
  InputForm form = InputForm::html;
  std::string site;             ///< host that chooses the rules, if the user names one …
  std::string folder_host;      ///< … else the folder's, unless a sidecar knows the page's URL
  std::string line;             ///< the record, of a JSONL file or archive
  std::size_t line_number = 0;  ///< from 1, in an archive the record's; 0 when the file is one page
  std::uint64_t offset = 0;     ///< of the record in its file; in an archive see WarcItem
  std::string refusal;          ///< why it cannot be read, when that is known already
  Bookmark bookmark;            ///< where the source stands after it

  /// "pages.jsonl:17", "news.warc.gz:@20480", or the file.
  std::string where() const;
};

/// A page, or why there is none. Of a refused page only `id` and `url` mean anything.
struct Input {
  Page page;
  std::string refusal;
  std::string remark = {};  ///< what was wrong with something beside the page; the page is read without it
};

/// Reads what the entry names, decompressed. Never fails: what cannot be read, or is
/// larger than 64 MiB, is refused. The id of a line that is no JSON is empty; a number
/// as id keeps its digits. Of an archive's record it is WARC-Record-ID, without brackets.
/// A file that is one page may have a sidecar (io/sidecar.h), which tells its URL, type and day.
Input read_page(const Entry& entry);

/// The pages of a run, in order. Not for two threads at once.
class Source {
 public:
  virtual ~Source() = default;

  /// The next page, or nothing after the last. Waits for standard input.
  virtual std::optional<Entry> next() = 0;
};

struct SourceOptions {
  std::optional<InputForm> from = {};       ///< overrules the names; folders then give all their files
  std::string site = {};                    ///< site of every page
  const std::atomic<bool>* stop = nullptr;  ///< once true, next() gives nothing more, within a moment
  std::optional<Bookmark> after = {};       ///< go on from here; standard input cannot
};

/// Opens the inputs: files, folders, or "-" for standard input (HTML unless
/// `from` says otherwise), each plain or compressed by gzip or zstd.
///
/// Folders are walked in the byte order of their paths, a bounded part of a listing in memory per level;
/// hidden files and links to folders are passed over. The page INPUT/www.example.org/x.html has the site
/// "www.example.org", as has one in folders below that which name no host; a sidecar (x.html.json) is no
/// page. Fails when an input is not there, cannot be opened, or has a name that tells no format.
Result<std::unique_ptr<Source>, IoError> open_source(std::vector<std::string> inputs, SourceOptions options);

/// Of a folder only these pages, by their paths below it and in this order; each as a walk of the folder
/// gives it. For files of one page (no JSONL, no archives); `options.after` means nothing here.
std::unique_ptr<Source> listed_pages(const std::string& folder, std::vector<std::string> below,
                                     SourceOptions options);

}  // namespace cleancopy
