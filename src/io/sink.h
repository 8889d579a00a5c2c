// Where articles go: a stream, one file, or a folder of files.
//
// Takes the bytes that render() made, in input order, one at a time. Every file
// appears whole or not at all; a stream shows each article as it comes.
//
// The one surprise: what a sink of a named run has not finished stays when it is
// destroyed, so that another one can go on with it (SinkOptions::run).
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cleancopy.h"
#include "io/compress.h"
#include "io/files.h"
#include "io/render.h"

namespace cleancopy {

/// A rendered article on its way out. Empty `bytes` leave no trace.
struct Delivery {
  std::string place;            ///< path below OUT, without extension
  std::size_t line_number = 0;  ///< 0 when the input file is one page
  std::string id;               ///< names the file of a record in a folder of texts …
  std::string bytes;
  std::string url = {};         ///< … unless it is empty: then this does
};

/// `taken`: an earlier page already has the file of that name, and keeps it.
enum class Written : std::uint8_t { done, taken };

/// How much of an unfinished file of the output counts; `name` tells the sink which.
struct OutputMark {
  std::string name;
  FileMark file;

  bool operator==(const OutputMark&) const = default;
};

/// Not for two threads at once.
class Sink {
 public:
  virtual ~Sink() = default;

  virtual Result<Written, IoError> write(const Delivery& delivery) = 0;

  /// Lets the last file appear. Without this call it does not.
  virtual std::optional<IoError> finish() = 0;

  /// Could another sink go on from here? Not within a compressed member.
  virtual bool at_rest() const { return true; }

  /// What the other sink has to be told, if this one is at rest.
  virtual std::vector<OutputMark> marks() const { return {}; }

  /// Brings all that the marks count to disk.
  virtual std::optional<IoError> sync() { return std::nullopt; }
};

/// What OUT is: `stream` is standard output.
enum class Target : std::uint8_t { stream, file, folder };

struct SinkOptions {
  OutputForm form = OutputForm::text;
  Compression compression = Compression::none;

  /// Names the hidden files, which then stay until finish(), for another sink of
  /// this name to go on with; two at a time must not have the same. Empty: the
  /// hidden files have names of their own, and go with the sink.
  std::string run = {};

  /// What to go on from. Opening fails with ENODATA when less than that is there.
  std::vector<OutputMark> after = {};
};

/// Opens standard output, the file or the folder `out` (which is made).
///
/// In a stream or file, records are one a line, and texts are parted by two
/// blank lines (blocks within one by a single one). In a folder each page has a
/// file, `place` and the form's extension; the records of one JSONL file stay
/// together in one JSONL file, or become a folder of texts named after their ids
/// (file_names.h); no place and no id leaves the folder.
/// A file that is no regular file (/dev/null, a FIFO) is written as a stream;
/// compressed streams come in whole members, and so late.
Result<std::unique_ptr<Sink>, IoError> open_sink(Target target, const std::string& out,
                                                 const SinkOptions& options);

/// The file that an OUT which is a link leads to, so that the link stays one; else OUT.
std::string file_behind(const std::string& out);

}  // namespace cleancopy
