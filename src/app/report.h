// What the user is told: messages, the account of pages, the exit code.
// The only place that writes to the terminal; all text passes printable() first. Where
// systemd's journal reads standard error, each line has a priority.
#pragma once

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "cleancopy.h"
#include "fetch/http.h"
#include "io/files.h"
#include "markup/verify.h"

namespace cleancopy::app {

/// Exit codes (sysexits.h, where it has a word for it).
enum ExitCode : int {
  kDone = 0,
  kTestsFailed = 1,
  kDrifted = 3,
  kUsage = 64,
  kTooManyRejected = 65,
  kDamaged = 65,  // EX_DATAERR, too
  kNoInput = 66,
  kUnreachable = 69,
  kBug = 70,
  kCannotCreate = 73,
  kCannotWrite = 74,
  kTryLater = 75,
  kNoPermission = 77,
  kBadConfig = 78,
  kInterrupted = 128,  // plus the signal's number
};

/// Text that cannot talk to a terminal: control characters, ESC and the
/// characters that turn the direction of writing become U+FFFD. Takes valid UTF-8.
std::string printable(std::string_view text);

/// Writes to standard output. kDone also when nobody reads it any more.
ExitCode print_data(std::string_view bytes);

/// "cleancopy: where: what" on standard error.
void print_message(std::string_view where, std::string_view what);

/// A line for standard error that is not about one place.
void print_account(std::string_view line);

/// Slips in rule files, "path:line:column: what" each, as compilers print them.
void print_slips(const std::vector<Error>& slips);

/// Prints the error, unless it is a closed pipe, and gives its exit code.
ExitCode exit_code_for(const IoError& error);
ExitCode exit_code_for(const FetchError& error);

/// pages = cleaned + no_article + rejected, always.
struct Tally {
  std::size_t cleaned = 0;
  std::size_t no_article = 0;
  std::size_t rejected = 0;

  std::size_t pages() const { return cleaned + no_article + rejected; }
  bool operator==(const Tally&) const = default;
};

/// Bytes of input that are behind the run, and of output that it has written.
struct Volume {
  std::uint64_t read = 0;
  std::uint64_t written = 0;
};

/// Counts pages and tells of those that gave nothing, or of which two parses differ. After a hundred messages
/// it only counts, so that no parent is drowned that reads standard error late. For any number of threads.
class Report {
 public:
  /// Takes over the account of an earlier run that this one goes on with.
  void go_on(const Tally& tally, std::size_t misread);

  void count(Status status, Volume volume = {});
  void note(std::string_view where, std::string_view what);
  void note_comparison(std::string_view where, const Comparison& comparison);
  Tally tally() const;
  Volume volume() const;

  /// Pages whose text is not that of a bare parse (--verify-parse).
  std::size_t misread() const;

  /// Shows a line of printable ASCII at the bottom of the terminal, in place of
  /// the one before, until the next; messages scroll by above. Empty: no line.
  void show(std::string_view line);

 private:
  mutable std::mutex mutex_;
  Tally tally_;
  Volume volume_;
  std::size_t misread_ = 0;
  std::size_t messages_ = 0;
  std::string shown_;
};

/// "1 page", "2 pages".
std::string counted(std::int64_t number, std::string_view noun);

/// "cleancopy: 12 pages: 10 cleaned, 1 without an article, 1 rejected" and a newline.
std::string summary_text(const Tally& tally);

/// {"pages":12,"cleaned":10,"no_article":1,"rejected":1} and a newline.
std::string summary_json(const Tally& tally);

/// {"trailer":{"pages":12,…}} and a newline: the last line of a stream with --trailer.
std::string trailer_json(const Tally& tally);

}  // namespace cleancopy::app
