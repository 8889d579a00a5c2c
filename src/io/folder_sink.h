// A folder of files, one a page or one a JSONL input: what open_sink() makes for
// Target::folder, where its promises stand.
//
// Of two pages with one output file the first keeps it, so a sink must know what
// was written before. A sink of a named run keeps the hashes of the files' names
// on disk, for the one that goes on: 8 bytes a page, in a hidden file that goes
// at finish().
#pragma once

#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "io/sink.h"

namespace cleancopy {

class FolderSink final : public Sink {
 public:
  static Result<std::unique_ptr<Sink>, IoError> open(const std::string& folder, const SinkOptions& options);

  Result<Written, IoError> write(const Delivery& delivery) override;
  std::optional<IoError> finish() override;
  bool at_rest() const override { return packer_.at_rest(); }
  std::vector<OutputMark> marks() const override;
  std::optional<IoError> sync() override;

 private:
  enum class Records : std::uint8_t { together, apart };  // those of one JSONL file

  FolderSink(std::string folder, const SinkOptions& options);

  std::optional<IoError> go_on(const std::vector<OutputMark>& marks);
  std::optional<IoError> load_names(FileMark begin);
  std::string path_of(const Delivery& delivery) const;
  bool claim(const std::string& path);
  std::optional<IoError> start_file(const std::string& below, FileMark begin);
  std::optional<IoError> finish_file();

  std::string folder_;
  std::string extension_;
  Records records_;
  std::string run_;
  Packer packer_;
  std::optional<NewFile> file_;
  std::string group_;             // path below the folder of the JSONL file that records are being added to
  std::string made_;              // folder made last
  std::string unsynced_;          // a file whose name is not yet on disk
  std::unordered_set<std::uint64_t> taken_;
  std::optional<NewFile> names_;  // what is in taken_, in the order of its coming …
  std::string new_names_;         // … but for these
};

}  // namespace cleancopy
