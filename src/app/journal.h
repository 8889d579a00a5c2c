// Where a run stands, on disk beside its output, so that the same command goes on
// there after it was killed.
//
// A file of lines, appended and synced about once a second (some 13 MB a day);
// the last line that is whole counts, so that a kill in mid-write loses one
// second. The file is locked while the run lasts: nobody else writes the output.
//
//     checksum  fingerprint of the command  input offset records  tally  outputs  file
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/report.h"
#include "io/files.h"
#include "io/sink.h"
#include "io/source.h"

namespace cleancopy::app {

/// What is behind a run: of its inputs, in its account, in its outputs.
struct Progress {
  Bookmark bookmark;
  Tally tally;
  std::size_t misread = 0;
  std::vector<OutputMark> outputs;  ///< their names begin with that of the sink, and '/'

  bool operator==(const Progress&) const = default;
};

/// One line, without its end, and back; nothing if it was not written so, whole.
std::string to_line(std::uint64_t fingerprint, const Progress& progress);
struct JournalLine {
  std::uint64_t fingerprint = 0;
  Progress progress;
};
std::optional<JournalLine> from_line(std::string_view line);

class Journal {
 public:
  /// Opens the journal, or makes it, and locks it. Fails with IoStep::lock, the
  /// holder named, while another run has it.
  static Result<Journal, IoError> open(const std::string& path, std::uint64_t fingerprint);

  /// Where a run of the same fingerprint was; nothing if there was none.
  const std::optional<Progress>& found() const { return found_; }

  /// Was this left by a run of another fingerprint?
  bool is_of_another_run() const { return other_run_; }

  /// What was found of the sink included under that name.
  std::vector<OutputMark> found_of(std::string_view name) const;

  /// Forgets what was found.
  void start_over() { found_.reset(); }

  /// The run writes to this sink, too, which must outlive the journal's last save().
  void include(std::string name, Sink& sink) { sinks_.emplace_back(std::move(name), &sink); }

  /// After each page that is delivered: remembers where the sinks stand, if all
  /// are at rest, and saves that when it is time.
  std::optional<IoError> note(const Bookmark& bookmark, const Report& report);

  /// Syncs the sinks, then writes down what was remembered last, if that is new.
  std::optional<IoError> save();

  /// The run is over: the file goes, then the lock.
  std::optional<IoError> remove();

 private:
  Journal() = default;
  std::optional<IoError> read();

  std::string path_;
  std::uint64_t fingerprint_ = 0;
  FileDescriptor file_;
  std::optional<Progress> found_;
  bool other_run_ = false;
  std::vector<std::pair<std::string, Sink*>> sinks_;
  std::optional<Progress> unsaved_;
  std::chrono::milliseconds pause_{};  // until the next save
  std::chrono::steady_clock::time_point next_save_;
};

}  // namespace cleancopy::app
