#include "app/output.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>

namespace cleancopy::app {
namespace {

namespace fs = std::filesystem;

constexpr const char* kOut = "out";          // the sinks' names in the journal
constexpr const char* kRejects = "rejects";
constexpr std::size_t kMaxMarkerBytes = std::size_t{1} << 16;

void notice(const CleanOptions& options, const std::string& where, const std::string& what) {
  if (options.voice == Voice::aloud) print_message(where, what);
}

std::uint64_t length_of(const std::string& path) {
  std::error_code error;
  const auto length = fs::file_size(path, error);
  return error ? 0 : length;
}

Result<std::unique_ptr<Sink>, IoError> open_rejects(const CleanOptions& options, SinkOptions how) {
  if (options.rejects.empty()) return std::unique_ptr<Sink>();
  how.form = OutputForm::jsonl;
  if (!how.run.empty()) how.run += "-rejects";
  how.compression = compression_by_name(options.rejects);
  return open_sink(Target::file, options.rejects, how);
}

// Fails with ENODATA when a sink has less than the journal says.
std::optional<IoError> open_sinks(const CleanOptions& options, const Destination& to, Output& output) {
  SinkOptions how{options.style.form, options.compression, to.run, {}};
  if (output.journal) how.after = output.journal->found_of(kOut);
  auto sink = open_sink(to.target, to.path, how);
  if (!sink) return sink.error();
  how.after.clear();
  if (output.journal) how.after = output.journal->found_of(kRejects);
  auto rejects = open_rejects(options, how);
  if (!rejects) return rejects.error();
  output.sink = std::move(sink.value());
  output.rejects = std::move(rejects.value());
  return std::nullopt;
}

// A file was removed by hand, or the last run was over but for its journal.
std::optional<IoError> open_sinks_after(const CleanOptions& options, const Destination& to, Output& output) {
  auto failed = open_sinks(options, to, output);
  if (!failed || failed->number != ENODATA || !output.journal) return failed;
  notice(options, to.path, "what the last run has left is incomplete; starting over");
  output.journal->start_over();
  return open_sinks(options, to, output);
}

// Under a hidden name that the next run has too: if this one is killed, that one takes it over.
std::optional<IoError> write_marker(const Destination& to, const std::string& line) {
  auto file = NewFile::resume(to.marker, hidden_beside(to.marker, to.run, "done"), {});
  if (!file) return file.error();
  if (auto failed = file.value().append(line)) return failed;
  if (auto failed = file.value().commit()) return failed;
  return sync_folder_of(to.marker);
}

}  // namespace

Result<Output, IoError> open_output(const CleanOptions& options, const Destination& to,
                                    std::uint64_t fingerprint) {
  Output output{to, fingerprint, nullptr, nullptr, {}, {}};
  if (!to.folder.empty()) {
    std::error_code error;
    fs::create_directories(to.folder, error);
    if (error) return io_error(IoStep::create, to.folder, error.value());
  }
  if (!to.journal.empty()) {
    auto journal = Journal::open(to.journal, fingerprint);
    if (!journal) return journal.error();
    output.journal = std::move(journal.value());
    if (output.journal->is_of_another_run()) {
      notice(options, to.path, "was begun with other inputs, rules or options; starting over");
    }
  }
  if (auto failed = open_sinks_after(options, to, output)) return *failed;
  if (output.journal) output.journal->include(kOut, *output.sink);
  if (output.journal && output.rejects) output.journal->include(kRejects, *output.rejects);
  if (output.journal) output.begin = output.journal->found();
  if (output.begin) {
    notice(options, to.path, fmt::format("going on after {} pages", output.begin->tally.pages()));
  }
  if (!to.marker.empty()) ::unlink(to.marker.c_str());
  return output;
}

std::optional<IoError> close_output(Output& output, const Report& report) {
  const Destination& to = output.to;
  if (!to.marker.empty()) {
    const Progress whole{{}, report.tally(), report.misread(), {{kOut, {length_of(to.path), 0}}}};
    if (auto failed = write_marker(to, to_line(output.fingerprint, whole) + "\n")) return failed;
  }
  return output.journal ? output.journal->remove() : std::nullopt;
}

std::optional<Progress> finished_before(const Destination& to, std::uint64_t fingerprint) {
  if (to.marker.empty()) return std::nullopt;
  auto line = read_file(to.marker, kMaxMarkerBytes);
  if (!line || !line.value().ends_with('\n')) return std::nullopt;
  line.value().pop_back();
  const auto read = from_line(line.value());
  if (!read || read->fingerprint != fingerprint || read->progress.outputs.size() != 1) return std::nullopt;
  std::error_code error;
  if (!fs::exists(to.path, error) || length_of(to.path) != read->progress.outputs[0].file.length) {
    return std::nullopt;
  }
  ::unlink(to.journal.c_str());  // there is one if that run could not remove it
  return read->progress;
}

}  // namespace cleancopy::app
